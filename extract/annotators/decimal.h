// Exact decimals of the sizes that news names.
#ifndef BOBA_EXTRACT_ANNOTATORS_DECIMAL_H_
#define BOBA_EXTRACT_ANNOTATORS_DECIMAL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boba {

// mantissa * 10^exponent.
struct Decimal {
  int64_t mantissa = 0;
  int exponent = 0;
};

// A number as Vietnamese writes it: "." between groups of three digits, "," before the fraction. A "." or "," that
// cannot be that is taken for the other ("2.9", "1,234,567"). Nothing when the text is no such number or too long.
std::optional<Decimal> parse_decimal(std::string_view text);
// An int in decimal, "-" before it or not; nothing when there is anything else or it does not fit.
std::optional<int> parse_int(std::string_view digits);
// Nothing when the sum does not fit.
std::optional<Decimal> sum(Decimal a, Decimal b);
// -1, 0 or +1, as a is below, equal to or above b.
int compare(Decimal a, Decimal b);
// "50000", "1234.5", "-0.5": no thousands marks, no exponent, no zeros at the end of a fraction.
std::string to_string(Decimal value);

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_DECIMAL_H_
