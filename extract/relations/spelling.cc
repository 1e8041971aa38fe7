#include "extract/relations/spelling.h"

#include <algorithm>

#include "extract/annotators/lines.h"

namespace boba {

Spelling::Spelling(std::string_view seeds) {
  for_each_line(seeds, [&](std::string_view line) {
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return;
    const std::string_view part = line.substr(0, tab), letters = line.substr(tab + 1);
    if (part == "initial") initials_.emplace(letters);
    if (part == "vowel") vowels_ += letters;
    if (part == "final") finals_.emplace(letters);
  });
}

bool Spelling::is_vietnamese(std::string_view folded) const {
  constexpr size_t kMostVowels = 3;
  // "qu" and "gi" are initials though they end in a vowel, so that more than one may fit.
  return std::ranges::any_of(initials_, [&](std::string_view initial) {
    if (!folded.starts_with(initial)) return false;
    const std::string_view rest = folded.substr(initial.size());
    const size_t vowels = std::min(rest.find_first_not_of(vowels_), rest.size());
    return vowels >= 1 && vowels <= kMostVowels && finals_.contains(rest.substr(vowels));
  });
}

}  // namespace boba
