#include "extract/learn/train/logistic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace boba::train {

void Examples::add(std::span<const uint64_t> features, uint8_t label, float weight) {
  for (uint64_t key : features) {
    const auto [it, fresh] = index_.emplace(key, static_cast<uint32_t>(keys_.size()));
    if (fresh) keys_.push_back(key);
    indices_.push_back(it->second);
  }
  begins_.push_back(indices_.size());
  labels_.push_back(label);
  weights_.push_back(weight);
}

Logistic::Logistic(const Examples& examples, std::span<const uint32_t> rows, size_t labels,
                   const LogisticOptions& options)
    : labels_(labels), weights_(examples.features() * labels, 0.0f), squares_(examples.features() * labels, 1.0f) {
  train(examples, rows, options);
}

void Logistic::train(const Examples& examples, std::span<const uint32_t> rows, const LogisticOptions& options) {
  std::vector<uint32_t> order(rows.begin(), rows.end());
  std::mt19937_64 random(options.seed);
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    for (uint32_t row : order) step(examples, row, options);
  }
}

void Logistic::keep_largest(size_t most, const Examples& examples, std::span<const uint32_t> rows, const LogisticOptions& options) {
  const size_t count = weights_.size() / labels_;
  if (count <= most) return;
  std::vector<std::pair<float, uint32_t>> sizes(count);
  for (uint32_t f = 0; f < count; ++f) {
    sizes[f].second = f;
    for (size_t l = 0; l < labels_; ++l) sizes[f].first -= std::fabs(weights_[f * labels_ + l]);
  }
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<ptrdiff_t>(most), sizes.end());
  for (size_t i = most; i < count; ++i)
    for (size_t l = 0; l < labels_; ++l) {
      weights_[sizes[i].second * labels_ + l] = 0;
      squares_[sizes[i].second * labels_ + l] = std::numeric_limits<float>::infinity();  // no step moves it
    }
  train(examples, rows, options);
}

float Logistic::score(const Examples& examples, size_t row, size_t label) const {
  float sum = 0;
  for (uint32_t f : examples.row(row)) sum += weights_[f * labels_ + label];
  return sum;
}

void Logistic::step(const Examples& examples, size_t row, const LogisticOptions& options) {
  std::vector<float> gradient(labels_);
  if (labels_ == 1) {
    gradient[0] = 1 / (1 + std::exp(-score(examples, row))) - static_cast<float>(examples.label(row) != 0);
  } else {
    float top = -1e30f, total = 0;
    for (size_t l = 0; l < labels_; ++l) top = std::max(top, gradient[l] = score(examples, row, l));
    for (float& g : gradient) total += g = std::exp(g - top);
    for (size_t l = 0; l < labels_; ++l) gradient[l] = gradient[l] / total - static_cast<float>(examples.label(row) == l);
  }
  for (uint32_t f : examples.row(row))
    for (size_t l = 0; l < labels_; ++l) {
      float& w = weights_[f * labels_ + l];
      const float g = gradient[l] * examples.weight(row) + options.l2 * w;
      float& square = squares_[f * labels_ + l];
      square += g * g;
      w -= options.rate * g / std::sqrt(square);
    }
}

std::vector<WeightedFeature> Logistic::weights(const Examples& examples) const {
  std::vector<WeightedFeature> out;
  for (uint32_t f = 0; f < examples.features(); ++f) {
    WeightedFeature feature{examples.key(f), {}};
    float size = 0;
    for (size_t l = 0; l < labels_; ++l) {
      feature.weights.push_back(weights_[f * labels_ + l]);
      size += std::fabs(feature.weights.back());
    }
    if (size > 0) out.push_back(std::move(feature));
  }
  return out;
}

}  // namespace boba::train
