// The few pieces of a neural network that the parser's trainer needs: matrices, their gradients, Adam.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_NETWORK_H_
#define BOBA_EXTRACT_LEARN_TRAIN_NETWORK_H_

#include <cstddef>
#include <span>
#include <vector>

#include "extract/learn/train/random.h"

namespace boba::train {

// Row-major.
struct Matrix {
  size_t rows = 0, cols = 0;
  std::vector<float> values;

  Matrix() = default;
  Matrix(size_t r, size_t c) : rows(r), cols(c), values(r * c) {}
  float* operator[](size_t r) { return values.data() + r * cols; }
  const float* operator[](size_t r) const { return values.data() + r * cols; }
  // Zeros of another size; keeps its memory.
  void reset(size_t r, size_t c) {
    rows = r;
    cols = c;
    values.assign(r * c, 0.0f);
  }
};

// y += a x.
void add_scaled(float a, const float* x, float* y, size_t size);
float dot(const float* x, const float* y, size_t size);

// out += in * weights.
void multiply(const Matrix& in, const Matrix& weights, Matrix& out);
struct AdamOptions {
  float rate = 2e-3f;
  float decay_mean = 0.9f, decay_square = 0.98f;
  float epsilon = 1e-8f;
};

// Weights with their gradient and Adam's moments (Kingma & Ba 2015). Rows without a gradient may be left as they are:
// for tables of embeddings.
class Parameter {
 public:
  Parameter(size_t rows, size_t cols) : weights(rows, cols), gradient(rows, cols), mean_(rows, cols), square_(rows, cols) {}
  // Uniform, with the variance of Glorot & Bengio (2010) times `gain`.
  void randomize(Random& random, float gain = 1);
  void randomize_rows(Random& random, float deviation);

  // `step` from 1. Zeroes the gradient.
  void update(const AdamOptions& options, float scale, int step);
  // The same for some rows, each with its own count of steps.
  void update_rows(const AdamOptions& options, float scale, std::span<const uint32_t> rows);
  // Zeroes the gradient.
  void discard();
  // Sum of squares of the gradient.
  double gradient_square() const;

  // The weights, columns as rows; made anew after an update.
  const Matrix& transposed() const;

  Matrix weights, gradient;

 private:
  void update_span(const AdamOptions& options, float scale, int step, size_t begin, size_t end);

  Matrix mean_, square_;
  mutable Matrix transposed_;
  std::vector<int> steps_;
};

// Given the gradient of out = in * weights: adds to those of `in` and of the weights.
void multiply_back(const Matrix& in, Parameter& weights, const Matrix& out_gradient, Matrix& in_gradient);

// What gradients summed over `examples` are to be multiplied by: their mean, but no longer than `longest` all together.
float clipping_scale(std::span<Parameter* const> parameters, size_t examples, float longest = 5);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_NETWORK_H_
