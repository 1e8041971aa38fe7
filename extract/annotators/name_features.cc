#include "extract/annotators/name_features.h"

#include <algorithm>
#include <span>

#include "core/hash.h"
#include "extract/learn/feature_table.h"

namespace boba {
namespace {

constexpr uint64_t kMaxHeadDistance = 12;
constexpr uint32_t kHeads = bit(PhraseClass::kPosition) | bit(PhraseClass::kOrganizationHead) |
                            bit(PhraseClass::kOrganization) | bit(PhraseClass::kPlaceHead) |
                            bit(PhraseClass::kEventHead) | bit(PhraseClass::kDocumentHead) |
                            bit(PhraseClass::kProgramHead) | bit(PhraseClass::kProductHead) |
                            bit(PhraseClass::kGroupHead) | bit(PhraseClass::kQuantifier) |
                            bit(PhraseClass::kConceptHead) | bit(PhraseClass::kHonorific);

// Small numbers for how a syllable is written; a capital that only opens a sentence tells less.
uint64_t shape_of(const Syllable& syllable, bool opens) {
  const uint64_t glued = syllable.is(Syllable::kGluedLeft) ? 16 : 0;
  if (syllable.is(Syllable::kPunctuation)) return 1 + glued;
  const uint64_t size = syllable.span.size();
  if (!syllable.is(Syllable::kLetters)) return (size > 4 ? 6 : 1 + size) + glued;  // 2..6: numbers by length
  if (syllable.is(Syllable::kDigits)) return 7 + glued;
  if (syllable.is(Syllable::kAllCapitals)) return (size > 4 ? 8 : 9) + glued;
  if (!syllable.is(Syllable::kCapital)) return 10 + glued;
  if (opens) return 11 + glued;
  return (size == 1 ? 12 : 13) + glued;
}

bool is_mark(std::string_view text, std::string_view marks) {
  for (size_t at = 0; at < marks.size();) {
    const size_t end = std::min(marks.find(' ', at), marks.size());
    if (marks.substr(at, end - at) == text) return true;
    at = end + 1;
  }
  return false;
}

// Quotation marks: U+0022, U+201C, U+201D.
bool is_quote(std::string_view text) { return is_mark(text, "\" \xE2\x80\x9C \xE2\x80\x9D"); }

void mark_phrases(std::span<const Syllable> syllables, std::span<NameCell> cells, const PhraseTable& phrases) {
  for (size_t at = 0; at < cells.size();) {
    const PhraseMatch match = phrases.longest(syllables, at);
    cells[at].ends_names = match.ends_names;
    for (size_t i = 0; i < match.length; ++i) {
      NameCell& cell = cells[at + i];
      cell.classes = match.classes;
      cell.inside = static_cast<uint16_t>(i);
      cell.length = static_cast<uint16_t>(match.length);
    }
    at += std::max(match.length, 1u);
  }
}

void mark_clusters(std::span<const Syllable> syllables, std::span<NameCell> cells, const ClusterTable& clusters) {
  for (size_t at = 0; at < cells.size();) {
    const ClusterTable::Match match = clusters.longest(syllables, at);
    for (size_t i = 0; i < match.length; ++i) {
      cells[at + i].fine = 3 + 2 * uint64_t{match.fine} + (i == 0);
      cells[at + i].coarse = 3 + 2 * uint64_t{match.coarse} + (i == 0);
    }
    at += std::max(match.length, 1u);
  }
}

}  // namespace

NameCells::NameCells(const Document& document, const PhraseTable& phrases, const ClusterTable& clusters)
    : cells_(document.syllables.size()) {
  const std::vector<NameWord> words = name_words(document);
  const std::span<const Syllable> syllables = document.syllables;
  for (const Sentence& sentence : document.sentences) {
    const size_t first = sentence.first_syllable, last = sentence.last_syllable;
    mark_phrases(syllables.subspan(first, last - first), std::span(cells_).subspan(first, last - first), phrases);
    mark_clusters(syllables.subspan(first, last - first), std::span(cells_).subspan(first, last - first), clusters);
    bool quoted = false, bracketed = false, opens = true;
    uint64_t head = 0, distance = 0;
    for (size_t at = first; at < last; ++at) {
      NameCell& cell = cells_[at];
      const Syllable& syllable = syllables[at];
      const std::string_view text = document.in(syllable.span);
      cell.shape = shape_of(syllable, opens);
      opens = false;
      if (syllable.is(Syllable::kPunctuation)) {
        if (is_quote(text)) quoted = !quoted;
        if (text == "(") bracketed = true;
        if (text == ")") bracketed = false;
        opens = is_quote(text) || is_mark(text, ": - * +");
        if (is_mark(text, ". ; : ? !")) head = 0;
      }
      if (cell.inside == 0 && (cell.classes & kHeads) != 0) {
        head = mix(cell.classes & kHeads, 3);
        distance = 0;
      } else {
        distance = std::min(distance + 1, kMaxHeadDistance);
      }
      cell.head = head;
      cell.distance = distance;
      cell.quoted = quoted;
      cell.bracketed = bracketed;
      cell.word = words[at];
    }
  }
}

}  // namespace boba
