#include "cli/suggest.h"

#include <gtest/gtest.h>

#include <vector>

namespace boba::testing {
namespace {

TEST(Suggest, MeasuresTypos) {
  EXPECT_EQ(cli::edit_distance("query", "query"), 0u);
  EXPECT_EQ(cli::edit_distance("qeury", "query"), 1u);  // a swap
  EXPECT_EQ(cli::edit_distance("", "abc"), 3u);
  EXPECT_EQ(cli::edit_distance("kitten", "sitting"), 3u);
}

TEST(Suggest, NamesTheNearestOrNone) {
  const std::vector<std::string> words = {"query", "build", "show", "rank"};
  EXPECT_EQ(cli::suggest("qeury", words), "query");
  EXPECT_EQ(cli::suggest("buidl", words), "build");
  EXPECT_EQ(cli::suggest("ran", words), "rank");
  EXPECT_EQ(cli::suggest("frobnicate", words), std::nullopt);
  EXPECT_EQ(cli::suggest("x", {}), std::nullopt);
}

}  // namespace
}  // namespace boba::testing
