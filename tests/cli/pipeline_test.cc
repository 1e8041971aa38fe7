#include "cli/pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>

namespace boba::testing {
namespace {

using cli::run_in_order;

std::function<std::optional<int>()> count_to(int end, int& next) {
  return [&next, end]() -> std::optional<int> { return next < end ? std::optional(next++) : std::nullopt; };
}

TEST(Pipeline, KeepsTheOrderWhateverTheWorkTakes) {
  for (const size_t threads : {0, 1, 2, 7}) {
    int next = 0;
    std::vector<int> out;
    run_in_order<int, int>(
        count_to(500, next),
        [](int item) {
          if (item % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(item % 31 * 10));
          return item * 2;
        },
        [&](int result) {
          out.push_back(result);
          return true;
        },
        threads);
    ASSERT_EQ(out.size(), 500u) << threads;
    for (int i = 0; i < 500; ++i) EXPECT_EQ(out[i], 2 * i);
  }
}

TEST(Pipeline, HoldsAFewItemsOnly) {
  int next = 0;
  std::atomic<int> read = 0;
  int emitted = 0, most = 0;
  run_in_order<int, int>(
      [&]() -> std::optional<int> {
        ++read;
        return next < 1000 ? std::optional(next++) : std::nullopt;
      },
      [](int item) { return item; },
      [&](int) {
        most = std::max(most, read - ++emitted);
        return true;
      },
      2);
  EXPECT_LE(most, 4 * 2 + 4 + 1);
}

TEST(Pipeline, StopsWhenTheTakerHasEnough) {
  int next = 0, taken = 0;
  run_in_order<int, int>(
      count_to(1'000'000'000, next), [](int item) { return item; }, [&](int) { return ++taken < 10; }, 3);
  EXPECT_EQ(taken, 10);
  EXPECT_LT(next, 100);
}

TEST(Pipeline, TakesAnEmptyStream) {
  int next = 0;
  run_in_order<int, int>(
      count_to(0, next), [](int item) { return item; },
      [](int) {
        ADD_FAILURE();
        return true;
      },
      2);
}

TEST(Pipeline, PassesExceptionsOn) {
  int next = 0;
  const auto fail_at = [](int where) {
    return [where](int item) -> int {
      if (item == where) throw std::runtime_error("no");
      return item;
    };
  };
  EXPECT_THROW((run_in_order<int, int>(count_to(100, next), fail_at(50), [](int) { return true; }, 3)),
               std::runtime_error);
  EXPECT_THROW((run_in_order<int, int>([]() -> std::optional<int> { throw std::runtime_error("no"); }, fail_at(-1),
                                       [](int) { return true; }, 3)),
               std::runtime_error);
}

}  // namespace
}  // namespace boba::testing
