#include "extract/learn/train/input_table.h"

#include <algorithm>

#include "extract/learn/feature_table.h"

namespace boba::train {
namespace {

constexpr uint32_t kLeastCount = 2;

}  // namespace

InputTable::InputTable(size_t size, const Embeddings& vectors) : size_(size), vectors_(vectors) {}

void InputTable::meet(uint64_t feature) {
  if (++counts_[feature] == kLeastCount) order_.push_back(feature);
}

void InputTable::begin(size_t max_rows, const std::function<uint64_t(size_t, uint64_t)>& key_of, Random& random) {
  std::stable_sort(order_.begin(), order_.end(), [&](uint64_t a, uint64_t b) { return counts_[a] > counts_[b]; });
  order_.resize(std::min(order_.size(), max_rows));
  counts_.clear();
  for (uint32_t row = 0; row < order_.size(); ++row) row_of_.emplace(order_[row], row);
  size_t kept = order_.size();
  for (uint32_t v = 0; v < vectors_.keys.size(); ++v) {
    for (size_t l = 0; l < InputFeatures::kLexical; ++l) {
      if (l > 0 && vectors_.lengths[v] > 1) continue;
      const bool known = row_of_.contains(key_of(l, vectors_.keys[v]));
      if (!known && kept >= max_rows) continue;
      vector_of_[l].emplace(vectors_.keys[v], v);
      kept += known ? 0 : 1;
    }
  }
  key_of_ = key_of;
  rows_ = Parameter(order_.size(), size_);
  rows_.randomize_rows(random, 0.05f);
  for (size_t l = 0; l < InputFeatures::kLexical; ++l) {
    projections_.emplace_back(vectors_.size, size_);
    projections_.back().randomize(random);
  }
}

void InputTable::turn_to(Source source) {
  source_ = source;
  if (source == Source::kAll || source_rows_[0].weights.rows > 0) return;
  for (Parameter& rows : source_rows_) rows = Parameter(order_.size(), size_);
}

void InputTable::discard() {
  for (Parameter* rows : {&rows_, &source_rows_[0], &source_rows_[1]})
    if (rows->weights.rows > 0)
      for (uint32_t row : touched_) std::fill_n(rows->gradient[row], size_, 0.0f);
  touched_.clear();
}

void InputTable::add(uint64_t feature, Word& word, float* sum) const {
  const auto row = row_of_.find(feature);
  if (row == row_of_.end()) return;
  word.rows.push_back(row->second);
  add_scaled(1, rows_.weights[row->second], sum, size_);
  if (source_ != Source::kAll) add_scaled(1, source_rows_[source_ == Source::kOther].weights[row->second], sum, size_);
}

void InputTable::add_vector(size_t lexical, uint64_t unit, Word& word, float* sum) const {
  const auto vector = vector_of_[lexical].find(unit);
  if (vector == vector_of_[lexical].end()) return;
  word.vectors[lexical] = static_cast<int32_t>(vector->second);
  const float* v = vectors_.vectors.data() + static_cast<size_t>(vector->second) * vectors_.size;
  for (size_t k = 0; k < vectors_.size; ++k) add_scaled(v[k], projections_[lexical].weights[k], sum, size_);
}

void InputTable::back(const Word& word, const float* gradient) {
  for (uint32_t row : word.rows) {
    add_scaled(1, gradient, rows_.gradient[row], size_);
    if (source_ != Source::kAll) add_scaled(1, gradient, source_rows_[source_ == Source::kOther].gradient[row], size_);
    touched_.push_back(row);
  }
  for (size_t l = 0; l < InputFeatures::kLexical; ++l) {
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
  for (Parameter& rows : source_rows_)
    if (rows.weights.rows > 0) rows.update_rows(options, scale, touched_);
  touched_.clear();
}

void InputTable::write(ModelFileWriter& file) const {
  std::vector<WeightedFeature> features;
  std::unordered_map<uint64_t, size_t> place;
  const auto at = [&](uint64_t key) {
    const auto [it, fresh] = place.emplace(key, features.size());
    if (fresh) features.push_back({key, std::vector<float>(size_)});
    return features[it->second].weights.data();
  };
  for (uint32_t row = 0; row < order_.size(); ++row)
    for (const Parameter* rows : {&rows_, &source_rows_[0]})
      if (rows->weights.rows > 0) add_scaled(1, rows->weights[row], at(order_[row]), size_);
  for (size_t l = 0; l < InputFeatures::kLexical; ++l) {
    for (uint32_t v = 0; v < vectors_.keys.size(); ++v) {  // not in the order of a hash table
      if (!vector_of_[l].contains(vectors_.keys[v])) continue;
      float* weights = at(key_of_(l, vectors_.keys[v]));
      for (size_t k = 0; k < vectors_.size; ++k)
        add_scaled(vectors_.vectors[v * vectors_.size + k], projections_[l].weights[k], weights, size_);
    }
  }
  const size_t count = features.size();
  write_feature_table(std::move(features), size_, count, "words", file);
}

}  // namespace boba::train
