// What a network is told of the words of a sentence.
#ifndef BOBA_EXTRACT_LEARN_INPUT_FEATURES_H_
#define BOBA_EXTRACT_LEARN_INPUT_FEATURES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace boba {

// Features of one sentence's words: hashes, each a row of one table; the sum of a word's rows is its vector. The first
// three of a word name it, its first and its last syllable; `units` has their keys for vectors of raw text.
struct InputFeatures {
  static constexpr size_t kLexical = 3;
  std::vector<uint64_t> keys;
  std::vector<uint32_t> first;  // of each word, and the end
  std::vector<std::array<uint64_t, kLexical>> units;
  size_t words() const { return first.size() - 1; }
  std::span<const uint64_t> of(size_t word) const {
    return std::span(keys).subspan(first[word], first[word + 1] - first[word]);
  }
};

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_INPUT_FEATURES_H_
