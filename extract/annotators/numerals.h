// Numbers in digits, in words, and in both: "1.234,5 ty", "ba muoi lam", "5 trieu 200 nghin".
#ifndef BOBA_EXTRACT_ANNOTATORS_NUMERALS_H_
#define BOBA_EXTRACT_ANNOTATORS_NUMERALS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/document.h"
#include "extract/annotators/decimal.h"
#include "extract/annotators/phrase_map.h"

namespace boba {

// The kinds of seeds/grammar/numbers.tsv, a bit each.
enum NumberWord : uint32_t {
  kDigit = 1, kTen = 2, kTens = 4, kPower = 8, kOdd = 16, kHalf = 32, kFixed = 64, kSome = 128, kAbout = 256,
  kMultiple = 512, kMinus = 1 << 10, kFromNumber = 1 << 11, kToNumber = 1 << 12, kLabel = 1 << 13,
  kTail = 1 << 14,
};
PhraseMap number_words(std::string_view tsv);

struct Numeral {
  Decimal value;
  uint32_t last = 0;        // syllables [at, last)
  int power = 0;            // exponent of the last power word: 6 in "5 trieu", 0 without one
  bool in_digits = false;   // begins with digits
  bool one_word = false;    // a lone word below eleven: "mot", "nam"
  bool is_phrase = false;   // several words for one number, as in "mot nua", "gap doi"
};

// "05" is five; digits that begin with 0 and go on are a telephone number and no numeral.
// The numeral that begins at syllables[at] and ends before `end`, if any. `some`: a power word may stand alone, as
// behind "hang" or "vai".
std::optional<Numeral> parse_numeral(const Document& document, const PhraseMap& words, uint32_t at, uint32_t end,
                                     bool some = false);

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NUMERALS_H_
