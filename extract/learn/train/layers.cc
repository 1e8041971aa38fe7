#include "extract/learn/train/layers.h"

#include <algorithm>
#include <cmath>

#include "extract/learn/quasi_recurrent.h"

namespace boba::train {
namespace {

// Derivatives of squash() and gate() at x.
float squash_slope(float x) {
  if (x <= -3 || x >= 3) return 0;
  const float s = x * x;
  const float below = 27 + 9 * s;
  return ((27 + 3 * s) * below - x * (27 + s) * 18 * x) / (below * below);
}
float gate_slope(float x) { return 0.25f * squash_slope(0.5f * x); }

}  // namespace

double softmax_loss(std::span<float> scores, size_t gold) {
  const float most = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (float s : scores) sum += std::exp(s - most);
  const double loss = std::log(sum) - (scores[gold] - most);
  for (float& s : scores) s = static_cast<float>(std::exp(s - most) / sum);
  scores[gold] -= 1;
  return loss;
}

float logistic_loss(float score, bool yes, double& loss) {
  const float p = 1 / (1 + std::exp(-score));
  loss -= std::log(std::max(yes ? p : 1 - p, 1e-12f));
  return p - (yes ? 1.0f : 0.0f);
}

void add_rows(const Matrix& from, Matrix& to) {
  for (size_t i = 0; i < from.values.size(); ++i) to.values[i] += from.values[i];
}

void scale_by(const Matrix& factors, Matrix& values) {
  for (size_t i = 0; i < values.values.size(); ++i) values.values[i] *= factors.values[i];
}

Matrix slice(const Matrix& in, size_t begin, size_t count) {
  Matrix out(count, in.cols);
  std::copy_n(in[begin], count * in.cols, out.values.begin());
  return out;
}

void add_slice(const Matrix& from, Matrix& to, size_t begin) {
  for (size_t i = 0; i < from.values.size(); ++i) to.values[begin * to.cols + i] += from.values[i];
}

Matrix dropout_mask(Random& random, size_t rows, size_t cols, float dropout) {
  Matrix out(rows, cols);
  for (float& x : out.values) x = random.unit() < dropout ? 0.0f : 1 / (1 - dropout);
  return out;
}

void Dense::forward(const Matrix& in, Matrix& out, bool rectify) const {
  out.reset(in.rows, bias.weights.cols);
  for (size_t i = 0; i < in.rows; ++i) std::copy_n(bias.weights[0], out.cols, out[i]);
  multiply(in, weights.weights, out);
  if (rectify)
    for (float& x : out.values) x = std::max(x, 0.0f);
}

void Dense::backward(const Matrix& in, const Matrix& out, Matrix& out_gradient, Matrix& in_gradient, bool rectify) {
  if (rectify)
    for (size_t i = 0; i < out.values.size(); ++i)
      if (out.values[i] <= 0) out_gradient.values[i] = 0;
  for (size_t i = 0; i < in.rows; ++i) add_scaled(1, out_gradient[i], bias.gradient[0], out.cols);
  multiply_back(in, weights, out_gradient, in_gradient);
}

void Dense::write(const std::string& name, ModelFileWriter& file) const {
  file.add(name + ".w", weights.weights.values);
  file.add(name + ".b", bias.weights.values);
}

RecurrentLayer::RecurrentLayer(size_t size, Random& random)
    : before_(size, size), middle_(size, 2 * size), after_(size, size), bias_(1, 2 * size) {
  for (Parameter* p : {&before_, &middle_, &after_}) p->randomize(random);
  for (size_t k = 0; k < size / 2; ++k) bias_.weights[0][size / 2 + k] = bias_.weights[0][3 * size / 2 + k] = 0.5f;
}

void RecurrentLayer::forward(Trace& trace, Matrix& out) const {
  const size_t n = trace.in.rows - 2, d = trace.in.cols, half = d / 2;
  const Matrix before = slice(trace.in, 0, n), middle = slice(trace.in, 1, n), after = slice(trace.in, 2, n);
  trace.gates.reset(n, 2 * d);
  for (size_t i = 0; i < n; ++i) std::copy_n(bias_.weights[0], 2 * d, trace.gates[i]);
  multiply(middle, middle_.weights, trace.gates);
  Matrix side(n, d);
  multiply(before, before_.weights, side);
  for (size_t i = 0; i < n; ++i) add_scaled(1, side[i], trace.gates[i], d);
  side.reset(n, d);
  multiply(after, after_.weights, side);
  for (size_t i = 0; i < n; ++i) add_scaled(1, side[i], trace.gates[i] + d, d);
  trace.state.reset(n, d);
  for (size_t step = 0; step < n; ++step) {
    const size_t back = n - 1 - step;
    for (size_t k = 0; k < half; ++k) {
      const float f = gate(trace.gates[step][half + k]);
      const float past = step == 0 ? 0 : trace.state[step - 1][k];
      trace.state[step][k] = f * past + (1 - f) * squash(trace.gates[step][k]);
      const float b = gate(trace.gates[back][d + half + k]);
      const float future = step == 0 ? 0 : trace.state[back + 1][half + k];
      trace.state[back][half + k] = b * future + (1 - b) * squash(trace.gates[back][d + k]);
    }
  }
  out = middle;
  add_rows(trace.state, out);
}

void RecurrentLayer::backward(const Trace& trace, const Matrix& out_gradient, Matrix& in_gradient) {
  const size_t n = trace.in.rows - 2, d = trace.in.cols, half = d / 2;
  Matrix state = out_gradient;  // gradient of the state, completed step by step
  Matrix gates(n, 2 * d);
  for (size_t step = 0; step < n; ++step) {
    const size_t i = n - 1 - step;  // forward states are undone from the end, backward ones from the beginning
    for (size_t k = 0; k < half; ++k) {
      const float raw = trace.gates[i][half + k], value = trace.gates[i][k];
      const float f = gate(raw), past = i == 0 ? 0 : trace.state[i - 1][k], g = state[i][k];
      gates[i][k] = g * (1 - f) * squash_slope(value);
      gates[i][half + k] = g * (past - squash(value)) * gate_slope(raw);
      if (i > 0) state[i - 1][k] += g * f;
      const float raw_b = trace.gates[step][d + half + k], value_b = trace.gates[step][d + k];
      const float b = gate(raw_b), future = step + 1 == n ? 0 : trace.state[step + 1][half + k];
      const float gb = state[step][half + k];
      gates[step][d + k] = gb * (1 - b) * squash_slope(value_b);
      gates[step][d + half + k] = gb * (future - squash(value_b)) * gate_slope(raw_b);
      if (step + 1 < n) state[step + 1][half + k] += gb * b;
    }
  }
  const Matrix before = slice(trace.in, 0, n), middle = slice(trace.in, 1, n), after = slice(trace.in, 2, n);
  Matrix gradient(n, d), side(n, d);
  multiply_back(middle, middle_, gates, gradient);
  Matrix all(n + 2, d);
  add_slice(gradient, all, 1);
  for (size_t i = 0; i < n; ++i) {
    add_scaled(1, gates[i], bias_.gradient[0], 2 * d);
    std::copy_n(gates[i], d, side[i]);
  }
  gradient.reset(n, d);
  multiply_back(before, before_, side, gradient);
  add_slice(gradient, all, 0);
  for (size_t i = 0; i < n; ++i) std::copy_n(gates[i] + d, d, side[i]);
  gradient.reset(n, d);
  multiply_back(after, after_, side, gradient);
  add_slice(gradient, all, 2);
  in_gradient = slice(all, 1, n);
  add_rows(out_gradient, in_gradient);
}

void RecurrentLayer::write(const std::string& name, ModelFileWriter& file) const {
  file.add(name + ".before", before_.weights.values);
  file.add(name + ".middle", middle_.weights.values);
  file.add(name + ".after", after_.weights.values);
  file.add(name + ".bias", bias_.weights.values);
}

}  // namespace boba::train
