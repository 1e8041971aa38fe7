#include "extract/learn/byte_matrix.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace boba {
namespace {

// Columns of the panel that begins at column `c`.
constexpr size_t panel_width(size_t c, size_t cols) { return cols - c >= 32 ? 32 : cols - c >= 16 ? 16 : 8; }

// What a product is made of; rows of `in` hold fours of numbers, as those of `weights` do.
struct Task {
  const int8_t* in;
  size_t in_stride, rows, fours;
  const int8_t* weights;
  size_t cols;
  const float* bias;
  const float* scales;
  const int32_t* offsets;
  float scale;
  float* out;
  size_t out_stride;
};

// Eight columns from `c` on, in the panel that begins at `begin`, one number at a time.
void multiply_plain(const Task& t, size_t begin, size_t c) {
  const size_t width = panel_width(begin, t.cols);
  for (size_t r = 0; r < t.rows; ++r) {
    int32_t sums[8] = {};
    for (size_t f = 0; f < t.fours; ++f) {
      const int8_t* x = t.in + r * t.in_stride + 4 * f;
      const int8_t* w = t.weights + (begin * t.fours + f * width + c - begin) * 4;
      for (size_t i = 0; i < 32; ++i) sums[i / 4] += x[i % 4] * w[i];
    }
    for (size_t i = 0; i < 8; ++i)
      t.out[r * t.out_stride + c + i] = t.bias[c + i] + static_cast<float>(sums[i]) * (t.scales[c + i] * t.scale);
  }
}

#if defined(__x86_64__)

int32_t four_at(const int8_t* in) {
  int32_t four;
  std::memcpy(&four, in, sizeof(four));
  return four;
}

// Rows r to r + kRows, a panel of kVectors vectors from column `c` on; their sums stay in registers.
template <size_t kRows, size_t kVectors>
[[gnu::target("avx2"), gnu::always_inline]] inline void block_avx2(const Task& t, size_t r, size_t c) {
  __m256i sums[kRows][kVectors];
  for (auto& row : sums)
    for (__m256i& sum : row) sum = _mm256_setzero_si256();
  const __m256i ones = _mm256_set1_epi16(1);
  for (size_t f = 0; f < t.fours; ++f) {
    const int8_t* weights = t.weights + (c * t.fours + f * 8 * kVectors) * 4;
    for (size_t v = 0; v < kVectors; ++v) {
      const __m256i w = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights + 32 * v));
      for (size_t i = 0; i < kRows; ++i) {
        const __m256i x = _mm256_set1_epi32(four_at(t.in + (r + i) * t.in_stride + 4 * f));
        // Two products of sizes of at most 127 fit 16 bits.
        const __m256i products = _mm256_maddubs_epi16(_mm256_abs_epi8(x), _mm256_sign_epi8(w, x));
        sums[i][v] = _mm256_add_epi32(sums[i][v], _mm256_madd_epi16(products, ones));
      }
    }
  }
  const __m256 scale = _mm256_set1_ps(t.scale);
  for (size_t i = 0; i < kRows; ++i)
    for (size_t v = 0; v < kVectors; ++v) {
      const __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(sums[i][v]), _mm256_mul_ps(_mm256_loadu_ps(t.scales + c + 8 * v), scale));
      _mm256_storeu_ps(t.out + (r + i) * t.out_stride + c + 8 * v, _mm256_add_ps(_mm256_loadu_ps(t.bias + c + 8 * v), product));
    }
}

template <size_t kVectors>
[[gnu::target("avx2")]] void panel_avx2(const Task& t, size_t c) {
  size_t r = 0;
  for (; r + 2 <= t.rows; r += 2) block_avx2<2, kVectors>(t, r, c);
  for (; r < t.rows; ++r) block_avx2<1, kVectors>(t, r, c);
}

void multiply_avx2(const Task& t, size_t c) {
  for (; c + 32 <= t.cols; c += 32) panel_avx2<4>(t, c);
  for (; c + 16 <= t.cols; c += 16) panel_avx2<2>(t, c);
  for (; c < t.cols; c += 8) panel_avx2<1>(t, c);
}

// Here one instruction adds four products to a sum: of numbers without a sign, so 128 is added to those of `in` and what
// it adds taken from the sum.
template <size_t kRows, size_t kVectors>
[[gnu::target("avx512f,avx512bw,avx512vnni"), gnu::always_inline]] inline void block_avx512(const Task& t, size_t r, size_t c) {
  __m512i sums[kRows][kVectors];
  for (size_t i = 0; i < kRows; ++i)
    for (size_t v = 0; v < kVectors; ++v) sums[i][v] = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_loadu_si512(t.offsets + c + 16 * v));
  for (size_t f = 0; f < t.fours; ++f) {
    const int8_t* weights = t.weights + (c * t.fours + f * 16 * kVectors) * 4;
    for (size_t v = 0; v < kVectors; ++v) {
      const __m512i w = _mm512_loadu_si512(weights + 64 * v);
      for (size_t i = 0; i < kRows; ++i) {
        const int32_t four = four_at(t.in + (r + i) * t.in_stride + 4 * f) ^ static_cast<int32_t>(0x80808080);
        sums[i][v] = _mm512_dpbusd_epi32(sums[i][v], _mm512_set1_epi32(four), w);
      }
    }
  }
  for (size_t i = 0; i < kRows; ++i)
    for (size_t v = 0; v < kVectors; ++v) {
      // _mm512_cvtepi32_ps() makes g++ 12 warn of its own header.
      const __m512 scale = _mm512_loadu_ps(t.scales + c + 16 * v) * t.scale;
      const __m512 product = __builtin_convertvector(reinterpret_cast<__v16si>(sums[i][v]), __v16sf) * scale;
      _mm512_storeu_ps(t.out + (r + i) * t.out_stride + c + 16 * v, _mm512_add_ps(_mm512_loadu_ps(t.bias + c + 16 * v), product));
    }
}

// A panel for all rows: its weights stay in the nearest cache while the rows pass.
template <size_t kVectors>
[[gnu::target("avx512f,avx512bw,avx512vnni")]] void panel_avx512(const Task& t, size_t c) {
  size_t r = 0;
  for (; r + 8 <= t.rows; r += 8) block_avx512<8, kVectors>(t, r, c);
  switch (t.rows - r) {
    case 7: return block_avx512<7, kVectors>(t, r, c);
    case 6: return block_avx512<6, kVectors>(t, r, c);
    case 5: return block_avx512<5, kVectors>(t, r, c);
    case 4: return block_avx512<4, kVectors>(t, r, c);
    case 3: return block_avx512<3, kVectors>(t, r, c);
    case 2: return block_avx512<2, kVectors>(t, r, c);
    case 1: return block_avx512<1, kVectors>(t, r, c);
    default: return;
  }
}

void multiply_avx512(const Task& t) {
  size_t c = 0;
  for (; c + 32 <= t.cols; c += 32) panel_avx512<2>(t, c);
  for (; c + 16 <= t.cols; c += 16) panel_avx512<1>(t, c);
  multiply_avx2(t, c);
}

#endif

// Adding it leaves a small number's nearest whole number, ties to even, in the last bits.
constexpr float kRounder = 12582912.0f;

// Bits of numbers that are not negative lie in the order of the numbers.
[[gnu::always_inline]] inline float largest_size(std::span<const float> numbers) {
  int32_t largest = 0;
  for (float x : numbers) largest = std::max(largest, std::bit_cast<int32_t>(x) & 0x7FFFFFFF);
  return std::bit_cast<float>(largest);
}

[[gnu::always_inline]] inline float round_all(std::span<const float> numbers, int8_t* out) {
  const float largest = largest_size(numbers);
  const float inverse = largest > 0 ? static_cast<float>(ByteNumbers::kLargest) / largest : 0;
  for (size_t i = 0; i < numbers.size(); ++i)
    out[i] = static_cast<int8_t>(std::bit_cast<int32_t>(numbers[i] * inverse + kRounder) - std::bit_cast<int32_t>(kRounder));
  return largest / static_cast<float>(ByteNumbers::kLargest);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] float round_avx2(std::span<const float> numbers, int8_t* out) { return round_all(numbers, out); }
#endif

}  // namespace

// Neither this nor multiply() may fuse products and sums: CMakeLists.txt forbids it.
void ByteNumbers::assign(std::span<const float> numbers) {
  values.resize(numbers.size());
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    scale = round_avx2(numbers, values.data());
    return;
  }
#endif
  scale = round_all(numbers, values.data());
}

ByteMatrix::ByteMatrix(std::span<const float> weights, size_t depth, size_t cols)
    : depth_(depth), cols_(cols), weights_(depth * cols), scales_(cols), offsets_(cols) {
  for (size_t begin = 0; begin < cols; begin += panel_width(begin, cols)) {
    const size_t width = panel_width(begin, cols);
    for (size_t c = 0; c < width; ++c) {
      float largest = 0;
      for (size_t k = 0; k < depth; ++k) largest = std::max(largest, std::abs(weights[k * cols + begin + c]));
      const float inverse = largest > 0 ? static_cast<float>(ByteNumbers::kLargest) / largest : 0;
      scales_[begin + c] = largest / static_cast<float>(ByteNumbers::kLargest);
      for (size_t k = 0; k < depth; ++k) {
        const auto rounded = static_cast<int8_t>(std::lround(weights[k * cols + begin + c] * inverse));
        weights_[(begin * (depth / 4) + k / 4 * width + c) * 4 + k % 4] = rounded;
        offsets_[begin + c] += 128 * rounded;
      }
    }
  }
}

void ByteMatrix::multiply(const ByteNumbers& in, size_t first, size_t in_stride, size_t rows, std::span<const float> bias,
                           float* out, size_t out_stride) const {
  const Task task{in.values.data() + first, in_stride, rows, depth_ / 4, weights_.data(), cols_, bias.data(), scales_.data(),
                  offsets_.data(), in.scale, out, out_stride};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni")) return multiply_avx512(task);
  if (__builtin_cpu_supports("avx2")) return multiply_avx2(task, 0);
#endif
  for (size_t begin = 0; begin < cols_; begin += panel_width(begin, cols_))
    for (size_t c = begin; c < begin + panel_width(begin, cols_); c += 8) multiply_plain(task, begin, c);
}

}  // namespace boba
