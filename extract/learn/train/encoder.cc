#include "extract/learn/train/encoder.h"

namespace boba::train {

void Encoder::meet(const InputFeatures& sentence) {
  for (uint64_t key : sentence.keys) input_.meet(key);
}

void Encoder::begin(size_t max_rows, const std::function<uint64_t(size_t, uint64_t)>& key_of, Random& random) {
  input_.begin(max_rows, key_of, random);
  for (size_t l = 0; l < size_.layers; ++l) layers_.emplace_back(size_.word, random);
}

void Encoder::embed(const InputFeatures& sentence, const EncoderDropout& dropout, Random& random) {
  const size_t n = sentence.words();
  words_.reset(n, size_.word);
  inputs_.assign(n, {});
  for (size_t i = 0; i < n; ++i) {
    const bool no_word = random.unit() < dropout.word, no_syllables = random.unit() < dropout.word;
    const std::span<const uint64_t> keys = sentence.of(i);
    for (size_t f = 0; f < keys.size(); ++f) {
      const bool lexical = f < InputFeatures::kLexical;
      if (lexical ? (f == 0 ? no_word : no_syllables) : random.unit() < dropout.other) continue;
      input_.add(keys[f], inputs_[i], words_[i]);
      if (lexical) input_.add_vector(f, sentence.units[i][f], inputs_[i], words_[i]);
    }
  }
}

const Matrix& Encoder::forward(const InputFeatures& sentence, const EncoderDropout& dropout, Random& random) {
  embed(sentence, dropout, random);
  const size_t n = words_.rows;
  traces_.resize(layers_.size());
  masks_.clear();
  for (size_t l = 0; l <= layers_.size(); ++l) {
    masks_.push_back(dropout_mask(random, n, size_.word, dropout.hidden));
    scale_by(masks_[l], words_);
    if (l == layers_.size()) break;
    traces_[l].in.reset(n + 2, size_.word);
    add_slice(words_, traces_[l].in, 1);
    layers_[l].forward(traces_[l], words_);
  }
  return words_;
}

void Encoder::backward(Matrix gradient) {
  scale_by(masks_.back(), gradient);
  for (size_t l = layers_.size(); l-- > 0;) {
    Matrix before;
    layers_[l].backward(traces_[l], gradient, before);
    gradient = std::move(before);
    scale_by(masks_[l], gradient);
  }
  for (size_t i = 0; i < inputs_.size(); ++i) input_.back(inputs_[i], gradient[i]);
}

std::vector<Parameter*> Encoder::parameters() {
  std::vector<Parameter*> all = input_.parameters();
  for (RecurrentLayer& layer : layers_)
    for (Parameter* p : layer.parameters()) all.push_back(p);
  return all;
}

void Encoder::discard() {
  for (Parameter* p : parameters()) p->discard();
  input_.discard();
}

void Encoder::write(ModelFileWriter& file) const {
  input_.write(file);
  for (size_t l = 0; l < layers_.size(); ++l) layers_[l].write("layer" + std::to_string(l), file);
}

}  // namespace boba::train
