#include "extract/learn/feature_table.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "extract/learn/perceptron.h"

namespace boba {
namespace {

std::string table_of(std::vector<WeightedFeature> features, size_t labels, size_t max_features) {
  ModelFileWriter writer;
  write_feature_table(std::move(features), labels, max_features, "t", writer);
  return writer.finish("sample", 1);
}

FeatureTable open(const std::string& bytes) {
  const auto file = ModelFile::open(bytes, "sample", 1);
  EXPECT_TRUE(file);
  const auto table = FeatureTable::open(*file, "t");
  EXPECT_TRUE(table) << table.error().to_string();
  return *table;
}

TEST(FeatureTable, KeepsWeightsUpToItsScale) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<float> weight(-1, 1);
  std::vector<WeightedFeature> features;
  for (int i = 0; i < 5000; ++i) features.push_back({random(), {weight(random), weight(random), weight(random)}});
  const std::string bytes = table_of(features, 3, features.size());
  const FeatureTable table = open(bytes);
  int near = 0;
  for (const WeightedFeature& f : features) {
    std::array<int16_t, 3> scores = {};
    table.add(f.key, scores.data());
    bool all = true;
    for (size_t l = 0; l < 3; ++l) all &= std::abs(scores[l] * table.scale() - f.weights[l]) < table.scale();
    near += all;
  }
  EXPECT_GE(near, 4995) << "fingerprints of 16 bits may clash, seldom";
  int found = 0;
  for (int i = 0; i < 100000; ++i) found += table.find(random()) != nullptr;
  EXPECT_LT(found, 100) << "features that the model lacks";
}

TEST(FeatureTable, KeepsTheLargestFeaturesInAnyOrder) {
  std::vector<WeightedFeature> features = {{0x1110000000000001, {0.1f}}, {0x2220000000000002, {-3}}, {0x3330000000000003, {2}}, {0x4440000000000004, {0}}};
  const std::string bytes = table_of(features, 1, 2);
  std::reverse(features.begin(), features.end());
  EXPECT_EQ(bytes, table_of(features, 1, 2));
  const FeatureTable table = open(bytes);
  EXPECT_EQ(table.find(0x1110000000000001), nullptr);
  EXPECT_LT(*table.find(0x2220000000000002), 0);
  EXPECT_GT(*table.find(0x3330000000000003), 0);
  EXPECT_EQ(table.find(0x4440000000000004), nullptr);
}

TEST(FeatureTable, SumsRowsAsOneByOne) {
  constexpr uint64_t kSeed = 9;
  std::mt19937_64 random(kSeed);
  std::uniform_real_distribution<float> weight(-1, 1);
  for (const size_t labels : {1u, 7u, 16u, 17u, 34u, 80u, 128u, 200u}) {
    SCOPED_TRACE(testing::Message() << labels << " labels, seed " << kSeed);
    std::vector<WeightedFeature> features;
    for (int i = 0; i < 300; ++i) {
      features.push_back({random(), std::vector<float>(labels)});
      for (float& w : features.back().weights) w = weight(random);
    }
    const std::string bytes = table_of(features, labels, features.size());
    const FeatureTable table = open(bytes);
    std::vector<int16_t> expected(labels), sums(labels, 77);
    std::vector<float> scores(labels, 77);
    std::vector<const int8_t*> rows;
    std::vector<uint64_t> keys;
    for (size_t i = 0; i < 258; ++i) {
      keys.push_back(features[i].key);
      table.add(features[i].key, expected.data());
    }
    keys.insert(keys.begin() + 100, 0xABCDEF12345);  // which the table lacks
    ASSERT_EQ(table.find(keys[100]), nullptr);
    table.find_all(keys, rows);
    ASSERT_EQ(rows.size(), 258u);
    EXPECT_EQ(rows[100], table.find(keys[101]));
    table.sum(rows, sums.data());
    EXPECT_EQ(sums, expected);
    table.sum(rows, scores.data());
    for (size_t l = 0; l < labels; ++l) EXPECT_EQ(scores[l], table.scale() * static_cast<float>(expected[l])) << l;
    table.sum({}, sums.data());
    EXPECT_EQ(sums, std::vector<int16_t>(labels));
  }
}

TEST(FeatureTable, OfOneLabelHasAWeightForEveryKey) {
  std::mt19937_64 random(11);
  std::vector<WeightedFeature> features;
  for (int i = 0; i < 3000; ++i) features.push_back({random(), {i % 2 == 0 ? 1.0f : -0.5f}});
  const std::string bytes = table_of(features, 1, features.size());
  const FeatureTable table = open(bytes);
  for (const WeightedFeature& f : features) {
    ASSERT_NE(table.find(f.key), nullptr);
    EXPECT_EQ(table.weight(f.key), *table.find(f.key));
  }
  for (int i = 0; i < 30000; ++i) {
    const uint64_t key = random();
    const int8_t* row = table.find(key);
    EXPECT_EQ(table.weight(key), row == nullptr ? 0 : *row);
  }
}

TEST(FeatureTable, OfNoFeaturesIsATable) {
  const std::string bytes = table_of({}, 4, 10);
  EXPECT_EQ(open(bytes).find(5), nullptr);
}

TEST(FeatureTable, RefusesATableThatIsTooShort) {
  ModelFileWriter writer;
  writer.add("t.dims", std::vector<uint32_t>{1024, 2, 0, 0});
  writer.add("t.prints", std::vector<uint16_t>(1024 + 1));
  writer.add("t.rows", std::vector<int8_t>(100));
  const std::string bytes = writer.finish("sample", 1);
  const auto file = ModelFile::open(bytes, "sample", 1);
  ASSERT_TRUE(file);
  EXPECT_FALSE(FeatureTable::open(*file, "t"));
  EXPECT_FALSE(FeatureTable::open(*file, "u"));
}

TEST(Feature, DependsOnOrderAndTemplate) {
  EXPECT_NE(feature(1, 2u, 3u), feature(1, 3u, 2u));
  EXPECT_NE(feature(1, 2u, 3u), feature(2, 2u, 3u));
  EXPECT_NE(feature(1, 2u), feature(1, 2u, 0u));
}

// Two labels told apart by one feature, in the presence of one that says nothing.
TEST(Perceptron, LearnsWhatSeparates) {
  Perceptron model(2);
  for (int round = 0; round < 20; ++round) {
    for (size_t gold : {0u, 1u}) {
      const std::array<uint64_t, 2> features = {feature(1, gold), feature(2)};
      std::array<float, 2> scores = {};
      model.score(features, scores);
      const size_t best = scores[1] > scores[0];
      if (best != gold) {
        model.update(features, gold, 1);
        model.update(features, best, -1);
      }
      model.step();
    }
  }
  const std::string bytes = table_of(model.average(), 2, 100);
  const FeatureTable table = open(bytes);
  for (size_t gold : {0u, 1u}) {
    std::array<int16_t, 2> scores = {};
    table.add(feature(1, gold), scores.data());
    EXPECT_GT(scores[gold], scores[1 - gold]);
  }
}

TEST(Perceptron, AveragesOverSteps) {
  Perceptron model(1);
  const std::array<uint64_t, 1> f = {99};
  model.update(f, 0, 4);  // at step 1 of 4
  for (int i = 0; i < 3; ++i) model.step();
  const auto average = model.average();
  ASSERT_EQ(average.size(), 1u);
  EXPECT_FLOAT_EQ(average[0].weights[0], 3.0f);
  EXPECT_TRUE(model.average(2).empty()) << "updated once only";
}

}  // namespace
}  // namespace boba
