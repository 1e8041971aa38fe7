#include "core/mention.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <set>
#include <string>

#include "core/hash.h"

namespace boba {
namespace {

std::set<EntityType> all_types() {
  std::set<EntityType> types;
  for (size_t i = 0; i < kEntityTypes; ++i) types.insert(static_cast<EntityType>(i));
  return types;
}

TEST(EntityType, NamesReadBack) {
  for (EntityType type : all_types()) EXPECT_EQ(parse_entity_type(to_string(type)), type);
  EXPECT_EQ(to_string(EntityType::kPerson), "Person");
  EXPECT_EQ(to_string(EntityType::kConcept), "Concept");
  EXPECT_EQ(parse_entity_type("person"), std::nullopt);
  EXPECT_EQ(parse_entity_type("Persons"), std::nullopt);
  EXPECT_EQ(parse_entity_type(""), std::nullopt);
}

TEST(EntityKey, FoldsCaseToneAndSpace) {
  EXPECT_EQ(entity_key(EntityType::kPlace, "  HOÀ \u00A0BÌNH "), "hòa bình");
  EXPECT_EQ(entity_key(EntityType::kPerson, "Nguyễn Thị Thuý"), "nguyễn thị thúy");
}

TEST(EntityKey, DropsQuotationMarks) {
  const std::string plain = entity_key(EntityType::kProgram, "Sóng và máy tính");
  for (const char* quoted : {"\"Sóng và máy tính\"", "“Sóng và máy tính”", "‘Sóng và máy tính’",
                             "«Sóng và máy tính»", "'Sóng' và máy tính", "„Sóng và máy tính‟"})
    EXPECT_EQ(entity_key(EntityType::kProgram, quoted), plain) << quoted;
}

TEST(EntityKey, UnifiesIAndYExceptForPersons) {
  EXPECT_EQ(entity_key(EntityType::kOrganization, "Công ty Kỹ thuật"),
            entity_key(EntityType::kOrganization, "Công ti Kĩ thuật"));
  EXPECT_NE(entity_key(EntityType::kPerson, "Lý Quý"), entity_key(EntityType::kPerson, "Lí Quí"));
  EXPECT_EQ(entity_key(EntityType::kPerson, "Lý Quý"), "lý quý");
}

TEST(EntityKey, IsItsOwnKey) {
  for (EntityType type : all_types())
    for (const char* name : {"Uỷ ban “Hoà bình”", "TT&TT", "Kỹ  thuật", "Ho\xC3", ""}) {
      const std::string key = entity_key(type, name);
      EXPECT_EQ(entity_key(type, key), key);
      EXPECT_EQ(entity_id(type, key), entity_id(type, name));
    }
}

TEST(EntityId, IsSharedWithinAFamilyOnly) {
  using enum EntityType;
  const std::array<std::set<EntityType>, 7> families = {{{kPerson},
                                                         {kPosition},
                                                         {kOrganization, kGroup},
                                                         {kPlace},
                                                         {kEvent},
                                                         {kProgram, kDocument},
                                                         {kProduct, kConcept}}};
  std::set<EntityId> ids;
  size_t types = 0;
  for (const auto& family : families) {
    std::set<EntityId> of_family;
    for (EntityType type : family) of_family.insert(entity_id(type, "Ba Na"));
    EXPECT_EQ(of_family.size(), 1u);
    ids.insert(of_family.begin(), of_family.end());
    types += family.size();
  }
  EXPECT_EQ(ids.size(), families.size());
  EXPECT_EQ(types, kEntityTypes);
}

TEST(EntityId, IsTheHashOfFamilyAndKey) {
  EXPECT_EQ(entity_id(EntityType::kPerson, "Thuý"), hash_bytes("pthúy"));
  EXPECT_EQ(entity_id(EntityType::kPosition, "x"), hash_bytes("tx"));
  EXPECT_EQ(entity_id(EntityType::kOrganization, "x"), hash_bytes("ox"));
  EXPECT_EQ(entity_id(EntityType::kPlace, "x"), hash_bytes("lx"));
  EXPECT_EQ(entity_id(EntityType::kEvent, "x"), hash_bytes("ex"));
  EXPECT_EQ(entity_id(EntityType::kDocument, "x"), hash_bytes("wx"));
  EXPECT_EQ(entity_id(EntityType::kConcept, "x"), hash_bytes("cx"));
}

// Graphs on disk hold these ids. A failure here means that every stored graph breaks.
TEST(EntityId, NeverChanges) {
  EXPECT_EQ(entity_id(EntityType::kPerson, "Nguyễn Mạnh Hùng"), 0xF67058EDEAA7CE56ull);
  EXPECT_EQ(entity_id(EntityType::kOrganization, "Bộ Thông tin và Truyền thông"),
            0x0D5A6A6CC657B4B4ull);
  EXPECT_EQ(entity_id(EntityType::kPlace, "Hoà Bình"), 0x7E4557EEE1F9623Aull);
  EXPECT_EQ(entity_id(EntityType::kProgram, "“Kỹ năng số”"), 0xE3EE2D88E06AC460ull);
}

TEST(EntityId, IsNeverNone) {
  for (EntityType type : all_types()) EXPECT_NE(entity_id(type, ""), 0u);
}

TEST(EntityId, OfOneDocumentIsNoOneElses) {
  const EntityId everywhere = entity_id(EntityType::kPerson, "Tâm");
  const EntityId here = entity_id(EntityType::kPerson, "Tâm", "d1");
  EXPECT_NE(here, everywhere);
  EXPECT_NE(here, entity_id(EntityType::kPerson, "Tâm", "d2"));
  EXPECT_EQ(here, entity_id(EntityType::kPerson, "TÂM", "d1"));
}

}  // namespace
}  // namespace boba
