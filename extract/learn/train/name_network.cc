#include "extract/learn/train/name_network.h"

#include <algorithm>

namespace boba::train {

NameNetwork::NameNetwork(const NameSize& size, const Embeddings& vectors, const std::vector<NameSentence>& sentences,
                         uint64_t seed)
    : size_(size), random_(seed), encoder_(size.encoder, vectors), edges_(size.encoder.word, kNameEdges),
      parts_(size.encoder.word, 3 * size.hidden), lengths_(kNameLengths, size.hidden), out_(kEntityTypes, size.hidden),
      bias_(1, kEntityTypes) {
  for (const NameSentence& sentence : sentences) encoder_.meet(sentence.features);
  encoder_.begin(size.encoder.rows, name_feature, random_);
  edges_.weights.randomize(random_);
  parts_.weights.randomize(random_);
  for (float& b : edges_.bias.weights.values) b = -3;
  for (float& b : bias_.weights.values) b = -4;
  lengths_.randomize_rows(random_, 0.1f);
  out_.randomize_rows(random_, 0.2f);
}

double NameNetwork::learn_edges(const NameSentence& sentence, const Matrix& words, Matrix& gradient) {
  edges_.forward(words, scores_, false);
  std::vector<uint8_t> gold(scores_.values.size());
  for (const NameTarget& target : sentence.targets) {
    gold[target.first * kNameEdges + target.type] = 1;
    gold[(target.last - 1u) * kNameEdges + kEntityTypes + target.type] = 1;
  }
  double loss = 0;
  Matrix back(scores_.rows, scores_.cols);
  for (size_t i = 0; i < gold.size(); ++i)
    back.values[i] = i % kNameEdges < 2 * kEntityTypes ? logistic_loss(scores_.values[i], gold[i] != 0, loss) : 0;
  edges_.backward(words, scores_, back, gradient, false);
  return loss;
}

double NameNetwork::learn_ranges(const NameSentence& sentence, const Matrix& words, const NameDropout& dropout,
                                 Matrix& gradient) {
  const size_t n = words.rows, h = size_.hidden;
  Matrix parts, sums(n + 1, h);
  parts_.forward(words, parts, false);
  for (size_t i = 0; i < n; ++i) {
    std::copy_n(sums[i], h, sums[i + 1]);
    add_scaled(1, parts[i] + 2 * h, sums[i + 1], h);
  }
  const Matrix keep = dropout_mask(random_, 1, h, dropout.hidden);  // the same for all ranges
  // What the reader would look at, and what is right.
  std::vector<uint32_t> begins(n), ends(n);
  for (size_t i = 0; i < n; ++i)
    for (size_t t = 0; t < kEntityTypes; ++t) {
      begins[i] |= scores_[i][t] > kLeastEdge ? 1u << t : 0;
      ends[i] |= scores_[i][kEntityTypes + t] > kLeastEdge ? 1u << t : 0;
    }
  std::vector<float> hidden(h), back(h);
  Matrix parts_gradient(n, 3 * h), sums_gradient(n + 1, h);
  double loss = 0;
  for (size_t i = 0; i < n; ++i)
    for (size_t j = i; j < std::min(n, i + kLongestName); ++j) {
      uint32_t right = 0;
      for (const NameTarget& target : sentence.targets)
        if (target.first == i && target.last == j + 1) right |= 1u << target.type;
      const uint32_t looked = (begins[i] & ends[j]) | right;
      if (looked == 0) continue;
      const float share = 1 / static_cast<float>(j + 1 - i);
      const size_t length = name_length(j + 1 - i);
      for (size_t k = 0; k < h; ++k)
        hidden[k] = std::max(parts[i][k] + parts[j][h + k] + share * (sums[j + 1][k] - sums[i][k]) + lengths_.weights[length][k], 0.0f) * keep[0][k];
      std::fill(back.begin(), back.end(), 0.0f);
      for (size_t t = 0; t < kEntityTypes; ++t) {
        if ((looked >> t & 1) == 0) continue;
        const float score = dot(hidden.data(), out_.weights[t], h) + bias_.weights[0][t];
        const float g = logistic_loss(score, (right >> t & 1) != 0, loss);
        add_scaled(g, hidden.data(), out_.gradient[t], h);
        add_scaled(g, out_.weights[t], back.data(), h);
        bias_.gradient[0][t] += g;
      }
      for (size_t k = 0; k < h; ++k) back[k] = hidden[k] > 0 ? back[k] * keep[0][k] : 0;
      add_scaled(1, back.data(), parts_gradient[i], h);
      add_scaled(1, back.data(), parts_gradient[j] + h, h);
      add_scaled(share, back.data(), sums_gradient[j + 1], h);
      add_scaled(-share, back.data(), sums_gradient[i], h);
      add_scaled(1, back.data(), lengths_.gradient[length], h);
    }
  for (size_t i = n; i-- > 0;) {
    add_scaled(1, sums_gradient[i + 1], parts_gradient[i] + 2 * h, h);
    add_scaled(1, sums_gradient[i + 1], sums_gradient[i], h);
  }
  parts_.backward(words, parts, parts_gradient, gradient, false);
  return loss;
}

double NameNetwork::learn(const NameSentence& sentence, const NameDropout& dropout) {
  encoder_.forward(sentence.features, {dropout.word, dropout.word / 2, dropout.hidden}, random_, pass_);
  const Matrix& words = pass_.words;
  Matrix gradient(words.rows, words.cols);
  double loss = learn_edges(sentence, words, gradient);
  loss += learn_ranges(sentence, words, dropout, gradient);
  encoder_.backward(pass_, std::move(gradient));
  return loss;
}

double NameNetwork::loss(const NameSentence& sentence) {
  const double loss = learn(sentence, {.word = 0, .hidden = 0});
  for (Parameter* p : dense_parameters()) p->discard();
  encoder_.discard();
  return loss;
}

std::vector<Parameter*> NameNetwork::dense_parameters() {
  std::vector<Parameter*> all = {&lengths_, &out_, &bias_};
  for (Parameter* p : encoder_.parameters()) all.push_back(p);
  for (Dense* layer : {&edges_, &parts_})
    for (Parameter* p : {&layer->weights, &layer->bias}) all.push_back(p);
  return all;
}

void NameNetwork::update(const AdamOptions& options, size_t sentences) {
  ++step_;
  const std::vector<Parameter*> all = dense_parameters();
  const float scale = clipping_scale(all, sentences);
  for (Parameter* p : all) p->update(options, scale, step_);
  encoder_.update_rows(options, scale);
}

void NameNetwork::write(ModelFileWriter& file) const {
  encoder_.write(file);
  file.add("size", std::vector<uint32_t>{static_cast<uint32_t>(size_.encoder.word), static_cast<uint32_t>(size_.hidden),
                                         static_cast<uint32_t>(encoder_.layers())});
  edges_.write("edges", file);
  parts_.write("parts", file);
  file.add("lengths", lengths_.weights.values);
  file.add("out", out_.weights.values);
  file.add("bias", bias_.weights.values);
}

}  // namespace boba::train
