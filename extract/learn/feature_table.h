// Sparse linear models: hashed features to rows of small weights, one a label.
#ifndef BOBA_EXTRACT_LEARN_FEATURE_TABLE_H_
#define BOBA_EXTRACT_LEARN_FEATURE_TABLE_H_

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/hash.h"
#include "core/result.h"
#include "extract/learn/model_file.h"

namespace boba {

// A feature is the hash of its template's number and its values: feature(3, word.key, next.key).
template <typename... Values>
constexpr uint64_t feature(uint64_t number, Values... values) {
  uint64_t h = number;
  ((h = mix(h, static_cast<uint64_t>(values))), ...);
  return h;
}

// Open addressing (at most four slots of five are used) over 16-bit fingerprints, so that a feature the model lacks costs no row: it adds nothing but
// for one in about 16,000. Rows are int8 and sums int16: exact, the same on every machine.
class FeatureTable {
 public:
  // Reads the arrays `prefix`.dims, .prints, .rows of a model, in place.
  static Result<FeatureTable> open(const ModelFile& file, const std::string& prefix);

  size_t labels() const { return labels_; }
  // One weight is worth this much of the trainer's scores.
  float scale() const { return scale_; }

  // The row of `key`: labels() weights, or null. Constant time on the average.
  const int8_t* find(uint64_t key) const {
    const uint16_t print = fingerprint(key);
    size_t i = home(key, slots_);
#if defined(__SSE2__)
    // Eight slots at once: a search in a table that is nearly full is long, and no branch of it can be foretold.
    for (; i + 8 <= count_; i += 8) {
      const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(prints_ + i));
      const int same = _mm_movemask_epi8(_mm_cmpeq_epi16(here, _mm_set1_epi16(static_cast<int16_t>(print))));
      const int free = _mm_movemask_epi8(_mm_cmpeq_epi16(here, _mm_setzero_si128()));
      if ((same | free) == 0) continue;
      const int at = std::countr_zero(static_cast<unsigned>(same | free));
      return (same >> at & 1) != 0 ? rows_ + (i + static_cast<size_t>(at) / 2) * labels_ : nullptr;
    }
#endif
    for (; prints_[i] != 0; ++i)
      if (prints_[i] == print) return rows_ + i * labels_;
    return nullptr;
  }
  // scores[l] += weight of (key, l). Precondition: scores has labels() items; at most 258 features in one sum.
  void add(uint64_t key, int16_t* scores) const {
    if (const int8_t* row = find(key)) add_row(row, scores);
  }
  // The same for a row that was found.
  void add_row(const int8_t* __restrict row, int16_t* __restrict scores) const {
    for (size_t l = 0; l < labels_; ++l) scores[l] = static_cast<int16_t>(scores[l] + row[l]);
  }
  void prefetch(uint64_t key) const { __builtin_prefetch(prints_ + home(key, slots_)); }

  // Where the search for `key` begins in a table of `slots`, a power of two; the fingerprint holds its other bits.
  static size_t home(uint64_t key, size_t slots) { return (key >> 16) & (slots - 1); }
  static uint16_t fingerprint(uint64_t key) {
    const auto print = static_cast<uint16_t>(key);
    return print == 0 ? 1 : print;
  }

 private:
  const uint16_t* prints_ = nullptr;  // 0: the slot is free
  const int8_t* rows_ = nullptr;
  size_t count_ = 0;  // of prints, with those behind the last home
  size_t slots_ = 0;
  size_t labels_ = 0;
  float scale_ = 1;
};

// A feature with its trained weights.
struct WeightedFeature {
  uint64_t key;
  std::vector<float> weights;
};

// Keeps the `max_features` features of the largest weights (sum of absolute values), quantises them to int8 and
// adds the arrays of a FeatureTable to `file`. The order of `features` does not matter. Returns FeatureTable::scale().
float write_feature_table(std::vector<WeightedFeature> features, size_t labels, size_t max_features,
                          const std::string& prefix, ModelFileWriter& file);

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_FEATURE_TABLE_H_
