// Words in context, as the networks that read sentences begin. train/encoder.h learns what this one computes.
#ifndef BOBA_EXTRACT_LEARN_SENTENCE_ENCODER_H_
#define BOBA_EXTRACT_LEARN_SENTENCE_ENCODER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/result.h"
#include "extract/learn/feature_table.h"
#include "extract/learn/input_features.h"
#include "extract/learn/model_file.h"
#include "extract/learn/quasi_recurrent.h"

namespace boba {

// A table of what is known of each word, and quasi-recurrent layers over it. const and re-entrant; the model is used in
// place and must outlive the encoder.
class SentenceEncoder {
 public:
  // Reads the table "words" and the arrays of `layers` layers of `size` numbers a word; kCorrupt where they do not fit.
  static Result<SentenceEncoder> read(const ModelFile& file, size_t size, size_t layers);

  // Buffers that save allocation.
  struct Work {
    std::vector<float> rows;  // the result
    QuasiRecurrent::Work layers;
    std::array<std::vector<const int8_t*>, 2> found;  // rows of the table, by turns
  };
  // Sets work.rows to `count` + 2 rows of `size` numbers: zeros, the first `count` words in their context, zeros. Linear.
  void encode(const InputFeatures& features, size_t count, Work& work) const;

 private:
  size_t size_ = 0;
  FeatureTable words_;
  QuasiRecurrent layers_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_LEARN_SENTENCE_ENCODER_H_
