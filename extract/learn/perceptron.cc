#include "extract/learn/perceptron.h"

#include <utility>

namespace boba {
namespace {

uint64_t nonzero(uint64_t key) { return key == 0 ? 1 : key; }

}  // namespace

Perceptron::Perceptron(size_t labels) : labels_(labels), keys_(1 << 16), row_of_(1 << 16) {}

size_t Perceptron::slot_of(uint64_t key) const {
  const size_t mask = keys_.size() - 1;
  size_t at = (key >> 16) & mask;
  while (keys_[at] != 0 && keys_[at] != key) at = (at + 1) & mask;
  return at;
}

void Perceptron::grow() {
  const std::vector<uint64_t> keys = std::exchange(keys_, std::vector<uint64_t>(keys_.size() * 2));
  const std::vector<uint32_t> rows = std::exchange(row_of_, std::vector<uint32_t>(keys_.size()));
  for (size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == 0) continue;
    const size_t at = slot_of(keys[i]);
    keys_[at] = keys[i];
    row_of_[at] = rows[i];
  }
}

void Perceptron::score(std::span<const uint64_t> features, std::span<float> scores) const {
  for (uint64_t f : features) {
    const size_t at = slot_of(nonzero(f));
    if (keys_[at] == 0) continue;
    const float* row = weights_.data() + size_t{row_of_[at]} * labels_;
    for (size_t l = 0; l < labels_; ++l) scores[l] += row[l];
  }
}

void Perceptron::update(std::span<const uint64_t> features, size_t l, float amount) {
  for (uint64_t f : features) {
    size_t at = slot_of(nonzero(f));
    if (keys_[at] == 0) {
      if (used_ * 2 > keys_.size()) {
        grow();
        at = slot_of(nonzero(f));
      }
      keys_[at] = nonzero(f);
      row_of_[at] = static_cast<uint32_t>(used_++);
      updates_.push_back(0);
      weights_.resize(used_ * labels_);
      weighted_.resize(used_ * labels_);
    }
    const size_t row = row_of_[at];
    ++updates_[row];
    weights_[row * labels_ + l] += amount;
    weighted_[row * labels_ + l] += amount * static_cast<float>(steps_);
  }
}

std::vector<WeightedFeature> Perceptron::average(uint32_t min_updates) const {
  std::vector<WeightedFeature> all;
  for (size_t at = 0; at < keys_.size(); ++at) {
    if (keys_[at] == 0 || updates_[row_of_[at]] < min_updates) continue;
    WeightedFeature f = {keys_[at], std::vector<float>(labels_)};
    const size_t row = size_t{row_of_[at]} * labels_;
    for (size_t l = 0; l < labels_; ++l)
      f.weights[l] = weights_[row + l] - weighted_[row + l] / static_cast<float>(steps_);
    all.push_back(std::move(f));
  }
  return all;
}

}  // namespace boba
