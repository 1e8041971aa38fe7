#include "extract/learn/sentence_encoder.h"

#include <utility>

namespace boba {

Result<SentenceEncoder> SentenceEncoder::read(const ModelFile& file, size_t size, size_t layers) {
  SentenceEncoder encoder;
  encoder.size_ = size;
  const auto words = FeatureTable::open(file, "words");
  if (!words) return words.error();
  encoder.words_ = *words;
  if (size == 0 || size > 1024 || size % 16 != 0 || words->labels() != size || layers > 16)
    return Error{ErrorCode::kCorrupt, "impossible sizes", "model of a network", "train the model again"};
  auto read = QuasiRecurrent::read(file, "layer", size, layers);
  if (!read) return read.error();
  encoder.layers_ = *std::move(read);
  return encoder;
}

void SentenceEncoder::encode(const InputFeatures& features, size_t count, Work& work) const {
  work.rows.assign((count + 2) * size_, 0);
  for (uint64_t key : features.keys) words_.prefetch(key);
  // The rows of one word are on their way from memory while those of the one before it are added.
  for (size_t i = 0; i < count + 1; ++i) {
    if (i < count) words_.find_all(features.of(i), work.found[i & 1]);
    if (i > 0) words_.sum(work.found[(i & 1) ^ 1], work.rows.data() + i * size_);
  }
  layers_.run(count, work.rows, work.layers);
}

}  // namespace boba
