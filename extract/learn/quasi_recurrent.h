// Quasi-recurrent layers (Bradbury et al. 2017) of width 3 in both directions, with residual connections.
#ifndef BOBA_EXTRACT_LEARN_QUASI_RECURRENT_H_
#define BOBA_EXTRACT_LEARN_QUASI_RECURRENT_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "extract/learn/model_file.h"
#include "extract/learn/recurrence.h"
#include "extract/learn/byte_matrix.h"

namespace boba {

// out = in * weights + bias; weights are (in x out), rounded to 8 bits.
class DenseLayer {
 public:
  DenseLayer() = default;
  // `bias` must outlive the layer. Precondition: `weights` has a multiple of 4 rows and, as `bias`, of 8 columns.
  DenseLayer(std::span<const float> weights, std::span<const float> bias)
      : weights_(weights, weights.size() / bias.size(), bias.size()), bias_(bias) {}
  // Reads `name`.w and `name`.b; `in` is a multiple of 4, `out` of 8.
  static Result<DenseLayer> read(const ModelFile& file, const std::string& name, size_t in, size_t out);
  size_t columns() const { return bias_.size(); }
  // For `rows` rows, which begin at number `first` of `in` and follow one another; `out` is resized. `rectify`: negative
  // numbers become 0.
  void apply(const ByteNumbers& in, size_t first, size_t rows, bool rectify, std::vector<float>& out) const;

 private:
  ByteMatrix weights_;
  std::span<const float> bias_;
};

// A stack of layers over vectors of `size` numbers: its first half reads forward, its second half backward. Each layer
// adds to its input a mean of new values that gates weigh against the past. Weights and inputs are rounded to 8 bits.
class QuasiRecurrent {
 public:
  // Reads `prefix`N.before, .middle, .after and .bias. Precondition: `size` is a multiple of 16.
  static Result<QuasiRecurrent> read(const ModelFile& file, const std::string& prefix, size_t size, size_t layers);

  // Buffers that save allocation.
  struct Work {
    ByteNumbers rows;
    std::vector<float> gates;
  };
  // `rows`: count + 2 rows of `size`, the first and the last zero; replaced by what the last layer gives. Linear in
  // count.
  void run(size_t count, std::vector<float>& rows, Work& work) const;

 private:
  struct Layer {
    ByteMatrix forward;   // from the word before and the word
    ByteMatrix backward;  // from the word and the word after
    std::span<const float> bias;
  };
  size_t size_ = 0;
  std::vector<Layer> layers_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_QUASI_RECURRENT_H_
