// Syllables to sentences.
#ifndef BOBA_EXTRACT_ANNOTATORS_SENTENCES_H_
#define BOBA_EXTRACT_ANNOTATORS_SENTENCES_H_

#include <string_view>
#include <unordered_set>

#include "core/document.h"

namespace boba {

// Cuts at ".", "!", "?", "..." and the ellipsis where a new sentence can begin after them, and at the end of a
// block. A full stop after an abbreviation ("TP.", "ThS.") or an initial ("A.") does not end a sentence. A closing
// quotation mark stays with the sentence it closes.
class SentenceAnnotator {
 public:
  // `abbreviations`: words that end in a full stop within a sentence, one a line, without the stop.
  explicit SentenceAnnotator(std::string_view abbreviations);
  // Needs syllables. Linear.
  void annotate(Document& document) const;

 private:
  bool ends_at(const Document& document, uint32_t at, uint32_t last) const;

  std::unordered_set<uint64_t> abbreviations_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_SENTENCES_H_
