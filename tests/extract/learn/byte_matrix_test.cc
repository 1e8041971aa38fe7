#include "extract/learn/byte_matrix.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace boba {
namespace {

TEST(ByteNumbers, KeepTheLargestAndRoundTheOthers) {
  ByteNumbers numbers;
  numbers.assign(std::vector<float>{0.5f, -2.0f, 0.0f, 1.9999f});
  ASSERT_EQ(numbers.values.size(), 4u);
  EXPECT_EQ(numbers.values[1], -ByteNumbers::kLargest);
  EXPECT_EQ(numbers.values[2], 0);
  EXPECT_NEAR(numbers.values[0] * numbers.scale, 0.5f, numbers.scale);
  EXPECT_NEAR(numbers.values[3] * numbers.scale, 1.9999f, numbers.scale);
  numbers.assign(std::vector<float>{0, 0});
  EXPECT_EQ(numbers.values, (std::vector<int8_t>{0, 0}));
}

TEST(ByteMatrix, IsNearlyTheSumForAnyShape) {
  constexpr uint32_t kSeed = 3;
  std::mt19937 dice(kSeed);
  std::uniform_int_distribution<int> numbers(-100, 100);
  for (const size_t rows : {1u, 2u, 3u, 7u, 8u, 13u}) {
    for (const size_t cols : {8u, 16u, 24u, 32u, 40u, 56u, 64u, 96u}) {
      SCOPED_TRACE(testing::Message() << rows << " rows, " << cols << " columns, seed " << kSeed);
      const size_t depth = 12, stride = 4, out_stride = cols + 3;  // rows of what is multiplied overlap
      std::vector<float> in(stride * (rows - 1) + depth), weights(depth * cols), bias(cols, 0.5f), out(rows * out_stride);
      for (float& x : in) x = static_cast<float>(numbers(dice));
      for (float& x : weights) x = static_cast<float>(numbers(dice));
      ByteNumbers bytes;
      bytes.assign(in);
      ByteMatrix(weights, depth, cols).multiply(bytes, 0, stride, rows, bias, out.data(), out_stride);
      for (size_t r = 0; r < rows; ++r)
        for (size_t c = 0; c < cols; ++c) {
          float sum = 0.5f;
          for (size_t k = 0; k < depth; ++k) sum += in[r * stride + k] * weights[k * cols + c];
          EXPECT_NEAR(out[r * out_stride + c], sum, 0.008 * 100 * 100 * depth) << r << ", " << c;
        }
    }
  }
}

TEST(ByteMatrix, OfManyRowsIsThatOfEachAlone) {
  constexpr uint32_t kSeed = 5;
  std::mt19937 dice(kSeed);
  std::normal_distribution<float> numbers;
  const size_t depth = 48, cols = 56;
  std::vector<float> weights(depth * cols), bias(cols, 0.25f);
  for (float& x : weights) x = numbers(dice);
  const ByteMatrix matrix(weights, depth, cols);
  for (size_t rows = 1; rows <= 19; ++rows) {
    SCOPED_TRACE(testing::Message() << rows << " rows, seed " << kSeed);
    std::vector<float> in(rows * depth), together(rows * cols), alone(rows * cols);
    for (float& x : in) x = numbers(dice);
    ByteNumbers bytes;
    bytes.assign(in);
    matrix.multiply(bytes, 0, depth, rows, bias, together.data(), cols);
    for (size_t r = 0; r < rows; ++r) matrix.multiply(bytes, r * depth, depth, 1, bias, alone.data() + r * cols, cols);
    EXPECT_EQ(together, alone);
  }
}

TEST(ByteMatrix, DoesNotOverflowWhenAllIsLargest) {
  const size_t depth = 256, cols = 8;
  const std::vector<float> in(depth, -3), weights(depth * cols, 7), bias(cols);
  ByteNumbers bytes;
  bytes.assign(in);
  std::vector<float> out(cols);
  ByteMatrix(weights, depth, cols).multiply(bytes, 0, depth, 1, bias, out.data(), cols);
  for (const float x : out) EXPECT_NEAR(x, -3.0f * 7 * depth, 0.01);
}

}  // namespace
}  // namespace boba
