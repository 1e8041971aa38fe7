// Predicates of a sentence with their arguments, each word's role read off a network.
#ifndef BOBA_EXTRACT_RELATIONS_FRAME_PARSER_H_
#define BOBA_EXTRACT_RELATIONS_FRAME_PARSER_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/ontology.h"
#include "core/result.h"
#include "extract/learn/quasi_recurrent.h"
#include "extract/learn/sentence_encoder.h"
#include "extract/relations/frame_features.h"

namespace boba {

// A span that fills a role of a frame.
struct FrameArgument {
  size_t role = kSubjectRole;
  uint32_t first = 0, last = 0;  // syllables [first, last)
  float probability = 0;
  // What it is: a type for each entity type, then for none (a clause, a quantity, a date).
  std::array<float, kEntityTypes + 1> types = {};
};

// A predicate: a relation at a place, and everything that the sentence says about it.
struct Frame {
  RelationId relation = 0;
  uint32_t sentence = 0;
  uint32_t first = 0, last = 0;  // trigger syllables, empty without a trigger
  uint32_t anchor = 0;           // syllable that it was found by
  float probability = 0;         // that there is such a predicate
  float outside = 0;             // probability that its subject stands in another sentence
  Modality modality = Modality::kAsserted;
  float modality_probability = 0;
  std::vector<FrameArgument> arguments;  // in text order
};

// What the parser reads of a document.
struct FrameReading {
  std::vector<Frame> frames;           // in text order
  // For each a row of numbers a word: the word in its context; one row before it for what the sentence leaves out, one of
  // zeros behind. Fewer words for very long sentences, none for those that are not read.
  std::vector<ByteNumbers> sentences;
  // The mean of all words in their context: what the article is about. Empty where nothing was read.
  ByteNumbers topic;
};

// Semantic roles with a network of few layers (after He et al. 2017): every word may anchor a predicate of each
// relation, and for each anchor every word of its sentence gets a tag. const and re-entrant; the model is used in
// place and must outlive the parser.
class FrameParser {
 public:
  static constexpr std::string_view kKind = "frames";
  static constexpr uint32_t kVersion = 5;
  // Anchors below it are not looked at.
  static constexpr float kLeastProbability = 0.12f;

  // Relations that the model does not know have no frames.
  static Result<FrameParser> load(std::string_view model_bytes, std::span<const Relation> relations);

  // Reads all sentences. Linear in the words but for the predicates of a sentence times its words.
  FrameReading parse(const Document& document, const Frames& triggers) const;

  // What a span of words [first, last) of a sentence is: a probability for each entity type, then for none. All zero where
  // nothing was read.
  std::array<float, kEntityTypes + 1> types_of(const ByteNumbers& read, size_t first, size_t last) const;

  // What a sentence says of a predicate that somebody else has found: the frame of `relation` at the token `anchor` (the
  // first of its trigger, or of its object where `triggered` is false), or none where nothing was read. `read`: see
  // FrameReading::sentences. `projected`: what all frames of a sentence share; empty at first, to be given back for the next one.
  std::optional<Frame> frame_at(const Document& document, uint32_t sentence, const ByteNumbers& read, RelationId relation,
                                bool triggered, uint32_t anchor, std::vector<float>& projected) const;

 private:
  struct Work;
  // Adds the words to work.sum.
  void read_sentence(uint32_t sentence, const FrameLayers& layers, Work& work) const;
  void project(Work& work) const;
  void find_arguments(const Document& document, uint32_t sentence, size_t anchor, size_t kind, Work& work,
                      Frame& frame) const;

  size_t size_ = 0, hidden_ = 0;
  std::vector<std::optional<RelationId>> relations_;  // by the model's numbers
  std::vector<uint16_t> numbers_;                     // the model's, by RelationId
  SentenceEncoder encoder_;
  DenseLayer anchor_hidden_, anchor_, word_, head_, second_, tags_, modal_, modality_, type_hidden_, types_;
  std::span<const float> kind_, distance_, before_;  // rows of hidden_: by anchor class, by distance; a row of size_
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_FRAME_PARSER_H_
