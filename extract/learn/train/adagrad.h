// Float weights of sparse features under AdaGrad (Duchi et al. 2011): what trainers turn into a FeatureTable.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_ADAGRAD_H_
#define BOBA_EXTRACT_LEARN_TRAIN_ADAGRAD_H_

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "extract/learn/feature_table.h"

namespace boba::train {

struct AdagradOptions {
  float rate = 0.1f;
  float decay = 0;  // L2, per update
};

// A table of `labels` weights a feature. Features are numbered as they come.
class Adagrad {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFFu;

  Adagrad(size_t labels, AdagradOptions options) : labels_(labels), options_(options) {}

  // The number of a feature, new ones created.
  uint32_t create(uint64_t key);
  // The number of a feature or kNone.
  uint32_t find(uint64_t key) const;
  size_t size() const { return keys_.size(); }

  // out[l] += weights of the features. kNone adds nothing.
  void score(std::span<const uint32_t> features, float* out) const;
  // Steps against `gradient`, which belongs to each of the features.
  void update(std::span<const uint32_t> features, const float* gradient);

  // Adds the weights as they are to the average that finish() replaces them with (Polyak and Juditsky 1992).
  void remember();
  void finish();

  // Features with a weight of at least `min_weight`.
  std::vector<WeightedFeature> weights(float min_weight) const;

 private:
  size_t labels_;
  AdagradOptions options_;
  std::unordered_map<uint64_t, uint32_t> index_;
  std::vector<uint64_t> keys_;
  std::vector<float> weights_;
  std::vector<float> squares_;
  std::vector<float> sums_;
  uint32_t remembered_ = 0;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_ADAGRAD_H_
