#include "extract/annotators/time_parser.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace boba {
namespace {

using Precision = PartialDate::Precision;
using Shape = TimeValue::Shape;

constexpr std::array<std::string_view, 27> kKinds = {
    "day_head", "day_part", "month_head", "year_head", "quarter_head", "edge", "period_head", "month_name",
    "quarter_name", "relative", "same_day", "unit", "past", "future", "after", "from", "to", "deadline", "now", "clock",
    "minute", "clock_head", "season", "century", "decade", "and",
    "lunar"};

constexpr int kFirstYear = 1000, kLastYear = 2199;
constexpr std::string_view kDashes = "-\xE2\x80\x93\xE2\x80\x94";

std::optional<int> to_int(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

PartialDate day_date(int day, int month, int year = PartialDate::kUnknown) {
  return {Precision::kDay, year, month, day};
}
PartialDate month_date(int month, int year = PartialDate::kUnknown) { return {Precision::kMonth, year, month}; }
PartialDate year_date(int year) { return {Precision::kYear, year}; }

// What the two ends of an interval share stands at one of them only: "ngay 8 - 13/5", "1/1 den 31/3/2018".
void share_parts(PartialDate& from, PartialDate& to) {
  if (from.precision == Precision::kDay && from.month == PartialDate::kUnknown) from.month = to.month;
  const bool in_order = from.month < to.month || (from.month == to.month && from.day <= to.day);
  if (from.year == PartialDate::kUnknown && in_order) from.year = to.year;
  if (to.year == PartialDate::kUnknown && in_order) to.year = from.year;
}

int roman(std::string_view text) {
  int total = 0, last = 0;
  for (size_t i = text.size(); i-- > 0;) {
    const int value = text[i] == 'X' ? 10 : text[i] == 'V' ? 5 : text[i] == 'I' ? 1 : 0;
    if (value == 0) return 0;
    total += value < last ? -value : value;
    last = value;
  }
  return total;
}

int afternoon(std::string_view part, int hour) {
  const bool later = (part == "pm" && hour < 12) || (part == "noon" && hour < 3) ||
                     (part == "night" && hour > 5 && hour < 12);
  return later ? hour + 12 : hour;
}

}  // namespace

PhraseMap time_words(std::string_view tsv) { return PhraseMap(tsv, kKinds); }

TimeParser::TimeParser(const Document& document, const PhraseMap& words)
    : document_(document), words_(words), syllables_(document.syllables) {}

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
  return to_int(t);
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
  return Number{*to_int(name.value), at + name.length};
}

// "3.7", "1.2017", "01.01.2018": the syllables are one number.
std::optional<TimeParser::Part> TimeParser::dotted(uint32_t at) const {
  std::string_view t = text(at);
  std::array<int, 3> parts = {};
  size_t count = 0, last_length = 0;
  while (!t.empty()) {
    const size_t end = std::min(t.find('.'), t.size());
    const auto value = to_int(t.substr(0, end));
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

// "nam 2017", "nam ngoai"; `bare` lets "nam" stand alone.
std::optional<TimeValue> TimeParser::year_like(uint32_t at, uint32_t& last, bool bare) const {
  TimeValue value;
  const auto head = word(at, kYearHead);
  if (head)
    if (const auto y = year(at + head.length)) {
      last = at + head.length + 1;
      value.from = year_date(*y);
      return value;
    }
  const auto named = word(at, kRelative);
  if (named && named.value[0] == 'Y') {
    last = at + named.length;
    value.shape = Shape::kRelative;
    value.unit = 'Y';
    value.count = *to_int(named.value.substr(named.value[1] == '+' ? 2 : 1));
    return value;
  }
  if (!head || !bare) return std::nullopt;
  last = at + head.length;
  return value;
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
  if (letters_h && glued(at + 1) && to_int(t.substr(1))) {
    minute = *to_int(t.substr(1));
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

// "cuoi thang 4/2017", "dau nam nay", "giua nam 2018"
std::optional<FoundTime> TimeParser::edge(uint32_t at) {
  const auto head = word(at, kEdge);
  if (!head) return std::nullopt;
  const uint32_t next = at + head.length;
  FoundTime found{at, 0, {}};
  if (const auto value = year_like(next, found.last, true)) {
    found.value = *value;
    return found;
  }
  auto inner = quarter(next);
  if (!inner && word(next, kMonthHead)) inner = basic(next);
  if (!inner) return std::nullopt;
  inner->first = at;
  return inner;
}

// "6 thang dau nam 2017", "ba thang cuoi nam"
std::optional<FoundTime> TimeParser::months_of_year(uint32_t at) {
  const auto count = small_number(at);
  if (!count || count->value < 1 || count->value > 11) return std::nullopt;
  const auto unit = word(count->last, kUnit | kMonthHead);
  if (!unit || (unit.kinds & kMonthHead) == 0) return std::nullopt;
  const auto edge_word = word(count->last + unit.length, kEdge);
  if (!edge_word || edge_word.value.empty()) return std::nullopt;
  FoundTime found{at, 0, {}};
  const auto whole = year_like(count->last + unit.length + edge_word.length, found.last, true);
  if (!whole) return std::nullopt;
  const bool first = edge_word.value == "first";
  found.value = *whole;
  found.value.from = month_date(first ? 1 : 13 - count->value, whole->from.year);
  found.value.to = month_date(first ? count->value : 12, whole->from.year);
  // A relative year keeps its unit and count; the resolver sets it into both ends.
  if (whole->shape == Shape::kDate) found.value.shape = Shape::kInterval;
  return found;
}

// "hai nam qua", "5 nam toi", "3 thang tro lai day"
std::optional<FoundTime> TimeParser::duration(uint32_t at) {
  const auto count = small_number(at);
  if (!count || count->value == 0) return std::nullopt;
  const auto unit = word(count->last, kUnit);
  if (!unit) return std::nullopt;
  const auto side = word(count->last + unit.length, kPast | kFuture);
  if (!side) return std::nullopt;
  FoundTime found{at, count->last + unit.length + side.length, {}};
  found.value.shape = Shape::kDuration;
  const bool decades = unit.value == "T";
  found.value.unit = decades ? 'Y' : unit.value[0];
  found.value.count = count->value * (decades ? 10 : 1) * ((side.kinds & kPast) != 0 ? -1 : 1);
  return found;
}

// "quy I/2017", "quy 3", "quy II nam 2018"
std::optional<FoundTime> TimeParser::quarter(uint32_t at) {
  const auto head = word(at, kQuarterHead);
  if (!head) return std::nullopt;
  const uint32_t next = at + head.length;
  int number = 0;
  uint32_t last = next + 1;
  if (const auto name = word(next, kQuarterName)) number = *to_int(name.value);
  else if (const auto small = small_number(next)) {
    number = small->value;
    last = small->last;
  }
  if (number < 1 || number > 4) return std::nullopt;
  Part part{month_date(number * 3 - 2), last};
  part = year_of(last, part).value_or(part);
  FoundTime found = dated(at, part);
  found.value.to = month_date(number * 3, part.date.year);
  found.value.shape = Shape::kInterval;
  uint32_t end = 0;
  if (part.date.year == PartialDate::kUnknown)
    if (const auto named = year_like(last, end, false); named && named->shape == Shape::kRelative) {
      found.value.shape = Shape::kRelative;
      found.value.unit = 'Y';
      found.value.count = named->count;
      found.last = end;
    }
  return found;
}

// "2016-2020", "2016 - 2020", "2002 den 2013"; `first` is where the expression begins.
std::optional<FoundTime> TimeParser::year_range(uint32_t first, uint32_t at) {
  const auto from = year(at);
  const auto join = word(at + 1, kTo);
  if (!from || (!join && !is_mark(at + 1, "/"))) return std::nullopt;
  uint32_t next = at + 1 + (join ? join.length : 1);
  if (const auto head = word(next, kYearHead)) next += head.length;
  const auto to = year(next);
  if (!to || *to <= *from || *to - *from > 200 || (glued(next + 1) && is_mark(next + 1, "/-"))) return std::nullopt;
  FoundTime found{first, next + 1, {}};
  found.value.shape = Shape::kInterval;
  found.value.from = year_date(*from);
  found.value.to = year_date(*to);
  return found;
}

// "nam 2017", "nhiem ky 2020-2025", "giai doan 2016-2020", "2016-2020"
std::optional<FoundTime> TimeParser::year_expression(uint32_t at) {
  const auto head = word(at, kYearHead | kPeriodHead);
  uint32_t next = at + head.length;
  if (head)
    if (const auto from = word(next, kFrom)) next += from.length;
  if (head && next > at + head.length)
    if (const auto inner = word(next, kYearHead)) next += inner.length;
  if (const auto range = year_range(at, next)) {
    const bool bare_slash = !head && is_mark(next + 1, "/");
    const bool spaced = !head && !is_mark(next + 1, kDashes);
    if (!bare_slash && !spaced && !(at > 0 && glued(at) && !is_mark(at - 1, "(\""))) return range;
  }
  if (!head) return std::nullopt;
  const auto y = year(next);
  if (!y || !number_ends(next + 1)) return std::nullopt;
  FoundTime found{at, next + 1, {}};
  found.value.from = year_date(*y);
  return found;
}

// "den nam 2030": the time up to that year's end.
std::optional<FoundTime> TimeParser::deadline(uint32_t at) {
  const auto head = word(at, kDeadline);
  if (!head) return std::nullopt;
  const auto year_head = word(at + head.length, kYearHead);
  if (!year_head) return std::nullopt;
  const auto y = year(at + head.length + year_head.length);
  if (!y) return std::nullopt;
  FoundTime found{at, at + head.length + year_head.length + 1, {}};
  found.value.shape = Shape::kBefore;
  found.value.to = year_date(*y);
  return found;
}

// "hom qua", "nam ngoai", "cung ngay", with the date itself when it follows: "sang nay (10/5)".
std::optional<FoundTime> TimeParser::relative(uint32_t at) {
  const auto named = word(at, kRelative | kSameDay);
  if (!named) return std::nullopt;
  FoundTime found{at, at + named.length, {}};
  found.value.shape = Shape::kSameDay;
  if ((named.kinds & kRelative) != 0) {
    found.value.shape = Shape::kRelative;
    found.value.unit = named.value[0];
    found.value.count = *to_int(named.value.substr(named.value[1] == '+' ? 2 : 1));
  }
  if (found.value.unit != 'D') return found;
  uint32_t next = found.last;
  const bool bracket = is_mark(next, "(");
  if (bracket || is_mark(next, ",")) ++next;
  if (const auto head = word(next, kDayHead)) next += head.length;
  const auto explicit_day = day(next);
  if (!explicit_day || (bracket && !is_mark(explicit_day->last, ")"))) return found;
  found.value = {};
  found.value.from = explicit_day->date;
  found.last = explicit_day->last + (bracket ? 1 : 0);
  return found;
}

// "mua he nam 2017"
std::optional<FoundTime> TimeParser::season(uint32_t at) {
  const auto head = word(at, kSeason);
  if (!head) return std::nullopt;
  uint32_t last = 0;
  const auto of = year_like(at + head.length, last, false);
  const auto y = year(at + head.length);
  if (!y && (!of || of->shape != Shape::kDate)) return std::nullopt;
  FoundTime found{at, y ? at + head.length + 1 : last, {}};
  found.value.from = month_date(*to_int(head.value), y ? *y : of->from.year);
  return found;
}

// "the ky 20", "the ky XIX", "thap nien 1990"
std::optional<FoundTime> TimeParser::century(uint32_t at) {
  const auto head = word(at, kCentury | kDecade);
  if (!head) return std::nullopt;
  const uint32_t next = at + head.length;
  FoundTime found{at, next + 1, {}};
  found.value.shape = Shape::kText;
  if ((head.kinds & kCentury) != 0) {
    const int number = digits(next, 2).value_or(roman(text(next)));
    if (number < 1 || number > 30) return std::nullopt;
    found.value.text = fmt::format("{:02}XX", number - 1);
    return found;
  }
  const auto y = year(next);
  if (!y || *y % 10 != 0) return std::nullopt;
  found.value.text = fmt::format("{:03}X", *y / 10);
  return found;
}

// One expression that is no interval.
std::optional<FoundTime> TimeParser::basic(uint32_t at) {
  if (const auto head = word(at, kMonthHead)) {
    // Behind a number it is a unit: "12 thang".
    const bool counted = at > 0 && syllables_[at - 1].is(Syllable::kDigits) && !is_mark(at - 1, ",");
    const auto part = counted ? std::nullopt : month(at + head.length);
    if (part) {
      FoundTime found = dated(at, *part);
      uint32_t last = 0;
      const auto named = year_like(part->last, last, false);
      if (part->date.year == PartialDate::kUnknown && named && named->shape == Shape::kRelative) {
        found.value.shape = Shape::kRelative;
        found.value.unit = 'Y';
        found.value.count = named->count;
        found.last = last;
      }
      return found;
    }
  }
  if (const auto found = headed_day(at)) return found;
  if (const auto found = quarter(at)) return found;
  if (const auto found = year_expression(at)) return found;
  if (const auto found = relative(at)) return found;
  return weak_numeric(at);
}

// "tu 1/1 den 31/3/2018", "tu thang 5 den nay"
std::optional<FoundTime> TimeParser::interval(uint32_t at) {
  const auto from_word = word(at, kFrom);
  if (!from_word) return std::nullopt;
  uint32_t next = at + from_word.length;
  if (const auto head = word(next, kDayHead)) {
    if (auto days = day_list(at, next + head.length); days.size() == 1) return days[0];
  } else if (auto bare = day_list(at, next); bare.size() == 1) {
    return bare[0];
  }
  auto from = basic(next);
  if (!from) {
    const auto part = numeric(next, false);
    if (!part) return std::nullopt;
    from = dated(at, *part);
  }
  if (from->value.shape == Shape::kInterval && from->value.from.precision == Precision::kYear) {
    from->first = at;
    return from;
  }
  const auto to_word = word(from->last, kTo);
  if (!to_word || (from->value.shape != Shape::kDate && from->value.shape != Shape::kInterval)) {
    // A day behind "tu" needs no head; what has one is found without "tu".
    if (word(next, ~0u) || from->value.shape != Shape::kDate) return std::nullopt;
    from->first = next;
    return from;
  }
  const uint32_t behind = from->last + to_word.length;
  FoundTime found{at, 0, from->value};
  if (const auto now = word(behind, kNow)) {
    found.last = behind + now.length;
    found.value.shape = Shape::kSince;
    found.value.until_now = true;
    return found;
  }
  auto to = basic(behind);
  if (!to) {
    auto part = from->value.from.precision == Precision::kMonth ? month(behind) : numeric(behind, true);
    if (!part && from->value.from.precision == Precision::kYear && year(behind))
      part = Part{year_date(*year(behind)), behind + 1};
    if (!part || part->date.precision != from->value.from.precision) return std::nullopt;
    to = dated(behind, *part);
  }
  if (to->value.shape != Shape::kDate && to->value.shape != Shape::kInterval) return std::nullopt;
  found.last = to->last;
  found.value.to = to->value.shape == Shape::kInterval ? to->value.to : to->value.from;
  found.value.shape = Shape::kInterval;
  share_parts(found.value.from, found.value.to);
  return found;
}

std::optional<FoundTime> TimeParser::one(uint32_t at) {
  const bool number = syllables_[at].is(Syllable::kDigits);
  for (const auto rule : {&TimeParser::interval, &TimeParser::deadline, &TimeParser::clock,
                          &TimeParser::months_of_year, &TimeParser::duration, &TimeParser::edge, &TimeParser::season,
                          &TimeParser::century, &TimeParser::basic}) {
    if (number && rule == &TimeParser::edge) continue;
    if (auto found = (this->*rule)(at)) return found;
  }
  return std::nullopt;
}

std::vector<FoundTime> TimeParser::parse(uint32_t at, uint32_t end) {
  end_ = end;
  if (!syllables_[at].is(Syllable::kDigits) && !word(at, ~0u)) return {};
  std::vector<FoundTime> found;
  if (const auto head = word(at, kDayHead | kDayPart)) found = day_list(at, at + head.length);
  if (found.empty())
    if (auto single = one(at)) found.push_back(*std::move(single));
  if (!found.empty() && word(found.back().last, kLunar)) found.clear();
  return found;
}

}  // namespace boba
