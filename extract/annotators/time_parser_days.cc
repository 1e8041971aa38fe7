// Days, months and times of day: the numbers of a date.
#include <fmt/format.h>

#include <array>

#include "extract/annotators/decimal.h"
#include "extract/annotators/time_parser.h"

namespace boba {
namespace {

using Precision = PartialDate::Precision;
using Shape = TimeValue::Shape;

constexpr int kFirstYear = 1000, kLastYear = 2199;
constexpr std::string_view kDashes = "-\xE2\x80\x93\xE2\x80\x94";

int afternoon(std::string_view part, int hour) {
  const bool later = (part == "pm" && hour < 12) || (part == "noon" && hour < 3) ||
                     (part == "night" && hour > 5 && hour < 12);
  return later ? hour + 12 : hour;
}

}  // namespace

PhraseMap::Match TimeParser::word(uint32_t at, uint32_t kinds) const {
  return at < end_ ? words_.longest(syllables_.first(end_), at, kinds) : PhraseMap::Match();
}

std::string_view TimeParser::text(uint32_t at) const {
  return at < end_ ? document_.in(syllables_[at].span) : std::string_view();
}

bool TimeParser::is_mark(uint32_t at, std::string_view marks) const {
  return at < end_ && syllables_[at].is(Syllable::kPunctuation) && marks.find(text(at)) != std::string_view::npos;
}

bool TimeParser::glued(uint32_t at) const { return at < end_ && syllables_[at].is(Syllable::kGluedLeft); }

// Not in the middle of a document number or a longer row of numbers: "15/2017/ND-CP".
bool TimeParser::number_ends(uint32_t at) const {
  if (!glued(at) || !is_mark(at, "/-")) return true;
  if (is_mark(at, "-") && at + 1 < end_ && syllables_[at + 1].is(Syllable::kDigits)) return true;
  return !glued(at + 1);
}

std::optional<int> TimeParser::digits(uint32_t at, size_t max_length) const {
  const std::string_view t = text(at);
  if (t.empty() || t.size() > max_length || t[0] < '0' || t[0] > '9') return std::nullopt;
  return parse_int(t);
}

std::optional<int> TimeParser::year(uint32_t at) const {
  const auto value = digits(at, 4);
  if (!value || *value < kFirstYear || *value > kLastYear || text(at).size() != 4) return std::nullopt;
  return value;
}

// Up to two digits or the word of a number up to twelve.
std::optional<TimeParser::Number> TimeParser::small_number(uint32_t at) const {
  if (const auto value = digits(at, 2)) return Number{*value, at + 1};
  const auto name = word(at, kMonthName);
  if (!name) return std::nullopt;
  return Number{*parse_int(name.value), at + name.length};
}

// "3.7", "1.2017", "01.01.2018": the syllables are one number.
std::optional<TimeParser::Part> TimeParser::dotted(uint32_t at) const {
  std::string_view t = text(at);
  std::array<int, 3> parts = {};
  size_t count = 0, last_length = 0;
  while (!t.empty()) {
    const size_t end = std::min(t.find('.'), t.size());
    const auto value = parse_int(t.substr(0, end));
    if (!value || count == 3) return std::nullopt;
    parts[count++] = *value;
    last_length = end;
    t.remove_prefix(std::min(end + 1, t.size()));
  }
  PartialDate date;
  if (count == 3 && last_length == 4) date = day_date(parts[0], parts[1], parts[2]);
  else if (count == 2 && last_length == 4) date = month_date(parts[0], parts[1]);
  else if (count == 2 && last_length <= 2) date = day_date(parts[0], parts[1]);
  else return std::nullopt;
  if (!is_valid(date) || !number_ends(at + 1)) return std::nullopt;
  return Part{date, at + 1};
}

// d/m, d/m/Y, m/Y, Y-m-d with "/" or a dash; `spaces` may stand around a dash.
std::optional<TimeParser::Part> TimeParser::numeric(uint32_t at, bool spaces) const {
  const auto joined = [&](uint32_t mark, std::string_view marks) {
    return is_mark(mark, marks) && (spaces || (glued(mark) && glued(mark + 1)));
  };
  if (const auto y = year(at)) {
    const auto month = digits(at + 2, 2), day = digits(at + 4, 2);
    if (!month || !day || !is_mark(at + 1, "-/") || text(at + 3) != text(at + 1) || !glued(at + 4)) return std::nullopt;
    const PartialDate date = day_date(*day, *month, *y);
    if (!is_valid(date) || !number_ends(at + 5)) return std::nullopt;
    return Part{date, at + 5};
  }
  const auto first = digits(at, 2);
  if (!first || !joined(at + 1, is_mark(at + 1, "/") ? "/" : kDashes)) return std::nullopt;
  PartialDate date;
  uint32_t last = at + 3;
  if (const auto y = year(at + 2)) {
    date = month_date(*first, *y);
  } else if (const auto second = digits(at + 2, 2)) {
    date = day_date(*first, *second);
    if (text(at + 3) == text(at + 1) && glued(at + 4))
      if (const auto y3 = year(at + 4)) {
        date.year = *y3;
        last = at + 5;
      }
  } else {
    return std::nullopt;
  }
  if (!is_valid(date) || !number_ends(last)) return std::nullopt;
  return Part{date, last};
}

// `part` with the year behind it: "nam 2017", "/2017", "-2017", ".2017".
std::optional<TimeParser::Part> TimeParser::year_of(uint32_t at, Part part) const {
  const uint32_t comma = is_mark(at, ",") ? 1 : 0;
  if (const auto head = word(at + comma, kYearHead))
    if (const auto y = year(at + comma + head.length)) {
      part.date.year = *y;
      part.last = at + comma + head.length + 1;
      return part;
    }
  if (is_mark(at, "/-\xE2\x80\x93"))
    if (const auto y = year(at + 1); y && number_ends(at + 2) && (glued(at) == glued(at + 1))) {
      part.date.year = *y;
      part.last = at + 2;
      return part;
    }
  return std::nullopt;
}

// "3 thang 6 nam 2020", "3 thang 6"
std::optional<TimeParser::Part> TimeParser::day_and_month(uint32_t at) const {
  const auto day = digits(at, 2);
  if (!day) return std::nullopt;
  const uint32_t comma = is_mark(at + 1, ",") ? 1 : 0;
  const auto head = word(at + 1 + comma, kMonthHead);
  if (!head) return std::nullopt;
  const auto month = small_number(at + 1 + comma + head.length);
  if (!month) return std::nullopt;
  Part part{day_date(*day, month->value), month->last};
  if (!is_valid(part.date)) return std::nullopt;
  return year_of(part.last, part).value_or(part);
}

// What may stand behind "ngay".
std::optional<TimeParser::Part> TimeParser::day(uint32_t at) const {
  auto part = day_and_month(at);
  if (!part) part = numeric(at, true);
  if (!part) part = dotted(at);
  if (!part || part->date.precision != Precision::kDay) return std::nullopt;
  if (part->date.year == PartialDate::kUnknown) {
    const auto head = word(part->last, kYearHead);
    if (head && year(part->last + head.length)) return year_of(part->last, *part);
  }
  return part;
}

// What may stand behind "thang".
std::optional<TimeParser::Part> TimeParser::month(uint32_t at) const {
  for (const auto& part : {numeric(at, true), dotted(at)})
    if (part && part->date.precision == Precision::kMonth) return part;
  const auto number = small_number(at);
  if (!number) return std::nullopt;
  Part part{month_date(number->value), number->last};
  if (!is_valid(part.date) || !number_ends(number->last)) return std::nullopt;
  return year_of(number->last, part).value_or(part);
}

FoundTime TimeParser::dated(uint32_t first, Part part) const {
  FoundTime found{first, part.last, {}};
  found.value.from = part.date;
  const auto after = word(part.last, kAfter);
  // "toi" before anything but the end of a phrase is a verb or a preposition.
  const bool ends = part.last + after.length >= end_ || syllables_[part.last + after.length].is(Syllable::kPunctuation);
  if (after && (after.value != "+" || ends || after.length > 1)) {
    found.last += after.length;
    found.value.direction = after.value == "+" ? 1 : after.value == "-" ? -1 : 0;
  }
  return found;
}

// Days of one month: "18, 19, 20/4" give one each, "8 - 13/5" an interval.
std::vector<FoundTime> TimeParser::day_list(uint32_t first, uint32_t at) {
  std::vector<std::pair<uint32_t, int>> days;
  bool range = false;
  while (true) {
    if (const auto last = day(at); last && !days.empty()) {
      std::vector<FoundTime> out;
      if (range) {
        if (days.size() != 1) return {};
        FoundTime found{first, last->last, {}};
        found.value.shape = Shape::kInterval;
        found.value.to = last->date;
        found.value.from = last->date;
        found.value.from.day = days[0].second;
        if (!is_valid(found.value.from) || found.value.from.day >= last->date.day) return {};
        return {found};
      }
      for (const auto& [where, number] : days) {
        FoundTime found{out.empty() ? first : where, where + 1, {}};
        found.value.from = last->date;
        found.value.from.day = number;
        if (!is_valid(found.value.from)) return {};
        out.push_back(found);
      }
      out.push_back(dated(at, *last));
      return out;
    }
    const auto number = digits(at, 2);
    if (!number || *number < 1 || *number > 31) return {};
    days.emplace_back(at, *number);
    const auto join = word(at + 1, kAnd | kTo);
    if (!join || days.size() > 8) return {};
    range = range || (join.kinds & kAnd) == 0;
    at += 1 + join.length;
    if (const auto head = word(at, kDayHead)) at += head.length;
  }
}

std::optional<FoundTime> TimeParser::headed_day(uint32_t at) {
  const auto head = word(at, kDayHead | kDayPart);
  if (!head) return std::nullopt;
  uint32_t next = at + head.length;
  if (is_mark(next, "(")) ++next;
  const auto part = day(next);
  if (!part) return std::nullopt;
  FoundTime found = dated(at, *part);
  if (next > at + head.length && is_mark(found.last, ")")) ++found.last;
  return found;
}

// A date without a head: d/m/Y always, d/m alone in brackets or behind a preposition of time.
std::optional<FoundTime> TimeParser::weak_numeric(uint32_t at) {
  if (at > 0 && glued(at) && !is_mark(at - 1, "(\"")) return std::nullopt;
  auto part = numeric(at, false);
  if (!part) part = dotted(at);
  if (!part) return std::nullopt;
  const bool whole = part->date.precision == Precision::kDay && part->date.year != PartialDate::kUnknown;
  const bool bracketed = at > 0 && is_mark(at - 1, "(") && is_mark(part->last, ")");
  if (!whole && !bracketed) return std::nullopt;
  return dated(at, *part);
}

// End of a time of day that begins at `at`: "14h30", "14 gio 30 phut", "8h", "14:30".
std::optional<uint32_t> TimeParser::clock_end(uint32_t at, int& hour, int& minute) const {
  const auto h = digits(at, 2);
  if (!h || *h > 24) return std::nullopt;
  hour = *h;
  minute = PartialDate::kUnknown;
  uint32_t last = 0;
  const std::string_view t = text(at + 1);
  const bool letters_h = t.size() > 1 && t.size() <= 3 && (t[0] == 'h' || t[0] == 'g' || t[0] == 'H');
  if (is_mark(at + 1, ":") && glued(at + 1) && glued(at + 2) && text(at + 2).size() == 2) {
    const auto m = digits(at + 2, 2);
    if (!m || *m > 59) return std::nullopt;
    minute = *m;
    return at + 3;
  }
  if (letters_h && glued(at + 1) && parse_int(t.substr(1))) {
    minute = *parse_int(t.substr(1));
    last = at + 2;
  } else if (const auto head = word(at + 1, kClock)) {
    last = at + 1 + head.length;
    const auto m = digits(last, 2);
    if (m && *m < 60 && (glued(last) || word(last + 1, kMinute) || !is_mark(last + 1, "/-."))) {
      minute = *m;
      ++last;
    }
  } else {
    return std::nullopt;
  }
  if (minute > 59) return std::nullopt;
  if (minute >= 0)
    if (const auto unit = word(last, kMinute)) last += unit.length;
  return last;
}

// "14h30 ngay 5/2", "khoang 9h sang nay", "luc 8h30"
std::optional<FoundTime> TimeParser::clock(uint32_t at) {
  const auto head = word(at, kClockHead);
  const uint32_t begin = at + head.length;
  int hour = 0, minute = 0;
  const auto end = clock_end(begin, hour, minute);
  if (!end) return std::nullopt;
  uint32_t next = *end;
  if (is_mark(next, ",")) ++next;
  for (const auto& day : {headed_day(next), relative(next)}) {
    if (!day) continue;
    FoundTime found = *day;
    if (found.value.shape == Shape::kRelative && found.value.unit != 'D') continue;
    found.first = at;
    return found;
  }
  const auto part = word(*end, kDayPart);
  if (part)
    if (const auto day_of_it = day(*end + part.length)) return dated(at, *day_of_it);
  if (!part && minute < 0 && !head) return std::nullopt;
  FoundTime found{at, *end + part.length, {}};
  found.value.shape = Shape::kText;
  found.value.text = fmt::format("T{:02}:{:02}", afternoon(part.value, hour), minute < 0 ? 0 : minute);
  return found;
}

}  // namespace boba
