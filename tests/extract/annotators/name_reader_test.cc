#include "extract/annotators/name_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "extract/annotators/name_rules.h"
#include "tests/extract/annotators/support.h"

namespace boba {
namespace {

// Syllables of a plain text, all of them the words [begin, end) given.
Document words_of(const std::string& text, const std::vector<std::pair<uint32_t, uint32_t>>& words) {
  Document document;
  document.text = text;
  document.blocks.push_back({.span = {0, static_cast<uint32_t>(text.size())}});
  SyllableAnnotator(seeds::find("gazetteers/surnames.txt")).annotate(document);
  Sentence sentence;
  sentence.span = document.blocks[0].span;
  sentence.last_syllable = static_cast<uint32_t>(document.syllables.size());
  sentence.last_token = static_cast<uint32_t>(words.size());
  document.sentences = {sentence};
  for (const auto& [first, last] : words) document.tokens.push_back({.first = first, .last = last, .head = -1});
  return document;
}

std::vector<std::string> units_of(const Document& document) {
  std::vector<NameUnit> units;
  name_units(document, document.sentences[0], units);
  std::vector<std::string> out;
  for (const NameUnit& unit : units) out.emplace_back(document.in(document.span_of(unit.first, unit.last)));
  return out;
}

TEST(NameUnits, WordsWithCapitalsInsideAreReadSyllableBySyllable) {
  const Document document = words_of("Chủ tịch Hà Nội Nguyễn Văn Bình phát biểu", {{0, 2}, {2, 7}, {7, 9}});
  EXPECT_THAT(units_of(document), ::testing::ElementsAre("Chủ tịch", "Hà", "Nội", "Nguyễn", "Văn", "Bình", "phát biểu"));
}

TEST(NameUnits, AreNoMoreThanTheMost) {
  std::string text;
  std::vector<std::pair<uint32_t, uint32_t>> words;
  for (uint32_t i = 0; i < 400; ++i) {
    text += "an ";
    words.emplace_back(i, i + 1);
  }
  EXPECT_EQ(units_of(words_of(text, words)).size(), kMostNameUnits);
}

TEST(NameInput, HasARowOfFeaturesForEachUnit) {
  const Document document = test::annotated("Ông Lê Văn Bình thăm tỉnh Yên Bái.");
  const NameCells cells(document, PhraseTable::from_seeds(), *ClusterTable::load());
  std::vector<NameUnit> units;
  name_units(document, document.sentences[0], units);
  InputFeatures features;
  name_input(document, cells, document.sentences[0], units, features);
  ASSERT_EQ(features.words(), units.size());
  ASSERT_EQ(features.units.size(), units.size());
  for (size_t i = 0; i < units.size(); ++i) {
    EXPECT_GT(features.of(i).size(), InputFeatures::kLexical);
    EXPECT_EQ(features.of(i)[1], name_feature(1, features.units[i][1]));
  }
}

TEST(NameLength, GrowsWithTheUnitsAndStaysInItsBuckets) {
  for (size_t n = 1; n < kLongestName; ++n) EXPECT_LE(name_length(n), name_length(n + 1));
  EXPECT_EQ(name_length(1), 0u);
  EXPECT_LT(name_length(kLongestName), kNameLengths);
}

TEST(CannotBeName, CutsInTwo) {
  const Document document = test::annotated("Chính phủ số (bước đầu) diễn ra ở Hà Nội");
  const NameCells cells(document, PhraseTable::from_seeds(), *ClusterTable::load());
  const auto cannot = [&](std::string_view words) {
    const auto begin = static_cast<uint32_t>(document.text.find(words)), end = begin + static_cast<uint32_t>(words.size());
    uint32_t first = 0, last = 0;
    for (uint32_t i = 0; i < document.syllables.size(); ++i) {
      if (document.syllables[i].span.begin == begin) first = i;
      if (document.syllables[i].span.end == end) last = i + 1;
    }
    EXPECT_LT(first, last) << words;
    return cannot_be_name(document, cells, first, last);
  };
  EXPECT_FALSE(cannot("Chính phủ số"));
  EXPECT_TRUE(cannot("Chính phủ")) << "half of what is one thing";
  EXPECT_FALSE(cannot("Chính phủ số (bước đầu)"));
  EXPECT_TRUE(cannot("Chính phủ số (bước đầu")) << "a bracket left open";
  EXPECT_TRUE(cannot("bước đầu)"));
  EXPECT_TRUE(cannot("Chính phủ số (bước đầu) diễn ra")) << "what is said of it";
}

TEST(CannotBeName, HoldsWholeQuotations) {
  const Document document = test::annotated("Ông ký quyết định phê duyệt \"Chương trình Sông Xanh\" và “Đề án Núi Cao” hôm qua.");
  const NameCells cells(document, PhraseTable::from_seeds(), *ClusterTable::load());
  const auto at = [&](std::string_view text) {
    for (uint32_t i = 0; i < document.syllables.size(); ++i)
      if (document.in(document.syllables[i].span) == text) return i;
    ADD_FAILURE() << text;
    return 0u;
  };
  const uint32_t quoted = at("\""), curly = at("\xE2\x80\x9C"), closed = at("\xE2\x80\x9D");
  EXPECT_TRUE(cannot_be_name(document, cells, at("quyết"), at("Xanh") + 1));
  EXPECT_TRUE(cannot_be_name(document, cells, quoted, at("Xanh") + 1));
  EXPECT_FALSE(cannot_be_name(document, cells, quoted + 1, at("Xanh") + 1));
  EXPECT_FALSE(cannot_be_name(document, cells, quoted, at("Xanh") + 2));
  EXPECT_FALSE(cannot_be_name(document, cells, curly, closed + 1));
  EXPECT_TRUE(cannot_be_name(document, cells, curly + 1, closed + 1));
}

}  // namespace
}  // namespace boba
