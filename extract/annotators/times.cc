#include "extract/annotators/times.h"

#include <fmt/format.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "extract/annotators/time_parser.h"

namespace boba {
namespace {

using Precision = PartialDate::Precision;
using Shape = TimeValue::Shape;

bool has_unit(const std::optional<PartialDate>& anchor, char unit) {
  if (!anchor) return false;
  if (unit == 'Y') return true;
  if (unit == 'M' || unit == 'Q') return anchor->precision != Precision::kYear;
  return anchor->precision == Precision::kDay;
}

std::string between(const PartialDate& from, const PartialDate& to) { return to_edtf(from) + '/' + to_edtf(to); }

// Turns the values of one document, in text order, into EDTF.
class Resolver {
 public:
  explicit Resolver(std::string_view published) : anchor_(parse_date(published)) {}

  std::string edtf(const TimeValue& value) {
    switch (value.shape) {
      case Shape::kDate: return date(dated(value.from, value.direction));
      case Shape::kInterval: return between(dated(value.from, value.direction), dated(value.to, value.direction));
      case Shape::kBefore: return "../" + to_edtf(value.to);
      case Shape::kSince: return since(value);
      case Shape::kRelative: return relative(value);
      case Shape::kSameDay: return last_day_ ? to_edtf(*last_day_) : "XXXX-XX-XX";
      case Shape::kDuration: return duration(value);
      case Shape::kText: return value.text;
    }
    return value.text;
  }

 private:
  PartialDate dated(PartialDate date, int direction) const {
    if (date.year != PartialDate::kUnknown || !anchor_) return date;
    if (date.precision != Precision::kYear && anchor_->precision == Precision::kYear) return date;
    return with_nearest_year(date, *anchor_, direction);
  }

  std::string date(const PartialDate& date) {
    if (date.precision == Precision::kDay) last_day_ = date;
    return to_edtf(date);
  }

  std::string since(const TimeValue& value) const {
    const std::string from = to_edtf(dated(value.from, -1));
    return from + '/' + (anchor_ ? to_edtf(*anchor_) : "..");
  }

  // "thang 3 nam ngoai" and "6 thang dau nam nay" carry their months in from and to.
  std::string relative(const TimeValue& value) {
    if (value.unit == 'Y' && value.from.month != PartialDate::kUnknown) {
      PartialDate from = value.from, to = value.to;
      if (anchor_) from.year = to.year = anchor_->year + value.count;
      return to.month == PartialDate::kUnknown ? to_edtf(from) : between(from, to);
    }
    if (!has_unit(anchor_, value.unit)) return unresolved(value.unit);
    if (value.unit == 'W') {
      const PartialDate monday = moved(*anchor_, 'D', value.count * 7 + 1 - iso_weekday(*anchor_));
      return between(monday, moved(monday, 'D', 6));
    }
    if (value.unit == 'Q') {
      const PartialDate first = moved(*anchor_, 'M', value.count * 3 - (anchor_->month - 1) % 3);
      return between(first, moved(first, 'M', 2));
    }
    return date(moved(*anchor_, value.unit, value.count));
  }

  static std::string unresolved(char unit) {
    return unit == 'Y' ? "XXXX" : unit == 'M' || unit == 'Q' ? "XXXX-XX" : "XXXX-XX-XX";
  }

  std::string duration(const TimeValue& value) const {
    const char unit = value.unit == 'Q' ? 'M' : value.unit == 'W' ? 'D' : value.unit;
    const int count = value.count * (value.unit == 'Q' ? 3 : value.unit == 'W' ? 7 : 1);
    const bool quarters = value.unit == 'Q';
    if (!has_unit(anchor_, unit))
      return fmt::format("P{}{}", std::abs(quarters ? count : value.count), quarters ? unit : value.unit);
    const PartialDate here = moved(*anchor_, unit, 0), there = moved(*anchor_, unit, count);
    return count < 0 ? between(there, here) : between(here, there);
  }

  std::optional<PartialDate> anchor_;
  std::optional<PartialDate> last_day_;
};

}  // namespace

TimeAnnotator::TimeAnnotator(std::string_view times) : words_(time_words(times)) {}

void TimeAnnotator::annotate(Document& document) const {
  document.times.clear();
  TimeParser parser(document, words_);
  Resolver resolver(document.published);
  for (const Sentence& sentence : document.sentences) {
    uint32_t at = sentence.first_syllable;
    while (at < sentence.last_syllable) {
      const auto found = parser.parse(at, sentence.last_syllable);
      for (const FoundTime& time : found)
        document.times.push_back({document.span_of(time.first, time.last), resolver.edtf(time.value)});
      at = found.empty() ? at + 1 : found.back().last;
    }
  }
}

}  // namespace boba
