#include "extract/annotators/name_chain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <utility>

namespace boba {
namespace {

// All ways to lay ranges of one type over n syllables, with their weights: the oracle.
struct Oracle {
  const std::vector<NameScores>& scores;
  size_t type;
  double sum = 0;
  std::map<std::pair<size_t, size_t>, double> ranges;

  double weight(size_t a, size_t b) const {
    double w = scores[a][column(NamePart::kStart, type)] + scores[b][column(NamePart::kEnd, type)];
    for (size_t k = a; k <= b; ++k) w += scores[k][column(NamePart::kInside, type)];
    return std::exp(w);
  }
  void lay(size_t at, double so_far, std::vector<std::pair<size_t, size_t>>& laid) {
    if (at == scores.size()) {
      sum += so_far;
      for (const auto& range : laid) ranges[range] += so_far;
      return;
    }
    lay(at + 1, so_far, laid);
    for (size_t b = at; b < scores.size(); ++b) {
      laid.emplace_back(at, b);
      lay(b + 1, so_far * weight(at, b), laid);
      laid.pop_back();
    }
  }
};

TEST(NameLattice, AgreesWithTheSumOverAllReadings) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<float> value(-3, 3);
    std::vector<NameScores> scores(1 + random() % 6);
    for (NameScores& s : scores)
      for (float& v : s) v = value(random);
    NameLattice lattice;
    lattice.run(scores);
    std::vector<NameCandidate> found;
    lattice.candidates(0, 0, found);
    std::vector<NameScores> expected;
    lattice.expectations(expected);
    for (size_t t = 0; t < kEntityTypes; ++t) {
      Oracle oracle{scores, t};
      std::vector<std::pair<size_t, size_t>> laid;
      oracle.lay(0, 1, laid);
      EXPECT_NEAR(lattice.log_sum(t), std::log(oracle.sum), 1e-3);
      std::vector<double> inside(scores.size());
      for (const auto& [range, weight] : oracle.ranges)
        for (size_t k = range.first; k <= range.second; ++k) inside[k] += weight / oracle.sum;
      for (size_t k = 0; k < scores.size(); ++k)
        EXPECT_NEAR(expected[k][column(NamePart::kInside, t)], inside[k], 1e-3);
      for (const NameCandidate& c : found) {
        if (static_cast<size_t>(c.type) != t) continue;
        const std::pair<size_t, size_t> range(c.first, c.last - 1);
        EXPECT_NEAR(c.chance, oracle.ranges[range] / oracle.sum, 1e-3);
      }
    }
    EXPECT_EQ(found.size(), kEntityTypes * scores.size() * (scores.size() + 1) / 2);
  }
}

TEST(NameLattice, LongSentencesWithExtremeScoresStayFinite) {
  std::vector<NameScores> scores(5000);
  for (size_t k = 0; k < scores.size(); ++k) scores[k].fill(k % 2 == 0 ? 500.0f : -500.0f);
  NameLattice lattice;
  lattice.run(scores);
  std::vector<NameScores> expected;
  lattice.expectations(expected);
  for (const NameScores& s : expected)
    for (size_t l = 0; l < column(NamePart::kEnd, kEntityTypes); ++l) ASSERT_TRUE(std::isfinite(s[l]));
}

TEST(NameLattice, TakesAnEmptySentence) {
  NameLattice lattice;
  lattice.run({});
  std::vector<NameCandidate> found;
  lattice.candidates(0, 0, found);
  EXPECT_TRUE(found.empty());
}

}  // namespace
}  // namespace boba
