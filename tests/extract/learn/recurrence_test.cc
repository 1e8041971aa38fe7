#include "extract/learn/recurrence.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace boba {
namespace {

TEST(Recurrence, HasTheBitsOfOneNumberAtATimeInBothDirections) {
  constexpr uint32_t kSeed = 7;
  std::mt19937 dice(kSeed);
  std::uniform_real_distribution<float> numbers(-8, 8);
  for (const size_t width : {8u, 24u, 40u, 64u}) {
    for (const ptrdiff_t direction : {1, -1}) {
      SCOPED_TRACE(testing::Message() << "width " << width << " direction " << direction << " seed " << kSeed);
      const size_t count = 9;
      std::vector<float> gates(count * 2 * width), out(count * width);
      for (float& x : gates) x = numbers(dice);
      for (float& x : out) x = numbers(dice);
      std::vector<float> expected = out, state(width);
      for (size_t i = 0; i < count; ++i) {
        const size_t at = direction > 0 ? i : count - 1 - i;
        for (size_t k = 0; k < width; ++k) {
          const float keep = gate(gates[at * 2 * width + width + k]);
          state[k] = keep * state[k] + (1 - keep) * squash(gates[at * 2 * width + k]);
          expected[at * width + k] += state[k];
        }
      }
      const size_t begin = direction > 0 ? 0 : count - 1;
      const auto row = direction * static_cast<ptrdiff_t>(width);
      recur(gates.data() + begin * 2 * width, 2 * row, count, width, out.data() + begin * width, row);
      EXPECT_EQ(out, expected);
    }
  }
}

}  // namespace
}  // namespace boba
