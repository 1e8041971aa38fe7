#include "extract/learn/train/input_table.h"

#include <algorithm>

#include "extract/learn/feature_table.h"

namespace boba::train {
namespace {

constexpr uint32_t kLeastCount = 2;

}  // namespace

InputTable::InputTable(size_t size, const Embeddings& vectors) : size_(size), vectors_(vectors) {
  for (uint32_t v = 0; v < vectors.keys.size(); ++v) vector_of_.emplace(vectors.keys[v], v);
}

void InputTable::meet(uint64_t feature) {
  if (++counts_[feature] != kLeastCount) return;
  row_of_.emplace(feature, static_cast<uint32_t>(order_.size()));
  order_.push_back(feature);
}

void InputTable::begin(Random& random) {
  counts_.clear();
  rows_ = Parameter(order_.size(), size_);
  rows_.randomize_rows(random, 0.05f);
  for (size_t l = 0; l < kLexical; ++l) {
    projections_.emplace_back(vectors_.size, size_);
    projections_.back().randomize(random);
  }
}

void InputTable::add(uint64_t feature, Word& word, float* sum) const {
  const auto row = row_of_.find(feature);
  if (row == row_of_.end()) return;
  word.rows.push_back(row->second);
  add_scaled(1, rows_.weights[row->second], sum, size_);
}

void InputTable::add_vector(size_t lexical, uint64_t unit, Word& word, float* sum) const {
  const auto vector = vector_of_.find(unit);
  if (vector == vector_of_.end()) return;
  word.vectors[lexical] = static_cast<int32_t>(vector->second);
  const float* v = vectors_.vectors.data() + static_cast<size_t>(vector->second) * vectors_.size;
  for (size_t k = 0; k < vectors_.size; ++k) add_scaled(v[k], projections_[lexical].weights[k], sum, size_);
}

void InputTable::back(const Word& word, const float* gradient) {
  for (uint32_t row : word.rows) {
    add_scaled(1, gradient, rows_.gradient[row], size_);
    touched_.push_back(row);
  }
  for (size_t l = 0; l < kLexical; ++l) {
    if (word.vectors[l] < 0) continue;
    const float* v = vectors_.vectors.data() + static_cast<size_t>(word.vectors[l]) * vectors_.size;
    for (size_t k = 0; k < vectors_.size; ++k) add_scaled(v[k], gradient, projections_[l].gradient[k], size_);
  }
}

std::vector<Parameter*> InputTable::parameters() {
  std::vector<Parameter*> all;
  for (Parameter& p : projections_) all.push_back(&p);
  return all;
}

void InputTable::update_rows(const AdamOptions& options, float scale) {
  std::sort(touched_.begin(), touched_.end());
  touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  rows_.update_rows(options, scale, touched_);
  touched_.clear();
}

void InputTable::write(size_t max_rows, const std::function<uint64_t(size_t, uint64_t)>& key_of, ModelFileWriter& file) const {
  std::vector<WeightedFeature> features;
  std::unordered_map<uint64_t, size_t> place;
  const auto at = [&](uint64_t key) -> std::vector<float>& {
    const auto [it, fresh] = place.emplace(key, features.size());
    if (fresh) features.push_back({key, std::vector<float>(size_)});
    return features[it->second].weights;
  };
  for (uint32_t row = 0; row < order_.size(); ++row) add_scaled(1, rows_.weights[row], at(order_[row]).data(), size_);
  for (uint32_t v = 0; v < vectors_.keys.size(); ++v) {
    for (size_t l = 0; l < kLexical; ++l) {
      if (l > 0 && vectors_.lengths[v] > 1) continue;
      const uint64_t key = key_of(l, vectors_.keys[v]);
      if (features.size() >= max_rows && !place.contains(key)) continue;
      std::vector<float>& weights = at(key);
      for (size_t k = 0; k < vectors_.size; ++k)
        add_scaled(vectors_.vectors[v * vectors_.size + k], projections_[l].weights[k], weights.data(), size_);
    }
  }
  const size_t count = features.size();
  write_feature_table(std::move(features), size_, count, "words", file);
}

}  // namespace boba::train
