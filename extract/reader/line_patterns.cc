#include "extract/reader/line_patterns.h"

#include <algorithm>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "extract/reader/seed_lines.h"

namespace boba {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::array<std::string_view, 4> kDashes = {"--", "-", "\xE2\x80\x93", "\xE2\x80\x94"};
constexpr std::array<std::string_view, 5> kClosers = {"\"", "\xE2\x80\x9D", "\xE2\x80\x99", ")",
                                                      "]"};

constexpr std::array<std::string_view, 3> kQuotes = {"\"", "\xE2\x80\x9C", "\xE2\x80\x98"};

template <typename Marks>
size_t any_at(const Marks& marks, std::string_view text) {
  for (const std::string_view mark : marks)
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

// Bytes up to white space, a bracket or the end.
size_t word_at(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && text[at] != '(' && text[at] != ')') {
    const CodePoint c = decode(text, at);
    if (is_space(c.value)) break;
    at += c.length;
  }
  return at;
}

char32_t first_of(std::string_view text) { return text.empty() ? 0 : decode(text, 0).value; }

// A credit is looked for wherever no ASCII letter or digit stands before it.
bool is_word_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value < 0x80 && (is_letter(value) || is_digit(value));
}

bool is_lower(char32_t c) { return is_letter(c) && !is_upper(c); }

// Bytes of what joins two names at the beginning of `word`: "- TTXVN", "-TTXVN", "& Minh".
size_t joint_at(std::string_view word) {
  constexpr std::array<std::string_view, 3> kOthers = {"/", "&", "+"};
  return std::max(any_at(kDashes, word), any_at(kOthers, word));
}

bool is_joint(std::string_view word) { return joint_at(word) == word.size(); }

// "zing.vn"
bool is_host(std::string_view word) {
  const size_t dot = word.find('.');
  return dot != std::string_view::npos && dot > 1 && dot + 1 < word.size() &&
         is_letter(static_cast<unsigned char>(word[dot + 1]));
}

// Looks at no more than the spaces.
std::string_view without_spaces_behind(std::string_view text) {
  while (!text.empty()) {
    size_t last = text.size() - 1;
    while (last > 0 && text.size() - last < 4 &&
           (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80)
      --last;
    if (!is_space(decode(text, last).value)) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

}  // namespace

LinePatterns::LinePatterns(const Tables& tables) {
  for_each_seed(tables.credit_openers, [&](std::string_view kind, std::string_view words) {
    if (words.empty()) return;
    openers_.push_back({words, fold(words), kind == "photo"});
    first_bytes_[static_cast<unsigned char>(words[0])] = true;
  });
  for_each_seed(tables.publishers,
                [&](std::string_view name, std::string_view) { publishers_.insert(name); });
  for_each_seed(tables.sentence_starters,
                [&](std::string_view word, std::string_view) { starters_.insert(word); });
  for_each_seed(tables.abbreviations,
                [&](std::string_view word, std::string_view) { abbreviations_.insert(word); });
  for_each_seed(tables.author_words, [&](std::string_view words, std::string_view) {
    while (!words.empty()) {
      const size_t end = word_at(words);
      author_words_.insert(fold(words.substr(0, end)));
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  });
}

// Bytes of the longest publisher's name that `text` begins with.
size_t LinePatterns::publisher_at(std::string_view text) const {
  constexpr size_t kLongest = 48;
  size_t longest = 0;
  for (size_t at = 0; at < text.size() && at < kLongest;) {
    at += decode(text, at).length;
    const char32_t next = first_of(text.substr(at));
    if (!is_letter(next) && !is_digit(next) && publishers_.contains(text.substr(0, at)))
      longest = at;
  }
  return longest;
}

uint32_t LinePatterns::dateline(std::string_view line) const {
  constexpr size_t kLongestPlace = 48, kLongestBracket = 40;
  size_t at = publisher_at(line);
  bool signed_by_publisher = at > 0;
  const size_t bracket = line.substr(0, kLongestPlace).find('(', at);
  if (bracket != std::string_view::npos &&
      (bracket == at || leading_space(line.substr(at)) == bracket - at || at == 0)) {
    const size_t close = line.substr(0, bracket + kLongestBracket).find(')', bracket);
    if (close == std::string_view::npos) return 0;
    const std::string_view inner = line.substr(bracket + 1, close - bracket - 1);
    const bool whole = !inner.empty() && publisher_at(inner) == inner.size();
    // "(Baonghean) -": one word in brackets before a dash signs, whoever it is; a place before them
    // does too.
    if (at == 0 && !whole && (inner.empty() || word_at(inner) != inner.size() || bracket > 0))
      return 0;
    if (bracket > 0 && !is_upper(first_of(line))) return 0;
    at = close + 1;
    const size_t dash = leading_space(line.substr(at));
    if (whole && bracket == 0 && any_at(kDashes, line.substr(at + dash)) == 0)
      return is_lower(first_of(line.substr(at + dash))) ? 0 : static_cast<uint32_t>(at + dash);
    signed_by_publisher = true;
  }
  if (!signed_by_publisher) return 0;
  const size_t gap = leading_space(line.substr(at));
  const size_t dash = any_at(kDashes, line.substr(at + gap));
  if (dash == 0) return 0;
  at += gap + dash;
  const size_t behind = leading_space(line.substr(at));
  // A hyphen inside a name ("TT-BTTTT") is no dash.
  if (gap == 0 && behind == 0 && dash == 1) return 0;
  return static_cast<uint32_t>(at + behind);
}

const LinePatterns::Opener* LinePatterns::opener_at(std::string_view text) const {
  for (const Opener& opener : openers_)
    if (text.starts_with(opener.words) && !is_letter(first_of(text.substr(opener.words.size()))))
      return &opener;
  return nullptr;
}

std::optional<Credit> LinePatterns::credit(std::string_view line, uint32_t from) const {
  for (uint32_t at = from; at < line.size(); ++at) {
    std::optional<Credit> found;
    if (line[at] == '(') {
      found = bracketed(line, at);
    } else if (first_bytes_[static_cast<unsigned char>(line[at])] &&
               (at == from || (!is_word_byte(line[at - 1]) && line[at - 1] != '('))) {
      found = open_ended(line, at);
    }
    if (!found) continue;
    // Take in a dash that leads to the credit, never what came before `from`.
    std::string_view before = without_spaces_behind(line.substr(from, at - from));
    for (const std::string_view dash : kDashes)
      if (before.ends_with(dash)) {
        before.remove_suffix(dash.size());
        found->span.begin = from + static_cast<uint32_t>(without_spaces_behind(before).size());
        break;
      }
    return found;
  }
  return std::nullopt;
}

// line[at] is '('.
std::optional<Credit> LinePatterns::bracketed(std::string_view line, uint32_t at) const {
  constexpr size_t kLongest = 100;
  const size_t close = line.substr(0, at + kLongest).find_first_of("()", at + 1);
  if (close == std::string_view::npos || line[close] == '(') return std::nullopt;
  const std::string inner = fold(line.substr(at + 1, close - at - 1));
  const auto opener = std::find_if(openers_.begin(), openers_.end(), [&](const Opener& o) {
    return inner.starts_with(o.folded) &&
           !is_letter(first_of(std::string_view(inner).substr(o.folded.size())));
  });
  if (opener == openers_.end()) return std::nullopt;
  const bool one_word = opener->folded.find(' ') == std::string::npos;
  const std::string_view rest = std::string_view(inner).substr(opener->folded.size());
  const bool colon = rest.find(':') < 2;
  // "(anh)" and "(anh tren)" point at a picture from within a sentence.
  if (one_word && !colon) {
    const std::string_view name = line.substr(at + 1, close - at - 1);
    const size_t gap = std::min(name.find(' '), name.size());
    if (!is_upper(first_of(name.substr(std::min(gap + 1, name.size()))))) return std::nullopt;
  }
  size_t end = close + 1;
  if (end < line.size() && (line[end] == '.' || line[end] == ';')) ++end;
  if (is_lower(first_of(line.substr(end + leading_space(line.substr(end)))))) return std::nullopt;
  return Credit{{at, static_cast<uint32_t>(end)}, opener->photo};
}

// line[at] may begin an opener.
std::optional<Credit> LinePatterns::open_ended(std::string_view line, uint32_t at) const {
  const Opener* opener = opener_at(line.substr(at));
  if (opener == nullptr) return std::nullopt;
  size_t end = at + opener->words.size();
  const size_t gap = leading_space(line.substr(end));
  if (end + gap < line.size() && line[end + gap] == ':') {
    end += gap + 1;
    end += leading_space(line.substr(end));
    const size_t name = credited_name(line.substr(end));
    if (name == 0) return std::nullopt;
    return Credit{{at, static_cast<uint32_t>(end + name)}, opener->photo};
  }
  const std::string_view before = without_spaces_behind(line.substr(0, at));
  if (!before.empty() && !ends_sentence(line, before.size()) &&
      any_at(kClosers, before.substr(before.size() - 1)) == 0)
    return std::nullopt;
  const std::string_view rest = line.substr(end);
  const bool several_words = opener->words.find(' ') != std::string_view::npos;
  if (several_words && (rest.empty() || rest[0] == '.'))
    return Credit{{at, static_cast<uint32_t>(end + (rest.empty() ? 0 : 1))}, opener->photo};
  // "Anh MIC" and nothing behind it.
  const std::string_view name = without_spaces_behind(rest.substr(gap));
  if (!opener->photo || name.empty() || publisher_at(name) < name.size()) return std::nullopt;
  return Credit{{at, static_cast<uint32_t>(end + gap + name.size())}, opener->photo};
}

// Bytes of the name that `text` begins with; 0 when it is not certain where it ends. Names are
// capitalised to the last word, so a word before a small one already begins the next sentence.
size_t LinePatterns::credited_name(std::string_view text) const {
  constexpr int kMostWords = 6, kMostPlainWords = 5;
  const size_t publisher = publisher_at(text);
  const auto glued = [&] {
    return publisher < text.size() && (text[publisher] == '/' || text[publisher] == '-');
  };
  if (publisher > 0 && !glued())
    return publisher + (publisher < text.size() && text[publisher] == '.' ? 1 : 0);
  size_t end = 0, before_last = 0, at = 0;
  bool certain = false;
  int words = 0;
  for (; at < text.size() && words <= kMostWords; ++words) {
    const size_t size = word_at(text.substr(at));
    if (size == 0) break;
    const std::string_view word = text.substr(at, size);
    if (words > 0 && any_at(kQuotes, word) > 0)
      return without_spaces_behind(text.substr(0, end)).size();
    const bool plain =
        !is_upper(first_of(word.substr(joint_at(word)))) && !is_joint(word) && !is_host(word);
    if (plain && words > 0) end = before_last;
    if (plain || (words > 0 && starters_.contains(word))) {
      certain = end > 0;
      break;
    }
    before_last = end;
    end = at + size;
    if (ends_sentence(text, end) || word.ends_with(';')) return end;
    at = end + leading_space(text.substr(end));
  }
  if (at >= text.size() && end > 0) return end;
  if (certain) return without_spaces_behind(text.substr(0, end)).size();
  // "Anh: Bac si cung cap."
  for (at = 0, words = 0; at < text.size() && words < kMostPlainWords; ++words) {
    at += word_at(text.substr(at));
    if (ends_sentence(text, at) || at == text.size()) return at;
    const size_t gap = leading_space(text.substr(at));
    if (gap == 0) break;
    at += gap;
  }
  return 0;
}

// Whether the sentence that has begun before byte `at` ends there: a stop is behind it, and white
// space or the end before the next.
bool LinePatterns::ends_sentence(std::string_view line, size_t at) const {
  std::string_view before = line.substr(0, at);
  if (at < line.size() && !is_space(decode(line, at).value)) return false;
  for (const std::string_view closer : kClosers)
    if (before.ends_with(closer)) before.remove_suffix(closer.size());
  if (before.ends_with('!') || before.ends_with('?') || before.ends_with(kEllipsis)) return true;
  if (!before.ends_with('.')) return false;
  before.remove_suffix(1);
  const size_t space = before.find_last_of(" \xA0");
  const std::string_view word = before.substr(space == std::string_view::npos ? 0 : space + 1);
  if (abbreviations_.contains(word)) return false;
  // An initial, or "T.H."
  const bool initial = word.size() <= 3 && count_code_points(word) == 1 && is_upper(first_of(word));
  return !initial || at == line.size();
}

uint32_t LinePatterns::last_sentence(std::string_view line) const {
  const std::string_view text = without_spaces_behind(line);
  for (size_t at = text.size(); at-- > 1;) {
    if (text[at] != ' ' || !ends_sentence(text, at)) continue;
    const size_t begin = at + leading_space(text.substr(at));
    if (begin < text.size() && !is_lower(first_of(text.substr(begin))))
      return static_cast<uint32_t>(begin);
  }
  return 0;
}

uint32_t LinePatterns::author(std::string_view line) const {
  const auto none = static_cast<uint32_t>(line.size());
  const uint32_t begin = last_sentence(line);
  const std::string_view tail = without_spaces_behind(line.substr(begin));
  return is_author(tail) ? begin : none;
}

bool LinePatterns::is_author(std::string_view text) const {
  constexpr int kMostWords = 7;
  constexpr size_t kLongest = 90;
  if (text.empty() || text.size() > kLongest) return false;
  int words = 0, names = 0;
  for (size_t at = 0; at < text.size();) {
    at += leading_space(text.substr(at));
    while (at < text.size() && (text[at] == '(' || text[at] == ')' || text[at] == ',')) ++at;
    size_t size = word_at(text.substr(at));
    if (size == 0) {
      if (at < text.size() && leading_space(text.substr(at)) == 0 && text[at] != '(' && text[at] != ')')
        ++at;
      continue;
    }
    std::string_view word = text.substr(at, size);
    at += size;
    while (word.ends_with(',') || word.ends_with(':')) word.remove_suffix(1);
    if (word.empty() || is_joint(word)) continue;
    if (++words > kMostWords || word.ends_with('.') || word.ends_with('!') || word.ends_with('?'))
      return false;
    if (author_words_.contains(fold(word))) {
      names += fold(word) == "pv";
      continue;
    }
    if (!is_upper(first_of(word))) return false;
    ++names;
  }
  return names > 0;
}

}  // namespace boba
