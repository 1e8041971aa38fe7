#include "extract/annotators/sentences.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "extract/annotators/lines.h"

namespace boba {
namespace {

// Bytes of the longest ordinal before a sentence: "1.2.3", "XVIII".
constexpr uint32_t kMaxOrdinal = 5;

constexpr std::array<std::string_view, 6> kClosing = {
    "\"", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", ")", "]"};

// Opening quotation marks and brackets; dashes and bullets of list items and of speech.
constexpr std::array<std::string_view, 11> kOpening = {
    "\"", "\xE2\x80\x9C", "\xE2\x80\x98", "\xC2\xAB", "(", "[", "\xE2\x80\x93", "\xE2\x80\x94", "*",
    "+",  "\xE2\x80\xA2"};

template <size_t n>
bool is_one_of(const std::array<std::string_view, n>& marks, std::string_view mark) {
  return std::find(marks.begin(), marks.end(), mark) != marks.end();
}

bool is_stop(const Document& document, const Syllable& syllable) {
  if (!syllable.is(Syllable::kPunctuation)) return false;
  const std::string_view mark = document.in(syllable.span);
  return mark[0] == '.' || mark[0] == '!' || mark[0] == '?' || mark == "\xE2\x80\xA6";
}

bool begins_sentence(const Document& document, const Syllable& next) {
  if (next.is(Syllable::kCapital)) return true;
  if (next.is(Syllable::kGluedLeft)) return false;
  if (next.is(Syllable::kDigits)) return true;
  if (!next.is(Syllable::kPunctuation)) return false;
  const std::string_view mark = document.in(next.span);
  return mark[0] == '-' || is_one_of(kOpening, mark);
}

// "A.": of a name, or of an item.
bool is_one_letter(const Document& document, const Syllable& syllable) {
  return syllable.is(Syllable::kLetters) && count_code_points(document.in(syllable.span)) == 1;
}

// "1", "2.3", "a", "IV": what opens a list item.
bool is_ordinal(const Document& document, const Syllable& syllable) {
  if (is_one_letter(document, syllable)) return true;
  const std::string_view text = document.in(syllable.span);
  if (text.size() > kMaxOrdinal) return false;
  if (!syllable.is(Syllable::kLetters)) return syllable.is(Syllable::kDigits);
  return text.find_first_not_of("IVX") == std::string_view::npos;
}

// The last of the closing marks glued to the stop at `at`, or `at`.
uint32_t last_closing_mark(const Document& document, uint32_t at, uint32_t last) {
  while (at + 1 < last && document.syllables[at + 1].is(Syllable::kGluedLeft) &&
         is_one_of(kClosing, document.in(document.syllables[at + 1].span)))
    ++at;
  return at;
}

}  // namespace

SentenceAnnotator::SentenceAnnotator(std::string_view abbreviations) {
  for_each_line(abbreviations, [&](std::string_view line) {
    abbreviations_.insert(fold_hash(line));
    if (!is_upper(decode(line, 0).value)) small_abbreviations_.insert(fold_hash(line));
  });
}

bool SentenceAnnotator::is_abbreviation(const Syllable& syllable) const {
  return (syllable.is(Syllable::kCapital) ? abbreviations_ : small_abbreviations_)
      .contains(syllable.key);
}

// The syllable behind the sentence that begins at `begin`, in a block whose syllables end at
// `last`.
uint32_t SentenceAnnotator::end_of_sentence(const Document& document, uint32_t begin,
                                            uint32_t last) const {
  for (uint32_t at = begin; at < last; ++at) {
    const Syllable& stop = document.syllables[at];
    if (!is_stop(document, stop)) continue;
    const uint32_t end = last_closing_mark(document, at, last) + 1;
    if (end == last) return last;
    const Syllable& next = document.syllables[end];
    if (!begins_sentence(document, next)) continue;
    const bool full_stop = end == at + 1 && document.in(stop.span) == ".";
    if (!full_stop || at == begin || !stop.is(Syllable::kGluedLeft)) return end;
    const Syllable& before = document.syllables[at - 1];
    const bool initial = before.is(Syllable::kCapital) && is_one_letter(document, before);
    const bool acronyms = next.is(Syllable::kGluedLeft) && next.is(Syllable::kAllCapitals) &&
                          before.is(Syllable::kAllCapitals);
    const bool ordinal = at == begin + 1 && is_ordinal(document, before);
    if (!initial && !acronyms && !ordinal && !is_abbreviation(before)) return end;
  }
  return last;
}

void SentenceAnnotator::annotate(Document& document) const {
  document.sentences.clear();
  uint32_t begin = 0;
  const auto count = static_cast<uint32_t>(document.syllables.size());
  for (uint32_t block = 0; block < document.blocks.size(); ++block) {
    uint32_t last = begin;
    while (last < count && document.syllables[last].span.begin < document.blocks[block].span.end)
      ++last;
    while (begin < last) {
      const uint32_t end = end_of_sentence(document, begin, last);
      document.sentences.push_back({.span = document.span_of(begin, end),
                                    .block = block,
                                    .first_syllable = begin,
                                    .last_syllable = end});
      begin = end;
    }
  }
}

}  // namespace boba
