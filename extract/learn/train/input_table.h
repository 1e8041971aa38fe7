// Vectors of words as sums of what is known of each: a row a feature, and for the features that name the word a
// projection of its vector of raw text.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_INPUT_TABLE_H_
#define BOBA_EXTRACT_LEARN_TRAIN_INPUT_TABLE_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/learn/input_features.h"
#include "extract/learn/model_file.h"
#include "extract/learn/train/embeddings.h"
#include "extract/learn/train/network.h"

namespace boba::train {

class InputTable {
 public:
  enum class Source : uint8_t { kAll, kOwn, kOther };

  // What one word was made of, for the way back.
  struct Word {
    std::vector<uint32_t> rows;
    std::array<int32_t, InputFeatures::kLexical> vectors = {-1, -1, -1};
  };

  // `size`: numbers in a word's vector.
  InputTable(size_t size, const Embeddings& vectors);

  // Features met twice get a row. To be called for all features of all words, then begin() once: it chooses at most
  // `max_rows` features, those met most often, then those that name the words most frequent in raw text. Whatever else
  // is known of a word is not looked at, since a model has no room for it. `key_of(lexical, unit)` is the feature that
  // names a unit.
  void meet(uint64_t feature);
  void begin(size_t max_rows, const std::function<uint64_t(size_t, uint64_t)>& key_of, Random& random);

  // Adds what is known of the feature to `sum` and notes it in `word`.
  void add(uint64_t feature, Word& word, float* sum) const;
  // Of which source the sentences from now on are: the model's own treebank or another. Each has rows that are added to
  // those for all; the model keeps those for all and its own (Daume 2007). Before the first call: only those for all.
  void turn_to(Source source);
  void add_vector(size_t lexical, uint64_t unit, Word& word, float* sum) const;
  void back(const Word& word, const float* gradient);

  // The projections; rows move by update_rows().
  std::vector<Parameter*> parameters();
  void update_rows(const AdamOptions& options, float scale);
  // Forgets the gradients of the rows.
  void discard();

  // Adds the feature table "words".
  void write(ModelFileWriter& file) const;

 private:
  size_t size_;
  Embeddings vectors_;
  std::unordered_map<uint64_t, uint32_t> counts_;
  std::vector<uint64_t> order_;                       // features met often enough, most frequent first; those with a row
  std::unordered_map<uint64_t, uint32_t> row_of_;
  // What each of the InputFeatures::kLexical first features has of vectors_ by unit key.
  std::array<std::unordered_map<uint64_t, uint32_t>, InputFeatures::kLexical> vector_of_;
  std::function<uint64_t(size_t, uint64_t)> key_of_;
  Parameter rows_{0, 0};
  std::array<Parameter, 2> source_rows_ = {Parameter{0, 0}, Parameter{0, 0}};  // of kOwn and kOther; empty until needed
  Source source_ = Source::kAll;
  std::vector<Parameter> projections_;
  std::vector<uint32_t> touched_;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_INPUT_TABLE_H_
