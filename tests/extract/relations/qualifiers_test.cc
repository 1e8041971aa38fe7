#include "extract/relations/qualifiers.h"

#include <gtest/gtest.h>

#include "extract/extractor.h"
#include "extract/relations/relation_extractor.h"

namespace boba {
namespace {

// A candidate whose object is the only quantity of the text.
std::vector<LocalQualifier> qualifiers_of(std::string text, std::string_view quantity, QualifierKind kind) {
  const auto extractor = Extractor::create({.annotations_only = true});
  const auto relations = RelationExtractor::create({});
  Document document;
  document.text = std::move(text);
  document.blocks = {{.span = {0, static_cast<uint32_t>(document.text.size())}}};
  extractor->annotate(document);
  EXPECT_EQ(document.quantities.size(), 1u);
  const DocumentContext context = relations->prepare(document);
  Candidate candidate;
  const auto begin = static_cast<uint32_t>(document.text.find(quantity));
  Argument& object = candidate.object;
  while (document.syllables[object.first].span.begin < begin) ++object.first;
  object.last = object.first;
  while (object.last < document.syllables.size() && document.syllables[object.last].span.end <= begin + quantity.size()) ++object.last;
  object.literal = Literal::Kind::kQuantity;
  object.value = 0;
  candidate.subject.last = 1;
  candidate.first = candidate.last = object.first;
  return find_qualifiers(context, candidate, {static_cast<uint16_t>(1u << static_cast<int>(kind))});
}

TEST(Qualifiers, AnAgeIsMeasuredInYearsOfAge) {
  const auto found = qualifiers_of("Bị cáo mới 35 tuổi, quê ở Yên Bái.", "35 tuổi", QualifierKind::kMetric);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, QualifierKind::kMetric);
  EXPECT_EQ(found[0].text, "tuổi");
}

TEST(Qualifiers, AUnitSaysNothingOfWhatAnotherRelationLeavesOut) {
  for (const LocalQualifier& q : qualifiers_of("Bị cáo mới 35 tuổi, quê ở Yên Bái.", "35 tuổi", QualifierKind::kAmount))
    EXPECT_NE(q.kind, QualifierKind::kMetric);
}

TEST(Qualifiers, WhatStandsBeforeANumberIsWhatIsMeasured) {
  const auto found = qualifiers_of("Công ty Hoa Sen đạt doanh thu 20 tỷ đồng.", "20 tỷ đồng", QualifierKind::kMetric);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].text.ends_with("doanh thu")) << found[0].text;
}

}  // namespace
}  // namespace boba
