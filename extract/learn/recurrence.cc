#include "extract/learn/recurrence.h"

#include "extract/learn/vectors.h"

namespace boba {
namespace {

// squash() of many numbers, operation by operation.
template <typename Width>
[[gnu::always_inline]] inline void squash_all(const typename Width::Vector& in, typename Width::Vector& out) {
  using Vector = typename Width::Vector;
  const Vector low = in < -3.0f ? Vector{} - 3.0f : in;
  const Vector x = low > 3.0f ? Vector{} + 3.0f : low;
  const Vector s = x * x;
  out = x * (27.0f + s) / (27.0f + 9.0f * s);
}

// As many numbers as a vector has, through all steps: their state stays in a register.
template <typename Width>
[[gnu::always_inline]] inline void column(const float* gates, ptrdiff_t gates_stride, size_t count, size_t width, float* out,
                                          ptrdiff_t out_stride) {
  using Vector = typename Width::Vector;
  Vector state = {};
  for (; count > 0; --count, gates += gates_stride, out += out_stride) {
    Vector value, keep;
    squash_all<Width>(*reinterpret_cast<const Vector*>(gates), value);
    squash_all<Width>(0.5f * *reinterpret_cast<const Vector*>(gates + width), keep);
    keep = 0.5f + 0.5f * keep;
    state = keep * state + (1.0f - keep) * value;
    *reinterpret_cast<Vector*>(out) += state;
  }
}

template <typename Width>
[[gnu::always_inline]] inline void all(const float* gates, ptrdiff_t gates_stride, size_t count, size_t width, float* out,
                                       ptrdiff_t out_stride) {
  constexpr size_t kWidth = kWide<Width>;
  size_t k = 0;
  for (; k + kWidth <= width; k += kWidth) column<Width>(gates + k, gates_stride, count, width, out + k, out_stride);
  for (; k < width; k += 8) column<Eight>(gates + k, gates_stride, count, width, out + k, out_stride);
}

// CMakeLists.txt forbids to fuse products and sums here.
#if defined(__x86_64__)
[[gnu::target("avx2")]] void all_avx2(const float* gates, ptrdiff_t gates_stride, size_t count, size_t width, float* out,
                                      ptrdiff_t out_stride) {
  all<Eight>(gates, gates_stride, count, width, out, out_stride);
}
[[gnu::target("avx512f,avx512vl")]] void all_avx512(const float* gates, ptrdiff_t gates_stride, size_t count, size_t width,
                                                    float* out, ptrdiff_t out_stride) {
  all<Sixteen>(gates, gates_stride, count, width, out, out_stride);
}
#endif

}  // namespace

void recur(const float* gates, ptrdiff_t gates_stride, size_t count, size_t width, float* out, ptrdiff_t out_stride) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl"))
    return all_avx512(gates, gates_stride, count, width, out, out_stride);
  if (__builtin_cpu_supports("avx2")) return all_avx2(gates, gates_stride, count, width, out, out_stride);
#endif
  all<Eight>(gates, gates_stride, count, width, out, out_stride);
}

}  // namespace boba
