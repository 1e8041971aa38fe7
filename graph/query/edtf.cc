#include "graph/query/edtf.h"

#include <algorithm>
#include <string>

namespace boba {
namespace {

struct Range {
  int32_t low = 0, high = 0;
};

// Two or four digits of which a tail may be X: "20XX" is 2000..2099.
std::optional<Range> parse_digits(std::string_view text) {
  Range range;
  bool unspecified = false;
  for (char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if ((!digit && c != 'X') || (digit && unspecified)) return std::nullopt;
    unspecified = unspecified || !digit;
    range.low = range.low * 10 + (digit ? c - '0' : 0);
    range.high = range.high * 10 + (digit ? c - '0' : 9);
  }
  return range;
}

// Months of the second field: 01..12, XX, or a sub-year grouping (ISO 8601-2, 4.8).
std::optional<Range> parse_months(std::string_view text) {
  if (text == "XX") return Range{1, 12};
  const auto value = parse_digits(text);
  if (!value || value->low != value->high) return std::nullopt;
  const int32_t m = value->low;
  if (m >= 1 && m <= 12) return Range{m, m};
  if (m >= 33 && m <= 36) return Range{(m - 33) * 3 + 1, (m - 33) * 3 + 3};  // quarters
  if (m >= 37 && m <= 39) return Range{(m - 37) * 4 + 1, (m - 37) * 4 + 4};  // quadrimesters
  if (m >= 40 && m <= 41) return Range{(m - 40) * 6 + 1, (m - 40) * 6 + 6};  // halves
  if (m >= 21 && m <= 32) return Range{1, 12};                               // seasons
  return std::nullopt;
}

std::optional<Period> parse_date(std::string_view text) {
  text = text.substr(0, text.find('T'));
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  const auto year = parse_digits(text.substr(0, 4));
  if (!year || text.starts_with("XXXX")) return std::nullopt;
  Range months{1, 12}, days{1, 31};
  if (text.size() > 4) {
    const auto parsed = parse_months(text.substr(5, 2));
    if (text[4] != '-' || !parsed) return std::nullopt;
    months = *parsed;
  }
  if (text.size() > 7) {
    const std::string_view day = text.substr(8, 2);
    const auto parsed = day == "XX" ? std::optional(days) : parse_digits(day);
    if (text[7] != '-' || !parsed || parsed->low < 1 || parsed->high > 31) return std::nullopt;
    days = *parsed;
  }
  return Period{year->low * 10000 + months.low * 100 + days.low, year->high * 10000 + months.high * 100 + days.high};
}

}  // namespace

std::optional<Period> parse_period(std::string_view edtf) {
  std::string text(edtf);
  std::erase_if(text, [](char c) { return c == '?' || c == '~' || c == '%'; });
  const size_t slash = text.find('/');
  if (slash == std::string::npos) return parse_date(text);
  const std::string_view from = std::string_view(text).substr(0, slash), to = std::string_view(text).substr(slash + 1);
  const auto open = [](std::string_view end) { return end.empty() || end == ".."; };
  if (open(from) && open(to)) return std::nullopt;
  Period period;
  if (!open(from)) {
    const auto first = parse_date(from);
    if (!first) return std::nullopt;
    period.first = first->first;
  }
  if (!open(to)) {
    const auto last = parse_date(to);
    if (!last) return std::nullopt;
    period.last = last->last;
  }
  return period.first <= period.last ? std::optional(period) : std::nullopt;
}

}  // namespace boba
