// Dates of publication, as metadata and pages write them.
#ifndef BOBA_EXTRACT_READER_DATES_H_
#define BOBA_EXTRACT_READER_DATES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boba {

// Reads day/month/year and ISO 8601 dates; holds the words that stand beside and inside dates.
class DateReader {
 public:
  // Lines "kind<TAB>word" (seeds/reader/date_words.tsv): weekday, clock (marks a time of day),
  // month (between day and month), year (between month and year).
  explicit DateReader(std::string_view words);

  // EDTF level 0 of the first date in `text` ("2020-08-18", or as much as a string of digits says:
  // "2020-08", "2020"); the time of day is left out. Nothing when there is none, or it is not in
  // the calendar.
  std::optional<std::string> read(std::string_view text) const;

  // The same, where `text` (one short line of a page) is a line of date: with a weekday, a time of
  // day or a zone.
  std::optional<std::string> read_dateline(std::string_view text) const;

 private:
  std::optional<std::string> day_month_year(std::string_view text, size_t at) const;
  size_t separator(std::string_view text, size_t at, const std::vector<std::string>& words) const;

  std::vector<std::string> weekdays_, clocks_, months_, years_;  // folded
};

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_DATES_H_
