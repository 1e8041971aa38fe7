// Matrices of 16-bit numbers: twice as many products at a time as of floats, and sums that no order of adding changes.
#ifndef BOBA_EXTRACT_LEARN_SHORT_MATRIX_H_
#define BOBA_EXTRACT_LEARN_SHORT_MATRIX_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace boba {

// Numbers rounded to multiples of `scale`, the largest of them to kLargest of these.
struct ShortNumbers {
  static constexpr int32_t kLargest = 8191;
  std::vector<int16_t> values;
  float scale = 0;

  // Rounds `numbers`; allocates only when there are more than ever before. The same bits on every machine.
  void assign(std::span<const float> numbers);
};

// Weights rounded to 16 bits, as finely as sums over ShortNumbers fit 32 bits: one part in some thousands of the
// largest weight.
class ShortMatrix {
 public:
  ShortMatrix() = default;
  // `weights` is row-major, depth x cols. Precondition: depth is even, cols a multiple of 8.
  ShortMatrix(std::span<const float> weights, size_t depth, size_t cols);

  size_t depth() const { return depth_; }
  size_t cols() const { return cols_; }

  // out[r][c] = bias[c] + sum over k of in[r][k] * weights[k][c] for `rows` rows, the r-th of `in` beginning at number
  // first + r * in_stride and the r-th of `out` at r * out_stride. Rows of `in` may overlap. The same bits on every
  // machine.
  void multiply(const ShortNumbers& in, size_t first, size_t in_stride, size_t rows, std::span<const float> bias,
                float* out, size_t out_stride) const;

 private:
  size_t depth_ = 0, cols_ = 0;
  float scale_ = 0;
  // Panels of 32 columns one after the other, the rest in panels of 16 and 8: what a product reads of a panel is one
  // piece. In each, pairs of rows interleaved: [k / 2][c][k % 2].
  std::vector<int16_t> weights_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_SHORT_MATRIX_H_
