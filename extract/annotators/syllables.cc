#include "extract/annotators/syllables.h"

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "extract/annotators/lines.h"

namespace boba {
namespace {

// The longest run of digits, letters and one lone capital block that still reads as one name ("5G", "4K").
constexpr uint32_t kMaxDigitName = 4;

bool is_joiner(char32_t c) { return c == U'&' || c == U'\'' || c == 0x2019; }

CodePoint at_or_end(std::string_view text, uint32_t at, uint32_t end) {
  return at < end ? decode(text, at) : CodePoint{0, 0};
}

// End of the run of letters and digits that begins at `at`, over "&" and apostrophes between letters.
uint32_t end_of_letters(std::string_view text, uint32_t at, uint32_t end) {
  while (at < end) {
    const CodePoint c = decode(text, at);
    if (is_letter(c.value) || is_digit(c.value)) {
      at += c.length;
    } else if (is_joiner(c.value) && is_letter(at_or_end(text, at + c.length, end).value)) {
      at += c.length;
    } else {
      break;
    }
  }
  return at;
}

// End of a number: digits, with "." and "," between digits.
uint32_t end_of_number(std::string_view text, uint32_t at, uint32_t end) {
  while (at < end) {
    const char c = text[at];
    const bool mark = (c == '.' || c == ',') && at + 1 < end && is_digit(static_cast<unsigned char>(text[at + 1]));
    if (!is_digit(static_cast<unsigned char>(c)) && !mark) break;
    ++at;
  }
  return at;
}

// "5G", "3D": digits with capital letters at once behind them.
uint32_t end_of_digit_name(std::string_view text, uint32_t begin, uint32_t digits_end, uint32_t end) {
  if (!is_upper(at_or_end(text, digits_end, end).value)) return digits_end;
  const uint32_t letters_end = end_of_letters(text, digits_end, end);
  return letters_end - begin <= kMaxDigitName ? letters_end : digits_end;
}

uint32_t end_of_repeated(std::string_view text, uint32_t at, uint32_t end, char c) {
  while (at < end && text[at] == c) ++at;
  return at;
}

uint16_t shape_of(std::string_view text, Span span) {
  uint16_t shape = 0;
  uint32_t letters = 0, capitals = 0;
  for (uint32_t at = span.begin; at < span.end;) {
    const CodePoint c = decode(text, at);
    if (is_letter(c.value)) {
      ++letters;
      if (is_upper(c.value)) {
        ++capitals;
        if (letters == 1) shape |= Syllable::kCapital;
      }
    } else if (is_digit(c.value)) {
      shape |= Syllable::kDigits;
    }
    at += c.length;
  }
  if (letters > 0) shape |= Syllable::kLetters;
  if (letters > 1 && letters == capitals) shape |= Syllable::kAllCapitals;
  if (shape == 0) shape = Syllable::kPunctuation;
  return shape;
}

}  // namespace

SyllableAnnotator::SyllableAnnotator(std::string_view surnames) {
  for_each_line(surnames, [&](std::string_view line) { surnames_.insert(fold_hash(line)); });
}

void SyllableAnnotator::append(Document& document, Span span, bool glued) const {
  Syllable syllable;
  syllable.span = span;
  syllable.key = fold_hash(span.in(document.text));
  syllable.shape = shape_of(document.text, span);
  if (glued) syllable.shape |= Syllable::kGluedLeft;
  document.syllables.push_back(syllable);
}

// Byte where a surname begins that lacks the space before it, or letters.end.
uint32_t SyllableAnnotator::glued_surname(std::string_view text, Span letters) const {
  uint32_t last_capital = letters.end;
  for (uint32_t at = letters.begin; at < letters.end;) {
    const CodePoint c = decode(text, at);
    if (at > letters.begin && is_upper(c.value)) last_capital = at;
    at += c.length;
  }
  if (last_capital == letters.end) return letters.end;
  const Span tail = {last_capital, letters.end};
  // Two letters or fewer are too often the end of an acronym or of a foreign name.
  if (count_code_points(tail.in(text)) < 2 || !surnames_.contains(fold_hash(tail.in(text)))) return letters.end;
  const CodePoint second = decode(text, last_capital + decode(text, last_capital).length);
  return is_upper(second.value) ? letters.end : last_capital;
}

void SyllableAnnotator::annotate(Document& document, Span piece) const {
  const std::string_view text = document.text;
  bool glued = false;
  for (uint32_t at = piece.begin; at < piece.end;) {
    const CodePoint c = decode(text, at);
    if (is_space(c.value)) {
      glued = false;
      at += c.length;
      continue;
    }
    uint32_t end = at + c.length;
    if (is_letter(c.value)) {
      end = end_of_letters(text, at, piece.end);
      const uint32_t surname = glued_surname(text, {at, end});
      if (surname < end) {
        append(document, {at, surname}, glued);
        at = surname;
        glued = true;
      }
    } else if (is_digit(c.value)) {
      const uint32_t digits_end = end_of_number(text, at, piece.end);
      end = end_of_digit_name(text, at, digits_end, piece.end);
    } else if (c.value == U'.' || c.value == U'-') {
      end = end_of_repeated(text, at, piece.end, static_cast<char>(c.value));
    }
    append(document, {at, end}, glued);
    glued = true;
    at = end;
  }
}

void SyllableAnnotator::annotate(Document& document) const {
  document.syllables.clear();
  document.syllables.reserve(document.text.size() / 5);
  for (const Block& block : document.blocks)
    if (block.kind != BlockKind::kCredit && block.kind != BlockKind::kDateline) annotate(document, block.span);
}

}  // namespace boba
