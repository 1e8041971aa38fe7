#include "export/formats.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <set>

#include "tests/export/sample_graph.h"
#include "tests/support/memory_sink.h"

namespace boba::testing {
namespace {

TEST(Formats, AreFoundByNameAndSuffix) {
  EXPECT_EQ(find_format("graphml"), format_of_path("kg.graphml"));
  EXPECT_EQ(find_format("nquads"), format_of_path("out/kg.nq.gz"));
  EXPECT_EQ(find_format("jsonld"), format_of_path("kg.jsonld.zst"));
  EXPECT_EQ(find_format("rdfxml"), nullptr);
  EXPECT_EQ(format_of_path("kg.txt"), nullptr);
}

TEST(Formats, NamesAndSuffixesAreUnique) {
  std::set<std::string_view> seen;
  for (const Format& format : formats()) {
    EXPECT_TRUE(seen.insert(format.name).second);
    EXPECT_TRUE(seen.insert(format.suffix).second);
  }
}

TEST(Formats, ChecksTheBase) {
  EXPECT_TRUE(check_base(ExportOptions().base));
  EXPECT_TRUE(check_base("urn:boba/"));
  for (const char* bad : {"", "boba", "//boba.example/", "https://boba example/", "https://boba.example", "é://x/"})
    EXPECT_FALSE(check_base(bad)) << bad;
}

// One person who says `count` things: statements that exist only while they are visited.
class LongGraph : public ListGraphView {
 public:
  explicit LongGraph(uint32_t count) : count_(count), person_(add(EntityType::kPerson, "An")) {
    add(make_document("d", "", "Câu."));
  }
  std::unique_ptr<Cursor<StatementRecord>> statements() const override {
    return std::make_unique<Counter>(person_, count_);
  }

 private:
  class Counter : public Cursor<StatementRecord> {
   public:
    Counter(EntityId person, uint32_t count) : person_(person), count_(count) {}
    Result<std::optional<StatementRecord>> next() override {
      if (made_ == count_) return std::optional<StatementRecord>();
      Literal said{Literal::Kind::kClause, "câu số " + std::to_string(++made_), "", ""};
      auto statement = make_statement(person_, "stated", said, {{"d", 1, {}, {Evidence{{0, 5}, {}, {}, {}, 1}}}});
      statement.id = made_;
      return std::optional<StatementRecord>(std::move(statement));
    }

   private:
    EntityId person_;
    uint32_t count_, made_ = 0;
  };
  uint32_t count_;
  EntityId person_;
};

TEST(Formats, WriteInPiecesOfAFixedSize) {
  for (const Format& format : formats()) {
    MemorySink small, large;
    ASSERT_TRUE(format.write(LongGraph(1000), sample_ontology(), {}, small));
    ASSERT_TRUE(format.write(LongGraph(4000), sample_ontology(), {}, large));
    EXPECT_GT(large.text.size(), 3 * small.text.size()) << format.name;
    EXPECT_LT(large.largest_write, 100'000u) << format.name;
  }
}

}  // namespace
}  // namespace boba::testing
