#include "extract/relations/lists.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

namespace boba {
namespace {

constexpr uint32_t kHeadReach = 3;       // sentences before the first item
constexpr uint32_t kItemGap = 8;         // sentences from one item to the next
constexpr uint32_t kHeadSyllables = 12;  // of a head that no mention covers

constexpr std::array<std::string_view, 13> kNumbers = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};

// The counted phrase of one sentence, the last one; a mention that begins with the number, or the number and what
// follows up to a mark.
std::optional<Span> counted_phrase(Document& document, uint32_t index) {
  const Sentence& sentence = document.sentences[index];
  for (auto q = document.quantities.rbegin(); q != document.quantities.rend(); ++q) {
    if (!sentence.span.contains(q->span) || q->value.size() > 2 || q->value == "1" || q->value == "0") continue;
    if (q->unit.empty() || q->unit.find('%') != std::string::npos) continue;
    for (const Mention& m : document.mentions)
      if (m.span.begin <= q->span.begin && q->span.end <= m.span.end) return m.span;
    uint32_t first = sentence.first_syllable;
    while (first < sentence.last_syllable && document.syllables[first].span.begin < q->span.begin) ++first;
    uint32_t last = first;
    while (last < sentence.last_syllable && last - first < kHeadSyllables &&
           !document.syllables[last].is(Syllable::kPunctuation))
      ++last;
    if (last < first + 2) continue;
    const Mention head{.span = document.span_of(first, last), .type = EntityType::kProgram, .score = 0.5f,
                       .first = first, .last = last, .sentence = index};
    document.mentions.insert(std::upper_bound(document.mentions.begin(), document.mentions.end(), head,
                                              [](const Mention& a, const Mention& b) {
                                                return a.span.begin != b.span.begin ? a.span.begin < b.span.begin
                                                                                    : a.span.end > b.span.end;
                                              }),
                             head);
    return head.span;
  }
  return std::nullopt;
}

}  // namespace

ListFinder::ListFinder(std::string_view ordinals) : ordinals_(ordinals, kNumbers) {}

std::vector<List> ListFinder::find(Document& document) const {
  std::vector<List> lists;
  std::optional<List> open;
  int expected = 1;
  uint32_t last_item = 0;
  const auto close = [&] {
    if (open && open->items.size() >= 2) lists.push_back(*std::move(open));
    open.reset();
    expected = 1;
  };
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    const PhraseMap::Match match = ordinals_.longest(document.syllables, sentence.first_syllable, ~1u);
    const bool ordinal = match && sentence.first_syllable + match.length < sentence.last_syllable;
    const int number = ordinal ? std::countr_zero(match.kinds) : 0;
    if (open && s - last_item > kItemGap) close();
    if (!ordinal) continue;
    if (number == 1) {
      close();
      for (uint32_t back = 1; back <= kHeadReach && back <= s && !open; ++back)
        if (const auto head = counted_phrase(document, s - back)) open = List{.head = *head, .items = {}};
    }
    if (!open || number != expected) continue;
    uint32_t first = sentence.first_syllable + match.length;
    while (first < sentence.last_syllable && document.syllables[first].is(Syllable::kPunctuation)) ++first;
    if (first < sentence.last_syllable) open->items.push_back({s, first});
    last_item = s;
    ++expected;
  }
  close();
  return lists;
}

}  // namespace boba
