#include "extract/learn/feature_table.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace boba {
namespace {

constexpr float kLargest = 127;
// Weights above this quantile are cut: a few huge ones must not coarsen all the others.
constexpr double kClip = 0.9995;

struct Dims {
  uint32_t slots;
  uint32_t labels;
  float scale;
  uint32_t zero;
};

float size_of(const WeightedFeature& feature) {
  float sum = 0;
  for (float w : feature.weights) sum += std::abs(w);
  return sum;
}

float scale_of(const std::vector<WeightedFeature>& features) {
  std::vector<float> sizes;
  for (const WeightedFeature& f : features)
    for (float w : f.weights)
      if (w != 0) sizes.push_back(std::abs(w));
  if (sizes.empty()) return 1;
  const auto at = sizes.begin() + static_cast<ptrdiff_t>(kClip * static_cast<double>(sizes.size() - 1));
  std::nth_element(sizes.begin(), at, sizes.end());
  return *at / kLargest;
}

// Slots for `features`, in their order, from their homes on; the last slot stays free and ends every search.
std::vector<uint32_t> place(const std::vector<WeightedFeature>& features, size_t slots, size_t all) {
  std::vector<bool> taken(all);
  std::vector<uint32_t> places;
  for (const WeightedFeature& f : features) {
    size_t at = FeatureTable::home(f.key, slots);
    while (taken[at]) ++at;
    taken[at] = true;
    places.push_back(static_cast<uint32_t>(at));
  }
  return places;
}

}  // namespace

float write_feature_table(std::vector<WeightedFeature> features, size_t labels, size_t max_features,
                          const std::string& prefix, ModelFileWriter& file) {
  std::erase_if(features, [](const WeightedFeature& f) { return size_of(f) == 0; });
  const auto more = [](const WeightedFeature& a, const WeightedFeature& b) {
    const float sa = size_of(a), sb = size_of(b);
    return sa != sb ? sa > sb : a.key < b.key;
  };
  std::sort(features.begin(), features.end(), more);
  if (features.size() > max_features) features.resize(max_features);
  const float scale = scale_of(features);

  size_t slots = 16;
  while (slots * 4 < features.size() * 5) slots *= 2;
  const size_t all = slots + features.size() + 1;
  const std::vector<uint32_t> places = place(features, slots, all);
  const size_t used = places.empty() ? 0 : *std::max_element(places.begin(), places.end()) + size_t{1};
  std::vector<uint16_t> prints(std::max(used, slots) + 1);
  std::vector<int8_t> rows(prints.size() * labels);
  for (size_t i = 0; i < features.size(); ++i) {
    prints[places[i]] = FeatureTable::fingerprint(features[i].key);
    for (size_t l = 0; l < labels; ++l) {
      const float weight = std::clamp(features[i].weights[l] / scale, -kLargest, kLargest);
      rows[places[i] * labels + l] = static_cast<int8_t>(std::lround(weight));
    }
  }
  const Dims dims = {static_cast<uint32_t>(slots), static_cast<uint32_t>(labels), scale, 0};
  file.add(prefix + ".dims", std::span(&dims, 1));
  file.add(prefix + ".prints", prints);
  file.add(prefix + ".rows", rows);
  return scale;
}

Result<FeatureTable> FeatureTable::open(const ModelFile& file, const std::string& prefix) {
  const auto dims = file.array<Dims>(prefix + ".dims", 1);
  if (!dims) return dims.error();
  const Dims& d = (*dims)[0];
  const auto prints = file.array<uint16_t>(prefix + ".prints", size_t{d.slots} + 1);
  if (!prints) return prints.error();
  const auto rows = file.array<int8_t>(prefix + ".rows", prints->size() * d.labels);
  if (!rows) return rows.error();
  if (!std::has_single_bit(d.slots) || d.labels == 0 || prints->back() != 0)
    return Error{ErrorCode::kCorrupt, "feature table without slots, labels or end", prefix, "train the model again"};
  FeatureTable table;
  table.prints_ = prints->data();
  table.rows_ = rows->data();
  table.count_ = prints->size();
  table.slots_ = d.slots;
  table.labels_ = d.labels;
  table.scale_ = d.scale;
  return table;
}

}  // namespace boba
