#include "extract/annotators/numerals.h"

#include <array>

namespace boba {
namespace {

constexpr std::array<std::string_view, 15> kKinds = {
    "digit", "ten", "tens", "power", "odd", "half", "fixed", "some", "about", "multiple", "minus", "from", "to", "label",
    "tail"};
constexpr int kNoPower = 100;
constexpr int kMaxPower = 15;  // "nghin ty ty" and more is no number of the news
constexpr size_t kLongestLeadingZero = 2;

// A value of numbers.tsv.
int number(std::string_view value) { return parse_int(value).value_or(0); }

class Reader {
 public:
  Reader(const Document& document, const PhraseMap& words, uint32_t end)
      : document_(document), words_(words), syllables_(std::span(document.syllables).first(end)) {}

  std::optional<Numeral> read(uint32_t at, bool some);

 private:
  PhraseMap::Match word(uint32_t at, uint32_t kinds) const {
    return at < syllables_.size() ? words_.longest(syllables_, at, kinds) : PhraseMap::Match();
  }
  // A number below a thousand, or one in digits.
  std::optional<Numeral> group(uint32_t at) const;
  std::optional<Numeral> group_in_words(uint32_t at) const;
  int tens(uint32_t& at) const;
  // The power words behind a group ("nghin ty"): the sum of their exponents, 0 without one.
  int powers(uint32_t& at) const;

  const Document& document_;
  const PhraseMap& words_;
  std::span<const Syllable> syllables_;
};

// "hai muoi lam", "muoi ba", "bay"; 0 when none stands at `at`.
int Reader::tens(uint32_t& at) const {
  int value = 0;
  if (const auto ten = word(at, kTen)) {
    value = 10;
    at += ten.length;
  } else if (const auto digit = word(at, kDigit)) {
    const auto times_ten = word(at + digit.length, kTens);
    if (!times_ten) {
      at += digit.length;
      return number(digit.value);
    }
    value = number(digit.value) * 10;
    at += digit.length + times_ten.length;
  }
  if (value == 0) return 0;
  if (const auto digit = word(at, kDigit | kTail); digit && digit.value != "5") {
    value += number(digit.value);
    at += digit.length;
  } else if (const auto five = word(at, kTail)) {
    // "muoi nam" is ten years, fifteen is "muoi lam".
    value += number(five.value);
    at += five.length;
  }
  return value;
}

std::optional<Numeral> Reader::group_in_words(uint32_t at) const {
  Numeral out;
  uint32_t next = at;
  int value = tens(next);
  if (value == 0) return std::nullopt;
  const auto hundred = word(next, kPower);
  if (value < 10 && hundred && number(hundred.value) == 2) {
    value *= 100;
    next += hundred.length;
    if (const auto odd = word(next, kOdd)) {
      uint32_t behind = next + odd.length;
      if (const int rest = tens(behind); rest > 0 && rest < 10) {
        value += rest;
        next = behind;
      }
    } else {
      value += tens(next);
    }
  }
  out.value = {value, 0};
  out.one_word = next == at + 1;
  out.last = next;
  return out;
}

std::optional<Numeral> Reader::group(uint32_t at) const {
  if (at >= syllables_.size()) return std::nullopt;
  if (!syllables_[at].is(Syllable::kDigits)) return group_in_words(at);
  const std::string_view text = document_.in(syllables_[at].span);
  const auto value = parse_decimal(text);
  if (!value) return std::nullopt;
  Numeral out{*value, at + 1};
  out.in_digits = true;
  const bool leading_zero = text.size() > 1 && text[0] == '0' && text[1] != ',' && text[1] != '.';
  if (leading_zero && text.size() > kLongestLeadingZero) return std::nullopt;
  return out;
}

int Reader::powers(uint32_t& at) const {
  int power = 0;
  while (const auto next = word(at, kPower)) {
    power += number(next.value);
    at += next.length;
  }
  return power;
}

std::optional<Numeral> Reader::read(uint32_t at, bool some) {
  if (const auto fixed = word(at, kFixed)) {
    Numeral out{*parse_decimal(fixed.value), at + fixed.length};
    out.is_phrase = fixed.length > 1;
    out.power = powers(out.last);
    out.value.exponent += out.power;
    if (out.power > kMaxPower) return std::nullopt;
    return out;
  }
  Numeral out;
  int before = kNoPower;
  for (uint32_t next = at;;) {
    std::optional<Numeral> part = group(next);
    if (!part && some && next == at && word(at, kPower)) part = Numeral{{1, 0}, at};
    if (!part || (next != at && part->in_digits != out.in_digits)) break;
    uint32_t last = part->last;
    const int power = powers(last);
    if (power > kMaxPower) return std::nullopt;
    // Each further group is smaller than the one before: "5 trieu 200 nghin", "hai nghin ba tram".
    if (power >= before || (power == 0 && next != at && out.in_digits)) break;
    part->value.exponent += power;
    const auto total = sum(out.value, part->value);
    if (!total) return std::nullopt;
    if (next == at) out = *part;
    out.value = *total;
    out.one_word = out.one_word && next == at && power == 0;
    out.last = last;
    out.power = power;
    if (power == 0) break;
    before = power;
    next = last;
  }
  if (out.last == 0) return std::nullopt;
  if (const auto half = word(out.last, kHalf); half && out.power > 0) {
    if (const auto total = sum(out.value, {5, out.power - 1})) {
      out.value = *total;
      out.last += half.length;
    }
  }
  return out;
}

}  // namespace

PhraseMap number_words(std::string_view tsv) { return PhraseMap(tsv, kKinds); }

std::optional<Numeral> parse_numeral(const Document& document, const PhraseMap& words, uint32_t at, uint32_t end,
                                     bool some) {
  return Reader(document, words, end).read(at, some);
}

}  // namespace boba
