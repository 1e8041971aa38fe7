#include "extract/learn/train/argument_layers.h"

#include <algorithm>

namespace boba::train {

ArgumentLayers::ArgumentLayers(size_t in, size_t out, size_t words, size_t rows)
    : out_(out), word_count_(words), words_(in, words * out), topic_(in, out), second_(out, out), rows_(rows, out) {}

void ArgumentLayers::randomize(Random& random) {
  for (Dense* layer : {&words_, &topic_, &second_}) layer->weights.randomize(random);
  rows_.randomize_rows(random, 0.1f);
}

void ArgumentLayers::begin(const Matrix& words, const Matrix& topic) {
  words_.forward(words, projected_, false);
  topic_.forward(topic, topic_row_, false);
  projected_gradient_.reset(projected_.rows, projected_.cols);
  topic_gradient_.reset(1, out_);
}

const Matrix& ArgumentLayers::forward(std::vector<const ArgumentQuery*> queries, Matrix keep) {
  const size_t h = out_, n = queries.size();
  queries_ = std::move(queries);
  keep_ = std::move(keep);
  lower_.reset(n, h);
  for (size_t q = 0; q < n; ++q) {
    const ArgumentQuery& query = *queries_[q];
    for (size_t w = 0; w < word_count_; ++w)
      if (query.words[w] != ArgumentQuery::kNoWord) add_scaled(1, projected_[query.words[w]] + w * h, lower_[q], h);
    for (uint16_t row : query.rows)
      if (row != 0) add_scaled(1, rows_.weights[row], lower_[q], h);
    add_scaled(1, topic_row_[0], lower_[q], h);
    for (size_t k = 0; k < h; ++k) lower_[q][k] = std::max(lower_[q][k], 0.0f) * keep_[0][k];
  }
  second_.forward(lower_, upper_, true);
  out_rows_ = lower_;
  add_rows(upper_, out_rows_);
  return out_rows_;
}

void ArgumentLayers::backward(Matrix& gradient) {
  const size_t h = out_;
  Matrix upper_gradient = gradient;
  second_.backward(lower_, upper_, upper_gradient, gradient, true);
  for (size_t q = 0; q < queries_.size(); ++q) {
    float* back = gradient[q];
    for (size_t k = 0; k < h; ++k) back[k] = lower_[q][k] > 0 ? back[k] * keep_[0][k] : 0;
    const ArgumentQuery& query = *queries_[q];
    for (size_t w = 0; w < word_count_; ++w)
      if (query.words[w] != ArgumentQuery::kNoWord) add_scaled(1, back, projected_gradient_[query.words[w]] + w * h, h);
    for (uint16_t row : query.rows)
      if (row != 0) add_scaled(1, back, rows_.gradient[row], h);
    add_scaled(1, back, topic_gradient_[0], h);
  }
}

void ArgumentLayers::end(const Matrix& words, const Matrix& topic, Matrix& words_gradient, Matrix& topic_gradient) {
  words_.backward(words, projected_, projected_gradient_, words_gradient, false);
  topic_.backward(topic, topic_row_, topic_gradient_, topic_gradient, false);
}

std::vector<Parameter*> ArgumentLayers::parameters() {
  std::vector<Parameter*> all = {&rows_};
  for (Dense* layer : {&words_, &topic_, &second_})
    for (Parameter* p : {&layer->weights, &layer->bias}) all.push_back(p);
  return all;
}

void ArgumentLayers::write(const std::string& name, ModelFileWriter& file) const {
  words_.write(name, file);
  topic_.write(name + "_topic", file);
  second_.write(name + "_second", file);
  file.add(name + "_rows", rows_.weights.values);
}

}  // namespace boba::train
