#include "extract/learn/train/encoder.h"

namespace boba::train {

void Encoder::meet(const InputFeatures& sentence) {
  for (uint64_t key : sentence.keys) input_.meet(key);
}

void Encoder::begin(size_t max_rows, const std::function<uint64_t(size_t, uint64_t)>& key_of, Random& random) {
  input_.begin(max_rows, key_of, random);
  for (size_t l = 0; l < size_.layers; ++l) layers_.emplace_back(size_.word, random);
}

void Encoder::embed(const InputFeatures& sentence, const EncoderDropout& dropout, Random& random, Pass& pass) const {
  const size_t n = sentence.words();
  pass.words.reset(n, size_.word);
  pass.inputs.assign(n, {});
  for (size_t i = 0; i < n; ++i) {
    const bool no_word = random.unit() < dropout.word, no_syllables = random.unit() < dropout.word;
    const std::span<const uint64_t> keys = sentence.of(i);
    for (size_t f = 0; f < keys.size(); ++f) {
      const bool lexical = f < InputFeatures::kLexical;
      if (lexical ? (f == 0 ? no_word : no_syllables) : random.unit() < dropout.other) continue;
      input_.add(keys[f], pass.inputs[i], pass.words[i]);
      if (lexical) input_.add_vector(f, sentence.units[i][f], pass.inputs[i], pass.words[i]);
    }
  }
}

void Encoder::forward(const InputFeatures& sentence, const EncoderDropout& dropout, Random& random, Pass& pass) const {
  embed(sentence, dropout, random, pass);
  const size_t n = pass.words.rows;
  pass.traces.resize(layers_.size());
  pass.masks.clear();
  for (size_t l = 0; l <= layers_.size(); ++l) {
    pass.masks.push_back(dropout_mask(random, n, size_.word, dropout.hidden));
    scale_by(pass.masks[l], pass.words);
    if (l == layers_.size()) break;
    pass.traces[l].in.reset(n + 2, size_.word);
    add_slice(pass.words, pass.traces[l].in, 1);
    layers_[l].forward(pass.traces[l], pass.words);
  }
}

void Encoder::backward(const Pass& pass, Matrix gradient) {
  scale_by(pass.masks.back(), gradient);
  for (size_t l = layers_.size(); l-- > 0;) {
    Matrix before;
    layers_[l].backward(pass.traces[l], gradient, before);
    gradient = std::move(before);
    scale_by(pass.masks[l], gradient);
  }
  for (size_t i = 0; i < pass.inputs.size(); ++i) input_.back(pass.inputs[i], gradient[i]);
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
