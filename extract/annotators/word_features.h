// What the word segmenter and tagger looks at. Shared by the annotator and its trainer.
#ifndef BOBA_EXTRACT_ANNOTATORS_WORD_FEATURES_H_
#define BOBA_EXTRACT_ANNOTATORS_WORD_FEATURES_H_

#include <array>
#include <cstdint>
#include <vector>

#include "core/document.h"
#include "extract/learn/byte_table.h"

namespace boba {

// Each syllable begins a word of a tag (labels 0..16) or lies inside one (17..33).
constexpr size_t kUposCount = 17;
constexpr size_t kWordLabels = 2 * kUposCount;

// Statistics of raw text, kept in the model.
struct WordStatistics {
  ByteTable pairs;     // of two syllables: 16 * bucket of their pointwise mutual information + bucket of their count
  ByteTable units;     // of two to four syllables: see unit_code()
  ByteTable clusters;  // of one or two syllables: which others they behave like
};

// What is known of a unit, 1 to 239: how often its syllables are one word where they stand together, its most frequent
// tag and whether that tag is nearly its only one.
uint8_t unit_code(double share_of_word, size_t tag, double share_of_tag);

// The key of syllables [first, last) for WordStatistics. Digits are all alike.
uint64_t unit_key(const Document& document, uint32_t first, uint32_t last);
// The key of one syllable: numbers of one length are alike.
uint64_t syllable_key(const Document& document, const Syllable& syllable);

// 1 lower case, 2 capital, 3 all capitals, 4 number, 5 letters and digits, 6 punctuation; 0 beyond the sentence.
uint8_t shape_class(const Syllable& syllable);

// The features of one sentence after another; its memory is used again.
class WordFeatures {
 public:
  static constexpr size_t kTemplates = 50;
  using Row = std::array<uint64_t, kTemplates>;

  WordFeatures(const Document& document, const WordStatistics& statistics)
      : document_(document), statistics_(statistics) {}

  // Turns to the sentence of syllables [first, last). Linear.
  void begin(uint32_t first, uint32_t last);
  // The features of the sentence's syllable `at`, from 0. Precondition: begin() was called, at < last - first.
  void at(uint32_t at, Row& row) const;

 private:
  struct Place {
    uint64_t key = 0;
    uint8_t shape = 0;
    uint8_t cluster = 0;
    uint8_t cluster2 = 0;  // of this syllable and the next
    uint8_t pair = 0;  // this syllable and the next
    uint8_t glued = 0; // to the one before, and neither is a mark that sets off clauses
    std::array<uint8_t, 4> unit = {};  // of 1..4 syllables that begin here
  };
  // Keys of the units of 1..4 syllables that begin at one.
  struct Units {
    std::array<uint64_t, 4> keys;
    size_t count = 0;
  };
  Units units_at(uint32_t at, uint32_t count) const;
  void read_statistics(const Units& units, Place& place) const;
  static constexpr uint32_t kMargin = 3;  // empty places before and after the sentence

  const Document& document_;
  const WordStatistics& statistics_;
  std::vector<Place> places_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_WORD_FEATURES_H_
