#include "extract/learn/dense.h"

#include "extract/learn/vectors.h"

namespace boba {
namespace {

// Rows x vectors sums stay in registers while the depth is walked.
template <typename Width, size_t kRows, size_t kVectors>
[[gnu::always_inline]] inline void block(const float* in, size_t in_stride, size_t depth, const float* weights,
                                         size_t cols, float* out, size_t out_stride) {
  using Vector = typename Width::Vector;
  Vector sums[kRows][kVectors];
  for (size_t r = 0; r < kRows; ++r)
    for (size_t v = 0; v < kVectors; ++v)
      sums[r][v] = *reinterpret_cast<const Vector*>(out + r * out_stride + v * kWide<Width>);
  for (size_t k = 0; k < depth; ++k) {
    for (size_t v = 0; v < kVectors; ++v) {
      const Vector w = *reinterpret_cast<const Vector*>(weights + k * cols + v * kWide<Width>);
      for (size_t r = 0; r < kRows; ++r) sums[r][v] += in[r * in_stride + k] * w;
    }
  }
  for (size_t r = 0; r < kRows; ++r)
    for (size_t v = 0; v < kVectors; ++v)
      *reinterpret_cast<Vector*>(out + r * out_stride + v * kWide<Width>) = sums[r][v];
}

// A panel of columns, for all rows: its weights stay in the nearest cache while the rows pass.
template <typename Width, size_t kVectors>
[[gnu::always_inline]] inline void panel(const float* in, size_t in_stride, size_t rows, size_t depth,
                                         const float* weights, size_t cols, float* out, size_t out_stride) {
  size_t r = 0;
  const auto rows_of = [&]<size_t kRows>() __attribute__((always_inline)) {
    for (; r + kRows <= rows; r += kRows)
      block<Width, kRows, kVectors>(in + r * in_stride, in_stride, depth, weights, cols, out + r * out_stride, out_stride);
  };
  if constexpr (kWide<Width> == 16) rows_of.template operator()<8>();
  rows_of.template operator()<4>();
  rows_of.template operator()<2>();
  rows_of.template operator()<1>();
}

template <typename Width>
[[gnu::always_inline]] inline void all(const float* in, size_t in_stride, size_t rows, size_t depth,
                                       const float* weights, size_t cols, float* out, size_t out_stride) {
  constexpr size_t kWidth = kWide<Width>;
  size_t c = 0;
  for (; c + 2 * kWidth <= cols; c += 2 * kWidth) panel<Width, 2>(in, in_stride, rows, depth, weights + c, cols, out + c, out_stride);
  for (; c + kWidth <= cols; c += kWidth) panel<Width, 1>(in, in_stride, rows, depth, weights + c, cols, out + c, out_stride);
  for (; c < cols; c += kWide<Eight>) panel<Eight, 1>(in, in_stride, rows, depth, weights + c, cols, out + c, out_stride);
}

// Products are rounded before they are added (CMakeLists.txt forbids to fuse the two here), so that the sums are the
// same whatever the processor has.
#if defined(__x86_64__)
[[gnu::target("avx2")]] void all_avx2(const float* in, size_t in_stride, size_t rows, size_t depth,
                                      const float* weights, size_t cols, float* out, size_t out_stride) {
  all<Eight>(in, in_stride, rows, depth, weights, cols, out, out_stride);
}
[[gnu::target("avx512f,avx512vl")]] void all_avx512(const float* in, size_t in_stride, size_t rows, size_t depth,
                                                 const float* weights, size_t cols, float* out, size_t out_stride) {
  all<Sixteen>(in, in_stride, rows, depth, weights, cols, out, out_stride);
}
#endif

}  // namespace

void multiply_add(const float* in, size_t in_stride, size_t rows, size_t depth, const float* weights, size_t cols,
                  float* out, size_t out_stride) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl"))
    return all_avx512(in, in_stride, rows, depth, weights, cols, out, out_stride);
  if (__builtin_cpu_supports("avx2")) return all_avx2(in, in_stride, rows, depth, weights, cols, out, out_stride);
#endif
  all<Eight>(in, in_stride, rows, depth, weights, cols, out, out_stride);
}

namespace {

// Eight sums side by side on every machine, so that they are the same.
[[gnu::always_inline]] inline float rectified(std::span<const float* const> rows, const float* out, size_t size) {
  Eight::Vector total{};
  for (size_t k = 0; k < size; k += kWide<Eight>) {
    Eight::Vector sum{};
    for (const float* row : rows) sum += *reinterpret_cast<const Eight::Vector*>(row + k);
    total += (sum > 0 ? sum : Eight::Vector{}) * *reinterpret_cast<const Eight::Vector*>(out + k);
  }
  float score = 0;
  for (size_t lane = 0; lane < kWide<Eight>; ++lane) score += total[lane];
  return score;
}

[[gnu::always_inline]] inline void rectified_to(std::span<const float* const> rows, float* out, size_t size) {
  for (size_t k = 0; k < size; k += kWide<Eight>) {
    Eight::Vector sum{};
    for (const float* row : rows) sum += *reinterpret_cast<const Eight::Vector*>(row + k);
    *reinterpret_cast<Eight::Vector*>(out + k) = sum > 0 ? sum : Eight::Vector{};
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void rectified_to_avx2(std::span<const float* const> rows, float* out, size_t size) {
  rectified_to(rows, out, size);
}
[[gnu::target("avx2")]] float rectified_avx2(std::span<const float* const> rows, const float* out, size_t size) {
  return rectified(rows, out, size);
}
#endif

}  // namespace

float rectified_dot(std::span<const float* const> rows, const float* out, size_t size) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return rectified_avx2(rows, out, size);
#endif
  return rectified(rows, out, size);
}

void rectified_sum(std::span<const float* const> rows, float* out, size_t size) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return rectified_to_avx2(rows, out, size);
#endif
  rectified_to(rows, out, size);
}

}  // namespace boba
