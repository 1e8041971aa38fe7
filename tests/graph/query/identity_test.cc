#include "graph/query/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/store/memory_store.h"
#include "tests/support/facts.h"
#include "tests/support/graph_dump.h"

namespace boba {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using namespace boba::testing;

TEST(Contradict, WhenNothingIsShared) {
  const Offices doctor{{"bác sĩ"}, {"Bệnh viện Mẫu"}}, farmer{{"nông dân"}, {}}, clinic{{}, {"bệnh viện mẫu tỉnh A"}};
  EXPECT_TRUE(contradict(doctor, farmer));
  EXPECT_TRUE(contradict(farmer, doctor));
  EXPECT_FALSE(contradict(doctor, clinic)) << "the same hospital in more words";
  EXPECT_FALSE(contradict(farmer, clinic)) << "a position and an organisation cannot be compared";
}

TEST(Contradict, NotWhenOneIsAbbreviated) {
  EXPECT_FALSE(contradict({{}, {"UBND TP Mẫu"}}, {{}, {"Ủy ban nhân dân thành phố Mẫu"}}));
  EXPECT_FALSE(contradict({{}, {"Sở VH-TT TP.HCM"}}, {{}, {"Sở Văn hóa - Thể thao TP HCM"}}));
  EXPECT_TRUE(contradict({{}, {"UBND TP Mẫu"}}, {{}, {"UBND TP Hồng"}}));
  EXPECT_TRUE(contradict({{"BS"}, {}}, {{"bộ sậu"}, {}})) << "two letters tell nothing";
}

TEST(Contradict, NeverWhenNothingIsKnown) {
  EXPECT_FALSE(contradict({}, {}));
  EXPECT_FALSE(contradict({{"Giám đốc"}, {}}, {}));
}

TEST(Contradict, NotWhenAPositionNamesTheOrganisation) {
  EXPECT_FALSE(contradict({{"trưởng Công an xã Mẫu"}, {"tỉnh A"}}, {{"Thiếu tá"}, {"Công an xã Mẫu"}}));
}

TEST(Objection, NamesTypesAndOffices) {
  FactsBuilder b("d1");
  const EntityId an = b.entity(EntityType::kPerson, "Nguyễn Văn An"), binh = b.entity(EntityType::kPerson, "Văn An");
  const EntityId chi = b.entity(EntityType::kPerson, "Trần Văn Chi");
  const EntityId doctor = b.entity(EntityType::kPosition, "bác sĩ"), farmer = b.entity(EntityType::kPosition, "nông dân");
  const EntityId office = b.entity(EntityType::kOrganization, "Sở Mẫu"), group = b.entity(EntityType::kGroup, "Nhóm Mẫu");
  b.fact(an, "holdsPosition", doctor, "Bác sĩ Nguyễn Văn An.");
  b.fact(binh, "holdsPosition", farmer, "Ông Văn An là nông dân.");
  b.fact(chi, "holdsPosition", doctor, "Trần Văn Chi không là bác sĩ.").modality = Modality::kNegated;
  b.fact(office, "supports", group, "Sở Mẫu giúp Nhóm Mẫu.");
  const auto store = make_memory_store();
  must(store->put({{b.build()}}, relation_names()));
  const auto snapshot = store->snapshot();
  EXPECT_THAT(must(objection(*snapshot, an, office)), AllOf(HasSubstr("Person"), HasSubstr("Organization")));
  EXPECT_THAT(must(objection(*snapshot, an, binh)), AllOf(HasSubstr("two persons"), HasSubstr("nông dân")));
  EXPECT_EQ(must(objection(*snapshot, an, chi)), "") << "what is denied tells nothing";
  EXPECT_EQ(must(objection(*snapshot, office, group)), "") << "a group may be an organisation";
  EXPECT_EQ(must(objection(*snapshot, an, 12345)), "") << "nothing is known of it";
}

}  // namespace
}  // namespace boba
