// Vietnamese spelling: normal forms and comparison keys.
#ifndef BOBA_CORE_VIETNAMESE_H_
#define BOBA_CORE_VIETNAMESE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace boba {

// Unicode Normalization Form C of valid UTF-8 (UAX #15).
std::string to_nfc(std::string_view text);

// Lower case of one code point (simple mapping, UCD).
char32_t to_lower(char32_t c);
bool is_upper(char32_t c);
// Alphabetic (UCD), or a combining mark; not the variation selectors that follow emoji.
bool is_letter(char32_t c);
bool is_digit(char32_t c);
// Space, tab, line ends and the no-break spaces (U+00A0, U+2007, U+202F, U+200B, U+FEFF ...).
bool is_space(char32_t c);
// Bytes of white space that a text begins with; all of them for one without words.
size_t leading_space(std::string_view text);

// The comparison key of a text: lower case, tone mark on the older place in oa, oe, uy ("hoa" + grave on a
// is "ho" + grave + "a"), runs of white space one space, none at the ends. Input in NFC.
std::string fold(std::string_view text);

// hash_bytes(fold(syllable)), without allocating for up to 64 code points without white space.
uint64_t fold_hash(std::string_view syllable);

// fold(), and without diacritics: U+0111 becomes d. For searches typed on a plain keyboard.
std::string fold_diacritics(std::string_view text);

// fold(), and a final y after a consonant other than in "uy" written i ("ky" = "ki"): two spellings of one sound.
std::string fold_i_y(std::string_view text);

}  // namespace boba

#endif  // BOBA_CORE_VIETNAMESE_H_
