#include "extract/learn/eisner.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace boba {
namespace {

bool projective_tree(const std::vector<int32_t>& heads) {
  const auto n = static_cast<int32_t>(heads.size());
  int roots = 0;
  for (int32_t d = 0; d < n; ++d) {
    roots += heads[static_cast<size_t>(d)] < 0;
    int32_t up = d;
    for (int32_t steps = 0; up >= 0; up = heads[static_cast<size_t>(up)])
      if (++steps > n) return false;
  }
  for (int32_t d = 0; d < n; ++d) {
    const int32_t h = heads[static_cast<size_t>(d)];
    if (h < 0) continue;
    for (int32_t k = std::min(d, h) + 1; k < std::max(d, h); ++k) {
      int32_t above = k;
      while (above >= 0 && above != h) above = heads[static_cast<size_t>(above)];
      if (above != h) return false;
    }
  }
  return roots == 1;
}

float total(const std::vector<int32_t>& heads, const std::vector<float>& scores, const std::vector<float>& roots) {
  float sum = 0;
  for (size_t d = 0; d < heads.size(); ++d)
    sum += heads[d] < 0 ? roots[d] : scores[d * heads.size() + static_cast<size_t>(heads[d])];
  return sum;
}

float best_of_all(size_t n, const std::vector<float>& scores, const std::vector<float>& roots) {
  std::vector<int32_t> heads(n, -1);
  float best = -1e9f;
  const std::function<void(size_t)> try_all = [&](size_t d) {
    if (d == n) {
      if (projective_tree(heads)) best = std::max(best, total(heads, scores, roots));
      return;
    }
    for (int32_t h = -1; h < static_cast<int32_t>(n); ++h) {
      if (h == static_cast<int32_t>(d)) continue;
      heads[d] = h;
      try_all(d + 1);
    }
  };
  try_all(0);
  return best;
}

TEST(Eisner, FindsTheBestOfAllProjectiveTrees) {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> score(-20, 20);
  Eisner eisner;
  for (int round = 0; round < 200; ++round) {
    const size_t n = 1 + static_cast<size_t>(round) % 5;
    std::vector<float> scores(n * n), roots(n);
    for (float& s : scores) s = static_cast<float>(score(random));
    for (float& s : roots) s = static_cast<float>(score(random));
    std::vector<int32_t> heads(n);
    eisner.decode(n, scores, roots, heads);
    EXPECT_TRUE(projective_tree(heads));
    EXPECT_EQ(total(heads, scores, roots), best_of_all(n, scores, roots)) << "seed 11, round " << round;
  }
}

TEST(Eisner, GivesATreeOfManyWords) {
  std::mt19937 random(12);
  std::uniform_real_distribution<float> score(-5, 5);
  Eisner eisner;
  for (size_t n : {9u, 17u, 64u, 150u}) {
    std::vector<float> scores(n * n), roots(n);
    for (float& s : scores) s = score(random);
    for (float& s : roots) s = score(random);
    std::vector<int32_t> heads(n);
    eisner.decode(n, scores, roots, heads);
    EXPECT_TRUE(projective_tree(heads)) << n;
  }
}

}  // namespace
}  // namespace boba
