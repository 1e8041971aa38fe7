#include "extract/learn/train/adagrad.h"

#include <algorithm>
#include <cmath>

namespace boba::train {
namespace {

constexpr float kFirstSquare = 1e-2f;  // damps the first steps of a feature

}  // namespace

uint32_t Adagrad::create(uint64_t key) {
  const auto [at, added] = index_.emplace(key, static_cast<uint32_t>(keys_.size()));
  if (added) {
    keys_.push_back(key);
    weights_.resize(weights_.size() + labels_, 0.0f);
    squares_.resize(squares_.size() + labels_, kFirstSquare);
  }
  return at->second;
}

uint32_t Adagrad::find(uint64_t key) const {
  const auto at = index_.find(key);
  return at == index_.end() ? kNone : at->second;
}

void Adagrad::score(std::span<const uint32_t> features, float* out) const {
  for (const uint32_t f : features) {
    if (f == kNone) continue;
    const float* row = weights_.data() + f * labels_;
    for (size_t l = 0; l < labels_; ++l) out[l] += row[l];
  }
}

void Adagrad::update(std::span<const uint32_t> features, const float* gradient) {
  for (const uint32_t f : features) {
    if (f == kNone) continue;
    float* row = weights_.data() + f * labels_;
    float* squares = squares_.data() + f * labels_;
    for (size_t l = 0; l < labels_; ++l) {
      const float g = gradient[l] + options_.decay * row[l];
      squares[l] += g * g;
      row[l] -= options_.rate * g / std::sqrt(squares[l]);
    }
  }
}

void Adagrad::remember() {
  sums_.resize(weights_.size());
  for (size_t i = 0; i < weights_.size(); ++i) sums_[i] += weights_[i];
  ++remembered_;
}

void Adagrad::finish() {
  if (remembered_ == 0) return;
  for (size_t i = 0; i < weights_.size(); ++i) weights_[i] = sums_[i] / static_cast<float>(remembered_);
  sums_.clear();
  remembered_ = 0;
}

std::vector<WeightedFeature> Adagrad::weights(float min_weight) const {
  std::vector<WeightedFeature> all;
  for (size_t f = 0; f < keys_.size(); ++f) {
    const float* row = weights_.data() + f * labels_;
    const bool counts = std::any_of(row, row + labels_, [&](float w) { return std::abs(w) >= min_weight; });
    if (counts) all.push_back({keys_[f], {row, row + labels_}});
  }
  return all;
}

}  // namespace boba::train
