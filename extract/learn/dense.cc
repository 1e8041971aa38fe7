#include "extract/learn/dense.h"

namespace boba {
namespace {

typedef float Vector __attribute__((vector_size(32), aligned(4)));
constexpr size_t kWide = 8;

// Rows x (2 * kWide) sums stay in registers while the depth is walked.
template <size_t kRows, size_t kVectors>
[[gnu::always_inline]] inline void block(const float* in, size_t in_stride, size_t depth, const float* weights,
                                         size_t cols, float* out, size_t out_stride) {
  Vector sums[kRows][kVectors];
  for (size_t r = 0; r < kRows; ++r)
    for (size_t v = 0; v < kVectors; ++v)
      sums[r][v] = *reinterpret_cast<const Vector*>(out + r * out_stride + v * kWide);
  for (size_t k = 0; k < depth; ++k) {
    for (size_t v = 0; v < kVectors; ++v) {
      const Vector w = *reinterpret_cast<const Vector*>(weights + k * cols + v * kWide);
      for (size_t r = 0; r < kRows; ++r) sums[r][v] += in[r * in_stride + k] * w;
    }
  }
  for (size_t r = 0; r < kRows; ++r)
    for (size_t v = 0; v < kVectors; ++v)
      *reinterpret_cast<Vector*>(out + r * out_stride + v * kWide) = sums[r][v];
}

template <size_t kRows>
[[gnu::always_inline]] inline void rows_of(const float* in, size_t in_stride, size_t depth, const float* weights,
                                           size_t cols, float* out, size_t out_stride) {
  size_t c = 0;
  for (; c + 2 * kWide <= cols; c += 2 * kWide)
    block<kRows, 2>(in, in_stride, depth, weights + c, cols, out + c, out_stride);
  for (; c < cols; c += kWide) block<kRows, 1>(in, in_stride, depth, weights + c, cols, out + c, out_stride);
}

[[gnu::always_inline]] inline void all(const float* in, size_t in_stride, size_t rows, size_t depth,
                                       const float* weights, size_t cols, float* out, size_t out_stride) {
  size_t r = 0;
  for (; r + 4 <= rows; r += 4)
    rows_of<4>(in + r * in_stride, in_stride, depth, weights, cols, out + r * out_stride, out_stride);
  for (; r < rows; ++r)
    rows_of<1>(in + r * in_stride, in_stride, depth, weights, cols, out + r * out_stride, out_stride);
}

#if defined(__x86_64__)
// AVX2 without FMA: the same roundings as SSE2.
[[gnu::target("avx2")]] void all_avx2(const float* in, size_t in_stride, size_t rows, size_t depth,
                                      const float* weights, size_t cols, float* out, size_t out_stride) {
  all(in, in_stride, rows, depth, weights, cols, out, out_stride);
}
#endif

}  // namespace

void multiply_add(const float* in, size_t in_stride, size_t rows, size_t depth, const float* weights, size_t cols,
                  float* out, size_t out_stride) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return all_avx2(in, in_stride, rows, depth, weights, cols, out, out_stride);
#endif
  all(in, in_stride, rows, depth, weights, cols, out, out_stride);
}

}  // namespace boba
