#include "extract/learn/eisner.h"

#include <algorithm>

namespace boba {
namespace {

// The largest a[k] + b[k].
float best_sum(const float* a, const float* b, size_t size) {
  if (size < 8) {
    float best = a[0] + b[0];
    for (size_t k = 1; k < size; ++k) best = std::max(best, a[k] + b[k]);
    return best;
  }
  float lanes[8];
  for (size_t j = 0; j < 8; ++j) lanes[j] = a[j] + b[j];
  size_t k = 8;
  for (; k + 8 <= size; k += 8) {
    for (size_t j = 0; j < 8; ++j) {
      const float sum = a[k + j] + b[k + j];
      lanes[j] = lanes[j] > sum ? lanes[j] : sum;
    }
  }
  float best = *std::max_element(lanes, lanes + 8);
  for (; k < size; ++k) best = std::max(best, a[k] + b[k]);
  return best;
}

// The first k with a[k] + b[k] == best: the same sums as in best_sum().
size_t find_sum(const float* a, const float* b, size_t size, float best) {
  for (size_t k = 0; k < size; ++k)
    if (a[k] + b[k] == best) return k;
  return 0;
}

}  // namespace

// left[i][j]: words i..j, all under j. right[i][j]: all under i. arc_left: j heads i, the halves between not closed.
//   arc_*[i][j]  = max over m in [i, j)  of right[i][m] + left[m + 1][j]   (+ the arc's score)
//   left[i][j]   = max over m in [i, j)  of left[i][m] + arc_left[m][j]
//   right[i][j]  = max over m in (i, j]  of arc_right[i][m] + right[m][j]
void Eisner::fill(std::span<const float> scores) {
  const size_t n = n_;
  for (size_t i = 0; i < n; ++i)
    row(left_, i)[i] = row(left_t_, i)[i] = row(right_, i)[i] = row(right_t_, i)[i] = 0;
  for (size_t width = 1; width < n; ++width) {
    for (size_t i = 0; i + width < n; ++i) {
      const size_t j = i + width;
      const float inner = best_sum(row(right_, i) + i, row(left_t_, j) + i + 1, width);
      row(arc_left_t_, j)[i] = inner + scores[i * n + j];
      row(arc_right_, i)[j] = inner + scores[j * n + i];
      const float to_left = best_sum(row(left_, i) + i, row(arc_left_t_, j) + i, width);
      row(left_, i)[j] = row(left_t_, j)[i] = to_left;
      const float to_right = best_sum(row(arc_right_, i) + i + 1, row(right_t_, j) + i + 1, width);
      row(right_, i)[j] = row(right_t_, j)[i] = to_right;
    }
  }
}

void Eisner::follow(std::span<const float> roots, std::span<int32_t> heads) {
  struct Cell {
    enum Kind { kLeft, kRight, kArc } kind;
    size_t i, j;
  };
  const size_t n = n_;
  size_t root = 0;
  float best = 0;
  for (size_t r = 0; r < n; ++r) {
    const float total = row(left_, 0)[r] + row(right_, r)[n - 1] + roots[r];
    if (r == 0 || total > best) {
      best = total;
      root = r;
    }
  }
  heads[root] = -1;
  std::vector<Cell> todo = {{Cell::kLeft, 0, root}, {Cell::kRight, root, n - 1}};
  while (!todo.empty()) {
    const auto [kind, i, j] = todo.back();
    todo.pop_back();
    if (i == j) continue;
    if (kind == Cell::kLeft) {
      const size_t m = i + find_sum(row(left_, i) + i, row(arc_left_t_, j) + i, j - i, row(left_, i)[j]);
      heads[m] = static_cast<int32_t>(j);
      todo.push_back({Cell::kLeft, i, m});
      todo.push_back({Cell::kArc, m, j});
    } else if (kind == Cell::kRight) {
      const size_t m = i + 1 + find_sum(row(arc_right_, i) + i + 1, row(right_t_, j) + i + 1, j - i, row(right_, i)[j]);
      heads[m] = static_cast<int32_t>(i);
      todo.push_back({Cell::kArc, i, m});
      todo.push_back({Cell::kRight, m, j});
    } else {
      const float inner = best_sum(row(right_, i) + i, row(left_t_, j) + i + 1, j - i);
      const size_t m = i + find_sum(row(right_, i) + i, row(left_t_, j) + i + 1, j - i, inner);
      todo.push_back({Cell::kRight, i, m});
      todo.push_back({Cell::kLeft, m + 1, j});
    }
  }
}

void Eisner::decode(size_t n, std::span<const float> scores, std::span<const float> roots, std::span<int32_t> heads) {
  n_ = n;
  stride_ = n;
  for (std::vector<float>* chart : {&left_, &left_t_, &right_, &right_t_, &arc_left_t_, &arc_right_})
    if (chart->size() < n * n) chart->resize(n * n);
  fill(scores);
  follow(roots, heads);
}

}  // namespace boba
