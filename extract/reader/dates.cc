#include "extract/reader/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "core/vietnamese.h"
#include "extract/reader/seed_lines.h"

namespace boba {
namespace {

bool digit_at(std::string_view text, size_t at) { return at < text.size() && is_digit(text[at]); }

// A number of at most `most` digits; digits == 0 when there is none or it is longer.
struct Number {
  unsigned value = 0;
  size_t digits = 0;
};
Number number_at(std::string_view text, size_t at, size_t most) {
  Number number;
  while (digit_at(text, at + number.digits)) {
    if (number.digits == most) return {};
    number.value = number.value * 10 + static_cast<unsigned>(text[at + number.digits++] - '0');
  }
  return number;
}

std::optional<std::string> calendar_date(unsigned year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(month), std::chrono::day(day)};
  if (year < 1900 || year > 2199 || !date.ok()) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// "2020-08-18", also as the head of a time stamp.
std::optional<std::string> iso_date(std::string_view text, size_t at) {
  const Number year = number_at(text, at, 4);
  if (year.digits != 4 || at + 10 > text.size()) return std::nullopt;
  if ((text[at + 4] != '-' && text[at + 4] != '/') || text[at + 7] != text[at + 4])
    return std::nullopt;
  const Number month = number_at(text, at + 5, 2);
  const Number day = number_at(text, at + 8, 2);
  if (month.digits != 2 || day.digits != 2) return std::nullopt;
  return calendar_date(year.value, month.value, day.value);
}

// "2020-08", "2020".
std::optional<std::string> partial_date(std::string_view text) {
  const Number year = number_at(text, 0, 4);
  if (year.digits != 4 || year.value < 1900 || year.value > 2199) return std::nullopt;
  if (text.size() == 4) return std::string(text);
  const Number month = number_at(text, 5, 2);
  if (text.size() != 7 || text[4] != '-' || month.digits != 2 || month.value < 1 ||
      month.value > 12)
    return std::nullopt;
  return std::string(text);
}

bool holds_any(std::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return text.find(word) != std::string_view::npos;
  });
}

// "09:30", "9:05".
bool has_clock(std::string_view text) {
  for (size_t at = 1; at + 2 < text.size(); ++at)
    if (text[at] == ':' && is_digit(text[at - 1]) && is_digit(text[at + 1]) &&
        is_digit(text[at + 2]))
      return true;
  return false;
}

}  // namespace

DateReader::DateReader(std::string_view words) {
  for_each_seed(words, [&](std::string_view kind, std::string_view word) {
    if (kind == "weekday") weekdays_.push_back(fold(word));
    if (kind == "clock") clocks_.push_back(fold(word));
    if (kind == "month") months_.push_back(fold(word));
    if (kind == "year") years_.push_back(fold(word));
  });
}

// Bytes of a separator at text[at]: one of "/-.", or a word of `words`, with spaces; 0 when there
// is none.
size_t DateReader::separator(std::string_view text, size_t at,
                             const std::vector<std::string>& words) const {
  const size_t begin = at;
  const auto skip_spaces = [&] {
    while (at < text.size() && text[at] == ' ') ++at;
  };
  skip_spaces();
  if (at < text.size() && (text[at] == '/' || text[at] == '-' || text[at] == '.')) {
    ++at;
  } else {
    const auto word = std::find_if(words.begin(), words.end(), [&](const std::string& w) {
      return text.substr(at).starts_with(w);
    });
    if (word == words.end()) return 0;
    at += word->size();
  }
  skip_spaces();
  return at - begin;
}

std::optional<std::string> DateReader::day_month_year(std::string_view text, size_t at) const {
  const Number day = number_at(text, at, 2);
  if (day.digits == 0) return std::nullopt;
  at += day.digits;
  size_t gap = separator(text, at, months_);
  if (gap == 0) return std::nullopt;
  const Number month = number_at(text, at += gap, 2);
  if (month.digits == 0) return std::nullopt;
  at += month.digits;
  gap = separator(text, at, years_);
  if (gap == 0) return std::nullopt;
  const Number year = number_at(text, at + gap, 4);
  return year.digits == 4 ? calendar_date(year.value, month.value, day.value) : std::nullopt;
}

std::optional<std::string> DateReader::read(std::string_view text) const {
  constexpr size_t kLongest =
      400;  // bytes; a date stands at the beginning of what holds little else
  const std::string folded = fold(text.substr(0, kLongest));
  if (auto date = partial_date(folded)) return date;
  for (size_t at = 0; at < folded.size(); ++at) {
    if (!digit_at(folded, at) || (at > 0 && (digit_at(folded, at - 1) || folded[at - 1] == '/')))
      continue;
    if (auto date = iso_date(folded, at)) return date;
    if (auto date = day_month_year(folded, at)) return date;
  }
  return std::nullopt;
}

std::optional<std::string> DateReader::read_dateline(std::string_view text) const {
  constexpr size_t kLongest = 120;
  if (text.size() > kLongest) return std::nullopt;
  const std::string folded = fold(text);
  if (!has_clock(folded) && !holds_any(folded, weekdays_) && !holds_any(folded, clocks_))
    return std::nullopt;
  return read(text);
}

}  // namespace boba
