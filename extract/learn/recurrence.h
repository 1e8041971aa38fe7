// The recurrent half of a quasi-recurrent layer: numbers that gates weigh against what was before them.
#ifndef BOBA_EXTRACT_LEARN_RECURRENCE_H_
#define BOBA_EXTRACT_LEARN_RECURRENCE_H_

#include <algorithm>
#include <cstddef>

namespace boba {

// Rational approximation of tanh, exact at 0 and 1 from 3 on: the same bits on every machine.
inline float squash(float x) {
  x = std::clamp(x, -3.0f, 3.0f);
  const float s = x * x;
  return x * (27 + s) / (27 + 9 * s);
}
// Of the logistic function.
inline float gate(float x) { return 0.5f + 0.5f * squash(0.5f * x); }

// For each of `count` steps and each k of `width`: state[k] = keep * state[k] + (1 - keep) * squash(gates[k]), where keep
// is gate(gates[width + k]), from 0 on; out[k] += state[k]. From step to step `gates` and `out` move by their strides,
// backward when these are negative. Precondition: width is a multiple of 8. The same bits on every machine.
void recur(const float* gates, ptrdiff_t gates_stride, size_t count, size_t width, float* out, ptrdiff_t out_stride);

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_RECURRENCE_H_
