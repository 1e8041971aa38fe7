// What every store must do, asked of each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/utf8.h"
#include "graph/store/memory_store.h"
#include "graph/store/rocksdb_store.h"
#include "tests/support/facts.h"
#include "tests/support/graph_dump.h"
#include "tests/support/random_facts.h"
#include "tests/support/temp_dir.h"

namespace boba {
namespace {

using ::testing::ElementsAre;
using namespace boba::testing;

class StoreContract : public ::testing::TestWithParam<std::string> {
 protected:
  StoreContract() : store_(make(dir_ / "graph")) {}

  static std::unique_ptr<Store> make(const std::string& directory) {
    if (GetParam() == "memory") return make_memory_store();
    return must(open_rocksdb_store(directory, {RocksDbOptions::Mode::kCreate}));
  }
  PutSummary put(const std::vector<DocumentFacts>& facts) { return must(store_->put(facts, relation_names())); }
  std::string dump_now() { return dump(*store_->snapshot()); }

  TempDir dir_;
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(, StoreContract, ::testing::Values("memory", "rocksdb"),
                         [](const auto& kind) { return kind.param; });

// An announces two programmes; the second document says one of them again, in other letters.
DocumentFacts first() {
  FactsBuilder b("d1", "Tin một", "2020-08-18");
  const EntityId an = b.entity(EntityType::kPerson, "Nguyễn Văn An", {"ông An"});
  const EntityId water = b.entity(EntityType::kProgram, "Nước sạch");
  const EntityId school = b.entity(EntityType::kProgram, "Trường xanh");
  Statement& s = b.fact(an, "announced", water, "Nguyễn Văn An công bố Nước sạch.", "công bố");
  s.confidence = 0.5f;
  s.qualifiers = {{QualifierKind::kTime, "18/8", "XXXX-08-18", 0}};
  b.fact(an, "announced", school, "Nguyễn Văn An công bố Trường xanh.", "công bố");
  return b.build();
}
DocumentFacts second() {
  FactsBuilder b("d2", "", "2020-08-19");
  const EntityId an = b.entity(EntityType::kPerson, "NGUYỄN VĂN AN");
  const EntityId water = b.entity(EntityType::kProgram, "Nước sạch");
  Statement& s = b.fact(an, "announced", water, "NGUYỄN VĂN AN đã công bố Nước sạch.", "công bố");
  s.confidence = 0.75f;
  s.qualifiers = {{QualifierKind::kPlace, "Hà Nội", "", 0}, {QualifierKind::kTime, "18/8", "XXXX-08-18", 0}};
  return b.build();
}

TEST_P(StoreContract, OneStatementHasTheSupportOfTwoDocuments) {
  EXPECT_EQ(put({first(), second()}).added, 2u);
  const auto snapshot = store_->snapshot();
  const auto statements = drain(snapshot->statements());
  ASSERT_EQ(statements.size(), 2u);
  const EntityId water = entity_id(EntityType::kProgram, "Nước sạch");
  const StatementRecord& s = statements[statements[0].object_entity() == water ? 0 : 1];
  EXPECT_EQ(s.relation, "announced");
  EXPECT_EQ(s.confidence, 0.75f);
  EXPECT_THAT(s.qualifiers, ElementsAre(Qualifier{QualifierKind::kTime, "18/8", "XXXX-08-18", 0},
                                        Qualifier{QualifierKind::kPlace, "Hà Nội", "", 0}));
  ASSERT_EQ(s.supports.size(), 2u);
  EXPECT_EQ(s.supports[0].document, "d1");
  EXPECT_EQ(s.supports[1].confidence, 0.75f);
  const auto document = must(snapshot->document("d1")).value();
  EXPECT_EQ(s.supports[0].evidence.at(0).trigger.in(document.text), "công bố");
  EXPECT_EQ(s.supports[0].evidence.at(0).subject.in(document.text), "Nguyễn Văn An");
  EXPECT_EQ(document.title(), "Tin một");
}

TEST_P(StoreContract, AnEntityHasTheNamesOfAllDocuments) {
  put({first(), second()});
  const auto an = must(store_->snapshot()->entity(entity_id(EntityType::kPerson, "Nguyễn Văn An"))).value();
  EXPECT_EQ(an.documents, 2u);
  EXPECT_EQ(an.type, EntityType::kPerson);
  EXPECT_THAT(an.names, ElementsAre(NameForm{"NGUYỄN VĂN AN", 1}, NameForm{"Nguyễn Văn An", 1}));
  EXPECT_EQ(an.name, "NGUYỄN VĂN AN");  // a tie: equally long, bytewise first
  EXPECT_THAT(an.aliases, ElementsAre(NameForm{"ông An", 1}));
}

TEST_P(StoreContract, TheSameContentChangesNothing) {
  put({first(), second()});
  const std::string before = dump_now();
  const PutSummary again = put({second(), first()});
  EXPECT_EQ(again.unchanged, 2u);
  EXPECT_EQ(again.added + again.replaced, 0u);
  EXPECT_EQ(dump_now(), before);
}

TEST_P(StoreContract, ANewerExtractorReplaces) {
  put({first()});
  DocumentFacts newer = first();
  newer.document.extractor_version = "test-2";
  newer.extraction.statements.pop_back();
  EXPECT_EQ(put({newer}).replaced, 1u);
  EXPECT_EQ(drain(store_->snapshot()->statements()).size(), 1u);
}

TEST_P(StoreContract, ReplacingForgetsWhatWasSaid) {
  put({first(), second()});
  FactsBuilder b("d1", "Tin khác", "2021");
  const EntityId binh = b.entity(EntityType::kPerson, "Bình");
  b.fact(binh, "announced", clause("mở cửa"), "Bình công bố mở cửa.");
  EXPECT_EQ(put({b.build()}).replaced, 1u);
  auto fresh = make(dir_ / "fresh");
  must(fresh->put(std::vector{second(), b.build()}, relation_names()));
  EXPECT_EQ(dump_now(), dump(*fresh->snapshot()));
}

TEST_P(StoreContract, RemovingLeavesWhatOthersSay) {
  put({first(), second()});
  EXPECT_TRUE(must(store_->remove("d1")));
  EXPECT_FALSE(must(store_->remove("d1")));
  auto fresh = make(dir_ / "fresh");
  must(fresh->put(std::vector{second()}, relation_names()));
  EXPECT_EQ(dump_now(), dump(*fresh->snapshot()));
  EXPECT_FALSE(must(store_->snapshot()->document("d1")));
  EXPECT_FALSE(must(store_->snapshot()->header("d1")));
  EXPECT_FALSE(must(store_->snapshot()->statements_of("d1")));
  EXPECT_FALSE(must(store_->snapshot()->entity(entity_id(EntityType::kProgram, "Trường xanh"))));
  EXPECT_TRUE(must(store_->remove("d2")));
  EXPECT_EQ(dump_now(), "all tokens \nrelations announced\n");
}

TEST_P(StoreContract, ADocumentTwiceInOnePutIsTheLater) {
  DocumentFacts changed = second();
  changed.document.id = "d1";
  const PutSummary summary = put({first(), changed});
  EXPECT_EQ(summary.added, 1u);
  EXPECT_EQ(summary.replaced, 1u);
  auto fresh = make(dir_ / "fresh");
  must(fresh->put(std::vector{changed}, relation_names()));
  EXPECT_EQ(dump_now(), dump(*fresh->snapshot()));
}

TEST_P(StoreContract, AReplacementSeesDocumentsOfTheSamePut) {
  put({first()});
  FactsBuilder nothing("d1");
  nothing.document().text = "Không có gì.";
  put({second(), nothing.build()});  // d2 supports what d1 does not any more
  auto fresh = make(dir_ / "fresh");
  must(fresh->put(std::vector{second(), nothing.build()}, relation_names()));
  EXPECT_EQ(dump_now(), dump(*fresh->snapshot()));
}

TEST_P(StoreContract, ASnapshotStandsStill) {
  put({first()});
  const auto snapshot = store_->snapshot();
  const std::string before = dump(*snapshot);
  const auto cursor = snapshot->statements();
  put({second()});
  must(store_->remove("d1"));
  EXPECT_EQ(dump(*snapshot), before);
  EXPECT_EQ(drain(cursor).size(), 2u);
  EXPECT_NE(dump_now(), before);
}

TEST_P(StoreContract, ACursorStaysAtItsEnd) {
  put({first()});
  const auto snapshot = store_->snapshot();
  const auto documents = snapshot->documents();
  EXPECT_TRUE(must(documents->next()));
  EXPECT_FALSE(must(documents->next()));
  EXPECT_FALSE(must(documents->next()));
}

TEST_P(StoreContract, StatementsOfOneIdentityInADocumentAreOne) {
  FactsBuilder b("d");
  const EntityId an = b.entity(EntityType::kPerson, "An");
  b.fact(an, "states", clause("Mở cửa"), "An nói Mở cửa.").confidence = 0.25f;
  b.fact(an, "states", clause("mở cửa"), "An nói mở cửa.").confidence = 0.5f;
  put({b.build()});
  const auto statements = drain(store_->snapshot()->statements());
  ASSERT_EQ(statements.size(), 1u);
  EXPECT_EQ(statements[0].supports.at(0).evidence.size(), 2u);
  EXPECT_EQ(statements[0].confidence, 0.5f);
  EXPECT_EQ(statements[0].literal()->text, "Mở cửa");
}

TEST_P(StoreContract, RelationsAreKnownByName) {
  put({first()});
  // Another program numbers its relations otherwise: the same statement all the same.
  DocumentFacts other = second();
  for (Statement& s : other.extraction.statements) s.relation = 1;
  must(store_->put(std::vector{other}, std::vector<std::string>{"zzz", "announced"}));
  EXPECT_EQ(drain(store_->snapshot()->statements()).size(), 2u);
  EXPECT_THAT(store_->snapshot()->relations(), ElementsAre("announced"));
}

TEST_P(StoreContract, RefusesWhatCannotBeStored) {
  const auto refused = [&](auto change) {
    DocumentFacts bad = second();
    change(bad);
    const auto result = store_->put(std::vector{first(), bad}, relation_names());
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidInput) << result.error().to_string();
  };
  refused([](DocumentFacts& f) { f.document.id.clear(); });
  refused([](DocumentFacts& f) { f.document.id.assign(2000, 'x'); });
  refused([](DocumentFacts& f) { f.document.body = 5; });
  refused([](DocumentFacts& f) { f.document.body = 5000; });
  refused([](DocumentFacts& f) { f.document.published.assign(1, '\0'); });
  refused([](DocumentFacts& f) { f.extraction.entities.clear(); });
  refused([](DocumentFacts& f) { f.extraction.statements[0].relation = 200; });
  refused([](DocumentFacts& f) { f.extraction.statements[0].speaker = 77; });
  refused([](DocumentFacts& f) { f.extraction.statements[0].object = EntityId{77}; });
  refused([](DocumentFacts& f) { f.extraction.statements[0].qualifiers[0].entity = 77; });
  refused([](DocumentFacts& f) { f.extraction.statements[0].confidence = 1.01f; });
  refused([](DocumentFacts& f) { f.extraction.statements[0].confidence = std::numeric_limits<float>::quiet_NaN(); });
  refused([](DocumentFacts& f) { f.extraction.statements[0].evidence.clear(); });
  refused([](DocumentFacts& f) { f.extraction.statements[0].evidence[0].sentence.end = 9999; });
  refused([](DocumentFacts& f) { f.extraction.statements[0].evidence[0].object = {9, 3}; });
  refused([](DocumentFacts& f) { f.extraction.statements[0].evidence[0].object = {0, 5}; });  // inside a letter
  auto fresh = make(dir_ / "fresh");
  must(fresh->put(std::vector{first()}, relation_names()));
  EXPECT_EQ(dump_now(), dump(*fresh->snapshot())) << "the documents before the bad one are stored, and only they";
}

TEST_P(StoreContract, FindsEntitiesByTokens) {
  put({first(), second()});
  const auto snapshot = store_->snapshot();
  const EntityId an = entity_id(EntityType::kPerson, "Nguyễn Văn An");
  EXPECT_THAT(must(snapshot->entities_with("nguyen", false)), ElementsAre(an));
  EXPECT_THAT(must(snapshot->entities_with("ong", false)), ElementsAre(an)) << "by alias";
  EXPECT_THAT(must(snapshot->entities_with("nguy", true)), ElementsAre(an));
  EXPECT_TRUE(must(snapshot->entities_with("nguy", false)).empty());
  EXPECT_EQ(must(snapshot->entities_with("", true)).size(), 3u);
}

// The order, the batches and what was there in between never show.
TEST_P(StoreContract, OrderAndHistoryDoNotShow) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomFacts random(seed);
  std::vector<DocumentFacts> documents;
  for (int i = 0; i < 12; ++i) documents.push_back(random.document("doc" + std::to_string(i)));
  put(documents);
  for (int round = 0; round < 3; ++round) {
    std::vector<DocumentFacts> shuffled = documents;
    for (size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    auto other = make(dir_ / ("other" + std::to_string(round)));
    for (const DocumentFacts& facts : shuffled) {
      if (random.below(3) == 0)  // say something else first
        must(other->put(std::vector{random.document(facts.document.id)}, relation_names()));
    }
    for (size_t at = 0; at < shuffled.size();) {
      const size_t n = std::min(1 + random.below(4), shuffled.size() - at);
      must(other->put(std::span(shuffled).subspan(at, n), relation_names()));
      at += n;
    }
    const auto without_relations = [](const std::string& text) { return text.substr(0, text.rfind("relations ")); };
    ASSERT_EQ(without_relations(dump(*other->snapshot())), without_relations(dump_now()));
  }
}

}  // namespace
}  // namespace boba
