#include "core/vietnamese.h"

#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "core/hash.h"
#include "core/utf8.h"

namespace boba {
namespace {

// Tone marks in the order of Unicode's grave, acute, hook, tilde, dot for the letters that carry a tone in
// "oa", "oe", "uy".
struct ToneRow {
  char32_t plain;
  std::array<char32_t, 5> toned;
};
constexpr ToneRow kA = {U'a', {0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1}};
constexpr ToneRow kE = {U'e', {0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9}};
constexpr ToneRow kO = {U'o', {0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD}};
constexpr ToneRow kU = {U'u', {0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5}};
constexpr ToneRow kY = {U'y', {0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5}};
constexpr ToneRow kI = {U'i', {0xEC, 0xED, 0x1EC9, 0x129, 0x1ECB}};

std::optional<size_t> tone_of(const ToneRow& row, char32_t c) {
  for (size_t tone = 0; tone < row.toned.size(); ++tone)
    if (row.toned[tone] == c) return tone;
  return std::nullopt;
}

// U+1EA0 to U+1EF9: capitals even, each before its small letter. Half of the letters beyond ASCII in Vietnamese news,
// Latin-1 a third: worth not asking ICU for them.
bool is_vietnamese_block(char32_t c) { return c >= 0x1EA0 && c <= 0x1EF9; }

bool is_latin1_letter(char32_t c) { return c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7; }

bool is_variation_selector(char32_t c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Moves the tone of a syllable that ends in oa, oe or uy from its last letter to the one before.
void unify_tone(std::span<char32_t> syllable) {
  const size_t size = syllable.size();
  if (size < 2 || syllable.back() < 0xC0) return;
  char32_t& first = syllable[size - 2];
  char32_t& last = syllable.back();
  const auto move = [&](const ToneRow& from, const ToneRow& to) {
    if (const auto tone = tone_of(from, last)) {
      first = to.toned[*tone];
      last = from.plain;
    }
  };
  if (first == U'o') {
    move(kA, kO);
    move(kE, kO);
  } else if (first == U'u' && !(size >= 3 && syllable[size - 3] == U'q')) {
    move(kY, kU);
  }
}

bool is_consonant(char32_t c) {
  return (c >= U'a' && c <= U'z' && c != U'a' && c != U'e' && c != U'i' && c != U'o' && c != U'u' &&
          c != U'y') ||
         c == 0x111;
}

// "ky" -> "ki" with its tone, "quy" -> "qui"; never after another vowel ("thuy", "may").
void unify_i(std::span<char32_t> syllable) {
  const size_t size = syllable.size();
  if (size < 2) return;
  char32_t& last = syllable.back();
  const char32_t before = syllable[size - 2];
  const bool after_qu = size >= 3 && before == U'u' && syllable[size - 3] == U'q';
  if (!after_qu && !is_consonant(before)) return;
  if (last == U'y') {
    last = U'i';
  } else if (const auto tone = tone_of(kY, last)) {
    last = kI.toned[*tone];
  }
}

template <typename PerSyllable>
std::string fold_with(std::string_view text, PerSyllable per_syllable) {
  std::u32string out;
  out.reserve(text.size());
  size_t syllable = 0;
  bool pending_space = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += c.length;
    if (is_space(c.value)) {
      pending_space = !out.empty();
      continue;
    }
    const bool letter = is_letter(c.value);
    if (pending_space || !letter) {
      per_syllable(std::span(out).subspan(std::min(syllable, out.size())));
      if (pending_space) out.push_back(U' ');
      syllable = out.size() + (letter ? 0 : 1);
      pending_space = false;
    }
    out.push_back(to_lower(c.value));
  }
  per_syllable(std::span(out).subspan(std::min(syllable, out.size())));
  std::string utf8;
  utf8.reserve(text.size());
  for (char32_t c : out) append(utf8, c);
  return utf8;
}

}  // namespace

std::string to_nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
  nfc->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink,
                     nullptr, status);
  return U_SUCCESS(status) ? out : std::string(text);
}

char32_t to_lower(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  if (is_vietnamese_block(c)) return c | 1;
  if (is_latin1_letter(c)) return c <= 0xDE ? c + 32 : c;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

bool is_upper(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z';
  if (is_vietnamese_block(c)) return (c & 1) == 0;
  if (is_latin1_letter(c)) return c <= 0xDE;
  return u_isupper(static_cast<UChar32>(c));
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c | 32) >= U'a' && (c | 32) <= U'z';
  if (is_vietnamese_block(c) || is_latin1_letter(c)) return true;
  // Combining marks stay with their letter: a text may hold ones that NFC does not compose.
  const auto value = static_cast<UChar32>(c);
  return u_isalpha(value) || (u_charType(value) == U_NON_SPACING_MARK && !is_variation_selector(c));
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_space(char32_t c) {
  if (c < 0x80) return c == U' ' || (c >= U'\t' && c <= U'\r');
  if (c >= 0xC0 && c < 0x1680) return false;
  if (is_vietnamese_block(c)) return false;
  return u_isUWhiteSpace(static_cast<UChar32>(c)) || c == 0x200B || c == 0xFEFF || c == 0x2060;
}

size_t leading_space(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = decode(text, at);
    if (!is_space(c.value)) break;
    at += c.length;
  }
  return at;
}

std::string fold(std::string_view text) {
  return fold_with(text, unify_tone);
}

uint64_t fold_hash(std::string_view syllable) {
  std::array<char32_t, 64> letters;
  std::array<char, 256> bytes;
  size_t size = 0, first = 0;  // of the run of letters at the end
  for (size_t at = 0; at < syllable.size();) {
    const CodePoint c = decode(syllable, at);
    at += c.length;
    if (size == letters.size() || is_space(c.value)) return hash_bytes(fold(syllable));
    letters[size++] = to_lower(c.value);
    if (is_letter(c.value)) continue;
    unify_tone(std::span(letters).subspan(first, size - 1 - first));
    first = size;
  }
  unify_tone(std::span(letters).subspan(first, size - first));
  size_t length = 0;
  for (size_t i = 0; i < size; ++i)
    U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(letters[i]));
  return hash_bytes({bytes.data(), length});
}

std::string fold_i_y(std::string_view text) {
  return fold_with(text, [](std::span<char32_t> syllable) {
    unify_tone(syllable);
    unify_i(syllable);
  });
}

std::string fold_diacritics(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  const std::string folded = fold(text);
  icu::UnicodeString decomposed = nfd->normalize(icu::UnicodeString::fromUTF8(folded), status);
  std::string out;
  out.reserve(folded.size());
  for (int32_t i = 0; i < decomposed.length();) {
    const UChar32 c = decomposed.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    append(out, c == 0x111 ? U'd' : static_cast<char32_t>(c));
  }
  return out;
}

}  // namespace boba
