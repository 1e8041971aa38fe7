#include "extract/learn/quasi_recurrent.h"

#include <algorithm>

#include "extract/learn/dense.h"

namespace boba {

Result<DenseLayer> DenseLayer::read(const ModelFile& file, const std::string& name, size_t in, size_t out) {
  const auto weights = file.array<float>(name + ".w", in * out);
  if (!weights) return weights.error();
  const auto bias = file.array<float>(name + ".b", out);
  if (!bias) return bias.error();
  return DenseLayer{weights->first(in * out), bias->first(out)};
}

void DenseLayer::apply(const float* in, size_t depth, size_t rows, bool rectify, std::vector<float>& out) const {
  const size_t cols = columns();
  out.resize(rows * cols);
  for (size_t i = 0; i < rows; ++i) std::copy_n(bias.data(), cols, out.data() + i * cols);
  multiply_add(in, depth, rows, depth, weights.data(), cols, out.data(), cols);
  if (rectify)
    for (float& x : out) x = std::max(x, 0.0f);
}

Result<QuasiRecurrent> QuasiRecurrent::read(const ModelFile& file, const std::string& prefix, size_t size,
                                            size_t layers) {
  QuasiRecurrent stack;
  stack.size_ = size;
  for (size_t l = 0; l < layers; ++l) {
    const std::string name = prefix + std::to_string(l);
    const auto before = file.array<float>(name + ".before", size * size);
    const auto middle = file.array<float>(name + ".middle", 2 * size * size);
    const auto after = file.array<float>(name + ".after", size * size);
    const auto bias = file.array<float>(name + ".bias", 2 * size);
    for (const auto* part : {&before, &middle, &after, &bias})
      if (!*part) return part->error();
    stack.layers_.push_back({*before, *middle, *after, *bias});
  }
  return stack;
}

void QuasiRecurrent::run(size_t count, std::vector<float>& rows, std::vector<float>& work) const {
  const size_t d = size_, half = d / 2;
  if (count == 0) return;
  work.resize(count * 2 * d);
  float* gates = work.data();
  for (const Layer& layer : layers_) {
    for (size_t i = 0; i < count; ++i) std::copy_n(layer.bias.data(), 2 * d, gates + i * 2 * d);
    multiply_add(rows.data() + d, d, count, d, layer.middle.data(), 2 * d, gates, 2 * d);
    multiply_add(rows.data(), d, count, d, layer.before.data(), d, gates, 2 * d);
    multiply_add(rows.data() + 2 * d, d, count, d, layer.after.data(), d, gates + d, 2 * d);
    const auto row = static_cast<ptrdiff_t>(d);
    recur(gates, 2 * row, count, half, rows.data() + d, row);
    recur(gates + (count - 1) * 2 * d + d, -2 * row, count, half, rows.data() + count * d + half, -row);
  }
}

}  // namespace boba
