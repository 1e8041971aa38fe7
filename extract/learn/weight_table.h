// Hashed features to one weight each, finer than a FeatureTable's: what logistic models need to stay calibrated.
#ifndef BOBA_EXTRACT_LEARN_WEIGHT_TABLE_H_
#define BOBA_EXTRACT_LEARN_WEIGHT_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "extract/learn/feature_table.h"
#include "extract/learn/model_file.h"

namespace boba {

// Open addressing over 32-bit fingerprints, at most half full; weights are int16 and sums int32: exact, the same on
// every machine.
class WeightTable {
 public:
  // Reads the arrays `prefix`.prints, .weights, .scale of a model, in place.
  static Result<WeightTable> open(const ModelFile& file, const std::string& prefix);

  float scale() const { return scale_; }
  // The weight of `key` in units of scale(); 0 for a feature the table lacks.
  int32_t find(uint64_t key) const {
    const uint32_t print = fingerprint(key);
    for (size_t i = key >> 32;; ++i) {
      const uint32_t here = prints_[i & mask_];
      if (here == print) return weights_[i & mask_];
      if (here == 0) return 0;
    }
  }

  void prefetch(uint64_t key) const {
    __builtin_prefetch(prints_ + ((key >> 32) & mask_));
    __builtin_prefetch(weights_ + ((key >> 32) & mask_));
  }

  static uint32_t fingerprint(uint64_t key) {
    const auto print = static_cast<uint32_t>(key);
    return print == 0 ? 1 : print;
  }

 private:
  const uint32_t* prints_ = nullptr;  // 0: the slot is free
  const int16_t* weights_ = nullptr;
  size_t mask_ = 0;
  float scale_ = 1;
};

// Keeps the `max_features` largest weights and adds the arrays of a WeightTable to `file`. Each feature has one
// weight. Their order does not matter.
void write_weight_table(std::vector<WeightedFeature> features, size_t max_features, const std::string& prefix,
                        ModelFileWriter& file);

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_WEIGHT_TABLE_H_
