#include "extract/annotators/name_words.h"

#include <algorithm>

namespace boba {
namespace {

constexpr int kMaxClimb = 12;
constexpr uint64_t kNoTag = 31;

bool is_noun(Upos tag) { return tag == Upos::kNoun || tag == Upos::kPropn; }

class Phrases {
 public:
  explicit Phrases(const Document& document)
      : tokens_(document.tokens), left_(tokens_.size()), right_(tokens_.size()), words_(document.syllables.size()) {
    for (const Sentence& sentence : document.sentences) read(sentence);
  }
  std::vector<NameWord> take() { return std::move(words_); }

 private:
  const Token& token(int32_t at) const { return tokens_[static_cast<size_t>(at)]; }

  void read(const Sentence& sentence) {
    for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) left_[t] = right_[t] = t;
    // Each word widens its governors.
    for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
      int32_t up = tokens_[t].head;
      for (int climb = 0; up >= 0 && climb < kMaxClimb; ++climb, up = token(up).head) {
        auto& l = left_[static_cast<size_t>(up)];
        auto& r = right_[static_cast<size_t>(up)];
        if (l <= t && t <= r) break;
        l = std::min(l, t), r = std::max(r, t);
      }
    }
    for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) describe(t, top_of(static_cast<int32_t>(t)));
  }

  // The head of the widest noun phrase around a word, or none.
  int32_t top_of(int32_t at) const {
    int32_t top = -1;
    for (int climb = 0; at >= 0 && climb < kMaxClimb; ++climb) {
      if (is_noun(token(at).upos)) top = at;
      if (top >= 0 && (token(at).head < 0 || !is_noun(token(token(at).head).upos))) break;
      at = token(at).head;
    }
    return top;
  }

  void describe(uint32_t t, int32_t top) {
    const Token& own = tokens_[t];
    const uint64_t governor = own.head < 0 ? kNoTag : static_cast<uint64_t>(token(own.head).upos);
    NameWord word = {.link = 1 + own.deprel + 256 * (governor + 32 * (own.head > static_cast<int32_t>(t)))};
    const uint32_t left = top < 0 ? t : left_[static_cast<size_t>(top)], right = top < 0 ? t : right_[static_cast<size_t>(top)];
    if (top >= 0) word.phrase_link = 1 + token(top).deprel;
    for (uint32_t s = own.first; s < own.last; ++s) {
      const uint64_t begins = s == own.first, ends = s + 1 == own.last;
      word.edge = top < 0 ? 1
                          : 2 + (begins && left == t) + 2 * (ends && right == t) +
                                4 * (begins && static_cast<int32_t>(t) == top) + 8 * (static_cast<int32_t>(t) < top);
      words_[s] = word;
    }
  }

  const std::vector<Token>& tokens_;
  std::vector<uint32_t> left_, right_;  // of each token: its subtree is [left, right], which may leave out words
  std::vector<NameWord> words_;
};

}  // namespace

std::vector<NameWord> name_words(const Document& document) { return Phrases(document).take(); }

}  // namespace boba
