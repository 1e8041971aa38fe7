#include "export/iri.h"

#include <gtest/gtest.h>

namespace boba::testing {
namespace {

TEST(Iri, Base32KeepsEveryBit) {
  EXPECT_EQ(base32(0), "0000000000000");
  EXPECT_EQ(base32(31), "000000000000z");
  EXPECT_EQ(base32(UINT64_MAX), "fzzzzzzzzzzzz");
}

TEST(Iri, SlugsAreReadableAscii) {
  EXPECT_EQ(slug("Đặng Thị Ngọc Ánh"), "dang-thi-ngoc-anh");
  EXPECT_EQ(slug("  Nghị định 15/2020/NĐ-CP "), "nghi-dinh-15-2020-nd-cp");
  EXPECT_EQ(slug("“北京”"), "");
  EXPECT_LE(slug(std::string(200, 'a')).size(), 48u);
  EXPECT_EQ(slug("một hai ba bốn năm sáu bảy tám chín mười mười một"), "mot-hai-ba-bon-nam-sau-bay-tam-chin-muoi-muoi");
}

TEST(Iri, DependsOnIdentityAlone) {
  const auto path = [](EntityType type, std::string name) {
    return entity_path(entity_id(type, name), type, name);
  };
  EXPECT_EQ(path(EntityType::kOrganization, "Bộ Y tế"), path(EntityType::kGroup, "bộ y tế"));
  EXPECT_EQ(path(EntityType::kPlace, "Hoà Bình"), path(EntityType::kPlace, "Hòa Bình"));
  EXPECT_NE(path(EntityType::kPlace, "Hà Nội"), path(EntityType::kOrganization, "Hà Nội"));
}

TEST(Iri, EvidenceIsNamedByWhereItStands) {
  EXPECT_NE(evidence_path(1, "a", false, 0), evidence_path(1, "a", true, 0));
  EXPECT_NE(evidence_path(1, "a", false, 0), evidence_path(1, "b", false, 0));
  EXPECT_EQ(evidence_path(1, "a", false, 9), evidence_path(1, "a", false, 9));
}

}  // namespace
}  // namespace boba::testing
