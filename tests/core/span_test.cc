#include "core/span.h"

#include <gtest/gtest.h>

namespace boba {
namespace {

TEST(Span, IsHalfOpen) {
  const Span span = {2, 5};
  EXPECT_EQ(span.size(), 3u);
  EXPECT_FALSE(span.empty());
  EXPECT_TRUE(Span().empty());
  EXPECT_EQ(span.in("abcdefg"), "cde");
  EXPECT_EQ((Span{3, 3}.in("abcdefg")), "");
}

TEST(Span, ContainsItselfAndWhatLiesInside) {
  const Span span = {2, 5};
  EXPECT_TRUE(span.contains(span));
  EXPECT_TRUE(span.contains({3, 4}));
  EXPECT_TRUE(span.contains({5, 5}));
  EXPECT_FALSE(span.contains({1, 3}));
  EXPECT_FALSE(span.contains({4, 6}));
}

TEST(Span, NeighboursDoNotOverlap) {
  EXPECT_FALSE((Span{0, 2}.overlaps({2, 4})));
  EXPECT_FALSE((Span{2, 4}.overlaps({0, 2})));
  EXPECT_TRUE((Span{0, 3}.overlaps({2, 4})));
  EXPECT_TRUE((Span{0, 9}.overlaps({2, 4})));
  EXPECT_FALSE((Span{3, 3}.overlaps({3, 4})));
}

TEST(Span, CoverIsTheSmallestThatHoldsBoth) {
  EXPECT_EQ(cover({2, 5}, {7, 9}), (Span{2, 9}));
  EXPECT_EQ(cover({7, 9}, {2, 5}), (Span{2, 9}));
  EXPECT_EQ(cover({2, 9}, {3, 4}), (Span{2, 9}));
}

TEST(Span, IsOrderedByBeginThenEnd) {
  EXPECT_LT((Span{1, 9}), (Span{2, 3}));
  EXPECT_LT((Span{1, 3}), (Span{1, 9}));
  EXPECT_EQ((Span{1, 3}), (Span{1, 3}));
}

}  // namespace
}  // namespace boba
