// What a network makes of the arguments of a candidate: a hidden layer over the sum of what their words, rows of a table and
// the article's topic bring, and a second one whose result is added to it.
#ifndef BOBA_EXTRACT_RELATIONS_ARGUMENT_LAYERS_H_
#define BOBA_EXTRACT_RELATIONS_ARGUMENT_LAYERS_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "extract/learn/model_file.h"
#include "extract/learn/quasi_recurrent.h"
#include "extract/relations/context.h"

namespace boba {

// Arguments as the network sees them. Shared by those who read with it and their trainer.
struct ArgumentQuery {
  static constexpr uint32_t kNoWord = 0xFFFFFFFF;
  // Tokens of the document, whichever sentence they stand in: the first and the last of the subject, of the object, the first
  // of the trigger, or kNoWord.
  std::array<uint32_t, 5> words;
  std::array<uint16_t, 8> rows;  // of the table; 0: none
};

// const and re-entrant; the model is used in place and must outlive the layers.
class ArgumentLayers {
 public:
  // Reads the arrays that begin with `name`: `in` numbers a word, `out` numbers a query, of which the first `words` words
  // are looked at, `rows` rows of the table.
  static Result<ArgumentLayers> read(const ModelFile& file, const std::string& name, size_t in, size_t out, size_t words, size_t rows);

  size_t size() const { return out_; }

  // Reads one document, sentence by sentence; what it is made of must outlive it.
  class Reader {
   public:
    Reader(const ArgumentLayers& layers, const DocumentContext& context);

    void enter(uint32_t sentence);
    // Whether any of the sentence's words were: those of boilerplate are not.
    bool has_words() const { return !places_.empty(); }
    // size() numbers for each query; valid until the next call. Words behind the first few hundred of a sentence bring nothing.
    // Linear.
    std::span<const float> read(std::span<const ArgumentQuery> queries);

   private:
    static constexpr uint32_t kNone = 0xFFFFFFFF;

    bool here(uint32_t token) const { return token - first_token_ < places_.size(); }
    void project(std::span<const ArgumentQuery> queries);
    void project_elsewhere(uint32_t token);
    const float* word(uint32_t token, size_t slot) const;

    const ArgumentLayers& layers_;
    const DocumentContext& context_;
    std::vector<float> topic_;
    const ByteNumbers* read_ = nullptr;  // of the sentence
    uint32_t first_token_ = 0;
    std::vector<uint32_t> places_;         // by word of the sentence that was read: its row among those looked at, or kNone
    std::vector<uint32_t> places_elsewhere_;  // by token: the row of one that was looked at from another sentence, or kNone
    std::vector<float> words_, elsewhere_;  // these rows, of the sentence and of the document so far
    std::vector<float> first_, second_;     // a row for each query
    ByteNumbers rows_, rounded_;
    std::vector<float> row_;
  };

 private:
  size_t in_ = 0, out_ = 0, word_count_ = 0;
  DenseLayer words_;  // out_ numbers for each word of a query
  DenseLayer topic_, second_;
  std::span<const float> rows_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_ARGUMENT_LAYERS_H_
