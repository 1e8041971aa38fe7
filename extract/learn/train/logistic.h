// Logistic regression over sparse indicator features.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_LOGISTIC_H_
#define BOBA_EXTRACT_LEARN_TRAIN_LOGISTIC_H_

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "extract/learn/feature_table.h"

namespace boba::train {

// Examples in compressed rows: features as dense indices, one label each.
class Examples {
 public:
  // Registers the features of one example; `weight` scales its gradient.
  void add(std::span<const uint64_t> features, uint8_t label, float weight = 1);
  size_t size() const { return labels_.size(); }
  size_t features() const { return keys_.size(); }
  std::span<const uint32_t> row(size_t i) const { return {indices_.data() + begins_[i], begins_[i + 1] - begins_[i]}; }
  uint8_t label(size_t i) const { return labels_[i]; }
  float weight(size_t i) const { return weights_[i]; }
  uint64_t key(uint32_t feature) const { return keys_[feature]; }

 private:
  std::unordered_map<uint64_t, uint32_t> index_;
  std::vector<uint64_t> keys_;
  std::vector<uint32_t> indices_;
  std::vector<size_t> begins_ = {0};
  std::vector<uint8_t> labels_;
  std::vector<float> weights_;
};

struct LogisticOptions {
  int epochs = 8;
  float rate = 0.08f;   // AdaGrad (Duchi et al. 2011)
  float l2 = 2e-5f;     // per step, on the features of the example
  uint64_t seed = 7;
};

// Multinomial for labels > 2 rows of weights, binary with one row for labels == 1. Deterministic.
class Logistic {
 public:
  // Trains on the examples named by `rows`.
  Logistic(const Examples& examples, std::span<const uint32_t> rows, size_t labels, const LogisticOptions& options);
  // Forgets all but the `most` features with the largest weights and trains on with these alone: what a model of so many features
  // will say.
  void keep_largest(size_t most, const Examples& examples, std::span<const uint32_t> rows, const LogisticOptions& options);
  // Binary: the log odds of label 1; multinomial: the score of `label`.
  float score(const Examples& examples, size_t row, size_t label = 0) const;
  std::vector<WeightedFeature> weights(const Examples& examples) const;

 private:
  void train(const Examples& examples, std::span<const uint32_t> rows, const LogisticOptions& options);
  void step(const Examples& examples, size_t row, const LogisticOptions& options);
  size_t labels_;
  std::vector<float> weights_, squares_;  // per feature and label
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_LOGISTIC_H_
