// Who is who as people say: classes of records, and what every store shows with them.
#include "graph/store/identities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/store/memory_store.h"
#include "graph/store/rocksdb_store.h"
#include "tests/support/graph_dump.h"
#include "tests/support/random_facts.h"
#include "tests/support/temp_dir.h"

namespace boba {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace boba::testing;

Identities identities(IdentityRecords records) { return Identities(must(in_order(records))); }

TEST(Identities, JoinThroughChainsAndCycles) {
  for (const auto& records : std::vector<std::vector<MergeRecord>>{{{9, 4}, {4, 7}}, {{7, 4}, {9, 7}, {4, 9}}}) {
    const Identities m = identities({records, {}});
    for (EntityId id : {4, 7, 9}) {
      EXPECT_EQ(m.of(id), 4u);
      EXPECT_THAT(m.members(id), ElementsAre(4, 7, 9));
    }
  }
}

TEST(Identities, LeaveOthersAlone) {
  const Identities m = identities({{{1, 2}, {5, 6}}, {}});
  EXPECT_EQ(m.of(3), 3u);
  EXPECT_THAT(m.members(3), IsEmpty());
  EXPECT_EQ(m.of(0), 0u);  // no speaker stays no speaker
  EXPECT_THAT(m.representatives(), ElementsAre(1, 5));
}

TEST(Identities, RefuseAnEntityWithItselfAndNone) {
  EXPECT_FALSE(in_order({{{3, 3}}, {}}));
  EXPECT_FALSE(in_order({{{0, 3}}, {}}));
  EXPECT_FALSE(in_order({{}, {{0, "d"}}}));
  EXPECT_FALSE(in_order({{}, {{3, ""}}}));
  EXPECT_THAT(must(in_order({{{3, 1}, {1, 3}}, {}})).merges, ElementsAre(MergeRecord{1, 3}));
  EXPECT_THAT(must(in_order({{}, {{3, "b"}, {3, "a"}, {3, "b"}}})).separations,
              ElementsAre(SeparationRecord{3, "a"}, SeparationRecord{3, "b"}));
}

TEST(Identities, GiveAStatementTheIdOfItsMergedEnds) {
  const Identities m = identities({{{1, 2}}, {}});
  const Claim claim{Modality::kClaimed, 2};
  const ObjectKey thing{ObjectKey::Kind::kEntity, 2};
  EXPECT_EQ(m.statement_id_of(2, "announced", thing, claim, "d"), statement_id(1, "announced", 1, Modality::kClaimed, 1));
  Statement date{.subject = 1, .relation = 0, .object = Literal{Literal::Kind::kDate, "18/8", "", ""}};
  EXPECT_EQ(m.statement_id_of(2, "announced", object_key(date.object), {}, "d"), statement_id(date, "announced"));
}

TEST(Identities, LetADocumentMeanAnotherOne) {
  const SeparationRecord apart{3, "d1"};
  const EntityId other = separate_id(apart);
  const Identities m = identities({{}, {apart}});
  EXPECT_EQ(m.of(3, "d1"), other);
  EXPECT_EQ(m.of(3, "d2"), 3u);
  EXPECT_EQ(m.of(4, "d1"), 4u);
  EXPECT_EQ(m.of(3), 3u);
  EXPECT_THAT(m.members(3), ElementsAre(3));
  EXPECT_THAT(m.members(other), ElementsAre(other));
  EXPECT_TRUE(m.says(m.member(other), "d1"));
  EXPECT_FALSE(m.says(m.member(other), "d2"));
  EXPECT_FALSE(m.says(m.member(3), "d1"));
  EXPECT_TRUE(m.says(m.member(3), "d2"));
  EXPECT_NE(separate_id({3, "d2"}), other);
  EXPECT_NE(separate_id({4, "d1"}), other);
  EXPECT_NE(other, entity_id(EntityType::kPerson, "Nguyễn Văn An", "d1"));
}

TEST(Identities, MergeWhatTwoDocumentsMean) {
  const SeparationRecord one{3, "d1"}, two{3, "d2"};
  const EntityId a = separate_id(one), b = separate_id(two);
  const Identities m = identities({{{a, b}}, {one, two}});
  EXPECT_EQ(m.of(3, "d1"), std::min(a, b));
  EXPECT_EQ(m.of(3, "d2"), std::min(a, b));
  EXPECT_EQ(m.of(3, "d3"), 3u);
  // With the one of the others again: nothing is left apart.
  const Identities back = identities({{{a, b}, {3, b}}, {one, two}});
  for (const char* document : {"d1", "d2", "d3"}) EXPECT_EQ(back.of(3, document), std::min({EntityId{3}, a, b}));
}

class MergedStore : public ::testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Store> make(const std::string& name) const {
    if (GetParam() == "memory") return make_memory_store();
    return must(open_rocksdb_store(dir_ / name, {RocksDbOptions::Mode::kCreate}));
  }
  TempDir dir_;
};

INSTANTIATE_TEST_SUITE_P(, MergedStore, ::testing::Values("memory", "rocksdb"),
                         [](const auto& kind) { return kind.param; });

// Two names of one person: what each article says of him, one fact in both.
DocumentFacts under(const std::string& id, const std::string& name) {
  FactsBuilder b(id, "Tin " + id);
  const EntityId person = b.entity(EntityType::kPerson, name, {"ông An"});
  const EntityId ministry = b.entity(EntityType::kOrganization, "Bộ Y tế");
  b.fact(person, "memberOf", ministry, name + " ở Bộ Y tế.");
  b.fact(ministry, "announced", clause("kế hoạch " + id), "Bộ Y tế công bố kế hoạch " + id + ".");
  return b.build();
}
const std::string kLong = "Nguyễn Văn An", kShort = "Nguyễn An";
MergeRecord the_two() { return {entity_id(EntityType::kPerson, kLong), entity_id(EntityType::kPerson, kShort)}; }

TEST_P(MergedStore, ShowsOneEntityWithAllNamesAndEvidence) {
  const auto store = make("g");
  must(store->put(std::vector{under("d1", kLong), under("d2", kShort)}, relation_names()));
  const MergeRecord two = the_two();
  EXPECT_EQ(must(store->record({{two}, {}})), 1u);
  const auto snapshot = store->snapshot();
  EXPECT_THAT(drain(snapshot->entities()), SizeIs(2));
  for (EntityId id : {two.a, two.b}) {
    const auto entity = must(snapshot->entity(id));
    ASSERT_TRUE(entity);
    EXPECT_EQ(entity->id, std::min(two.a, two.b));
    EXPECT_EQ(entity->name, kLong);
    EXPECT_THAT(entity->names, ElementsAre(NameForm{kLong, 1}, NameForm{kShort, 1}));
    EXPECT_EQ(entity->documents, 2u);
    const auto heads = drain(snapshot->match({id, "memberOf", {}}));
    ASSERT_THAT(heads, SizeIs(1));
    EXPECT_THAT(must(snapshot->statement(heads[0].id))->supports, SizeIs(2));
  }
  EXPECT_THAT(drain(snapshot->statements()), SizeIs(3));
}

TEST_P(MergedStore, GivesBackWhatWasThere) {
  const auto store = make("g");
  must(store->put(std::vector{under("d1", kLong), under("d2", kShort)}, relation_names()));
  const std::string before = dump(*store->snapshot());
  must(store->record({{the_two()}, {}}));
  EXPECT_NE(dump(*store->snapshot()), before);
  EXPECT_EQ(dump(*store->snapshot_as_read()), before);
  EXPECT_EQ(must(store->take_back({{the_two()}, {}})), 1u);
  EXPECT_EQ(must(store->take_back({{the_two()}, {}})), 0u);
  EXPECT_EQ(dump(*store->snapshot()), before);
}

TEST_P(MergedStore, SaysARecordOnce) {
  const auto store = make("g");
  const MergeRecord two = the_two();
  EXPECT_EQ(must(store->record({{two, {two.b, two.a}}, {}})), 1u);
  EXPECT_EQ(must(store->record({{two}, {}})), 0u);
  EXPECT_FALSE(store->record({{{7, 7}}, {}}));
  EXPECT_THAT(store->snapshot()->identity_records().merges, SizeIs(1));
}

// Two persons of one name: the minister's doctor of one article, a pupil of two others.
DocumentFacts about_pupil(const std::string& id) {
  FactsBuilder b(id, "Tin " + id);
  const EntityId person = b.entity(EntityType::kPerson, kLong, {"em An"});
  const EntityId school = b.entity(EntityType::kOrganization, "Trường Sông Xanh");
  b.fact(person, "memberOf", school, kLong + " học ở Trường Sông Xanh.");
  b.fact(person, "attended", school, kLong + " dự lễ ở Trường Sông Xanh.");
  return b.build();
}

TEST_P(MergedStore, KeepsTwoOfOneNameApart) {
  const auto store = make("g");
  must(store->put(std::vector{under("d1", kLong), about_pupil("d2"), about_pupil("d3")}, relation_names()));
  const std::string before = dump(*store->snapshot());
  const EntityId doctor = entity_id(EntityType::kPerson, kLong);
  const SeparationRecord first{doctor, "d2"}, second{doctor, "d3"};
  const IdentityRecords records{{{separate_id(first), separate_id(second)}}, {first, second}};
  EXPECT_EQ(must(store->record(records)), 3u);
  EXPECT_EQ(must(store->record(records)), 0u);
  const auto snapshot = store->snapshot();
  EXPECT_EQ(snapshot->identity_records(), must(in_order(records)));

  EXPECT_THAT(must(snapshot->entity(doctor))->aliases, ElementsAre(NameForm{"ông An", 1}));
  EXPECT_THAT(must(snapshot->documents_of(doctor)), ElementsAre("d1"));
  EXPECT_THAT(drain(snapshot->match({doctor, {}, {}})), SizeIs(1));
  const EntityId pupil = std::min(separate_id(first), separate_id(second));
  EXPECT_EQ(must(snapshot->entity(pupil))->name, kLong);
  EXPECT_THAT(must(snapshot->entity(pupil))->aliases, ElementsAre(NameForm{"em An", 2}));
  EXPECT_THAT(must(snapshot->documents_of(pupil)), ElementsAre("d2", "d3"));
  const auto heads = drain(snapshot->match({pupil, {}, {}}));
  ASSERT_THAT(heads, SizeIs(2));
  EXPECT_THAT(must(snapshot->statement(heads[0].id))->supports, SizeIs(2));
  EXPECT_THAT(must(snapshot->entities_with("an", false)), ::testing::UnorderedElementsAre(doctor, pupil));
  EXPECT_THAT(must(snapshot->entities_with("em", false)), ElementsAre(pupil));

  EXPECT_EQ(dump(*store->snapshot_as_read()), before);
  EXPECT_EQ(must(store->take_back(records)), 3u);
  EXPECT_EQ(dump(*store->snapshot()), before);
}

// A document as if its extractor had known who is who.
DocumentFacts renamed(DocumentFacts facts, const Identities& m) {
  const std::string& document = facts.document.id;
  for (Entity& entity : facts.extraction.entities) entity.id = m.of(entity.id, document);
  std::sort(facts.extraction.entities.begin(), facts.extraction.entities.end(),
            [](const Entity& a, const Entity& b) { return a.id < b.id; });
  for (Statement& s : facts.extraction.statements) {
    s.subject = m.of(s.subject, document);
    if (auto* object = std::get_if<EntityId>(&s.object)) *object = m.of(*object, document);
    s.speaker = m.of(s.speaker, document);
    for (Qualifier& q : s.qualifiers) q.entity = m.of(q.entity, document);
  }
  return facts;
}

// What a dump shows of the graph, without what stands behind it: the relations that the store has ever met, and the records
// themselves, which only one of two graphs has.
std::string graph_of(const std::string& dump) { return dump.substr(0, dump.rfind("relations ")); }

const std::vector<std::string> kDocuments = {"d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7"};

TEST_P(MergedStore, ShowsWhatArticlesThatKnewWouldSay) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomFacts random(seed);
  for (int round = 0; round < 6; ++round) {
    const IdentityRecords records = random.records(kDocuments), passing = random.records(kDocuments);
    const Identities m = identities(records);
    const auto told = make(std::to_string(round)), plain = make(std::to_string(round) + "p");
    std::vector<DocumentFacts> documents;
    for (const std::string& id : kDocuments) documents.push_back(random.document(id, 10));
    // Some before the records, some after, some again, one gone; other records come and go.
    const std::span<const DocumentFacts> all(documents);
    must(told->record(passing));
    must(told->put(all.subspan(0, 4), relation_names()));
    must(told->record(records));
    must(told->put(all.subspan(3), relation_names()));
    must(told->remove("d1"));
    must(told->put(all.subspan(0, 2), relation_names()));
    must(told->put({{random.document("d6", 10)}}, relation_names()));
    must(told->put(all.subspan(6, 1), relation_names()));
    must(told->remove("d5"));
    must(told->take_back(passing));
    must(told->record(records));  // of which some may have been taken back
    for (const DocumentFacts& facts : documents)
      if (facts.document.id != "d5") must(plain->put({{renamed(facts, m)}}, relation_names()));
    ASSERT_EQ(graph_of(dump(*told->snapshot())), graph_of(dump(*plain->snapshot())));
  }
}

TEST_P(MergedStore, ForgetsTheOrderOfRecords) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomFacts random(seed);
  const IdentityRecords records = random.records(kDocuments);
  std::vector<DocumentFacts> documents;
  for (const std::string& id : kDocuments) documents.push_back(random.document(id, 10));
  const auto before = make("before"), after = make("after");
  must(before->record(records));
  must(before->put(documents, relation_names()));
  must(after->put(documents, relation_names()));
  for (const SeparationRecord& record : records.separations) must(after->record({{}, {record}}));
  for (const MergeRecord& record : records.merges) must(after->record({{record}, {}}));
  EXPECT_EQ(dump(*before->snapshot()), dump(*after->snapshot()));
}

}  // namespace
}  // namespace boba
