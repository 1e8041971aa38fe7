// Gradients against differences, and the trained layers against those that annotators run.
#include "extract/learn/train/layers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "extract/learn/quasi_recurrent.h"

namespace boba::train {
namespace {

constexpr uint64_t kSeed = 7;

Matrix random_matrix(size_t rows, size_t cols, Random& random) {
  Matrix out(rows, cols);
  for (float& x : out.values) x = random.unit() * 2 - 1;
  return out;
}

// A loss that weighs every output.
double weighed(const Matrix& out, const Matrix& weights) {
  double sum = 0;
  for (size_t i = 0; i < out.values.size(); ++i) sum += static_cast<double>(out.values[i]) * weights.values[i];
  return sum;
}

// Compares a gradient with the differences of `loss` around some of the numbers.
void expect_gradient(std::vector<float>& numbers, const std::vector<float>& gradient, const std::function<double()>& loss) {
  constexpr float kStep = 1e-2f;
  for (size_t i = 0; i < numbers.size(); i += 1 + numbers.size() / 40) {
    const float kept = numbers[i];
    numbers[i] = kept + kStep;
    const double above = loss();
    numbers[i] = kept - kStep;
    const double below = loss();
    numbers[i] = kept;
    EXPECT_NEAR((above - below) / (2 * kStep), gradient[i], 2e-2) << "number " << i;
  }
}

TEST(Dense, GradientsAreThoseOfDifferences) {
  Random random(kSeed);
  Dense layer(8, 16);
  layer.weights.randomize(random);
  Matrix in = random_matrix(5, 8, random), out;
  const Matrix weights = random_matrix(5, 16, random);
  const auto loss = [&] {
    Matrix now;
    layer.forward(in, now, false);
    return weighed(now, weights);
  };
  layer.forward(in, out, false);
  Matrix out_gradient = weights, in_gradient(5, 8);
  layer.backward(in, out, out_gradient, in_gradient, false);
  expect_gradient(layer.weights.weights.values, layer.weights.gradient.values, loss);
  expect_gradient(layer.bias.weights.values, layer.bias.gradient.values, loss);
  expect_gradient(in.values, in_gradient.values, loss);
}

TEST(Dense, NothingComesBackThroughWhatWasNegative) {
  Random random(kSeed);
  Dense layer(8, 8);
  for (float& b : layer.bias.weights.values) b = -100;
  const Matrix in = random_matrix(2, 8, random);
  Matrix out, in_gradient(2, 8), out_gradient = random_matrix(2, 8, random);
  layer.forward(in, out, true);
  layer.backward(in, out, out_gradient, in_gradient, true);
  for (float x : out.values) EXPECT_EQ(x, 0);
  for (float g : in_gradient.values) EXPECT_EQ(g, 0);
}

TEST(RecurrentLayer, GradientsAreThoseOfDifferences) {
  Random random(kSeed);
  RecurrentLayer layer(16, random);
  Matrix in = random_matrix(6, 16, random);
  const Matrix weights = random_matrix(6, 16, random);
  const auto run = [&](RecurrentLayer::Trace& trace) {
    trace.in.reset(8, 16);
    add_slice(in, trace.in, 1);
    Matrix out;
    layer.forward(trace, out);
    return out;
  };
  const auto loss = [&] {
    RecurrentLayer::Trace trace;
    return weighed(run(trace), weights);
  };
  RecurrentLayer::Trace trace;
  run(trace);
  Matrix in_gradient;
  layer.backward(trace, weights, in_gradient);
  expect_gradient(in.values, in_gradient.values, loss);
  for (Parameter* p : layer.parameters()) expect_gradient(p->weights.values, p->gradient.values, loss);
}

TEST(RecurrentLayer, AnnotatorsRunTheSameLayers) {
  Random random(kSeed);
  RecurrentLayer first(16, random), second(16, random);
  ModelFileWriter writer;
  first.write("layer0", writer);
  second.write("layer1", writer);
  const std::string bytes = writer.finish("test", 1);
  const auto file = ModelFile::open(bytes, "test", 1);
  ASSERT_TRUE(file);
  const auto stack = QuasiRecurrent::read(*file, "layer", 16, 2);
  ASSERT_TRUE(stack);

  const Matrix in = random_matrix(6, 16, random);
  Matrix middle, out;
  RecurrentLayer::Trace trace;
  trace.in.reset(8, 16);
  add_slice(in, trace.in, 1);
  first.forward(trace, middle);
  trace.in.reset(8, 16);
  add_slice(middle, trace.in, 1);
  second.forward(trace, out);

  std::vector<float> rows(8 * 16);
  QuasiRecurrent::Work work;
  std::copy(in.values.begin(), in.values.end(), rows.begin() + 16);
  stack->run(6, rows, work);
  // They round to 8 bits.
  for (size_t i = 0; i < out.values.size(); ++i) EXPECT_NEAR(rows[16 + i], out.values[i], 1.5e-2);
  EXPECT_EQ(std::vector<float>(rows.begin(), rows.begin() + 16), std::vector<float>(16)) << "the row before stays zero";
}

TEST(QuasiRecurrent, RefusesAModelWithoutItsLayers) {
  Random random(kSeed);
  ModelFileWriter writer;
  RecurrentLayer(16, random).write("layer0", writer);
  const std::string bytes = writer.finish("test", 1);
  const auto file = ModelFile::open(bytes, "test", 1);
  ASSERT_TRUE(file);
  EXPECT_FALSE(QuasiRecurrent::read(*file, "layer", 16, 2));
  EXPECT_FALSE(QuasiRecurrent::read(*file, "layer", 32, 1)) << "the layer is smaller";
}

}  // namespace
}  // namespace boba::train
