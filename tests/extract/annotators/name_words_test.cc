#include "extract/annotators/name_words.h"

#include <gtest/gtest.h>

#include "tests/extract/annotators/support.h"

namespace boba {
namespace {

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

TEST(NameWords, KnowsTheEdgesOfPhrases) {
  const auto words = name_words(sample());
  constexpr uint64_t kPhrase = 2, kBegins = 1, kEnds = 2, kHead = 4;
  EXPECT_EQ(words[0].edge, kPhrase + kBegins + kEnds + kHead);
  EXPECT_EQ(words[1].edge, 1u);  // a verb lies in no noun phrase
  EXPECT_EQ(words[3].edge, kPhrase + kBegins + kHead);
  EXPECT_EQ(words[4].edge, kPhrase);
  EXPECT_EQ(words[6].edge, kPhrase);
  EXPECT_EQ(words[7].edge, kPhrase + kEnds);
}

TEST(NameWords, SaysHowAPhraseHangsTogether) {
  const auto words = name_words(sample());
  EXPECT_EQ(words[7].phrase_link, words[3].phrase_link);  // the electricity of the factory of the project
  EXPECT_NE(words[0].phrase_link, words[3].phrase_link);
  EXPECT_EQ(words[1].phrase_link, 0u);
  EXPECT_NE(words[5].link, words[3].link);
}

TEST(NameWords, AreAllAlikeWithoutWords) {
  Document document = sample();
  document.tokens.clear();
  document.sentences[0].last_token = 0;
  const auto words = name_words(document);
  ASSERT_EQ(words.size(), 8u);
  for (const NameWord& word : words) EXPECT_EQ(word.edge + word.link + word.phrase_link, 0u);
}

}  // namespace
}  // namespace boba
