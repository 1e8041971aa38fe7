// Layers of the networks that learn, forward and back. extract/learn/quasi_recurrent.h computes the same functions.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_LAYERS_H_
#define BOBA_EXTRACT_LEARN_TRAIN_LAYERS_H_

#include <span>
#include <string>
#include <vector>

#include "extract/learn/model_file.h"
#include "extract/learn/train/network.h"

namespace boba::train {

// Turns scores into the gradient of -log softmax(scores)[gold] and returns that loss.
double softmax_loss(std::span<float> scores, size_t gold);
// Turns a score into the gradient of the logistic loss of a yes or no and adds that loss.
float logistic_loss(float score, bool yes, double& loss);

void add_rows(const Matrix& from, Matrix& to);
void scale_by(const Matrix& factors, Matrix& values);
// Rows [begin, begin + count) of a matrix.
Matrix slice(const Matrix& in, size_t begin, size_t count);
void add_slice(const Matrix& from, Matrix& to, size_t begin);
// Zeros with probability `dropout`, else 1 / (1 - dropout).
Matrix dropout_mask(Random& random, size_t rows, size_t cols, float dropout);

// out = in * weights + bias, rectified or not.
struct Dense {
  Parameter weights, bias;
  Dense(size_t in, size_t out) : weights(in, out), bias(1, out) {}

  void forward(const Matrix& in, Matrix& out, bool rectify) const;
  // `out` as forward() left it; changes out_gradient when rectified; adds to in_gradient.
  void backward(const Matrix& in, const Matrix& out, Matrix& out_gradient, Matrix& in_gradient, bool rectify);
  void write(const std::string& name, ModelFileWriter& file) const;
};

// One layer of boba::QuasiRecurrent.
class RecurrentLayer {
 public:
  // Gates begin a little open to the past.
  RecurrentLayer(size_t size, Random& random);

  // What one run computed, for the way back.
  struct Trace {
    Matrix in;     // rows -1..n, the first and the last zero
    Matrix gates;  // per row: new value, gate, both for the way forward, then for the way back
    Matrix state;  // before the residual connection
  };
  // Reads trace.in, fills the rest.
  void forward(Trace& trace, Matrix& out) const;
  void backward(const Trace& trace, const Matrix& out_gradient, Matrix& in_gradient);
  std::vector<Parameter*> parameters() { return {&before_, &middle_, &after_, &bias_}; }
  void write(const std::string& name, ModelFileWriter& file) const;

 private:
  Parameter before_, middle_, after_, bias_;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_LAYERS_H_
