#include "extract/annotators/phrases.h"

#include <gtest/gtest.h>

#include <string>

#include "extract/annotators/syllables.h"

namespace boba {
namespace {

Document syllables_of(const std::string& text) {
  Document document;
  document.text = text;
  SyllableAnnotator("").annotate(document, {0, static_cast<uint32_t>(text.size())});
  return document;
}

TEST(PhraseTable, TakesTheLongestPhraseAndAllItsClasses) {
  PhraseTable table;
  table.add("Bộ\nBộ Công Thương\n", PhraseClass::kOrganizationHead);
  table.add("Bộ Công Thương\n", PhraseClass::kOrganization);
  const Document text = syllables_of("Bộ Công Thương họp");
  const PhraseMatch match = table.longest(text.syllables, 0);
  EXPECT_EQ(match.length, 3u);
  EXPECT_EQ(match.classes, bit(PhraseClass::kOrganizationHead) | bit(PhraseClass::kOrganization));
  EXPECT_EQ(table.longest(text.syllables, 1).length, 0u);
}

TEST(PhraseTable, FallsBackToTheShorterPhraseWhenTheLongerBreaksOff) {
  PhraseTable table;
  table.add("Bộ\nBộ Công Thương\n", PhraseClass::kOrganizationHead);
  EXPECT_EQ(table.longest(syllables_of("Bộ Công an").syllables, 0).length, 1u);
}

TEST(PhraseTable, CapitalsInAPhraseAreAskedOfTheText) {
  PhraseTable table;
  table.add("Anh\n", PhraseClass::kCountry);
  table.add("anh\n", PhraseClass::kHonorific);
  EXPECT_EQ(table.longest(syllables_of("anh Hùng").syllables, 0).classes, bit(PhraseClass::kHonorific));
  EXPECT_EQ(table.longest(syllables_of("Anh và Pháp").syllables, 0).classes,
            bit(PhraseClass::kHonorific) | bit(PhraseClass::kCountry));
}

TEST(PhraseTable, WhatEndsNamesIsNoPhraseItself) {
  PhraseTable table;
  table.add("nhà\n", PhraseClass::kPlaceHead);
  table.add_name_ends("diễn ra\n");
  const Document text = syllables_of("nhà diễn ra diễn");
  EXPECT_FALSE(table.longest(text.syllables, 0).ends_names);
  EXPECT_TRUE(table.longest(text.syllables, 1).ends_names);
  EXPECT_EQ(table.longest(text.syllables, 1).length, 0u);
  EXPECT_FALSE(table.longest(text.syllables, 3).ends_names);
}

TEST(PhraseTable, TonePlacementDoesNotMatter) {
  PhraseTable table;
  table.add("Khánh Hòa\n", PhraseClass::kProvince);
  EXPECT_EQ(table.longest(syllables_of("Khánh Hoà").syllables, 0).length, 2u);
}

TEST(PhraseTable, SeedsHoldEveryClass) {
  const PhraseTable table = PhraseTable::from_seeds();
  uint32_t seen = 0;
  for (const char* text : {"Nguyễn", "ông", "Thứ trưởng", "Tổng cục", "Quốc hội", "huyện", "Hà Tĩnh", "Ba Đình", "Nhật Bản",
                           "hội nghị", "nghị định", "dự án", "sản phẩm", "người dân", "các", "lĩnh vực", "cho biết"})
    seen |= table.longest(syllables_of(text).syllables, 0).classes;
  EXPECT_EQ(seen, (1u << kPhraseClasses) - 1);
}

}  // namespace
}  // namespace boba
