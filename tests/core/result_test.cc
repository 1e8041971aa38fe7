#include "core/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <type_traits>

namespace boba {
namespace {

TEST(Error, SaysWhereWhatAndWhatToTry) {
  EXPECT_EQ((Error{ErrorCode::kIo, "disk full"}.to_string()), "disk full");
  EXPECT_EQ((Error{ErrorCode::kIo, "disk full", "graph/7.sst"}.to_string()),
            "graph/7.sst: disk full");
  EXPECT_EQ((Error{ErrorCode::kIo, "disk full", "", "--graph"}.to_string()),
            "disk full (try: --graph)");
  EXPECT_EQ((Error{ErrorCode::kInvalidInput, "no title", "a.txt:1:1", "a title line"}.to_string()),
            "a.txt:1:1: no title (try: a title line)");
}

TEST(Result, HoldsAValue) {
  Result<std::string> result = std::string("bộ ba");
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(static_cast<bool>(result));
  EXPECT_EQ(*result, "bộ ba");
  EXPECT_EQ(result->size(), 7u);
  *result += "!";
  EXPECT_EQ(*std::as_const(result), "bộ ba!");
}

TEST(Result, HoldsAnError) {
  const Result<std::string> result = Error{ErrorCode::kNotFound, "no such graph"};
  ASSERT_FALSE(result.ok());
  EXPECT_FALSE(static_cast<bool>(result));
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(result.error().message, "no such graph");
}

TEST(Result, GivesAwayWhatCannotBeCopied) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
  ASSERT_TRUE(result.ok());
  const std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 7);
}

TEST(Result, KeepsAFalseValueApartFromAnError) {
  const Result<bool> result = false;
  ASSERT_TRUE(result.ok());
  EXPECT_FALSE(*result);
}

TEST(Status, IsGoodUnlessItHoldsAnError) {
  const Status good;
  EXPECT_TRUE(good.ok());
  EXPECT_TRUE(static_cast<bool>(good));
  const Status bad = Error{ErrorCode::kCorrupt, "checksum"};
  EXPECT_FALSE(bad.ok());
  EXPECT_FALSE(static_cast<bool>(bad));
  EXPECT_EQ(bad.error().code, ErrorCode::kCorrupt);
  static_assert(std::is_same_v<Status, Result<void>>);
}

}  // namespace
}  // namespace boba
