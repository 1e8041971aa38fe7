#include "extract/learn/quasi_recurrent.h"

#include <algorithm>

namespace boba {

Result<DenseLayer> DenseLayer::read(const ModelFile& file, const std::string& name, size_t in, size_t out) {
  const auto weights = file.array<float>(name + ".w", in * out);
  if (!weights) return weights.error();
  const auto bias = file.array<float>(name + ".b", out);
  if (!bias) return bias.error();
  return DenseLayer(weights->first(in * out), bias->first(out));
}

void DenseLayer::apply(const ByteNumbers& in, size_t first, size_t rows, bool rectify, std::vector<float>& out) const {
  out.resize(rows * columns());
  weights_.multiply(in, first, weights_.depth(), rows, bias_, out.data(), columns());
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
    std::vector<float> forward(before->begin(), before->begin() + static_cast<ptrdiff_t>(size * size)), backward;
    for (size_t k = 0; k < size; ++k) {
      const auto row = middle->begin() + static_cast<ptrdiff_t>(k * 2 * size), half = row + static_cast<ptrdiff_t>(size);
      forward.insert(forward.end(), row, half);
      backward.insert(backward.end(), half, half + static_cast<ptrdiff_t>(size));
    }
    backward.insert(backward.end(), after->begin(), after->begin() + static_cast<ptrdiff_t>(size * size));
    stack.layers_.push_back({ByteMatrix(forward, 2 * size, size), ByteMatrix(backward, 2 * size, size), *bias});
  }
  return stack;
}

void QuasiRecurrent::run(size_t count, std::vector<float>& rows, Work& work) const {
  if (count == 0) return;
  const size_t d = size_, half = d / 2;
  const auto row = static_cast<ptrdiff_t>(d);
  work.gates.resize(count * 2 * d);
  float* gates = work.gates.data();
  for (const Layer& layer : layers_) {
    work.rows.assign(rows);
    layer.forward.multiply(work.rows, 0, d, count, layer.bias.first(d), gates, 2 * d);
    layer.backward.multiply(work.rows, d, d, count, layer.bias.subspan(d, d), gates + d, 2 * d);
    recur(gates, 2 * row, count, half, rows.data() + d, row);
    recur(gates + (count - 1) * 2 * d + d, -2 * row, count, half, rows.data() + count * d + half, -row);
  }
}

}  // namespace boba
