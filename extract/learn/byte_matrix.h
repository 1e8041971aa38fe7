// Matrices of 8-bit numbers: four times as many products at a time as of floats, and sums that no order of adding changes.
#ifndef BOBA_EXTRACT_LEARN_BYTE_MATRIX_H_
#define BOBA_EXTRACT_LEARN_BYTE_MATRIX_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace boba {

// Numbers rounded to multiples of `scale`, the largest of them to kLargest of these.
struct ByteNumbers {
  static constexpr int32_t kLargest = 127;
  std::vector<int8_t> values;
  float scale = 0;

  // Rounds `numbers`; allocates only when there are more than ever before. The same bits on every machine.
  void assign(std::span<const float> numbers);
};

// Weights rounded to 8 bits, each column by its own largest.
class ByteMatrix {
 public:
  ByteMatrix() = default;
  // `weights` is row-major, depth x cols. Precondition: depth is a multiple of 4, cols of 8.
  ByteMatrix(std::span<const float> weights, size_t depth, size_t cols);

  size_t depth() const { return depth_; }
  size_t cols() const { return cols_; }

  // out[r][c] = bias[c] + sum over k of in[r][k] * weights[k][c] for `rows` rows, the r-th of `in` beginning at number
  // first + r * in_stride and the r-th of `out` at r * out_stride. Rows of `in` may overlap. The same bits on every
  // machine.
  void multiply(const ByteNumbers& in, size_t first, size_t in_stride, size_t rows, std::span<const float> bias,
                float* out, size_t out_stride) const;

 private:
  size_t depth_ = 0, cols_ = 0;
  // Panels of 32 columns one after the other, the rest in panels of 16 and 8: what a product reads of a panel is one
  // piece. In each, four rows interleaved: [k / 4][c][k % 4].
  std::vector<int8_t> weights_;
  std::vector<float> scales_;     // one entry a column
  std::vector<int32_t> offsets_;  // one entry a column: 128 times the sum of its weights
};

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_BYTE_MATRIX_H_
