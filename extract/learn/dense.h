// Products of small matrices, the same bits on every machine: sums are made in one order and without fused
// multiply-add, whichever vector registers the machine has.
#ifndef BOBA_EXTRACT_LEARN_DENSE_H_
#define BOBA_EXTRACT_LEARN_DENSE_H_

#include <cstddef>
#include <span>

namespace boba {

// out[r][c] += sum over k of in[r][k] * weights[k][c], for row-major in (rows of `in_stride`), weights (depth x cols)
// and out (rows of `out_stride`). Precondition: cols is a multiple of 8. Nothing overlaps.
void multiply_add(const float* in, size_t in_stride, size_t rows, size_t depth, const float* weights, size_t cols,
                  float* out, size_t out_stride);

// The sum over k of max(sum over r of rows[r][k], 0) * out[k]: a layer whose input are few rows, and one number of the
// next. Precondition: size is a multiple of 8.
float rectified_dot(std::span<const float* const> rows, const float* out, size_t size);

// out[k] = max(sum over r of rows[r][k], 0): that layer for several numbers of the next. Precondition: size is a multiple of 8.
void rectified_sum(std::span<const float* const> rows, float* out, size_t size);

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_DENSE_H_
