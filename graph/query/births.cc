#include "graph/query/births.h"

#include <algorithm>
#include <charconv>

#include "core/utf8.h"
#include "core/vietnamese.h"

namespace boba {
namespace {

constexpr size_t kAhead = 64;  // bytes behind a name that are looked at
constexpr int kEarliest = 1850, kLatest = 2100, kOldest = 120;

// What begins `text` is taken off it.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

void take_spaces(std::string_view& text) {
  while (take(text, " ")) {
  }
}

// The digits that `text` begins with, taken off it.
std::optional<int> take_number(std::string_view& text, size_t most) {
  const size_t size = std::min(text.find_first_not_of("0123456789"), text.size());
  int value = 0;
  if (size == 0 || size > most) return std::nullopt;
  std::from_chars(text.data(), text.data() + size, value);
  text.remove_prefix(size);
  return value;
}

std::optional<int> year(int value) {
  return value >= kEarliest && value <= kLatest ? std::optional(value) : std::nullopt;
}

// "1990", "2/9/1990", "9-1990".
std::optional<int> take_date(std::string_view text) {
  for (int part = 0; part < 3; ++part) {
    take_spaces(text);
    const auto number = take_number(text, 4);
    if (!number || *number >= kEarliest) return number ? year(*number) : number;
    if (!take(text, "/") && !take(text, "-") && !take(text, ".")) return std::nullopt;
  }
  return std::nullopt;
}

// What `after`, folded, says of the name before it.
std::optional<int> read_birth(std::string_view after, std::optional<int> published, const BirthCues& cues) {
  take_spaces(after);
  if (!take(after, "(") && !take(after, ",")) return std::nullopt;
  take_spaces(after);
  for (const std::string& cue : cues.born) {
    std::string_view rest = after;
    if (take(rest, cue)) return take_date(rest);
  }
  const auto age = take_number(after, 3);
  if (!age || !published || *age > kOldest) return std::nullopt;
  take_spaces(after);
  const auto is_next = [&](const std::string& cue) { return after.starts_with(cue); };
  return std::any_of(cues.aged.begin(), cues.aged.end(), is_next) ? std::optional(*published - *age) : std::nullopt;
}

std::string_view ahead(std::string_view text, size_t at) {
  size_t end = std::min(at + kAhead, text.size());
  while (end < text.size() && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(at, end - at);
}

}  // namespace

BirthCues BirthCues::parse(std::string_view table) {
  BirthCues cues;
  while (!table.empty()) {
    const size_t end = std::min(table.find('\n'), table.size());
    const std::string_view line = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    const size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string_view::npos) continue;
    const std::string_view kind = line.substr(tab + 1);
    if (kind == "born") cues.born.push_back(fold(line.substr(0, tab)));
    if (kind == "aged") cues.aged.push_back(fold(line.substr(0, tab)));
  }
  return cues;
}

std::optional<int> birth_year(const DocumentRecord& document, const std::vector<NameForm>& names, const BirthCues& cues) {
  std::string_view digits = document.published;
  const auto published = take_number(digits, 4);
  std::optional<int> found;
  for (const NameForm& name : names) {
    for (size_t at = document.text.find(name.text); at != std::string::npos; at = document.text.find(name.text, at + 1)) {
      const auto one = read_birth(fold(ahead(document.text, at + name.text.size())), published, cues);
      if (one && found && *one != *found) return std::nullopt;
      if (one) found = one;
    }
  }
  return found;
}

}  // namespace boba
