// The reader of names as a network that learns. NameReader computes the same function.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_NAME_NETWORK_H_
#define BOBA_EXTRACT_LEARN_TRAIN_NAME_NETWORK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "extract/annotators/name_reader.h"
#include "extract/learn/train/embeddings.h"
#include "extract/learn/train/encoder.h"
#include "extract/learn/train/layers.h"

namespace boba::train {

// Units [first, last) that are a mention.
struct NameTarget {
  uint16_t first, last;
  uint8_t type;
};

struct NameSentence {
  InputFeatures features;
  std::vector<NameTarget> targets;
};

struct NameSize {
  EncoderSize encoder;
  size_t hidden = 64;  // of the layer that weighs ranges, a multiple of 8
};

struct NameDropout {
  float word = 0.15f;  // of the features that name the word
  float hidden = 0.1f;
};

class NameNetwork {
 public:
  NameNetwork(const NameSize& size, const Embeddings& vectors, const std::vector<NameSentence>& sentences, uint64_t seed);
  // The loss of one sentence, nothing dropped.
  double loss(const NameSentence& sentence);
  // Adds the gradient of one sentence's loss; returns the loss.
  double learn(const NameSentence& sentence, const NameDropout& dropout);
  // Moves all weights; `sentences`: over how many the gradients were added.
  void update(const AdamOptions& options, size_t sentences);
  // Adds the arrays of a NameReader.
  void write(ModelFileWriter& file) const;

 private:
  double learn_edges(const NameSentence& sentence, const Matrix& words, Matrix& gradient);
  double learn_ranges(const NameSentence& sentence, const Matrix& words, const NameDropout& dropout, Matrix& gradient);
  std::vector<Parameter*> dense_parameters();

  NameSize size_;
  Random random_;
  Encoder encoder_;
  Encoder::Pass pass_;  // of the sentence at hand
  Dense edges_, parts_;
  Parameter lengths_, out_, bias_;
  Matrix scores_;  // of the edges of the sentence at hand
  int step_ = 0;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_NAME_NETWORK_H_
