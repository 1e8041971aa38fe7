// What in a line of news is not its text: datelines, credits, the author's name.
#ifndef BOBA_EXTRACT_READER_LINE_PATTERNS_H_
#define BOBA_EXTRACT_READER_LINE_PATTERNS_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/span.h"

namespace boba {

// A credit in a line, offsets relative to the line.
struct Credit {
  Span span;
  bool photo = false;  // of a picture: the sentence before it is a caption
};

// const and re-entrant. Everything Vietnamese in it comes from tables of seeds/reader, which must
// outlive it.
class LinePatterns {
 public:
  struct Tables {
    std::string_view credit_openers;     // kind, opener
    std::string_view publishers;         // one a line
    std::string_view sentence_starters;  // one a line
    std::string_view author_words;       // one a line
    std::string_view abbreviations;      // seeds/gazetteers/sentence_abbreviations.txt
  };
  explicit LinePatterns(const Tables& tables);

  // Bytes of the dateline that `line` begins with, with the dash and spaces after it; 0 when there
  // is none. "VietTimes - ", "TTO (Ha Noi) - ", "(TTXVN) ", "Ha Noi (TTXVN) - ".
  uint32_t dateline(std::string_view line) const;

  // The first credit at or after byte `from`: "(Nguon: ...)", "Anh: Minh Quan", at the line's end
  // "Anh MIC".
  std::optional<Credit> credit(std::string_view line, uint32_t from) const;

  // Where the author's line begins at the end of the text's last line; line.size() when there is
  // none.
  uint32_t author(std::string_view line) const;

  // Where the last sentence of `line` begins.
  uint32_t last_sentence(std::string_view line) const;

 private:
  struct Opener {
    std::string_view words;
    std::string folded;
    bool photo;
  };
  using Set = std::unordered_set<std::string_view>;

  size_t publisher_at(std::string_view text) const;
  const Opener* opener_at(std::string_view text) const;
  std::optional<Credit> bracketed(std::string_view line, uint32_t at) const;
  std::optional<Credit> open_ended(std::string_view line, uint32_t at) const;
  size_t credited_name(std::string_view text) const;
  bool is_author(std::string_view text) const;
  bool ends_sentence(std::string_view line, size_t at) const;

  std::vector<Opener> openers_;
  std::array<bool, 256> first_bytes_ = {};  // of openers_
  Set publishers_, starters_, abbreviations_;
  std::unordered_set<std::string> author_words_;  // folded
};

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_LINE_PATTERNS_H_
