// Text to syllables, numbers and punctuation marks: what every later annotator stands on.
#ifndef BOBA_EXTRACT_ANNOTATORS_SYLLABLES_H_
#define BOBA_EXTRACT_ANNOTATORS_SYLLABLES_H_

#include <string_view>
#include <unordered_set>

#include "core/document.h"

namespace boba {

// Cuts the annotated blocks (titles, paragraphs, captions). "TT&TT", "5G", "H5N1", "1.234,5" are
// one syllable; "17.000m3" is two, "18/8" three. A surname glued to what stands before it is cut
// off ("TT&TTNguyen"): newsrooms lose that space when a title is linked.
class SyllableAnnotator {
 public:
  // `surnames`: one a line.
  explicit SyllableAnnotator(std::string_view surnames);
  void annotate(Document& document) const;
  // The same for a piece of text: appends to document.syllables.
  void annotate(Document& document, Span piece) const;

 private:
  uint32_t glued_surname(std::string_view text, Span word, uint32_t last_capital) const;

  std::unordered_set<uint64_t> surnames_;  // fold_hash
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_SYLLABLES_H_
