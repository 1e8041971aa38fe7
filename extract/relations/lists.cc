#include "extract/relations/lists.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

#include "extract/relations/mention_edit.h"

namespace boba {
namespace {

constexpr uint32_t kHeadReach = 3;       // sentences before the first item
constexpr uint32_t kItemGap = 8;         // sentences from one item to the next
constexpr uint32_t kHeadSyllables = 16;
constexpr int kMissing = 2;              // items that the text may leave out or that were not found
constexpr uint32_t kOwnerReach = 4;      // syllables from the owner of a bare head to the head

constexpr std::array<std::string_view, 13> kNumbers = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
constexpr std::array<std::string_view, 2> kHeadTypes = {"Program", "Concept"};

uint32_t syllable_at(const Document& document, const Sentence& sentence, uint32_t byte) {
  uint32_t at = sentence.first_syllable;
  while (at < sentence.last_syllable && document.syllables[at].span.begin < byte) ++at;
  return at;
}

uint32_t sentence_at(const Document& document, uint32_t byte) {
  const auto it = std::upper_bound(document.sentences.begin(), document.sentences.end(), byte,
                                   [](uint32_t at, const Sentence& s) { return at < s.span.begin; });
  return static_cast<uint32_t>(it - document.sentences.begin()) - 1;
}

int count_of(const Quantity& quantity) {
  int value = 0;
  const char* end = quantity.value.data() + quantity.value.size();
  const auto [at, error] = std::from_chars(quantity.value.data(), end, value);
  return error == std::errc() && at == end ? value : 0;
}

bool ends_head(Cue cue) {
  switch (cue) {
    case Cue::kNone:
    case Cue::kOf:
    case Cue::kGoal:
    case Cue::kTopic:
    case Cue::kConjunction: return false;
    default: return true;
  }
}

Upos tag_of(const Document& document, const Sentence& sentence, uint32_t at) {
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t)
    if (document.tokens[t].first <= at && at < document.tokens[t].last) return document.tokens[t].upos;
  return Upos::kX;
}

// A conjunction joins parts of a head unless a verb follows: "two tasks and solutions", but "two tasks and asks ...".
bool opens_predicate(const Document& document, const Sentence& sentence, uint32_t at) {
  return at + 1 < sentence.last_syllable && tag_of(document, sentence, at + 1) == Upos::kVerb;
}

bool function_word(Upos tag) { return tag == Upos::kAdp || tag == Upos::kCconj || tag == Upos::kSconj || tag == Upos::kAdv; }

// Times inside [begin, end) are ordinals.
void take_out(Document& document, uint32_t first, uint32_t text) {
  const Span ordinal = document.span_of(first, text);
  std::erase_if(document.times, [&](const TimeExpression& t) { return ordinal.contains(t.span); });
  std::vector<Mention> cut;
  std::erase_if(document.mentions, [&](const Mention& m) {
    if (m.first < first || m.first >= text) return false;
    if (m.last > text) cut.push_back(m);
    return true;
  });
  for (const Mention& m : cut) add_mention(document, m.type, text, m.last, m.sentence);
}

}  // namespace

ListFinder::ListFinder(std::string_view ordinals, std::string_view nouns)
    : ordinals_(ordinals, kNumbers), nouns_(nouns, kHeadTypes) {}

std::optional<ListFinder::Ordinal> ListFinder::ordinal_at(const Document& document, uint32_t sentence, uint32_t at,
                                                          const CueLexicon& cues) const {
  const uint32_t end = document.sentences[sentence].last_syllable;
  const PhraseMap::Match match = ordinals_.longest(std::span(document.syllables).first(end), at);
  if (!match) return std::nullopt;
  Ordinal ordinal{.number = std::countr_zero(match.kinds), .first = at, .last = at + match.length};
  if (ordinal.number == 0 || ordinal.last >= end) return std::nullopt;
  const bool marked = document.syllables[ordinal.last].is(Syllable::kPunctuation);
  if (!marked && cues.match(document, ordinal.last - 1, end).cue != Cue::kComplement) return std::nullopt;
  while (ordinal.last < end && (document.syllables[ordinal.last].is(Syllable::kPunctuation) ||
                                cues.match(document, ordinal.last, end).cue == Cue::kComplement))
    ++ordinal.last;
  if (ordinal.last == end) return std::nullopt;
  return ordinal;
}

// The noun phrase that a quantity begins, if lists consist of its noun.
std::optional<ListFinder::Head> ListFinder::counted_phrase(const Document& document, uint32_t quantity,
                                                           const CueLexicon& cues) const {
  const Span span = document.quantities[quantity].span;
  Head head{.sentence = sentence_at(document, span.begin)};
  const Sentence& sentence = document.sentences[head.sentence];
  const std::span<const Syllable> syllables = std::span(document.syllables).first(sentence.last_syllable);
  head.first = syllable_at(document, sentence, span.begin);
  uint32_t noun = head.first;
  PhraseMap::Match match;
  while (noun < sentence.last_syllable && document.syllables[noun].span.begin < span.end) {
    match = nouns_.longest(syllables, noun);
    if (match) break;
    ++noun;
  }
  if (!match || noun == head.first) return std::nullopt;
  head.type = match.kinds & 1 ? EntityType::kProgram : EntityType::kConcept;
  for (const Mention& m : document.mentions)
    if (m.first == head.first && m.last > noun + match.length) {
      head.last = noun + match.length;
      while (head.last < m.last && !ends_head(cues.match(document, head.last, sentence.last_syllable).cue)) ++head.last;
      while (head.last > noun + match.length && function_word(tag_of(document, sentence, head.last - 1))) --head.last;
      head.bare = head.last == noun + match.length;
      return head;
    }
  uint32_t last = noun + match.length;
  while (last < sentence.last_syllable && last - head.first < kHeadSyllables) {
    if (document.syllables[last].is(Syllable::kPunctuation)) break;
    const Cue cue = cues.match(document, last, sentence.last_syllable).cue;
    if (ends_head(cue) || (cue == Cue::kConjunction && opens_predicate(document, sentence, last))) break;
    ++last;
  }
  while (last > noun + match.length && function_word(tag_of(document, sentence, last - 1))) --last;
  head.last = last;
  head.bare = last == noun + match.length;
  return head;
}

// The nearest counted phrase before the first item that counts as many as there are items, else the nearest that counts
// more.
std::optional<ListFinder::Head> ListFinder::head_of(const Document& document, const List& list, const CueLexicon& cues) const {
  const List::Item& item = list.items.front();
  const auto size = static_cast<int>(list.items.size());
  std::optional<Head> head;
  for (auto q = static_cast<uint32_t>(document.quantities.size()); q-- > 0;) {
    const Quantity& quantity = document.quantities[q];
    if (quantity.span.begin >= document.syllables[item.first].span.begin || count_of(quantity) < size || count_of(quantity) > size + kMissing) continue;
    if (sentence_at(document, quantity.span.begin) + kHeadReach < item.sentence) break;
    const bool exact = count_of(quantity) == size;
    if (!exact && head) continue;
    const std::optional<Head> phrase = counted_phrase(document, q, cues);
    if (!phrase) continue;
    head = phrase;
    if (exact) break;
  }
  return head;
}

// Puts what has a bare head in its place; false when nothing does.
bool ListFinder::give_to_owner(const Document& document, Head& head) {
  const Mention* owner = nullptr;
  for (const Mention& m : document.mentions) {
    const bool consists = m.type == EntityType::kProgram || m.type == EntityType::kDocument || m.type == EntityType::kEvent ||
                          m.type == EntityType::kGroup || m.type == EntityType::kConcept;
    if (consists && m.sentence == head.sentence && m.last <= head.first && head.first - m.last <= kOwnerReach) owner = &m;
  }
  if (owner == nullptr) return false;
  head.first = owner->first;
  head.last = owner->last;
  return true;
}

// Makes the head a mention, and what is counted alike elsewhere: the title often names the list before the text does.
void ListFinder::mention_head(Document& document, const Head& head, const CueLexicon& cues) const {
  constexpr uint32_t kAlike = 3;  // syllables: the number and a noun of two
  const uint32_t alike = std::min(kAlike, head.last - head.first);
  for (uint32_t q = 0; q < document.quantities.size(); ++q) {
    const std::optional<Head> other = counted_phrase(document, q, cues);
    if (!other || other->last - other->first < alike) continue;
    bool same = true;
    for (uint32_t i = 0; i < alike && same; ++i)
      same = document.syllables[head.first + i].key == document.syllables[other->first + i].key;
    if (!same) continue;
    add_mention(document, head.type, other->first, other->last, other->sentence);
    for (Mention& m : document.mentions)
      if (m.first == other->first && m.last == other->last) m.type = head.type;
  }
}

std::vector<List> ListFinder::find(Document& document, const CueLexicon& cues) const {
  std::vector<List> lists;
  List open;
  std::vector<Ordinal> ordinals;
  const auto close = [&] {
    const bool whole = open.items.size() >= 2;
    auto head = whole ? head_of(document, open, cues) : std::nullopt;
    if (head && head->bare && !give_to_owner(document, *head)) head.reset();
    if (head) {
      for (const Ordinal& ordinal : ordinals) take_out(document, ordinal.first, ordinal.last);
      if (!head->bare) mention_head(document, *head, cues);
      open.first = head->first;
      open.last = head->last;
      lists.push_back(std::move(open));
    }
    open = {};
    ordinals.clear();
  };
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    if (!open.items.empty() && s - open.items.back().sentence > kItemGap) close();
    for (uint32_t at = sentence.first_syllable; at < sentence.last_syllable; ++at) {
      if (at > sentence.first_syllable) {
        const Mark mark = mark_of(document.in(document.syllables[at - 1].span));
        const bool goes_on = mark == Mark::kComma && !open.items.empty();
        if (mark != Mark::kColon && mark != Mark::kSemicolon && !goes_on) continue;
      }
      const std::optional<Ordinal> ordinal = ordinal_at(document, s, at, cues);
      if (!ordinal) continue;
      if (ordinal->number == 1) close();
      if (ordinal->number != static_cast<int>(open.items.size()) + 1) continue;
      if (!open.items.empty() && open.items.back().sentence == s) open.items.back().last = ordinal->first - 1;
      open.items.push_back({s, ordinal->last, sentence.last_syllable});
      ordinals.push_back(*ordinal);
    }
  }
  close();
  return lists;
}

}  // namespace boba
