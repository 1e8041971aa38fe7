// Entities that people say are one: classes of records, and what every store shows with them.
#include "graph/store/merges.h"

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

Merges merges(std::vector<MergeRecord> records) { return Merges(must(in_order(records))); }

TEST(Merges, JoinThroughChainsAndCycles) {
  for (const auto& records : std::vector<std::vector<MergeRecord>>{{{9, 4}, {4, 7}}, {{7, 4}, {9, 7}, {4, 9}}}) {
    const Merges m = merges(records);
    for (EntityId id : {4, 7, 9}) {
      EXPECT_EQ(m.of(id), 4u);
      EXPECT_THAT(m.members(id), ElementsAre(4, 7, 9));
    }
  }
}

TEST(Merges, LeaveOthersAlone) {
  const Merges m = merges({{1, 2}, {5, 6}});
  EXPECT_EQ(m.of(3), 3u);
  EXPECT_THAT(m.members(3), IsEmpty());
  EXPECT_EQ(m.of(0), 0u);  // no speaker stays no speaker
  EXPECT_THAT(m.representatives(), ElementsAre(1, 5));
}

TEST(Merges, RefuseAnEntityWithItselfAndNone) {
  EXPECT_FALSE(in_order(std::vector<MergeRecord>{{3, 3}}));
  EXPECT_FALSE(in_order(std::vector<MergeRecord>{{0, 3}}));
  EXPECT_THAT(must(in_order(std::vector<MergeRecord>{{3, 1}, {1, 3}})), ElementsAre(MergeRecord{1, 3}));
}

TEST(Merges, GiveAStatementTheIdOfItsMergedEnds) {
  const Merges m = merges({{1, 2}});
  const Claim claim{Modality::kClaimed, 2};
  const ObjectKey thing{ObjectKey::Kind::kEntity, 2};
  EXPECT_EQ(m.statement_id_of(2, "announced", thing, claim), statement_id(1, "announced", 1, Modality::kClaimed, 1));
  Statement date{.subject = 1, .relation = 0, .object = Literal{Literal::Kind::kDate, "18/8", "", ""}};
  EXPECT_EQ(m.statement_id_of(2, "announced", object_key(date.object), {}), statement_id(date, "announced"));
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
  EXPECT_EQ(must(store->merge({{two}})), 1u);
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
  must(store->merge({{the_two()}}));
  EXPECT_NE(dump(*store->snapshot()), before);
  EXPECT_EQ(dump(*store->snapshot_as_read()), before);
  EXPECT_EQ(must(store->split({{the_two()}})), 1u);
  EXPECT_EQ(must(store->split({{the_two()}})), 0u);
  EXPECT_EQ(dump(*store->snapshot()), before);
}

TEST_P(MergedStore, SaysARecordOnce) {
  const auto store = make("g");
  const MergeRecord two = the_two();
  EXPECT_EQ(must(store->merge(std::vector<MergeRecord>{two, {two.b, two.a}})), 1u);
  EXPECT_EQ(must(store->merge({{two}})), 0u);
  EXPECT_FALSE(store->merge(std::vector<MergeRecord>{{7, 7}}));
  EXPECT_THAT(store->snapshot()->merges(), SizeIs(1));
}

// A document as if its extractor had known the merges.
DocumentFacts renamed(DocumentFacts facts, const Merges& m) {
  for (Entity& entity : facts.extraction.entities) entity.id = m.of(entity.id);
  std::sort(facts.extraction.entities.begin(), facts.extraction.entities.end(),
            [](const Entity& a, const Entity& b) { return a.id < b.id; });
  for (Statement& s : facts.extraction.statements) {
    s.subject = m.of(s.subject);
    if (auto* object = std::get_if<EntityId>(&s.object)) *object = m.of(*object);
    s.speaker = m.of(s.speaker);
    for (Qualifier& q : s.qualifiers) q.entity = m.of(q.entity);
  }
  return facts;
}

// The dump without the records themselves, which only one of two graphs has.
std::string without_records(std::string text) {
  const size_t records = text.find("\nmerge ");
  if (records != std::string::npos) text.resize(records + 1);
  return text;
}

TEST_P(MergedStore, ShowsWhatArticlesUnderOneIdWouldSay) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomFacts random(seed);
  for (int round = 0; round < 4; ++round) {
    std::vector<MergeRecord> records;
    for (size_t n = 1 + random.below(4); n > 0; --n) {
      const MergeRecord record{random.some_entity(), random.some_entity()};
      if (record.a != record.b) records.push_back(record);  // sometimes none is left
    }
    const Merges m = merges(records);
    const auto merged = make(std::to_string(round)), plain = make(std::to_string(round) + "p");
    std::vector<DocumentFacts> documents;
    for (int d = 0; d < 8; ++d) documents.push_back(random.document("d" + std::to_string(d), 10));
    // Some before the merge, some after, some again, one gone.
    const std::span<const DocumentFacts> all(documents);
    must(merged->put(all.subspan(0, 4), relation_names()));
    must(merged->merge(records));
    must(merged->put(all.subspan(3), relation_names()));
    must(merged->remove("d1"));
    must(merged->put(all.subspan(0, 2), relation_names()));
    must(merged->remove("d5"));
    for (const DocumentFacts& facts : documents)
      if (facts.document.id != "d5") must(plain->put({{renamed(facts, m)}}, relation_names()));
    ASSERT_EQ(without_records(dump(*merged->snapshot())), dump(*plain->snapshot()));
  }
}

}  // namespace
}  // namespace boba
