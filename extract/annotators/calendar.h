// Dates of which parts may be unknown, and their EDTF form (Library of Congress, EDTF 2019, level 1).
#ifndef BOBA_EXTRACT_ANNOTATORS_CALENDAR_H_
#define BOBA_EXTRACT_ANNOTATORS_CALENDAR_H_

#include <optional>
#include <string>
#include <string_view>

namespace boba {

// A year, a month or a day. What belongs to it but is not known is kUnknown and written with X.
struct PartialDate {
  enum class Precision { kYear, kMonth, kDay };
  static constexpr int kUnknown = -1;

  Precision precision = Precision::kYear;
  int year = kUnknown;
  int month = kUnknown;  // 1..12, or a season 21..24 (spring to winter) at month precision
  int day = kUnknown;

  friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

PartialDate year_date(int year);
PartialDate month_date(int month, int year = PartialDate::kUnknown);
PartialDate day_date(int day, int month, int year = PartialDate::kUnknown);

// "2020-08-18", "XXXX-08-14", "2017-XX", "2020".
std::string to_edtf(const PartialDate& date);
// The reverse, for a date without X; a time of day behind "T" is dropped. Nothing when it is none.
std::optional<PartialDate> parse_date(std::string_view edtf);

// Whether such a day or month can exist; February has 29 days in an unknown year.
bool is_valid(const PartialDate& date);

// `date` moved by `count` of `unit`: 'D' day, 'M' month, 'Y' year. Precondition: the parts that the unit needs are
// known. The result has the precision of the unit.
PartialDate moved(const PartialDate& date, char unit, int count);
// 1 Monday .. 7 Sunday. Precondition: all parts known.
int iso_weekday(const PartialDate& date);

// `date` with the year that brings it next to `anchor`; direction -1: at or before it, +1: at or after it, 0: either.
// Precondition: the year of `anchor` is known, and its month unless `date` is a year.
PartialDate with_nearest_year(PartialDate date, const PartialDate& anchor, int direction);

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_CALENDAR_H_
