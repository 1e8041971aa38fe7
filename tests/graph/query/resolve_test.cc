#include "graph/query/resolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/store/memory_store.h"
#include "graph/store/name_tokens.h"
#include "tests/support/facts.h"
#include "tests/support/graph_dump.h"

namespace boba {
namespace {

using ::testing::ElementsAre;
using namespace boba::testing;

TEST(NameTokens, FoldsAndCuts) {
  EXPECT_EQ(search_form("Bộ TT&TT"), "bo tt tt");
  EXPECT_EQ(search_form("  Đặng Thị  Mỹ-Lệ (61) "), "dang thi mi le 61");
  EXPECT_EQ(search_form("Hoà Bình"), search_form("Hòa Bình"));
  EXPECT_EQ(search_form("..."), "");
  EXPECT_THAT(name_tokens("Bộ TT&TT"), ElementsAre("bo", "tt"));
}

class Resolve : public ::testing::Test {
 protected:
  Resolve() : store_(make_memory_store()) {
    FactsBuilder one("d1"), two("d2");
    one.entity(EntityType::kPerson, "Nguyễn Mạnh Hùng", {"ông Hùng"});
    one.entity(EntityType::kPerson, "Nguyễn Mạnh Hưng");
    one.entity(EntityType::kOrganization, "Bộ Thông tin và Truyền thông", {"Bộ TT&TT"});
    one.entity(EntityType::kPlace, "Hà Nội");
    one.entity(EntityType::kOrganization, "UBND thành phố Hà Nội");
    one.entity(EntityType::kPlace, "Hòa Bình");
    one.entity(EntityType::kEvent, "Hòa Bình");
    two.entity(EntityType::kPerson, "Nguyễn Mạnh Hưng");
    must(store_->put(std::vector{one.build(), two.build()}, relation_names()));
    snapshot_ = store_->snapshot();
  }

  std::vector<std::string> names(std::string_view text) {
    std::vector<std::string> out;
    for (const NamedEntity& c : must(resolve(*snapshot_, text)))
      out.push_back(c.entity.name + " " + std::to_string(static_cast<int>(c.match)));
    return out;
  }
  std::string meant(std::string_view text) {
    const auto candidates = must(resolve(*snapshot_, text));
    const NamedEntity* only = unambiguous(candidates);
    return only == nullptr ? "?" : only->entity.name;
  }

  std::unique_ptr<Store> store_;
  std::unique_ptr<Snapshot> snapshot_;
};

TEST_F(Resolve, RanksExactBeforeFolded) {
  EXPECT_THAT(names("Nguyễn Mạnh Hùng"), ElementsAre("Nguyễn Mạnh Hùng 1", "Nguyễn Mạnh Hưng 2"));
  EXPECT_THAT(names("NGUYỄN MẠNH HƯNG"), ElementsAre("Nguyễn Mạnh Hưng 1", "Nguyễn Mạnh Hùng 2"));
  EXPECT_THAT(names("nguyen manh hung"), ElementsAre("Nguyễn Mạnh Hưng 2", "Nguyễn Mạnh Hùng 2"));
  EXPECT_EQ(meant("Nguyễn Mạnh Hùng"), "Nguyễn Mạnh Hùng");
  EXPECT_EQ(meant("nguyen manh hung"), "?");
}

TEST_F(Resolve, KnowsAliases) {
  EXPECT_EQ(meant("Bo TT&TT"), "Bộ Thông tin và Truyền thông");
  EXPECT_EQ(meant("bộ tt&tt"), "Bộ Thông tin và Truyền thông");
  EXPECT_THAT(names("Bộ TT&TT"), ElementsAre("Bộ Thông tin và Truyền thông 3"));
  EXPECT_THAT(names("bo tt&tt"), ElementsAre("Bộ Thông tin và Truyền thông 4"));
}

TEST_F(Resolve, PrefersTheWholeName) {
  EXPECT_THAT(names("ha noi"), ElementsAre("Hà Nội 2", "UBND thành phố Hà Nội 5"));
  EXPECT_EQ(meant("ha noi"), "Hà Nội");
}

TEST_F(Resolve, KnowsPartsAndBeginnings) {
  EXPECT_EQ(meant("thong tin truy"), "Bộ Thông tin và Truyền thông");
  EXPECT_EQ(meant("ha n"), "?") << "two names have it";
  EXPECT_EQ(meant("tin hung"), "?") << "one word in this name, one in that";
  EXPECT_THAT(names("bo hung"), ElementsAre());
}

TEST_F(Resolve, ListsWhatShareAName) {
  EXPECT_EQ(names("hòa bình").size(), 2u);
  EXPECT_EQ(meant("hoà bình"), "?");
  EXPECT_EQ(must(resolve(*snapshot_, "hòa bình", 1)).size(), 1u);
}

TEST_F(Resolve, KnowsIdsAndNothing) {
  const EntityId id = entity_id(EntityType::kPlace, "Hà Nội");
  EXPECT_EQ(meant(format_entity_id(id)), "Hà Nội");
  EXPECT_EQ(parse_entity_id(format_entity_id(id)), id);
  EXPECT_EQ(meant("e:0000000000000001"), "?");
  for (const char* bad : {"e:123", "e:00000000000000zz", "x:0000000000000001", ""}) EXPECT_FALSE(parse_entity_id(bad));
  EXPECT_TRUE(names("").empty());
  EXPECT_TRUE(names("?!").empty());
  EXPECT_TRUE(names("không ai").empty());
}

}  // namespace
}  // namespace boba
