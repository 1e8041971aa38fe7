// Syllables to words with their universal tags.
#ifndef BOBA_EXTRACT_ANNOTATORS_WORDS_H_
#define BOBA_EXTRACT_ANNOTATORS_WORDS_H_

#include <span>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/result.h"
#include "extract/annotators/word_features.h"
#include "extract/learn/feature_table.h"

namespace boba {

// A linear chain over syllables: each begins a word of a tag or continues the one before it; the best sequence is
// found exactly (Viterbi). Every syllable is in exactly one token.
class WordAnnotator {
 public:
  // `model_bytes`, of a words.model, must outlive the annotator; no copy is made. kCorrupt, kUnsupported.
  static Result<WordAnnotator> load(std::string_view model_bytes);

  // Needs syllables and sentences; replaces the tokens, without heads. Linear, const and re-entrant.
  void annotate(Document& document) const;

  static constexpr std::string_view kKind = "words";
  static constexpr uint32_t kVersion = 1;

 private:
  void score(WordFeatures& features, uint32_t count, std::vector<int32_t>& scores) const;

  WordStatistics statistics_;
  FeatureTable features_;
  std::span<const int32_t> moves_;  // from a word of tag t (17: the sentence begins) to a word of tag u: 17 t + u
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_WORDS_H_
