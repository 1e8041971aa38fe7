// Logistic regression over indicator features.
#include "extract/learn/train/logistic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace boba::train {
namespace {

// Label 1 with feature 1, label 0 with feature 2; feature 3 tells nothing, features from 100 on stand once each.
Examples examples() {
  Examples all;
  for (uint64_t i = 0; i < 40; ++i) {
    const std::vector<uint64_t> features = {i % 2 == 0 ? 1u : 2u, 3u, 100 + i};
    all.add(features, i % 2 == 0 ? 1 : 0);
  }
  return all;
}

TEST(Logistic, KeepsTheFeaturesThatTellMost) {
  const Examples all = examples();
  std::vector<uint32_t> rows(all.size());
  std::iota(rows.begin(), rows.end(), 0u);
  Logistic model(all, rows, 1, {});
  EXPECT_GT(model.weights(all).size(), 40u);
  model.keep_largest(2, all, rows, {.epochs = 20});
  const std::vector<WeightedFeature> kept = model.weights(all);
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].key + kept[1].key, 3u) << "features 1 and 2";
  for (size_t i = 0; i < all.size(); ++i) {
    const float score = model.score(all, i);
    EXPECT_EQ(score > 0, all.label(i) == 1);
    EXPECT_FALSE(std::isnan(score));
  }
  Logistic same(all, rows, 1, {});
  const float before = same.score(all, 0);
  same.keep_largest(1000, all, rows, {.epochs = 20});
  EXPECT_EQ(same.score(all, 0), before) << "there are no more";
}

}  // namespace
}  // namespace boba::train
