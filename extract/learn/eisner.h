// The best projective dependency tree (Eisner 1996).
#ifndef BOBA_EXTRACT_LEARN_EISNER_H_
#define BOBA_EXTRACT_LEARN_EISNER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace boba {

// Exact, O(n^3) additions of which the compiler makes several at once; its memory is used again.
class Eisner {
 public:
  // scores[d * n + h]: of word h as the head of word d; roots[d]: of d as the only root. Fills heads[d], -1 for the
  // root. Ties go to the leftmost split. Preconditions: n >= 1, spans of n * n, n and n items, all scores finite.
  void decode(size_t n, std::span<const float> scores, std::span<const float> roots, std::span<int32_t> heads);

 private:
  // Chart cells [i][j] and, so that both factors of a sum lie in a row, transposed.
  float* row(std::vector<float>& chart, size_t i) { return chart.data() + i * stride_; }
  struct Filler;
  void follow(std::span<const float> roots, std::span<int32_t> heads);

  size_t n_ = 0, stride_ = 0;
  // A span i..j: complete with its head on the right ("left") or left ("right"), or an arc between its ends.
  std::vector<float> left_, left_t_, right_, right_t_, arc_left_t_, arc_right_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_EISNER_H_
