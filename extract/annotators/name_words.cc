#include "extract/annotators/name_words.h"

#include <algorithm>

#include "core/hash.h"

namespace boba {
namespace {

bool is_noun(Upos tag) { return tag == Upos::kNoun || tag == Upos::kPropn; }

constexpr int kMaxClimb = 12;

}  // namespace

NameTree::NameTree(const Document& document) : document_(document), words_(document.syllables.size()) {
  if (document.tokens.empty()) return;
  tokens_.resize(document.syllables.size());
  const size_t n = document.tokens.size();
  left_.resize(n), right_.resize(n), texts_.resize(n);
  for (uint32_t t = 0; t < n; ++t) {
    const Token& token = document.tokens[t];
    left_[t] = right_[t] = t;
    uint64_t text = 1;
    for (uint32_t s = token.first; s < token.last; ++s) {
      tokens_[s] = t;
      text = mix(text, document.syllables[s].key);
    }
    texts_[t] = text;
  }
  for (const Sentence& sentence : document.sentences) read_sentence(sentence);
}

void NameTree::read_sentence(const Sentence& sentence) {
  const std::vector<Token>& all = document_.tokens;
  // Each word widens its governors; trees are shallow, so this is about linear.
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    int32_t up = all[t].head;
    for (int climb = 0; up >= 0 && climb < kMaxClimb; ++climb, up = all[static_cast<size_t>(up)].head) {
      auto& l = left_[static_cast<size_t>(up)];
      auto& r = right_[static_cast<size_t>(up)];
      if (l <= t && t <= r) break;
      l = std::min(l, t), r = std::max(r, t);
    }
  }
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    int32_t top = -1;
    auto at = static_cast<int32_t>(t);
    for (int climb = 0; at >= 0 && climb < kMaxClimb; ++climb) {
      const Token& token = all[static_cast<size_t>(at)];
      if (is_noun(token.upos)) top = at;
      if (top >= 0 && (token.head < 0 || !is_noun(all[static_cast<size_t>(token.head)].upos))) break;
      at = token.head;
    }
    describe(t, top);
  }
  add_phrases(sentence);
}

// Each noun alone, and to the end of each of its parts behind it.
void NameTree::add_phrases(const Sentence& sentence) {
  const std::vector<Token>& all = document_.tokens;
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    if (is_noun(all[t].upos)) phrases_.push_back({all[left_[t]].first, all[t].first, all[t].last});
    const int32_t head = all[t].head;
    if (head < 0 || head >= static_cast<int32_t>(t)) continue;
    const Token& noun = all[static_cast<size_t>(head)];
    if (is_noun(noun.upos)) phrases_.push_back({all[left_[static_cast<size_t>(head)]].first, noun.first, all[right_[t]].last});
  }
}

void NameTree::describe(uint32_t t, int32_t top) {
  const Token& token = document_.tokens[t];
  NameWord word;
  const auto tag_of = [&](int32_t at) {
    return at < 0 ? uint64_t{31} : static_cast<uint64_t>(document_.tokens[static_cast<size_t>(at)].upos);
  };
  word.link = 1 + token.deprel + 256 * (tag_of(token.head) + 32 * (token.head > static_cast<int32_t>(t)));
  word.governor = text(token.head);
  uint32_t left = 0, right = 0;
  if (top >= 0) {
    const Token& head = document_.tokens[static_cast<size_t>(top)];
    left = left_[static_cast<size_t>(top)], right = right_[static_cast<size_t>(top)];
    word.phrase = texts_[static_cast<size_t>(top)];
    word.phrase_link = 1 + head.deprel;
    word.phrase_governor = text(head.head);
  }
  for (uint32_t s = token.first; s < token.last; ++s) {
    const uint64_t begins = s == token.first, ends = s + 1 == token.last;
    word.tag = 1 + begins + 2 * ends + 4 * static_cast<uint64_t>(token.upos);
    word.edge = top < 0 ? 1
                        : 2 + (begins && left == t) + 2 * (ends && right == t) +
                              4 * (begins && static_cast<int32_t>(t) == top) + 8 * (static_cast<int32_t>(t) < top);
    words_[s] = word;
  }
}

NameTree::Place NameTree::place(uint32_t first, uint32_t last) const {
  Place place;
  if (tokens_.empty()) return place;
  const uint32_t begin = tokens_[first], end = tokens_[last - 1];
  const std::vector<Token>& all = document_.tokens;
  place.aligned = all[begin].first == first && all[end].last == last;
  place.words = end - begin + 1;
  const auto within = [&](int32_t at) {
    return at >= static_cast<int32_t>(begin) && at <= static_cast<int32_t>(end);
  };
  for (uint32_t t = begin; t <= end; ++t) {
    if (within(all[t].head)) continue;
    ++place.roots;
    if (place.head < 0) place.head = static_cast<int32_t>(t);
  }
  if (place.head >= 0) {
    place.left = left_[static_cast<size_t>(place.head)] < begin;
    place.right = right_[static_cast<size_t>(place.head)] > end;
  }
  if (end + 1 < all.size() && within(all[end + 1].head)) place.next = static_cast<int32_t>(end) + 1;
  return place;
}

}  // namespace boba
