#include "extract/annotators/name_words.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/extract/annotators/support.h"

namespace boba {
namespace {

using test::annotated;

// "Sở / phê duyệt / dự án / nhà máy / điện": the verb governs the office and the project, the project its parts.
Document sample() {
  Document document;
  document.text = "Sở phê duyệt dự án nhà máy điện";
  document.blocks.push_back({.span = {0, static_cast<uint32_t>(document.text.size())}});
  SyllableAnnotator(seeds::find("gazetteers/surnames.txt")).annotate(document);
  Sentence sentence;
  sentence.span = document.blocks[0].span;
  sentence.last_syllable = static_cast<uint32_t>(document.syllables.size());
  sentence.last_token = 5;
  document.sentences = {sentence};
  const Deprel nsubj = *parse_deprel("nsubj"), obj = *parse_deprel("obj"), nmod = *parse_deprel("nmod"),
               root = *parse_deprel("root");
  document.tokens = {{0, 1, Upos::kNoun, nsubj, 1}, {1, 3, Upos::kVerb, root, -1}, {3, 5, Upos::kNoun, obj, 1},
                     {5, 7, Upos::kNoun, nmod, 2},  {7, 8, Upos::kNoun, nmod, 3}};
  return document;
}

TEST(NameTree, KnowsWholePhrasesFromCutOnes) {
  const Document document = sample();
  const NameTree tree(document);
  const NameTree::Place whole = tree.place(3, 8);
  EXPECT_TRUE(whole.aligned);
  EXPECT_EQ(whole.roots, 1u);
  EXPECT_EQ(whole.head, 2);
  EXPECT_EQ(whole.words, 3u);
  EXPECT_FALSE(whole.right);
  EXPECT_EQ(whole.next, -1);
  const NameTree::Place cut = tree.place(3, 7);
  EXPECT_TRUE(cut.right);
  EXPECT_EQ(cut.next, 4);
  EXPECT_FALSE(tree.place(3, 6).aligned);
  EXPECT_EQ(tree.place(0, 3).head, 1);   // a clause: its verb holds more than the range
  EXPECT_TRUE(tree.place(0, 3).right);
  EXPECT_EQ(tree.place(5, 8).head, 3);
  EXPECT_FALSE(tree.place(5, 8).left);
}

TEST(NameTree, OffersANounWithEachOfItsParts) {
  const Document document = sample();
  const NameTree tree(document);
  const auto offers = [&](uint32_t first, uint32_t last) {
    return std::any_of(tree.phrases().begin(), tree.phrases().end(),
                       [&](const NameTree::Phrase& p) { return p.head == first && p.last == last; });
  };
  EXPECT_TRUE(offers(0, 1));
  EXPECT_TRUE(offers(3, 5));
  EXPECT_TRUE(offers(3, 8));
  EXPECT_TRUE(offers(5, 8));
  EXPECT_FALSE(offers(1, 3));
}

TEST(NameTree, SaysWhatGovernsAPhrase) {
  const Document document = sample();
  const NameTree tree(document);
  EXPECT_EQ(tree.word(7).phrase, tree.text(2));  // the electricity of the factory of the project
  EXPECT_EQ(tree.word(7).phrase_governor, tree.text(1));
  EXPECT_EQ(tree.word(1).phrase, 0u);
  EXPECT_NE(tree.word(3).edge, tree.word(4).edge);
}

TEST(NameTree, IsEmptyWithoutWords) {
  Document document = sample();
  document.tokens.clear();
  document.sentences[0].last_token = 0;
  const NameTree tree(document);
  EXPECT_EQ(tree.place(0, 2).head, -1);
  EXPECT_TRUE(tree.phrases().empty());
  EXPECT_EQ(tree.word(0).tag, 0u);
}

TEST(NameTree, PlacesEveryRangeOfARealSentence) {
  const Document document = annotated("Bộ yêu cầu các sở báo cáo kết quả thực hiện đề án trước ngày 30 hằng tháng; nếu "
                                      "chậm, hợp đồng đã ký với công ty sẽ bị chấm dứt.");
  const NameTree tree(document);
  const auto n = static_cast<uint32_t>(document.syllables.size());
  for (uint32_t first = 0; first < n; ++first)
    for (uint32_t last = first + 1; last <= n; ++last) {
      const NameTree::Place place = tree.place(first, last);
      ASSERT_GE(place.roots, 1u);  // a tree has no cycle
      ASSERT_GE(place.head, 0);
      ASSERT_LE(place.roots, place.words);
    }
}

}  // namespace
}  // namespace boba
