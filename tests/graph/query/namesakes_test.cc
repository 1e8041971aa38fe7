// Two persons of one name: who tells them apart, and the records that keep them so.
#include "graph/query/namesakes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/query/separation.h"
#include "graph/store/identities.h"
#include "graph/store/memory_store.h"
#include "tests/support/facts.h"
#include "tests/support/graph_dump.h"

namespace boba {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace boba::testing;

const std::string kName = "Nguyễn Văn Mẫu";
const EntityId kPerson = entity_id(EntityType::kPerson, kName);

const BirthCues& cues() {
  static const BirthCues kCues = BirthCues::parse("SN\tborn\n");
  return kCues;
}

// `after` follows the name: " (SN 1990)".
DocumentFacts said(const std::string& id, const std::string& office, const std::string& after = "") {
  FactsBuilder b(id, "Tin " + id);
  const EntityId person = b.entity(EntityType::kPerson, kName);
  b.fact(person, "memberOf", b.entity(EntityType::kOrganization, office), kName + after + " ở " + office + ".");
  return b.build();
}

std::unique_ptr<Store> store_of(const std::vector<DocumentFacts>& documents) {
  auto store = make_memory_store();
  must(store->put(documents, relation_names()));
  return store;
}

TEST(Namesakes, AreCertainByTheirBirths) {
  const auto store = store_of({said("d1", "Xã A", " (SN 1990)"), said("d2", "Xã A", " (SN 1992)"),
                               said("d3", "Xã A", " (SN 1960)"), said("d4", "Xã A")});
  const auto found = must(find_namesakes(*store->snapshot(), cues()));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_TRUE(found[0].certain);
  EXPECT_EQ(found[0].entity.id, kPerson);
  ASSERT_THAT(found[0].persons, SizeIs(2));
  EXPECT_EQ(found[0].persons[0].born, 1990);
  EXPECT_THAT(found[0].persons[0].documents, ElementsAre("d1", "d2"));
  EXPECT_THAT(found[0].persons[1].documents, ElementsAre("d3"));
}

TEST(Namesakes, AreNoneWithinTwoYears) {
  const auto store = store_of({said("d1", "Xã A", " (SN 1990)"), said("d2", "Xã A", " (SN 1992)"),
                               said("d3", "Xã A", " (SN 1994)")});
  EXPECT_THAT(must(find_namesakes(*store->snapshot(), cues())), IsEmpty());
}

TEST(Namesakes, AreSupposedByTheirOffices) {
  const auto store = store_of({said("d1", "Trường Sông Xanh"), said("d2", "Bệnh viện Mẫu"), said("d3", "Bệnh viện Mẫu Tỉnh A"),
                               said("d4", "bệnh viện mẫu tỉnh A")});
  const auto found = must(find_namesakes(*store->snapshot(), cues()));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_FALSE(found[0].certain);
  ASSERT_THAT(found[0].persons, SizeIs(2));
  EXPECT_THAT(found[0].persons[0].documents, ElementsAre("d2", "d3", "d4"));
  EXPECT_THAT(found[0].persons[1].documents, ElementsAre("d1"));
}

TEST(Namesakes, AreNotOfOneNameWithoutAFamilyName) {
  FactsBuilder a("d1"), b("d2");
  a.fact(a.entity(EntityType::kPerson, "Pelé"), "memberOf", a.entity(EntityType::kOrganization, "Santos"), "Pelé.");
  b.fact(b.entity(EntityType::kPerson, "Pelé"), "memberOf", b.entity(EntityType::kOrganization, "Cosmos"), "Pelé.");
  EXPECT_THAT(must(find_namesakes(*store_of({a.build(), b.build()})->snapshot(), cues())), IsEmpty());
}

TEST(Separation, MakesOneOtherOfSeveralDocuments) {
  const auto store = store_of({said("d1", "Xã A"), said("d2", "Xã B"), said("d3", "Xã B")});
  const std::string before = dump(*store->snapshot());
  const std::vector<std::string> others = {"d2", "d3"};
  const IdentityRecords records = must(records_apart(*store, kPerson, others));
  EXPECT_THAT(records.separations, SizeIs(2));
  EXPECT_THAT(records.merges, SizeIs(1));
  must(store->record(records));
  EXPECT_THAT(must(find_namesakes(*store->snapshot(), cues())), IsEmpty());
  const EntityId made = must(store->snapshot()->entity(separate_id(records.separations[0])))->id;
  EXPECT_THAT(must(store->snapshot()->documents_of(made)), ElementsAre("d2", "d3"));
  EXPECT_THAT(must(store->snapshot()->documents_of(kPerson)), ElementsAre("d1"));

  for (EntityId id : {kPerson, made}) {
    const RecordChange change = must(records_together(*store->snapshot(), id, others));
    EXPECT_EQ(must(in_order(change.take_back)), records);
    EXPECT_TRUE(change.record.empty());
  }
  must(store->take_back(must(records_together(*store->snapshot(), kPerson, others)).take_back));
  EXPECT_EQ(dump(*store->snapshot()), before);
}

TEST(Separation, LeavesOthersOneWhenTheOneBetweenThemGoesBack) {
  const auto store = store_of({said("d1", "Xã A"), said("d2", "Xã B"), said("d3", "Xã B"), said("d4", "Xã B")});
  const std::vector<std::string> others = {"d2", "d3", "d4"}, first = {"d2"};
  must(store->record(must(records_apart(*store, kPerson, others))));
  const RecordChange change = must(records_together(*store->snapshot(), kPerson, first));
  EXPECT_THAT(change.take_back.separations, ElementsAre(SeparationRecord{kPerson, "d2"}));
  must(store->record(change.record));
  must(store->take_back(change.take_back));
  EXPECT_THAT(must(store->snapshot()->documents_of(kPerson)), ElementsAre("d1", "d2"));
  const EntityId made = must(store->snapshot()->entity(separate_id({kPerson, "d4"})))->id;
  EXPECT_THAT(must(store->snapshot()->documents_of(made)), ElementsAre("d3", "d4"));
}

TEST(Separation, TakesEveryNameOfAMergedEntityApart) {
  FactsBuilder b("d2");
  const EntityId other = b.entity(EntityType::kPerson, "Văn Mẫu"), person = b.entity(EntityType::kPerson, kName);
  b.fact(other, "memberOf", b.entity(EntityType::kOrganization, "Xã B"), "Văn Mẫu ở Xã B.");
  b.fact(person, "locatedIn", b.entity(EntityType::kPlace, "Tỉnh B"), kName + " ở Tỉnh B.");
  const auto store = store_of({said("d1", "Xã A"), b.build()});
  must(store->record({{{kPerson, other}}, {}}));
  const std::vector<std::string> documents = {"d2"};
  const IdentityRecords records = must(records_apart(*store, std::min(kPerson, other), documents));
  EXPECT_THAT(records.separations, SizeIs(2));
  must(store->record(records));
  const EntityId made = must(store->snapshot()->entity(separate_id(records.separations[0])))->id;
  EXPECT_THAT(drain(store->snapshot()->match({made, {}, {}})), SizeIs(2));
  EXPECT_THAT(must(store->snapshot()->documents_of(kPerson)), ElementsAre("d1"));
}

TEST(Separation, IsRefusedWhereNothingIsLeftOrNothingIsSaid) {
  const auto store = store_of({said("d1", "Xã A"), said("d2", "Xã B")});
  const std::vector<std::string> all = {"d1", "d2"}, none = {"d3"}, one = {"d2"};
  EXPECT_EQ(records_apart(*store, kPerson, all).error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(records_apart(*store, kPerson, none).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(records_together(*store->snapshot(), kPerson, one).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace boba
