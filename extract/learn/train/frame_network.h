// The frame parser as a network that learns. FrameParser computes the same function.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_FRAME_NETWORK_H_
#define BOBA_EXTRACT_LEARN_TRAIN_FRAME_NETWORK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "extract/learn/train/argument_layers.h"
#include "extract/learn/train/embeddings.h"
#include "extract/learn/train/encoder.h"
#include "extract/learn/train/layers.h"
#include "extract/relations/fact_judge.h"
#include "extract/relations/frame_features.h"
#include "extract/relations/pair_proposer.h"

namespace boba::train {

// One predicate to learn: all in words of its sentence.
struct FrameTarget {
  size_t anchor = 0;
  size_t kind = 0;                // anchor_class()
  std::vector<uint8_t> tags;      // one more than words: the first is of the row before the sentence
  size_t modality = 0;
  struct Type {
    size_t first, last, type;     // words [first, last)
  };
  std::vector<Type> types;
};

// Whether a candidate is a fact. Its words are those of the article.
struct FactTarget {
  ArgumentQuery query;
  size_t relation = 0;
  bool fact = false;
};

// What two arguments are to each other: bits of relations, by their ids. Its words are those of the article.
struct PairTarget {
  ArgumentQuery query;
  uint64_t allowed = 0;
  uint64_t facts = 0;
};

struct FrameSentence {
  InputFeatures features;
  std::vector<FrameTarget> targets;
  std::vector<FactTarget> candidates;
  std::vector<PairTarget> pairs;
};

// The sentences of an article that have words, in order: their words are those of the article.
using FrameArticle = std::vector<FrameSentence>;

struct FrameSize {
  EncoderSize encoder;
  size_t hidden = 96;  // of the layers over it, a multiple of 8
  size_t fact = 64;    // of the one that judges candidates, a multiple of 8
  size_t pair = 64;    // of the one that proposes pairs, a multiple of 8
};

struct FrameDropout {
  float word = 0.15f;   // of the features that name the word
  float hidden = 0.1f;
};

// Of one sentence or the sum of many.
struct FrameLoss {
  double frames = 0;  // predicates and their arguments
  double facts = 0;   // candidates
  double pairs = 0;
  double all() const { return frames + facts + pairs; }
};

class FrameNetwork {
 public:
  // `relations`: Relation::key of each, in the order of their ids.
  FrameNetwork(const FrameSize& size, const Embeddings& vectors, const std::vector<FrameArticle>& articles,
               std::vector<uint64_t> relations, uint64_t seed);

  // The loss of one article, nothing dropped.
  FrameLoss loss(const FrameArticle& article);
  // Adds the gradient of one article's loss; returns the loss.
  FrameLoss learn(const FrameArticle& article, const FrameDropout& dropout);
  // Moves all weights; `sentences`: over how many the gradients were added.
  void update(const AdamOptions& options, size_t sentences);
  // The bytes of a frames.model.
  std::string finish() const;

 private:
  double learn_anchors(const FrameSentence& sentence, const Matrix& words, const FrameDropout& dropout, Matrix& gradient);
  double learn_arguments(const FrameSentence& sentence, const Matrix& words, const FrameDropout& dropout, Matrix& gradient);
  double learn_facts(const FrameArticle& article, const FrameDropout& dropout);
  double learn_pairs(const FrameArticle& article, const FrameDropout& dropout);
  double learn_types(const FrameTarget& target, const Matrix& words, Matrix& gradient);
  std::vector<Dense*> dense_layers();
  std::vector<Parameter*> dense_parameters();

  FrameSize size_;
  std::vector<uint64_t> relations_;
  Random random_;
  Encoder encoder_;
  std::vector<Encoder::Pass> passes_;  // of the article at hand
  Dense anchor_hidden_, anchor_, word_, head_, second_, tags_, modal_, modality_, type_hidden_, types_, pair_out_;
  Parameter kind_, distance_, before_, fact_out_, fact_bias_;
  ArgumentLayers fact_, pair_;
  int step_ = 0;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_FRAME_NETWORK_H_
