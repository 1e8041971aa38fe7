#include "core/document.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace boba {
namespace {

TEST(Upos, NamesReadBack) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Upos::kX); ++i) {
    const auto tag = static_cast<Upos>(i);
    EXPECT_EQ(parse_upos(to_string(tag)), tag);
    names.insert(to_string(tag));
  }
  EXPECT_EQ(names.size(), 17u);  // universaldependencies.org/u/pos
  EXPECT_EQ(to_string(Upos::kAdj), "ADJ");
  EXPECT_EQ(to_string(Upos::kPropn), "PROPN");
  EXPECT_EQ(to_string(Upos::kVerb), "VERB");
  EXPECT_EQ(to_string(Upos::kX), "X");
}

TEST(Upos, UnknownNamesAreNone) {
  EXPECT_EQ(parse_upos("noun"), std::nullopt);
  EXPECT_EQ(parse_upos(""), std::nullopt);
  EXPECT_EQ(parse_upos("NOUNS"), std::nullopt);
}

TEST(Deprel, NamesReadBack) {
  std::set<std::string_view> names;
  for (int i = 0; i < 256; ++i) {
    const auto relation = static_cast<Deprel>(i);
    const std::string_view name = to_string(relation);
    const auto read = parse_deprel(name);
    ASSERT_TRUE(read) << name;
    EXPECT_EQ(*read, names.insert(name).second ? relation : 0) << name;
  }
  EXPECT_EQ(names.size(), 84u);
  EXPECT_EQ(to_string(Deprel{0}), "dep");
  EXPECT_EQ(to_string(Deprel{255}), "dep");
}

// Trained models store indices: these values only ever grow at the end.
TEST(Deprel, IndicesNeverChange) {
  EXPECT_EQ(parse_deprel("root"), Deprel{1});
  EXPECT_EQ(parse_deprel("nsubj"), Deprel{2});
  EXPECT_EQ(parse_deprel("obj"), Deprel{10});
  EXPECT_EQ(parse_deprel("advmod:neg"), Deprel{34});
  EXPECT_EQ(parse_deprel("compound:svc"), Deprel{46});
  EXPECT_EQ(parse_deprel("punct"), Deprel{78});
  EXPECT_EQ(parse_deprel("xcomp:vcomp"), Deprel{83});
  EXPECT_EQ(parse_deprel("nsubj:"), std::nullopt);
}

TEST(Document, TitleAndBody) {
  Document document;
  document.text = "Tiêu đề\nThân bài.";
  document.body = static_cast<uint32_t>(document.text.find('\n')) + 1;
  EXPECT_EQ(document.title(), "Tiêu đề");
  EXPECT_EQ(document.body_text(), "Thân bài.");
}

TEST(Document, MayHaveNoTitle) {
  Document document;
  document.text = "Thân bài.";
  EXPECT_EQ(document.title(), "");
  EXPECT_EQ(document.body_text(), "Thân bài.");
  document.text = "\nThân bài.";
  document.body = 1;
  EXPECT_EQ(document.title(), "");
  EXPECT_EQ(document.body_text(), "Thân bài.");
}

TEST(Document, SpanOfSyllablesHoldsWhatIsBetweenThem) {
  Document document;
  document.text = "bộ  ba !";
  document.syllables = {{.span = {0, 4}}, {.span = {6, 8}}, {.span = {9, 10}}};
  EXPECT_EQ(document.in(document.span_of(0, 2)), "bộ  ba");
  EXPECT_EQ(document.in(document.span_of(1, 2)), "ba");
  EXPECT_EQ(document.in(document.span_of(0, 3)), document.text);
}

TEST(Syllable, ShapesAreSeparateBits) {
  Syllable syllable;
  syllable.shape = Syllable::kLetters | Syllable::kGluedLeft;
  EXPECT_TRUE(syllable.is(Syllable::kLetters));
  EXPECT_TRUE(syllable.is(Syllable::kGluedLeft));
  EXPECT_FALSE(syllable.is(Syllable::kCapital));
  EXPECT_FALSE(syllable.is(Syllable::kAllCapitals));
  EXPECT_FALSE(syllable.is(Syllable::kDigits));
  EXPECT_FALSE(syllable.is(Syllable::kPunctuation));
}

}  // namespace
}  // namespace boba
