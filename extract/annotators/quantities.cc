#include "extract/annotators/quantities.h"

#include <algorithm>
#include <array>
#include <string>

namespace boba {
namespace {

constexpr std::array<std::string_view, 4> kUnitKinds = {"measure", "time", "count", "percent"};
// Syllables in the longest quantity, prefixes and all.
constexpr uint32_t kLongest = 24;
enum UnitWord : uint32_t { kMeasure = 1, kTime = 2, kCount = 4, kPercent = 8 };

std::string_view text_of(const Document& document, uint32_t at, uint32_t end) {
  return at < end ? document.in(document.syllables[at].span) : std::string_view();
}

// Whether the numeral at `at` is glued to a letter, a slash or a dash before it: the rest of a name or a fraction.
bool continues_name(const Document& document, uint32_t at, uint32_t first) {
  if (at == first || !document.syllables[at].is(Syllable::kGluedLeft)) return false;
  const Syllable& before = document.syllables[at - 1];
  if (!before.is(Syllable::kPunctuation)) return true;
  const std::string_view mark = document.in(before.span);
  if (mark == "/" || mark == ":" || mark == ".") return true;
  return (mark == "-" || mark == "_") && before.is(Syllable::kGluedLeft);
}

// End of the row of syllables without space that begins at `at`.
uint32_t end_of_row(const Document& document, uint32_t at, uint32_t end) {
  uint32_t last = at + 1;
  while (last < end && document.syllables[last].is(Syllable::kGluedLeft)) ++last;
  return last;
}

// "15/2017/ND-CP", "2551/QD-TTg", "2/3", "3825-1234": a slash, or a dash and a capital, at once behind the digits.
bool is_code(const Document& document, uint32_t at, uint32_t end) {
  const auto glued = [&](uint32_t i) { return i < end && document.syllables[i].is(Syllable::kGluedLeft); };
  if (!glued(at + 1) || !glued(at + 2)) return false;
  const std::string_view mark = text_of(document, at + 1, end);
  if (mark == "/" || mark == ":") return true;
  return mark == "-" && document.syllables[at + 2].is(Syllable::kCapital);
}

}  // namespace

QuantityAnnotator::QuantityAnnotator(std::string_view numbers, std::string_view units)
    : numbers_(number_words(numbers)), units_(units, kUnitKinds) {}

PhraseMap::Match QuantityAnnotator::number_word(const Document& document, uint32_t at, uint32_t end,
                                                uint32_t kinds) const {
  if (at >= end) return {};
  return numbers_.longest(std::span(document.syllables).first(end), at, kinds);
}

// The unit at `at`: "dong/kg", "trieu dong mot luong" too.
QuantityAnnotator::Unit QuantityAnnotator::unit(const Document& document, uint32_t at, uint32_t end) const {
  if (at >= end) return {};
  const auto syllables = std::span<const Syllable>(document.syllables).first(end);
  const auto head = units_.longest(syllables, at);
  if (!head) return {};
  // A counted noun in capitals begins a name: "5 Bo Cong Thuong" counts nothing.
  if (head.kinds == kCount && syllables[at].is(Syllable::kCapital)) return {};
  Unit out{at + head.length, head.kinds, head.value};
  while (out.last + 1 < end) {
    const std::string_view mark = text_of(document, out.last, end);
    const auto each = number_word(document, out.last, end, kDigit);
    const bool per = mark == "/" || ((head.kinds & kMeasure) != 0 && each && each.value == "1");
    if (!per) break;
    const auto of = units_.longest(syllables, out.last + 1);
    if (!of) break;
    out.last += 1 + of.length;
  }
  return out;
}

// Whether a label stands before the number: "Dieu 5", "quan 3", "so 12".
bool QuantityAnnotator::named(const Document& document, uint32_t first, uint32_t at) const {
  for (uint32_t length = 1; length <= 2 && at - first >= length; ++length) {
    const auto label = number_word(document, at - length, at, kLabel);
    if (label && label.length == length) return true;
  }
  return false;
}

// The words before the number that belong to it.
QuantityAnnotator::Prefixes QuantityAnnotator::prefixes(const Document& document, uint32_t at, uint32_t end) const {
  Prefixes out{at, 0};
  while (!number_word(document, out.last, end, kFixed)) {
    const auto prefix = number_word(document, out.last, end, kAbout | kMultiple | kMinus | kSome | kFromNumber);
    if (!prefix || out.last - at > 4) break;
    // "hang tram", but not "hang ngay".
    if ((prefix.kinds & kSome) != 0 && !number_word(document, out.last + prefix.length, end, kPower)) break;
    out.kinds |= prefix.kinds;
    out.last += prefix.length;
  }
  return out;
}

// Takes in the other end of a range, with the unit between ("90% den 98%") or behind both ("5 den 7 trieu").
void QuantityAnnotator::extend_range(const Document& document, uint32_t end, Amount& amount) const {
  const uint32_t before = std::max(amount.of.last, amount.number.last);
  const auto join = number_word(document, before, end, kToNumber);
  const uint32_t behind = before + join.length;
  if (!join || behind >= end || is_code(document, behind, end)) return;
  const auto other = parse_numeral(document, numbers_, behind, end);
  if (!other || other->in_digits != amount.number.in_digits) return;
  const Unit of = unit(document, other->last, end);
  if (of.last == 0 && other->power == 0) return;
  const bool same = amount.of.last == 0 || (of.last > 0 && document.syllables[amount.number.last].key ==
                                                               document.syllables[other->last].key);
  Decimal low = amount.number.value;
  if (amount.number.power == 0) low.exponent += other->power;
  if (!same || compare(low, other->value) >= 0) return;
  amount.number.value = low;
  amount.upper = other;
  amount.of = of;
}

// Whether what was read counts something.
bool QuantityAnnotator::counts(const Amount& amount, uint32_t prefix_kinds, bool labelled) const {
  const Numeral& number = amount.number;
  if ((prefix_kinds & kMultiple) != 0 || number.power > 0 || amount.upper) return true;
  const bool measured = (amount.of.kinds & (kMeasure | kTime | kPercent)) != 0;
  if (amount.of.last == 0) return number.is_phrase;
  if (number.in_digits) return measured || prefix_kinds != 0 || !labelled;
  if (!number.one_word) return true;
  const bool is_one = number.value.mantissa == 1, is_five = number.value.mantissa == 5 && number.value.exponent == 0;
  // "mot" is an article before a noun, and the word for five is the word for year.
  if (is_one) return measured;
  return !is_five || (amount.of.kinds & kTime) != 0 || prefix_kinds != 0;
}

// The quantity whose prefixes or number begin at `at` in a sentence [first, end).
std::optional<QuantityAnnotator::Found> QuantityAnnotator::parse(const Document& document, uint32_t first, uint32_t at,
                                                                 uint32_t end) const {
  const Prefixes before = prefixes(document, at, end);
  const uint32_t next = before.last;
  if (next >= end) return std::nullopt;
  const bool digits = document.syllables[next].is(Syllable::kDigits);
  if (digits && (continues_name(document, next, first) || is_code(document, next, end))) return std::nullopt;
  const auto number = parse_numeral(document, numbers_, next, end, (before.kinds & kSome) != 0);
  if (!number) return std::nullopt;
  Amount amount{*number, unit(document, number->last, end), std::nullopt};
  extend_range(document, end, amount);
  if (!counts(amount, before.kinds, named(document, first, next))) return std::nullopt;

  Found found{at, amount.upper ? amount.upper->last : number->last, {}};
  const uint32_t unit_first = found.last;
  if (!amount.upper)  // "tu" belongs to a range only
    while (const auto from = number_word(document, found.first, next, kFromNumber)) found.first += from.length;
  Decimal value = amount.number.value;
  if (amount.of.last > 0) {
    found.last = amount.of.last;
    found.quantity.unit = document.in(document.span_of(unit_first, found.last));
    if (!amount.of.metric.empty() && found.quantity.unit.ends_with(amount.of.metric)) {
      const uint32_t unit_end = document.span_of(unit_first, found.last).end;
      found.quantity.metric = {unit_end - static_cast<uint32_t>(amount.of.metric.size()), unit_end};
    }
    const auto half = number_word(document, found.last, end, kHalf);  // "hai nam ruoi"
    if (half && !amount.upper && number->power == 0)
      if (const auto total = sum(value, {5, -1})) {
        value = *total;
        found.last += half.length;
      }
  }
  if ((before.kinds & kMinus) != 0) value.mantissa = -value.mantissa;
  found.quantity.value = to_string(value);
  if (amount.upper) found.quantity.upper = to_string(amount.upper->value);
  found.quantity.span = document.span_of(found.first, found.last);
  return found;
}

// Where a quantity that begins at `at` must end: before the next time expression.
uint32_t QuantityAnnotator::limit(const Document& document, uint32_t at, uint32_t end, size_t time) const {
  if (time >= document.times.size()) return end;
  const uint32_t stop = document.times[time].span.begin;
  for (uint32_t last = at + 1; last < std::min(end, at + kLongest); ++last)
    if (document.syllables[last].span.begin >= stop) return last;
  return end;
}

void QuantityAnnotator::annotate(Document& document) const {
  document.quantities.clear();
  size_t time = 0;
  for (const Sentence& sentence : document.sentences) {
    uint32_t at = sentence.first_syllable;
    while (at < sentence.last_syllable) {
      const Syllable& syllable = document.syllables[at];
      while (time < document.times.size() && document.times[time].span.end <= syllable.span.begin) ++time;
      const bool in_time = time < document.times.size() && document.times[time].span.begin <= syllable.span.begin;
      const bool opens = syllable.is(Syllable::kDigits) ||
                         number_word(document, at, sentence.last_syllable, ~(kLabel | kOdd | kToNumber | kTail));
      if (in_time || !opens) {
        ++at;
        continue;
      }
      const uint32_t end = limit(document, at, sentence.last_syllable, time);
      if (auto found = parse(document, sentence.first_syllable, at, end)) {
        at = found->last;
        document.quantities.push_back(std::move(found->quantity));
      } else {
        at = syllable.is(Syllable::kDigits) && is_code(document, at, end) ? end_of_row(document, at, end) : at + 1;
      }
    }
  }
}

}  // namespace boba
