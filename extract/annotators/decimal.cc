#include "extract/annotators/decimal.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace boba {
namespace {

constexpr int kMaxDigits = 15;

// Takes zeros off the end of the mantissa.
Decimal reduced(Decimal value) {
  if (value.mantissa == 0) return {};
  while (value.mantissa % 10 == 0) {
    value.mantissa /= 10;
    ++value.exponent;
  }
  return value;
}

// Brings both to the smaller exponent; false when one does not fit.
bool align(Decimal& a, Decimal& b) {
  a = reduced(a);
  b = reduced(b);
  Decimal& larger = a.exponent > b.exponent ? a : b;
  const int exponent = std::min(a.mantissa == 0 ? b.exponent : a.exponent, b.mantissa == 0 ? a.exponent : b.exponent);
  a.exponent = a.mantissa == 0 ? exponent : a.exponent;
  b.exponent = b.mantissa == 0 ? exponent : b.exponent;
  while (larger.exponent > exponent)
    if (--larger.exponent; __builtin_mul_overflow(larger.mantissa, int64_t{10}, &larger.mantissa)) return false;
  return true;
}

// How many digits stand behind the last `mark`, and how many marks there are.
std::pair<size_t, size_t> tail_of(std::string_view text, char mark) {
  const size_t last = text.rfind(mark);
  if (last == std::string_view::npos) return {0, 0};
  return {text.size() - last - 1, static_cast<size_t>(std::count(text.begin(), text.end(), mark))};
}

// The mark before the fraction, or 0.
char fraction_mark(std::string_view text) {
  const auto [comma_tail, commas] = tail_of(text, ',');
  const auto [stop_tail, stops] = tail_of(text, '.');
  if (commas == 1 && stops == 0) return ',';
  if (stops == 1 && commas == 0) return stop_tail == 3 && text[0] != '0' ? '\0' : '.';
  if (commas == 0 || stops == 0) return '\0';
  return text.rfind(',') > text.rfind('.') ? ',' : '.';
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
  const char fraction = fraction_mark(text);
  Decimal value;
  int digits = 0;
  bool behind = false;
  for (const char c : text) {
    if (c == '.' || c == ',') {
      if (c == fraction && behind) return std::nullopt;
      behind = behind || c == fraction;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > kMaxDigits) return std::nullopt;
    value.mantissa = value.mantissa * 10 + (c - '0');
    value.exponent -= behind ? 1 : 0;
  }
  return value;
}

std::optional<int> parse_int(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<Decimal> sum(Decimal a, Decimal b) {
  if (!align(a, b)) return std::nullopt;
  Decimal out{0, a.exponent};
  if (__builtin_add_overflow(a.mantissa, b.mantissa, &out.mantissa)) return std::nullopt;
  return out;
}

int compare(Decimal a, Decimal b) {
  if (!align(a, b)) return a.exponent < b.exponent ? -1 : 1;
  return a.mantissa < b.mantissa ? -1 : a.mantissa > b.mantissa ? 1 : 0;
}

std::string to_string(Decimal value) {
  value = reduced(value);
  const bool negative = value.mantissa < 0;
  std::string digits = std::to_string(value.mantissa).substr(negative ? 1 : 0);
  if (value.exponent >= 0) {
    digits.append(static_cast<size_t>(value.exponent), '0');
  } else {
    const auto places = static_cast<size_t>(-value.exponent);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, ".");
  }
  return negative ? '-' + digits : digits;
}

}  // namespace boba
