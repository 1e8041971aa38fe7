// Dates and periods in the text.
#ifndef BOBA_EXTRACT_ANNOTATORS_TIMES_H_
#define BOBA_EXTRACT_ANNOTATORS_TIMES_H_

#include <string_view>

#include "core/document.h"
#include "extract/annotators/phrase_map.h"

namespace boba {

// Fills Document::times with EDTF level 1 values. What the text leaves out is resolved from Document::published alone:
// the missing year of "14/8" is the one that brings it next to that day ("toi", "vua qua" choose the side), "hom qua"
// is the day before it. Without a day of publication it stays open: "XXXX-08-14", "XXXX-XX-XX", "P2Y". A year that
// stands elsewhere in the article is not borrowed. "cung ngay" is the day named last before it.
// A quarter is the interval of its months; a time of day counts only where no day stands ("T14:30", ISO 8601).
class TimeAnnotator {
 public:
  // `times`: seeds/grammar/times.tsv.
  explicit TimeAnnotator(std::string_view times);
  // Needs syllables and sentences. Linear.
  void annotate(Document& document) const;

 private:
  PhraseMap words_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_TIMES_H_
