#include "extract/learn/weight_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace boba {
namespace {

std::string model_of(const std::vector<WeightedFeature>& features, size_t max_features) {
  ModelFileWriter writer;
  write_weight_table(features, max_features, "w", writer);
  return writer.finish("test", 1);
}

TEST(WeightTable, GivesBackEveryWeightToAThirtyThousandthOfTheLargest) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<float> weight(-4, 4);
  std::vector<WeightedFeature> features;
  for (int i = 0; i < 5000; ++i) features.push_back({random(), {weight(random)}});
  const std::string bytes = model_of(features, 5000);
  const auto file = ModelFile::open(bytes, "test", 1);
  ASSERT_TRUE(file);
  const auto table = WeightTable::open(*file, "w");
  ASSERT_TRUE(table);
  for (const WeightedFeature& f : features)
    ASSERT_NEAR(static_cast<float>(table->find(f.key)) * table->scale(), f.weights[0], 4.0f / 32767);
  int unknown = 0;
  for (int i = 0; i < 5000; ++i) unknown += table->find(random()) != 0;
  EXPECT_LE(unknown, 1);
}

TEST(WeightTable, KeepsTheLargestWeights) {
  const std::string bytes = model_of({{1, {0.5f}}, {2, {-2.0f}}, {3, {0.1f}}}, 2);
  const auto file = ModelFile::open(bytes, "test", 1);
  const auto table = WeightTable::open(*file, "w");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->find(2), -32767);
  EXPECT_GT(table->find(1), 0);
  EXPECT_EQ(table->find(3), 0);
}

TEST(WeightTable, RefusesATableWithoutAFreeSlot) {
  ModelFileWriter writer;
  writer.add("w.prints", std::vector<uint32_t>{5, 6});
  writer.add("w.weights", std::vector<int16_t>{1, 1});
  writer.add("w.scale", std::vector<float>{1});
  const std::string bytes = writer.finish("test", 1);
  const auto file = ModelFile::open(bytes, "test", 1);
  ASSERT_TRUE(file);
  const auto table = WeightTable::open(*file, "w");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace boba
