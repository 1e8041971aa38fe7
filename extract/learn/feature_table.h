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

// The first slot from `i` on that holds `print` or is free (0), of `count` slots, the last of which is free.
inline size_t find_print(const uint16_t* prints, size_t count, size_t i, uint16_t print) {
#if defined(__SSE2__)
  // Sixteen slots at once: a search in a table that is nearly full is long, and no branch of it can be foretold.
  const __m128i wanted = _mm_set1_epi16(static_cast<int16_t>(print)), zero = _mm_setzero_si128();
  for (; i + 16 <= count; i += 16) {
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(prints + i));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(prints + i + 8));
    const __m128i same = _mm_packs_epi16(_mm_cmpeq_epi16(a, wanted), _mm_cmpeq_epi16(b, wanted));
    const __m128i free = _mm_packs_epi16(_mm_cmpeq_epi16(a, zero), _mm_cmpeq_epi16(b, zero));
    const int ends = _mm_movemask_epi8(_mm_or_si128(same, free));
    if (ends != 0) return i + static_cast<size_t>(std::countr_zero(static_cast<unsigned>(ends)));
  }
#endif
  while (prints[i] != 0 && prints[i] != print) ++i;
  return i;
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
    const size_t i = find_print(prints_, count_, home(key, slots_), fingerprint(key));
    return prints_[i] == 0 ? nullptr : rows_ + i * labels_;
  }
  // The weight of `key`, 0 without one: the rows of free slots are zero. Precondition: one label.
  int8_t weight(uint64_t key) const { return rows_[find_print(prints_, count_, home(key, slots_), fingerprint(key))]; }
  // scores[l] += weight of (key, l). Precondition: scores has labels() items; at most 258 features in one sum.
  void add(uint64_t key, int16_t* scores) const {
    if (const int8_t* row = find(key))
      for (size_t l = 0; l < labels_; ++l) scores[l] = static_cast<int16_t>(scores[l] + row[l]);
  }
  // Fills `rows` with those of the keys that have one, in order, and asks for their memory: best some time before sum().
  void find_all(std::span<const uint64_t> keys, std::vector<const int8_t*>& rows) const {
    rows.resize(keys.size());
    size_t count = 0;
    for (uint64_t key : keys) {
      const size_t i = find_print(prints_, count_, home(key, slots_), fingerprint(key));
      rows[count] = rows_ + i * labels_;
      count += prints_[i] != 0;  // no branch: it could not be foretold
    }
    rows.resize(count);
    for (const int8_t* row : rows) prefetch_row(row);
  }
  // sums[l] = the sum of weights l of `rows`, which were found; at most 258 of them.
  void sum(std::span<const int8_t* const> rows, int16_t* sums) const;
  // The same in units of the trainer's scores.
  void sum(std::span<const int8_t* const> rows, float* sums) const;

  // Memory takes longer than all else: ask for the slots of features some time before they are looked for.
  void prefetch(uint64_t key) const { __builtin_prefetch(prints_ + home(key, slots_)); }
  // For weight().
  void prefetch_weight(uint64_t key) const {
    prefetch(key);
    __builtin_prefetch(rows_ + home(key, slots_));
  }

  // Where the search for `key` begins in a table of `slots`, a power of two; the fingerprint holds its other bits.
  static size_t home(uint64_t key, size_t slots) { return (key >> 16) & (slots - 1); }
  static uint16_t fingerprint(uint64_t key) {
    const auto print = static_cast<uint16_t>(key);
    return print == 0 ? 1 : print;
  }

 private:
  void prefetch_row(const int8_t* row) const {
    for (size_t l = 0; l < labels_; l += 64) __builtin_prefetch(row + l);
    __builtin_prefetch(row + labels_ - 1);
  }

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
