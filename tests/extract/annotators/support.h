// Documents with layers, for the tests of annotators.
#ifndef BOBA_TESTS_EXTRACT_ANNOTATORS_SUPPORT_H_
#define BOBA_TESTS_EXTRACT_ANNOTATORS_SUPPORT_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/vietnamese.h"
#include "embedded/models.h"
#include "embedded/seeds.h"
#include "extract/annotators/dependencies.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"
#include "extract/annotators/words.h"

namespace boba::test {

// A document of a paragraph a line, with syllables, sentences, words and heads from the embedded models.
inline Document annotated(std::string_view text) {
  Document document;
  document.text = to_nfc(text);
  for (size_t begin = 0; begin < document.text.size();) {
    const size_t end = std::min(document.text.find('\n', begin), document.text.size());
    document.blocks.push_back({.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}});
    begin = end + 1;
  }
  SyllableAnnotator(seeds::find("gazetteers/surnames.txt")).annotate(document);
  SentenceAnnotator(seeds::find("gazetteers/sentence_abbreviations.txt")).annotate(document);
  const auto words = WordAnnotator::load(models::find("words.model"));
  const auto dependencies = DependencyAnnotator::load(models::find("dependencies.model"));
  if (!words || !dependencies) {
    ADD_FAILURE() << "an embedded model does not load";
    return document;
  }
  words->annotate(document);
  dependencies->annotate(document);
  return document;
}

inline std::vector<std::string> words(std::string_view text) {
  const Document document = annotated(text);
  std::vector<std::string> out;
  for (const Token& token : document.tokens) out.emplace_back(document.in(document.span_of(token.first, token.last)));
  return out;
}

}  // namespace boba::test

#endif  // BOBA_TESTS_EXTRACT_ANNOTATORS_SUPPORT_H_
