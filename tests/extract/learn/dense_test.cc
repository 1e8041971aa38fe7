#include "extract/learn/dense.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

namespace boba {
namespace {

TEST(MultiplyAdd, IsTheSumInOrderForAnyShape) {
  for (size_t rows : {1u, 3u, 4u, 9u}) {
    for (size_t cols : {8u, 16u, 24u, 40u, 64u, 88u}) {
      const size_t depth = 7, in_stride = 10, out_stride = cols + 3;
      std::vector<float> in(rows * in_stride), weights(depth * cols), out(rows * out_stride, 0.25f), expected;
      for (size_t i = 0; i < in.size(); ++i) in[i] = 0.1f * static_cast<float>(i % 13) - 0.5f;
      for (size_t i = 0; i < weights.size(); ++i) weights[i] = 0.3f * static_cast<float>(i % 7) - 1;
      expected = out;
      for (size_t r = 0; r < rows; ++r)
        for (size_t c = 0; c < cols; ++c)
          for (size_t k = 0; k < depth; ++k) expected[r * out_stride + c] += in[r * in_stride + k] * weights[k * cols + c];
      multiply_add(in.data(), in_stride, rows, depth, weights.data(), cols, out.data(), out_stride);
      EXPECT_EQ(out, expected) << rows << " x " << cols;
    }
  }
}

TEST(RectifiedDot, LeavesOutWhatIsNegative) {
  std::vector<float> a(16), b(16), out(16);
  float expected = 0;
  for (size_t k = 0; k < 16; ++k) {
    a[k] = static_cast<float>(k) - 8;
    b[k] = k % 3 == 0 ? 4 : -1;
    out[k] = static_cast<float>(k % 5) / 4 - 0.5f;
    expected += std::max(a[k] + b[k], 0.0f) * out[k];
  }
  const std::array<const float*, 2> rows = {a.data(), b.data()};
  EXPECT_FLOAT_EQ(rectified_dot(rows, out.data(), 16), expected);
  EXPECT_EQ(rectified_dot({}, out.data(), 16), 0);
  std::vector<float> sums(16, -1);
  rectified_sum(rows, sums.data(), 16);
  float total = 0;
  for (size_t k = 0; k < 16; ++k) {
    EXPECT_GE(sums[k], 0);
    total += sums[k] * out[k];
  }
  EXPECT_FLOAT_EQ(total, expected);
}

}  // namespace
}  // namespace boba
