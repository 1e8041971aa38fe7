// How likely each range of a sentence is a mention of each type, read off a network.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAME_READER_H_
#define BOBA_EXTRACT_ANNOTATORS_NAME_READER_H_

#include <array>
#include <cstdint>
#include <vector>

#include "core/document.h"
#include "core/mention.h"
#include "core/result.h"
#include "extract/annotators/name_features.h"
#include "extract/learn/input_features.h"
#include "extract/learn/quasi_recurrent.h"
#include "extract/learn/sentence_encoder.h"

namespace boba {

// A range of syllables [first, last) that may be a mention.
struct NameCandidate {
  uint32_t first = 0, last = 0;
  EntityType type = EntityType::kConcept;
  float chance = 0;
  bool repeated = false;  // looked at because its text is likely elsewhere in the document

  friend bool operator==(const NameCandidate&, const NameCandidate&) = default;
};

// What a name may begin and end with: a word, or a syllable of one that has a capital inside, since proper names that
// follow one another are often taken for one word ("Ha Noi Nguyen Van Binh").
struct NameUnit {
  uint32_t first = 0, last = 0;  // syllables [first, last)
  uint32_t token = 0;
};
constexpr size_t kMostNameUnits = 300;  // of a sentence; the rest is not looked at
constexpr size_t kLongestName = 28;     // in units
constexpr size_t kNameLengths = 14;     // buckets of them
constexpr size_t kNameEdges = 24;       // columns: what begins at a unit by type, what ends there, and zeros
constexpr float kLeastEdge = -4;        // log odds; a range whose edges have less is not looked at
constexpr size_t name_length(size_t units) {
  return units <= 8 ? units - 1 : units <= 10 ? 8 : units <= 12 ? 9 : units <= 15 ? 10 : units <= 18 ? 11 : units <= 22 ? 12 : 13;
}

// Of a sentence, at most kMostNameUnits.
void name_units(const Document& document, const Sentence& sentence, std::vector<NameUnit>& out);
uint64_t name_feature(size_t lexical, uint64_t unit);
// What the network is told of units, which are its words; `out` is used again.
void name_input(const Document& document, const NameCells& cells, const Sentence& sentence,
                const std::vector<NameUnit>& units, InputFeatures& out);

// Ranges of units weighed as a whole by their ends and what lies between (after Yu et al. 2020), over the units in their
// context. const and re-entrant; the model is used in place and must outlive the reader.
class NameReader {
 public:
  // From a model file that has its arrays.
  static Result<NameReader> open(const ModelFile& file);
  // Appends all ranges at least `threshold` likely, sentence by sentence. Linear in the units but for the ranges whose ends are likely.
  void read(const Document& document, const NameCells& cells, float threshold, std::vector<NameCandidate>& out) const;

 private:
  struct Work;
  void read_sentence(const Document& document, const NameCells& cells, const Sentence& sentence, float least, Work& work,
                     std::vector<NameCandidate>& out) const;

  size_t size_ = 0, hidden_ = 0;
  SentenceEncoder encoder_;
  DenseLayer edges_, parts_;  // parts: of the first unit, of the last, of each
  std::span<const float> lengths_, out_, bias_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAME_READER_H_
