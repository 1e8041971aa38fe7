#include "extract/learn/weight_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>

namespace boba {
namespace {

constexpr float kLargest = 32767;

}  // namespace

void write_weight_table(std::vector<WeightedFeature> features, size_t max_features, const std::string& prefix,
                        ModelFileWriter& file) {
  std::sort(features.begin(), features.end(), [](const WeightedFeature& a, const WeightedFeature& b) {
    const float wa = std::abs(a.weights[0]), wb = std::abs(b.weights[0]);
    return wa != wb ? wa > wb : a.key < b.key;
  });
  if (features.size() > max_features) features.resize(max_features);
  const float largest = features.empty() ? 0 : std::abs(features[0].weights[0]);
  const float scale = largest > 0 ? largest / kLargest : 1;
  const size_t slots = std::bit_ceil(std::max<size_t>(features.size() * 2, 16));
  std::vector<uint32_t> prints(slots);
  std::vector<int16_t> weights(slots);
  for (const WeightedFeature& feature : features) {
    size_t at = feature.key >> 32;
    while (prints[at & (slots - 1)] != 0) ++at;
    prints[at & (slots - 1)] = WeightTable::fingerprint(feature.key);
    weights[at & (slots - 1)] = static_cast<int16_t>(std::lround(feature.weights[0] / scale));
  }
  file.add(prefix + ".prints", prints);
  file.add(prefix + ".weights", weights);
  file.add(prefix + ".scale", std::span(&scale, 1));
}

Result<WeightTable> WeightTable::open(const ModelFile& file, const std::string& prefix) {
  const auto prints = file.array<uint32_t>(prefix + ".prints", 1);
  if (!prints) return prints.error();
  const auto weights = file.array<int16_t>(prefix + ".weights", prints->size());
  if (!weights) return weights.error();
  const auto scale = file.array<float>(prefix + ".scale", 1);
  if (!scale) return scale.error();
  const bool has_free = std::find(prints->begin(), prints->end(), 0u) != prints->end();
  if (!std::has_single_bit(prints->size()) || !has_free)
    return Error{ErrorCode::kCorrupt, "weight table without a free slot", prefix, "train the model again"};
  WeightTable table;
  table.prints_ = prints->data();
  table.weights_ = weights->data();
  table.mask_ = prints->size() - 1;
  table.scale_ = (*scale)[0];
  return table;
}

}  // namespace boba
