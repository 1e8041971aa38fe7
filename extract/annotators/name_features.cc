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

const NameCell& outside_left() {
  static const NameCell kCell = {.key = 1, .tag = 1, .shape = 40, .fine = 1, .coarse = 1};
  return kCell;
}
const NameCell& outside_right() {
  static const NameCell kCell = {.key = 2, .tag = 2, .shape = 41, .fine = 2, .coarse = 2};
  return kCell;
}

void mark_phrases(std::span<const Syllable> syllables, std::span<NameCell> cells, const PhraseTable& phrases) {
  for (size_t at = 0; at < cells.size();) {
    const PhraseMatch match = phrases.longest(syllables, at);
    cells[at].ends_names = match.ends_names;
    for (size_t i = 0; i < match.length; ++i) {
      NameCell& cell = cells[at + i];
      cell.classes = match.classes;
      cell.inside = static_cast<uint16_t>(i);
      cell.length = static_cast<uint16_t>(match.length);
      cell.tag = mix(match.classes, i == 0 ? 1 : 2) ^ (i + 1 == match.length ? 0x55 : 0);
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
    : tree_(document), cells_(document.syllables.size()) {
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
      cell.key = syllable.key;
      cell.shape = shape_of(syllable, opens);
      cell.suffix = hash_bytes(text.substr(text.size() - std::min<size_t>(text.size(), 2)));
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
      cell.word = tree_.word(at);
    }
  }
}

void NameCells::features(size_t at, size_t first, size_t last, Features& out) const {
  const auto cell = [&](int offset) -> const NameCell& {
    const auto i = static_cast<int64_t>(at) + offset;
    if (i < static_cast<int64_t>(first)) return outside_left();
    if (i >= static_cast<int64_t>(last)) return outside_right();
    return cells_[static_cast<size_t>(i)];
  };
  const NameCell &l3 = cell(-3), &l2 = cell(-2), &l1 = cell(-1), &c = cells_[at], &r1 = cell(1), &r2 = cell(2),
                 &r3 = cell(3);
  size_t n = 0;
  const auto add = [&](auto... values) {
    out[n] = feature(n + 100, values...);
    ++n;
  };
  add(uint64_t{0});
  add(c.key), add(l1.key), add(l2.key), add(l3.key), add(r1.key), add(r2.key), add(r3.key);
  add(c.key, c.shape), add(l1.key, l1.shape), add(r1.key, r1.shape);
  add(l1.key, c.key), add(c.key, r1.key), add(r1.key, r2.key), add(l2.key, l1.key), add(l1.key, r1.key);
  add(l1.key, c.key, r1.key), add(c.key, r1.key, r2.key), add(l2.key, l1.key, c.key);
  add(c.shape), add(l1.shape, c.shape), add(c.shape, r1.shape), add(l1.shape, c.shape, r1.shape);
  add(l2.shape, l1.shape, c.shape), add(c.shape, r1.shape, r2.shape);
  add(c.key, l1.shape), add(c.key, r1.shape), add(l1.key, c.shape), add(r1.key, c.shape);
  add(c.tag), add(l1.tag), add(r1.tag), add(l2.tag), add(r2.tag);
  add(l1.tag, c.tag), add(c.tag, r1.tag), add(l1.tag, c.tag, r1.tag);
  add(c.tag, c.shape, r1.shape), add(c.tag, l1.shape, c.shape), add(c.tag, r1.key), add(c.tag, l1.key);
  add(l1.tag, c.key), add(r1.tag, c.key);
  add(c.head, c.distance), add(c.head, c.key), add(c.head, l1.shape, c.shape, r1.shape);
  add(c.head, c.tag, c.shape), add(c.head, r1.key, c.shape), add(c.head, r1.tag, c.shape);
  add(c.quoted, c.bracketed, c.shape, l1.shape), add(c.suffix, c.shape), add(l2.key, c.key);
  add(c.fine), add(l1.fine), add(r1.fine), add(l2.fine), add(r2.fine);
  add(l1.fine, c.fine), add(c.fine, r1.fine), add(l1.coarse, c.coarse, r1.coarse), add(c.fine, c.shape);
  add(c.head, c.fine), add(c.head, c.coarse, r1.coarse), add(l2.coarse, l1.coarse, c.coarse);
  add(c.coarse, r1.coarse, r2.coarse), add(c.tag, l1.coarse, r1.coarse);
  const NameWord &wl2 = l2.word, &wl1 = l1.word, &w = c.word, &wr1 = r1.word, &wr2 = r2.word;
  add(w.tag), add(wl1.tag, w.tag), add(w.tag, wr1.tag), add(wl1.tag, w.tag, wr1.tag);
  add(wl2.tag, wl1.tag, w.tag), add(w.tag, wr1.tag, wr2.tag), add(w.tag, c.tag), add(w.tag, c.shape, r1.shape);
  add(w.link, w.tag), add(wl1.link, w.link), add(w.link, wr1.link), add(w.link, w.governor);
  add(w.edge, wl1.edge), add(w.edge, wr1.edge), add(w.edge, w.phrase), add(w.edge, w.phrase_link);
  add(w.edge, w.phrase_link, w.phrase_governor), add(w.edge, c.head), add(w.edge, wr1.edge, c.tag, r1.shape);
  add(w.phrase, w.phrase_link), add(w.edge, wr1.edge, w.phrase), add(w.edge, w.tag, wr1.tag), add(w.edge, c.key);
  static_assert(kTemplates == 89);
}

}  // namespace boba
