// Words in context: a table of what is known of each word, and quasi-recurrent layers over it. Networks that read
// sentences begin with one.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_ENCODER_H_
#define BOBA_EXTRACT_LEARN_TRAIN_ENCODER_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "extract/learn/input_features.h"
#include "extract/learn/model_file.h"
#include "extract/learn/train/embeddings.h"
#include "extract/learn/train/input_table.h"
#include "extract/learn/train/layers.h"
#include "extract/learn/train/random.h"

namespace boba::train {

struct EncoderSize {
  size_t word = 128;  // numbers in a word's vector, a multiple of 16
  size_t layers = 2;
  size_t rows = 26000;  // features known at most
};

// Shares of what is left out while learning.
struct EncoderDropout {
  float word = 0;    // the features that name the word: the whole word, and apart from it its syllables
  float other = 0;   // each other feature
  float hidden = 0;  // numbers between layers
};

class Encoder {
 public:
  Encoder(const EncoderSize& size, const Embeddings& vectors) : size_(size), input_(size.word, vectors) {}

  // To be called for all sentences; then begin() once.
  void meet(const InputFeatures& sentence);
  // Weights by chance; see InputTable::begin().
  void begin(size_t max_rows, const std::function<uint64_t(size_t, uint64_t)>& key_of, Random& random);

  // See InputTable::turn_to().
  void turn_to(InputTable::Source source) { input_.turn_to(source); }

  // What one sentence became, for the way back.
  struct Pass {
    Matrix words;  // one row a word
    std::vector<InputTable::Word> inputs;
    std::vector<RecurrentLayer::Trace> traces;
    std::vector<Matrix> masks;
  };
  // Sets all of `pass`.
  void forward(const InputFeatures& sentence, const EncoderDropout& dropout, Random& random, Pass& pass) const;
  // Adds gradients, given that of pass.words.
  void backward(const Pass& pass, Matrix gradient);

  size_t layers() const { return layers_.size(); }
  // Everything but the rows of the table, which update_rows() moves.
  std::vector<Parameter*> parameters();
  void update_rows(const AdamOptions& options, float scale) { input_.update_rows(options, scale); }
  // Forgets gradients.
  void discard();

  // Adds "words" and "layerN" to a model.
  void write(ModelFileWriter& file) const;

 private:
  void embed(const InputFeatures& sentence, const EncoderDropout& dropout, Random& random, Pass& pass) const;

  EncoderSize size_;
  InputTable input_;
  std::vector<RecurrentLayer> layers_;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_ENCODER_H_
