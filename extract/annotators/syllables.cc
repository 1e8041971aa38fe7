#include "extract/annotators/syllables.h"

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "extract/annotators/lines.h"

namespace boba {
namespace {

// Code points of the longest digits with capitals behind them that still read as one name ("5G",
// "12A1").
constexpr size_t kMaxDigitName = 4;

bool is_joiner(char32_t c) { return c == U'&' || c == U'\'' || c == 0x2019; }

CodePoint at_or_end(std::string_view text, uint32_t at, uint32_t end) {
  return at < end ? decode(text, at) : CodePoint{0, 0};
}

// Counts what Syllable::shape tells.
class Shape {
 public:
  void add(char32_t c) {
    if (is_letter(c)) {
      ++letters_;
      if (!is_upper(c)) return;
      ++capitals_;
      begins_ |= letters_ == 1;
    } else {
      digits_ |= is_digit(c);
    }
  }
  uint16_t shape() const {
    uint16_t shape = digits_ ? Syllable::kDigits : 0;
    if (letters_ > 0) shape |= Syllable::kLetters;
    if (begins_) shape |= Syllable::kCapital;
    if (letters_ > 1 && letters_ == capitals_) shape |= Syllable::kAllCapitals;
    return shape == 0 ? static_cast<uint16_t>(Syllable::kPunctuation) : shape;
  }

 private:
  uint32_t letters_ = 0, capitals_ = 0;
  bool begins_ = false, digits_ = false;
};

uint16_t shape_of(std::string_view text) {
  Shape shape;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    shape.add(c.value);
    at += c.length;
  }
  return shape.shape();
}

struct Run {
  uint32_t end = 0;
  uint32_t last_capital = 0;  // byte of the last capital letter, if there is one
  Shape shape = {};
};

// The run of letters and digits that begins at `at`, over "&" and apostrophes between letters.
Run run_of_letters(std::string_view text, uint32_t at, uint32_t end) {
  Run run;
  while (at < end) {
    const CodePoint c = decode(text, at);
    if (!is_letter(c.value) && !is_digit(c.value) &&
        !(is_joiner(c.value) && is_letter(at_or_end(text, at + c.length, end).value)))
      break;
    run.shape.add(c.value);
    if (is_upper(c.value)) run.last_capital = at;
    at += c.length;
  }
  run.end = at;
  return run;
}

// End of a number: digits, with "." and "," between digits.
uint32_t end_of_number(std::string_view text, uint32_t at, uint32_t end) {
  while (at < end) {
    const char c = text[at];
    const bool mark = (c == '.' || c == ',') && at + 1 < end &&
                      is_digit(static_cast<unsigned char>(text[at + 1]));
    if (!is_digit(static_cast<unsigned char>(c)) && !mark) break;
    ++at;
  }
  return at;
}

// "5G", "3D": digits with nothing but capitals and digits at once behind them.
uint32_t end_of_digit_name(std::string_view text, uint32_t begin, uint32_t digits_end,
                           uint32_t end) {
  uint32_t at = digits_end;
  for (CodePoint c = at_or_end(text, at, end); is_letter(c.value) || is_digit(c.value);
       c = at_or_end(text, at, end)) {
    if (is_letter(c.value) && !is_upper(c.value)) return digits_end;
    at += c.length;
  }
  return count_code_points(Span{begin, at}.in(text)) <= kMaxDigitName ? at : digits_end;
}

uint32_t end_of_repeated(std::string_view text, uint32_t at, uint32_t end, char c) {
  while (at < end && text[at] == c) ++at;
  return at;
}

}  // namespace

SyllableAnnotator::SyllableAnnotator(std::string_view surnames) {
  for_each_line(surnames, [&](std::string_view line) { surnames_.insert(fold_hash(line)); });
}

// Byte where a surname begins that lacks the space before it, or word.end. `last_capital` lies
// behind word.begin.
uint32_t SyllableAnnotator::glued_surname(std::string_view text, Span word,
                                          uint32_t last_capital) const {
  const std::string_view tail = Span{last_capital, word.end}.in(text);
  // One letter is an initial or the end of an acronym.
  if (count_code_points(tail) < 2) return word.end;
  return surnames_.contains(fold_hash(tail)) ? last_capital : word.end;
}

void SyllableAnnotator::annotate(Document& document, Span piece) const {
  const std::string_view text = document.text;
  bool glued = false;
  const auto append = [&](Span span, uint16_t shape) {
    if (glued) shape |= Syllable::kGluedLeft;
    document.syllables.push_back({.span = span, .key = fold_hash(span.in(text)), .shape = shape});
    glued = true;
  };
  for (uint32_t at = piece.begin; at < piece.end;) {
    const CodePoint c = decode(text, at);
    if (is_space(c.value)) {
      glued = false;
      at += c.length;
      continue;
    }
    if (is_letter(c.value)) {
      const Run run = run_of_letters(text, at, piece.end);
      const uint32_t surname =
          run.last_capital > at ? glued_surname(text, {at, run.end}, run.last_capital) : run.end;
      if (surname < run.end) {
        append({at, surname}, shape_of(Span{at, surname}.in(text)));
        append({surname, run.end}, shape_of(Span{surname, run.end}.in(text)));
      } else {
        append({at, run.end}, run.shape.shape());
      }
      at = run.end;
      continue;
    }
    uint32_t end = at + c.length;
    uint16_t shape = Syllable::kPunctuation;
    if (is_digit(c.value)) {
      const uint32_t digits_end = end_of_number(text, at, piece.end);
      end = end_of_digit_name(text, at, digits_end, piece.end);
      shape = end == digits_end ? static_cast<uint16_t>(Syllable::kDigits)
                                : shape_of(Span{at, end}.in(text));
    } else if (c.value == U'.' || c.value == U'-') {
      end = end_of_repeated(text, at, piece.end, static_cast<char>(c.value));
    }
    append({at, end}, shape);
    at = end;
  }
}

void SyllableAnnotator::annotate(Document& document) const {
  document.syllables.clear();
  document.syllables.reserve(document.text.size() / 5);
  for (const Block& block : document.blocks)
    if (block.kind != BlockKind::kCredit && block.kind != BlockKind::kDateline)
      annotate(document, block.span);
}

}  // namespace boba
