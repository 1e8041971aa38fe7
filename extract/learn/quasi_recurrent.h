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

namespace boba {

// out = in * weights + bias, all row-major; weights are (in x out).
struct DenseLayer {
  std::span<const float> weights, bias;

  // Reads `name`.w and `name`.b. Precondition: `out` is a multiple of 8.
  static Result<DenseLayer> read(const ModelFile& file, const std::string& name, size_t in, size_t out);
  size_t columns() const { return bias.size(); }
  // `in` has `rows` rows of `depth`; `out` is resized. `rectify`: negative numbers become 0.
  void apply(const float* in, size_t depth, size_t rows, bool rectify, std::vector<float>& out) const;
};

// A stack of layers over vectors of `size` numbers: its first half reads forward, its second half backward. Each layer
// adds to its input a mean of new values that gates weigh against the past. Weights lie in a model, in place.
class QuasiRecurrent {
 public:
  // Reads `prefix`N.before, .middle, .after and .bias. Precondition: `size` is a multiple of 16.
  static Result<QuasiRecurrent> read(const ModelFile& file, const std::string& prefix, size_t size, size_t layers);

  // `rows`: count + 2 rows of `size`, the first and the last zero; replaced by what the last layer gives. `work` saves
  // allocation. Linear in count.
  void run(size_t count, std::vector<float>& rows, std::vector<float>& work) const;

 private:
  struct Layer {
    std::span<const float> before, middle, after, bias;
  };
  size_t size_ = 0;
  std::vector<Layer> layers_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_QUASI_RECURRENT_H_
