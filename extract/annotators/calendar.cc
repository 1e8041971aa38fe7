#include "extract/annotators/calendar.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>

#include "extract/annotators/decimal.h"

namespace boba {
namespace {

namespace ch = std::chrono;
using Precision = PartialDate::Precision;

std::string digits_or_x(int value, int width) {
  return value == PartialDate::kUnknown ? std::string(static_cast<size_t>(width), 'X')
                                        : fmt::format("{:0{}}", value, width);
}

int last_day(int year, int month) {
  static constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && year != PartialDate::kUnknown && !ch::year(year).is_leap()) return 28;
  return kDays[static_cast<size_t>(month - 1)];
}

ch::sys_days days_of(const PartialDate& date) {
  return ch::year(date.year) / ch::month(static_cast<unsigned>(date.month)) / ch::day(static_cast<unsigned>(date.day));
}

// Days from a fixed point, near enough to compare distances; unknown parts stand in the middle.
int rough_day(const PartialDate& date) {
  int month = date.month == PartialDate::kUnknown ? 6 : date.month;
  if (month > 20) month = (month - 20) * 3 - 1;  // the middle month of a season
  return date.year * 372 + month * 31 + (date.day == PartialDate::kUnknown ? 15 : date.day);
}

}  // namespace

PartialDate year_date(int year) { return {Precision::kYear, year}; }
PartialDate month_date(int month, int year) { return {Precision::kMonth, year, month}; }
PartialDate day_date(int day, int month, int year) { return {Precision::kDay, year, month, day}; }

std::string to_edtf(const PartialDate& date) {
  std::string out = digits_or_x(date.year, 4);
  if (date.precision != Precision::kYear) out += '-' + digits_or_x(date.month, 2);
  if (date.precision == Precision::kDay) out += '-' + digits_or_x(date.day, 2);
  return out;
}

std::optional<PartialDate> parse_date(std::string_view edtf) {
  const std::string_view text = edtf.substr(0, edtf.find('T'));
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  PartialDate date;
  const auto year = parse_int(text.substr(0, 4));
  if (!year) return std::nullopt;
  date.year = *year;
  if (text.size() >= 7) {
    const auto month = parse_int(text.substr(5, 2));
    if (!month || text[4] != '-') return std::nullopt;
    date.precision = Precision::kMonth;
    date.month = *month;
  }
  if (text.size() == 10) {
    const auto day = parse_int(text.substr(8, 2));
    if (!day || text[7] != '-') return std::nullopt;
    date.precision = Precision::kDay;
    date.day = *day;
  }
  if (!is_valid(date)) return std::nullopt;
  return date;
}

bool is_valid(const PartialDate& date) {
  if (date.precision == Precision::kYear || date.month == PartialDate::kUnknown) return true;
  if (date.precision == Precision::kMonth && date.month > 20) return date.month <= 24;
  if (date.month < 1 || date.month > 12) return false;
  if (date.precision == Precision::kMonth || date.day == PartialDate::kUnknown) return true;
  return date.day >= 1 && date.day <= last_day(date.year, date.month);
}

PartialDate moved(const PartialDate& date, char unit, int count) {
  if (unit == 'Y') return {Precision::kYear, date.year + count};
  if (unit == 'M') {
    const int months = date.year * 12 + date.month - 1 + count;
    return {Precision::kMonth, months / 12, months % 12 + 1};
  }
  const ch::year_month_day day(days_of(date) + ch::days(count));
  return {Precision::kDay, static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

int iso_weekday(const PartialDate& date) {
  return static_cast<int>(ch::weekday(days_of(date)).iso_encoding());
}

PartialDate with_nearest_year(PartialDate date, const PartialDate& anchor, int direction) {
  date.year = anchor.year;
  if (date.precision == Precision::kYear || date.month == PartialDate::kUnknown) return date;
  const int here = rough_day(anchor);
  const int tolerance = date.precision == Precision::kDay ? 0 : 31;  // a month contains the anchor
  PartialDate best = date;
  int best_distance = -1;
  for (const int year : {anchor.year, anchor.year - 1, anchor.year + 1}) {
    date.year = year;
    const int offset = rough_day(date) - here;
    if (offset * direction < 0 && std::abs(offset) > tolerance) continue;
    if (!is_valid(date)) continue;
    if (best_distance < 0 || std::abs(offset) < best_distance) {
      best = date;
      best_distance = std::abs(offset);
    }
  }
  return best;
}

}  // namespace boba
