// Training of sparse linear models: the averaged perceptron (Collins 2002).
#ifndef BOBA_EXTRACT_LEARN_PERCEPTRON_H_
#define BOBA_EXTRACT_LEARN_PERCEPTRON_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "extract/learn/feature_table.h"

namespace boba {

// Float weights for any feature, created when first updated; a trainer's counterpart of FeatureTable.
class Perceptron {
 public:
  explicit Perceptron(size_t labels);

  size_t labels() const { return labels_; }
  size_t size() const { return used_; }

  // scores[l] += sum of the weights of the features. Precondition: scores has labels() items.
  void score(std::span<const uint64_t> features, std::span<float> scores) const;
  // Adds `amount` to label `l` of each feature.
  void update(std::span<const uint64_t> features, size_t l, float amount);
  // One training step has passed, whether or not it updated: weights are averaged over steps.
  void step() { ++steps_; }

  // The averaged weights of all features updated at least `min_updates` times.
  std::vector<WeightedFeature> average(uint32_t min_updates = 1) const;

 private:
  size_t slot_of(uint64_t key) const;
  void grow();

  size_t labels_;
  size_t used_ = 0;
  uint64_t steps_ = 1;
  std::vector<uint64_t> keys_;     // 0: free
  std::vector<uint32_t> row_of_;   // per slot
  std::vector<uint32_t> updates_;  // per row
  std::vector<float> weights_;     // per row and label
  std::vector<float> weighted_;    // sum of updates times the step at which they were made
};

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_PERCEPTRON_H_
