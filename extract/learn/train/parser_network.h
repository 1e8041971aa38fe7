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
#include "extract/learn/train/input_table.h"
#include "extract/learn/train/layers.h"
#include "extract/learn/train/random.h"

namespace boba::train {

struct ParserSize {
  size_t word = 80;      // numbers in a word's vector, a multiple of 16
  size_t arc = 64;
  size_t relation = 40;
  size_t layers = 2;
};

struct ParserDropout {
  float word = 0.25f;   // of the features that name the word
  float tag = 0.1f;
  float hidden = 0.3f;
};

// A sentence to learn from: tags as the word annotator guesses them, right tags, heads (-1: root) and relations.
struct ParserExample {
  std::vector<WordParts> parts;
  std::vector<std::array<uint64_t, 3>> units;  // keys of the whole word and of its first and last syllable
  std::vector<Upos> guessed, tags;
  std::vector<int32_t> heads;
  std::vector<Deprel> relations;
};

// The sentences of a treebank, whose words are tagged by `guesses`.
std::vector<ParserExample> parser_examples(const Document& treebank, const std::vector<Upos>& guesses);
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
  // The bytes of a dependencies.model with at most `max_rows` word vectors.
  std::string finish(size_t max_rows) const;

 private:
  void embed(const ParserExample& example, const ParserDropout& dropout);
  double learn_tags(const ParserExample& example, const Matrix& words, Matrix& gradient);
  double learn_arcs(const ParserExample& example, const Matrix& words, Matrix& gradient);
  double learn_relations(const ParserExample& example, const Matrix& words, Matrix& gradient);
  std::vector<Parameter*> dense_parameters();

  ParserSize size_;
  Random random_;
  InputTable input_;
  std::vector<RecurrentLayer> layers_;
  Dense tag_, arc_word_, arc_head_, relation_word_, relation_head_, relation_;
  Parameter tag_prior_, arc_bilinear_, arc_bias_, root_, arc_prior_, relation_prior_;
  std::vector<InputTable::Word> inputs_;
  Matrix words_, root_weights_;
  int step_ = 0;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_PARSER_NETWORK_H_
