// Random numbers that are the same with every standard library.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_RANDOM_H_
#define BOBA_EXTRACT_LEARN_TRAIN_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace boba::train {

// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  // From 0 to below `end`; the bias is below end / 2^64.
  uint64_t below(uint64_t end) { return next() % end; }
  // From 0 to below 1.
  float unit() { return static_cast<float>(next() >> 40) * 0x1p-24f; }

  template <typename T>
  void shuffle(std::vector<T>& items) {
    for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  uint64_t state_;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_RANDOM_H_
