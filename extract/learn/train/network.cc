#include "extract/learn/train/network.h"

#include <algorithm>
#include <cmath>

#include "extract/learn/dense.h"

namespace boba::train {

void add_scaled(float a, const float* x, float* y, size_t size) {
  for (size_t i = 0; i < size; ++i) y[i] += a * x[i];
}

float dot(const float* x, const float* y, size_t size) {
  // Eight sums, so that the compiler may add eight numbers at once and the order is fixed.
  float sums[8] = {};
  size_t i = 0;
  for (; i + 8 <= size; i += 8)
    for (size_t j = 0; j < 8; ++j) sums[j] += x[i + j] * y[i + j];
  float rest = 0;
  for (; i < size; ++i) rest += x[i] * y[i];
  return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7])) + rest;
}

namespace {

Matrix transposed(const Matrix& in) {
  Matrix out(in.cols, in.rows);
  for (size_t r = 0; r < in.rows; ++r)
    for (size_t c = 0; c < in.cols; ++c) out[c][r] = in[r][c];
  return out;
}

void multiply_by_columns(const Matrix& in, const Matrix& weights, Matrix& out) {
  for (size_t r = 0; r < in.rows; ++r)
    for (size_t k = 0; k < in.cols; ++k) add_scaled(in[r][k], weights[k], out[r], out.cols);
}

}  // namespace

void multiply(const Matrix& in, const Matrix& weights, Matrix& out) {
  if (out.cols % 8 != 0) return multiply_by_columns(in, weights, out);
  multiply_add(in.values.data(), in.cols, in.rows, in.cols, weights.values.data(), out.cols, out.values.data(), out.cols);
}

void multiply_back(const Matrix& in, Parameter& weights, const Matrix& out_gradient, Matrix& in_gradient) {
  multiply(out_gradient, weights.transposed(), in_gradient);
  multiply(transposed(in), out_gradient, weights.gradient);
}

const Matrix& Parameter::transposed() const {
  if (transposed_.values.empty()) transposed_ = train::transposed(weights);
  return transposed_;
}

void Parameter::randomize(Random& random, float gain) {
  const float most = gain * std::sqrt(6.0f / static_cast<float>(weights.rows + weights.cols));
  for (float& w : weights.values) w = (random.unit() * 2 - 1) * most;
}

void Parameter::randomize_rows(Random& random, float deviation) {
  for (float& w : weights.values) w = (random.unit() * 2 - 1) * deviation * 1.732f;
}

void Parameter::update_span(const AdamOptions& options, float scale, int step, size_t begin, size_t end) {
  const float mean_rest = 1 - std::pow(options.decay_mean, static_cast<float>(step));
  const float square_rest = 1 - std::pow(options.decay_square, static_cast<float>(step));
  const float rate = options.rate * std::sqrt(square_rest) / mean_rest;
  for (size_t i = begin; i < end; ++i) {
    const float g = gradient.values[i] * scale;
    float& mean = mean_.values[i];
    float& square = square_.values[i];
    mean = options.decay_mean * mean + (1 - options.decay_mean) * g;
    square = options.decay_square * square + (1 - options.decay_square) * g * g;
    weights.values[i] -= rate * mean / (std::sqrt(square) + options.epsilon);
    gradient.values[i] = 0;
  }
}

void Parameter::update(const AdamOptions& options, float scale, int step) {
  transposed_.values.clear();
  update_span(options, scale, step, 0, weights.values.size());
}

void Parameter::update_rows(const AdamOptions& options, float scale, std::span<const uint32_t> rows) {
  transposed_.values.clear();
  steps_.resize(weights.rows);
  for (uint32_t row : rows)
    update_span(options, scale, ++steps_[row], row * weights.cols, (row + size_t{1}) * weights.cols);
}

void Parameter::discard() { std::fill(gradient.values.begin(), gradient.values.end(), 0.0f); }

double Parameter::gradient_square() const {
  double sum = 0;
  for (float g : gradient.values) sum += static_cast<double>(g) * g;
  return sum;
}

float clipping_scale(std::span<Parameter* const> parameters, size_t examples, float longest) {
  const float share = 1 / static_cast<float>(examples);
  double square = 0;
  for (const Parameter* p : parameters) square += p->gradient_square();
  const auto norm = static_cast<float>(std::sqrt(square)) * share;
  return norm > longest ? share * longest / norm : share;
}

}  // namespace boba::train
