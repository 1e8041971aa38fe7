// Syllables to sentences.
#ifndef BOBA_EXTRACT_ANNOTATORS_SENTENCES_H_
#define BOBA_EXTRACT_ANNOTATORS_SENTENCES_H_

#include <string_view>
#include <unordered_set>

#include "core/document.h"

namespace boba {

// Cuts at ".", "!", "?", "..." and the ellipsis where a new sentence can begin after them, and at
// the end of a block. A full stop after an abbreviation ("TP.", "ThS."), an initial ("A."), between
// glued acronyms ("VOV.VN") or after the ordinal that opens the sentence ("1.", "II.") does not end
// it. A closing quotation mark stays with the sentence it closes.
class SentenceAnnotator {
 public:
  // `abbreviations`: words that end in a full stop within a sentence, one a line, without the stop.
  // One that begins with a capital counts only where the text has a capital too ("No. 5", not
  // "no.").
  explicit SentenceAnnotator(std::string_view abbreviations);
  // Needs syllables. Linear.
  void annotate(Document& document) const;

 private:
  uint32_t end_of_sentence(const Document& document, uint32_t begin, uint32_t last) const;
  bool is_abbreviation(const Syllable& syllable) const;

  std::unordered_set<uint64_t> abbreviations_;        // fold_hash
  std::unordered_set<uint64_t> small_abbreviations_;  // those that may begin with a small letter
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_SENTENCES_H_
