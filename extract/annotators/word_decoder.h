// The best sequence of words and tags, given scores of syllables.
#ifndef BOBA_EXTRACT_ANNOTATORS_WORD_DECODER_H_
#define BOBA_EXTRACT_ANNOTATORS_WORD_DECODER_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "extract/annotators/word_features.h"

namespace boba {

// Viterbi over the labels of WordFeatures: a syllable that continues a word has that word's tag. Exact, linear in the
// sentence. Its memory is used again.
template <typename Number>
class WordDecoder {
 public:
  // `scores`: kWordLabels a syllable; `moves`: from a word of tag t (17: the sentence begins) to one of tag u at
  // 17 t + u. The labels are valid until the next call.
  std::span<const uint8_t> decode(std::span<const Number> scores, std::span<const Number> moves) {
    const size_t count = scores.size() / kWordLabels;
    back_.resize(count * kWordLabels);
    labels_.resize(count);
    if (count == 0) return labels_;
    std::array<Number, kWordLabels> best, next;
    for (size_t u = 0; u < kUposCount; ++u) {
      best[u] = scores[u] + moves[kUposCount * kUposCount + u];
      best[kUposCount + u] = kNever;
    }
    for (size_t i = 1; i < count; ++i) {
      step(best, scores.subspan(i * kWordLabels, kWordLabels), moves, next, &back_[i * kWordLabels]);
      best = next;
    }
    size_t label = static_cast<size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    for (size_t i = count; i-- > 0;) {
      labels_[i] = static_cast<uint8_t>(label);
      label = back_[i * kWordLabels + label];
    }
    return labels_;
  }

 private:
  using Labels = std::array<Number, kWordLabels>;
  static constexpr Number kNever = -1000000;

  static void step(const Labels& best, std::span<const Number> scores, std::span<const Number> moves, Labels& next,
                   uint8_t* back) {
    // Whether the word of tag t that ends here has one syllable so far or more.
    std::array<Number, kUposCount> word;
    std::array<uint8_t, kUposCount> from;
    for (size_t t = 0; t < kUposCount; ++t) {
      const bool inside = best[kUposCount + t] > best[t];
      word[t] = inside ? best[kUposCount + t] : best[t];
      from[t] = static_cast<uint8_t>(inside ? kUposCount + t : t);
      next[kUposCount + t] = word[t] + scores[kUposCount + t];
      back[kUposCount + t] = from[t];
    }
    std::array<Number, kUposCount> top;
    std::array<uint8_t, kUposCount> arg = {};
    for (size_t u = 0; u < kUposCount; ++u) top[u] = word[0] + moves[u];
    for (size_t t = 1; t < kUposCount; ++t) {
      for (size_t u = 0; u < kUposCount; ++u) {
        const Number via = word[t] + moves[t * kUposCount + u];
        arg[u] = via > top[u] ? static_cast<uint8_t>(t) : arg[u];
        top[u] = std::max(top[u], via);
      }
    }
    for (size_t u = 0; u < kUposCount; ++u) {
      next[u] = top[u] + scores[u];
      back[u] = from[arg[u]];
    }
  }

  std::vector<uint8_t> back_;
  std::vector<uint8_t> labels_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_WORD_DECODER_H_
