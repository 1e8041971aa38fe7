#include "extract/annotators/time_parser.h"

#include <fmt/format.h>

#include <array>

#include "extract/annotators/decimal.h"

namespace boba {
namespace {

using Precision = PartialDate::Precision;
using Shape = TimeValue::Shape;

constexpr std::array<std::string_view, 28> kKinds = {
    "day_head", "day_part", "month_head", "year_head", "quarter_head", "edge", "period_head", "month_name",
    "quarter_name", "relative", "same_day", "unit", "past", "future", "after", "from", "to", "deadline", "now", "clock",
    "minute", "clock_head", "season", "century", "decade", "and",
    "lunar", "plural"};

constexpr std::string_view kDashes = "-\xE2\x80\x93\xE2\x80\x94";

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

}  // namespace

PhraseMap time_words(std::string_view tsv) { return PhraseMap(tsv, kKinds); }

TimeParser::TimeParser(const Document& document, const PhraseMap& words)
    : document_(document), words_(words), syllables_(document.syllables) {}

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
    value.count = *parse_int(named.value.substr(named.value[1] == '+' ? 2 : 1));
    return value;
  }
  if (!head || !bare) return std::nullopt;
  last = at + head.length;
  return value;
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
  if (const auto name = word(next, kQuarterName)) number = *parse_int(name.value);
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
  // "nhieu nam qua", "10 nam truoc" are not the year before.
  const bool counted = at > 0 && (syllables_[at - 1].is(Syllable::kDigits) || word(at - 1, kPlural | kMonthName));
  if (counted && (named.kinds & kRelative) != 0 && named.value[0] != 'D') return std::nullopt;
  FoundTime found{at, at + named.length, {}};
  found.value.shape = Shape::kSameDay;
  if ((named.kinds & kRelative) != 0) {
    found.value.shape = Shape::kRelative;
    found.value.unit = named.value[0];
    found.value.count = *parse_int(named.value.substr(named.value[1] == '+' ? 2 : 1));
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
  found.value.from = month_date(*parse_int(head.value), y ? *y : of->from.year);
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
