// The grammar of Vietnamese dates and periods: one expression at a time, words in seeds/grammar/times.tsv.
#ifndef BOBA_EXTRACT_ANNOTATORS_TIME_PARSER_H_
#define BOBA_EXTRACT_ANNOTATORS_TIME_PARSER_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/document.h"
#include "extract/annotators/calendar.h"
#include "extract/annotators/phrase_map.h"

namespace boba {

// The kinds of times.tsv, a bit each.
enum TimeWord : uint32_t {
  kDayHead = 1, kDayPart = 2, kMonthHead = 4, kYearHead = 8, kQuarterHead = 16, kEdge = 32, kPeriodHead = 64,
  kMonthName = 128, kQuarterName = 256, kRelative = 512, kSameDay = 1 << 10, kUnit = 1 << 11, kPast = 1 << 12,
  kFuture = 1 << 13, kAfter = 1 << 14, kFrom = 1 << 15, kTo = 1 << 16, kDeadline = 1 << 17, kNow = 1 << 18,
  kClock = 1 << 19, kMinute = 1 << 20, kClockHead = 1 << 21, kSeason = 1 << 22, kCentury = 1 << 23,
  kDecade = 1 << 24, kAnd = 1 << 25, kLunar = 1 << 26,
  kPlural = 1 << 27,
};
PhraseMap time_words(std::string_view tsv);

// What an expression means before years are filled in and relative words resolved.
struct TimeValue {
  enum class Shape {
    kDate,      // from
    kInterval,  // from/to
    kBefore,    // ../to
    kSince,     // from/..
    kRelative,  // `count` of `unit` from the day of publication
    kSameDay,   // the day named before
    kDuration,  // the last (count < 0) or next `count` of `unit`
    kText,      // text, final
  };
  Shape shape = Shape::kDate;
  PartialDate from, to;
  char unit = 'D';    // Y Q M W D
  int count = 0;
  int direction = 0;  // -1 said to be past, +1 said to be to come
  bool until_now = false;
  std::string text;
};

struct FoundTime {
  uint32_t first = 0, last = 0;  // syllables [first, last)
  TimeValue value;
};

class TimeParser {
 public:
  // Both outlive the parser.
  TimeParser(const Document& document, const PhraseMap& words);

  // The expressions that begin at syllable `at` of a sentence that ends before syllable `end`: none, one, or the days
  // of a list ("ngay 18, 19, 20/4"), in order.
  std::vector<FoundTime> parse(uint32_t at, uint32_t end);

 private:
  struct Number {
    int value = 0;
    uint32_t last = 0;
  };
  struct Part {  // a date and where it ends
    PartialDate date;
    uint32_t last = 0;
  };

  PhraseMap::Match word(uint32_t at, uint32_t kinds) const;
  std::string_view text(uint32_t at) const;
  bool is_mark(uint32_t at, std::string_view marks) const;
  bool glued(uint32_t at) const;
  bool number_ends(uint32_t at) const;
  std::optional<int> digits(uint32_t at, size_t max_length) const;
  std::optional<int> year(uint32_t at) const;
  std::optional<Number> small_number(uint32_t at) const;

  std::optional<Part> numeric(uint32_t at, bool spaces) const;
  std::optional<Part> dotted(uint32_t at) const;
  std::optional<Part> day_and_month(uint32_t at) const;
  std::optional<Part> day(uint32_t at) const;
  std::optional<Part> month(uint32_t at) const;
  std::optional<Part> year_of(uint32_t at, Part part) const;
  std::optional<FoundTime> one(uint32_t at);
  std::vector<FoundTime> day_list(uint32_t first, uint32_t at);
  std::optional<FoundTime> headed_day(uint32_t at);
  std::optional<FoundTime> weak_numeric(uint32_t at);
  std::optional<FoundTime> clock(uint32_t at);
  std::optional<uint32_t> clock_end(uint32_t at, int& hour, int& minute) const;
  std::optional<FoundTime> edge(uint32_t at);
  std::optional<FoundTime> months_of_year(uint32_t at);
  std::optional<FoundTime> duration(uint32_t at);
  std::optional<FoundTime> quarter(uint32_t at);
  std::optional<FoundTime> year_expression(uint32_t at);
  std::optional<FoundTime> year_range(uint32_t first, uint32_t at);
  std::optional<FoundTime> deadline(uint32_t at);
  std::optional<FoundTime> relative(uint32_t at);
  std::optional<FoundTime> interval(uint32_t at);
  std::optional<FoundTime> season(uint32_t at);
  std::optional<FoundTime> century(uint32_t at);
  std::optional<FoundTime> basic(uint32_t at);
  std::optional<TimeValue> year_like(uint32_t at, uint32_t& last, bool bare) const;
  FoundTime dated(uint32_t first, Part part) const;

  const Document& document_;
  const PhraseMap& words_;
  std::span<const Syllable> syllables_;
  uint32_t end_ = 0;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_TIME_PARSER_H_
