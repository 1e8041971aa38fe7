// The dependency parser as a network that learns. DependencyAnnotator computes the same function.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_PARSER_NETWORK_H_
#define BOBA_EXTRACT_LEARN_TRAIN_PARSER_NETWORK_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/document.h"
#include "extract/annotators/dependency_features.h"
#include "extract/learn/train/embeddings.h"
#include "extract/learn/train/encoder.h"
#include "extract/learn/train/layers.h"
#include "extract/learn/train/random.h"

namespace boba::train {

struct ParserSize {
  EncoderSize encoder = {.word = 80, .layers = 2};
  size_t arc = 64;
  size_t relation = 40;
};

struct ParserDropout {
  float word = 0.25f;   // of the features that name the word
  float tag = 0.1f;     // of the others
  float hidden = 0.3f;
};

// A sentence to learn from: tags as the word annotator guesses them, right tags, heads (-1: root) and relations.
struct ParserExample {
  InputFeatures words;
  std::vector<Upos> guessed, tags;
  std::vector<int32_t> heads;
  std::vector<Deprel> relations;
  InputTable::Source source = InputTable::Source::kAll;
};

// The sentences of a treebank, whose words are tagged by `guesses`. `own`: as in WordTraining.
std::vector<ParserExample> parser_examples(const Document& treebank, const std::vector<Upos>& guesses, size_t own = 0);
// What the parser sees of the sentence's words.
InputFeatures parser_features(const Document& document, const Sentence& sentence);
// The tags of the document's own tokens.
std::vector<Upos> guessed_tags(const Document& document);

// Word vectors, `layers` of quasi-recurrent layers of width 2 in both directions (Bradbury et al. 2017) with residual
// connections, and over them one linear layer that corrects tags, a biaffine scorer of arcs (Dozat & Manning 2017) and
// a scorer of relations; arcs and relations also have priors by tags and distance.
class ParserNetwork {
 public:
  ParserNetwork(const ParserSize& size, const Embeddings& vectors, const std::vector<ParserExample>& examples,
                uint64_t seed);


  // Adds the gradient of one sentence's loss; returns the loss.
  double learn(const ParserExample& example, const ParserDropout& dropout);
  // Moves all weights; `words`: over how many words the gradients were added.
  void update(const AdamOptions& options, size_t words);
  // The bytes of a dependencies.model.
  std::string finish() const;

 private:
  double learn_tags(const ParserExample& example, const Matrix& words, Matrix& gradient);
  double learn_arcs(const ParserExample& example, const Matrix& words, Matrix& gradient);
  double learn_relations(const ParserExample& example, const Matrix& words, Matrix& gradient);
  std::vector<Parameter*> dense_parameters();

  ParserSize size_;
  Random random_;
  Encoder encoder_;
  Encoder::Pass pass_;  // of the sentence at hand
  Dense tag_, arc_word_, arc_head_, relation_word_, relation_head_, relation_;
  Parameter tag_prior_, arc_bilinear_, arc_bias_, root_, arc_prior_, relation_prior_;
  int step_ = 0;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_PARSER_NETWORK_H_
