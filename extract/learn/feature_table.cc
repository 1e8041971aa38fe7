#include "extract/learn/feature_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <type_traits>

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

typedef int8_t Bytes __attribute__((vector_size(16), aligned(1)));
typedef int16_t Numbers __attribute__((vector_size(32), aligned(2)));
typedef float Floats __attribute__((vector_size(64), aligned(4)));

// Sums of 16 * kVectors labels from `first` on, which stay in registers while the rows pass.
template <size_t kVectors, typename Sum>
[[gnu::always_inline]] inline void sum_block(std::span<const int8_t* const> rows, size_t first, float scale, Sum* sums) {
  Numbers block[kVectors] = {};
  for (const int8_t* row : rows)
    for (size_t v = 0; v < kVectors; ++v)
      block[v] += __builtin_convertvector(*reinterpret_cast<const Bytes*>(row + first + 16 * v), Numbers);
  for (size_t v = 0; v < kVectors; ++v) {
    if constexpr (std::is_same_v<Sum, float>) {
      *reinterpret_cast<Floats*>(sums + first + 16 * v) = __builtin_convertvector(block[v], Floats) * scale;
    } else {
      *reinterpret_cast<Numbers*>(sums + first + 16 * v) = block[v];
    }
  }
}

// The last block may sum again what the one before it has summed.
template <typename Sum>
[[gnu::always_inline]] inline void sum_blocks(std::span<const int8_t* const> rows, size_t labels, float scale, Sum* sums) {
  size_t l = 0;
  for (; l + 64 <= labels; l += 64) sum_block<4>(rows, l, scale, sums);
  for (; l + 32 <= labels; l += 32) sum_block<2>(rows, l, scale, sums);
  for (; l < labels; l += 16) sum_block<1>(rows, std::min(l, labels - 16), scale, sums);
}

#if defined(__x86_64__)
template <typename Sum>
[[gnu::target("avx2")]] void sum_avx2(std::span<const int8_t* const> rows, size_t labels, float scale, Sum* sums) {
  sum_blocks(rows, labels, scale, sums);
}
#endif

template <typename Sum>
void sum_rows(std::span<const int8_t* const> rows, size_t labels, float scale, Sum* sums) {
#if defined(__x86_64__)
  if (labels >= 16 && __builtin_cpu_supports("avx2")) return sum_avx2(rows, labels, scale, sums);
#endif
  for (size_t l = 0; l < labels; ++l) {
    int16_t sum = 0;
    for (const int8_t* row : rows) sum = static_cast<int16_t>(sum + row[l]);
    sums[l] = std::is_same_v<Sum, float> ? static_cast<Sum>(scale * static_cast<float>(sum)) : static_cast<Sum>(sum);
  }
}

}  // namespace

void FeatureTable::sum(std::span<const int8_t* const> rows, int16_t* sums) const { sum_rows(rows, labels_, scale_, sums); }
void FeatureTable::sum(std::span<const int8_t* const> rows, float* sums) const { sum_rows(rows, labels_, scale_, sums); }

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
