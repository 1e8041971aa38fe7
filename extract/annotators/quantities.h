// Numbers with their units.
#ifndef BOBA_EXTRACT_ANNOTATORS_QUANTITIES_H_
#define BOBA_EXTRACT_ANNOTATORS_QUANTITIES_H_

#include <optional>
#include <string_view>

#include "core/document.h"
#include "extract/annotators/numerals.h"
#include "extract/annotators/phrase_map.h"

namespace boba {

// Fills Document::quantities: "hon 800 dai bieu" is 800 with unit "dai bieu", "1.234,5 ty dong" is 1234500000000 with
// unit "dong", "10-15%" has an upper end. The span holds words like "hon" and "khoang". A number must have a unit, a
// power word, or stand behind "gap" to count; parts of dates, document and telephone numbers, fractions and numbers
// that name ("Dieu 5", "quan 3") do not. "hang tram" is the power itself: a hundred.
class QuantityAnnotator {
 public:
  // `numbers`, `units`: seeds/grammar/numbers.tsv, units.tsv.
  QuantityAnnotator(std::string_view numbers, std::string_view units);
  // Needs syllables, sentences and times. Linear.
  void annotate(Document& document) const;

 private:
  struct Found {
    uint32_t first = 0, last = 0;  // syllables
    Quantity quantity;
  };
  struct Unit {
    uint32_t last = 0;  // 0: none
    uint32_t kinds = 0;
    std::string_view metric = {};  // of the seeds: the end of the unit that says what is measured
  };

  struct Prefixes {
    uint32_t last = 0;
    uint32_t kinds = 0;
  };
  struct Amount {
    Numeral number;
    Unit of;
    std::optional<Numeral> upper;
  };

  PhraseMap::Match number_word(const Document& document, uint32_t at, uint32_t end, uint32_t kinds) const;
  Unit unit(const Document& document, uint32_t at, uint32_t end) const;
  bool named(const Document& document, uint32_t first, uint32_t at) const;
  Prefixes prefixes(const Document& document, uint32_t at, uint32_t end) const;
  void extend_range(const Document& document, uint32_t end, Amount& amount) const;
  bool counts(const Amount& amount, uint32_t prefix_kinds, bool labelled) const;
  uint32_t limit(const Document& document, uint32_t at, uint32_t end, size_t time) const;
  std::optional<Found> parse(const Document& document, uint32_t first, uint32_t at, uint32_t end) const;

  PhraseMap numbers_;
  PhraseMap units_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_QUANTITIES_H_
