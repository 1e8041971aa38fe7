// A document with syllables and sentences, for tests of what stands on them.
#ifndef BOBA_TESTS_EXTRACT_ANNOTATORS_GRAMMAR_FIXTURE_H_
#define BOBA_TESTS_EXTRACT_ANNOTATORS_GRAMMAR_FIXTURE_H_

#include <string>
#include <string_view>

#include "core/document.h"
#include "core/vietnamese.h"
#include "embedded/seeds.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"

namespace boba {

inline Document grammar_document(std::string_view text, std::string_view published = "") {
  Document document;
  document.text = to_nfc(text);
  document.published = published;
  document.blocks = {{{0, static_cast<uint32_t>(document.text.size())}}};
  SyllableAnnotator(seeds::find("gazetteers/surnames.txt")).annotate(document);
  SentenceAnnotator(seeds::find("gazetteers/sentence_abbreviations.txt")).annotate(document);
  return document;
}

}  // namespace boba

#endif  // BOBA_TESTS_EXTRACT_ANNOTATORS_GRAMMAR_FIXTURE_H_
