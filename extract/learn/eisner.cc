#include "extract/learn/eisner.h"

#include <algorithm>

#include "extract/learn/vectors.h"

namespace boba {
namespace {

// The largest a[k] + b[k]: of eight at once, the last of which may be taken twice.
[[gnu::always_inline]] inline float best_sum(const float* a, const float* b, size_t size) {
  if (size < 8) {
    float best = a[0] + b[0];
    for (size_t k = 1; k < size; ++k) best = std::max(best, a[k] + b[k]);
    return best;
  }
  using Vector = Eight::Vector;
  Vector lanes = *reinterpret_cast<const Vector*>(a) + *reinterpret_cast<const Vector*>(b);
  for (size_t k = 8; k < size; k += 8) {
    const size_t at = std::min(k, size - 8);
    const Vector sum = *reinterpret_cast<const Vector*>(a + at) + *reinterpret_cast<const Vector*>(b + at);
    lanes = lanes > sum ? lanes : sum;
  }
  float best[8];
  *reinterpret_cast<Vector*>(best) = lanes;
  for (size_t half = 4; half > 0; half /= 2)
    for (size_t j = 0; j < half; ++j) best[j] = best[j] > best[j + half] ? best[j] : best[j + half];
  return best[0];
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
struct Eisner::Filler {
  float *left, *left_t, *right, *right_t, *arc_left_t, *arc_right;
  size_t n;
  const float* scores;

  float* row(float* chart, size_t i) const { return chart + i * n; }
  [[gnu::always_inline]] inline void fill() const {
    for (size_t i = 0; i < n; ++i)
      row(left, i)[i] = row(left_t, i)[i] = row(right, i)[i] = row(right_t, i)[i] = 0;
    for (size_t width = 1; width < n; ++width) {
      for (size_t i = 0; i + width < n; ++i) {
        const size_t j = i + width;
        const float inner = best_sum(row(right, i) + i, row(left_t, j) + i + 1, width);
        row(arc_left_t, j)[i] = inner + scores[i * n + j];
        row(arc_right, i)[j] = inner + scores[j * n + i];
        const float to_left = best_sum(row(left, i) + i, row(arc_left_t, j) + i, width);
        row(left, i)[j] = row(left_t, j)[i] = to_left;
        const float to_right = best_sum(row(arc_right, i) + i + 1, row(right_t, j) + i + 1, width);
        row(right, i)[j] = row(right_t, j)[i] = to_right;
      }
    }
  }
#if defined(__x86_64__)
  [[gnu::target("avx2")]] void fill_avx2() const { fill(); }
#endif
};

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
  const Filler filler = {left_.data(), left_t_.data(), right_.data(), right_t_.data(), arc_left_t_.data(), arc_right_.data(), n, scores.data()};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    filler.fill_avx2();
    return follow(roots, heads);
  }
#endif
  filler.fill();
  follow(roots, heads);
}

}  // namespace boba
