// Mentions of the ten entity types.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAMES_H_
#define BOBA_EXTRACT_ANNOTATORS_NAMES_H_

#include <array>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/result.h"
#include "extract/annotators/clusters.h"
#include "extract/annotators/name_chain.h"
#include "extract/annotators/name_features.h"
#include "extract/annotators/name_spans.h"
#include "extract/annotators/phrases.h"
#include "extract/learn/feature_table.h"
#include "extract/learn/weight_table.h"

namespace boba {

// Adds the scores of each syllable of `sentence` to `out`, which it resizes.
class NameScorer {
 public:
  virtual ~NameScorer() = default;
  virtual void score(const NameCells& cells, const Sentence& sentence, std::vector<NameScores>& out) const = 0;
};

// The ranges of a document that the chains of `scorer` find at least `threshold` likely, and what derives from them;
// origins from `end` on are left out.
std::vector<NameCandidate> propose_names(const Document& document, const NameCells& cells, const NameScorer& scorer,
                                         float threshold, NameOrigin end = NameOrigin::kEnd);

// Candidates at least as likely as the threshold of their type, best first, without those that cut one already
// taken in two; as mentions sorted by begin, longer first. `chances` go with the candidates. One that is less likely than
// `sure` has it of its type must begin and end with words, and not be the beginning of one already taken of its type.
using NameThresholds = std::array<float, kEntityTypes>;
std::vector<Mention> choose_names(const Document& document, const std::vector<NameCandidate>& candidates,
                                  const std::vector<float>& chances, const NameThresholds& thresholds,
                                  const NameThresholds& sure = {});

// Which names are told: those sure enough to make facts of, or also those that a reader may want to see. The second are
// the first and more.
enum class NameUse : uint8_t { kFacts, kReading };

// Finds names, offices, documents, groups and definite descriptions with a chain for each type, then weighs each
// proposed range as a whole with what the rest of the document says about it. Mentions nest: an office may hold the
// name of its body. const and re-entrant.
class NameAnnotator {
 public:
  // `model`: the bytes of names.model, which must outlive the annotator. kCorrupt, kUnsupported.
  static Result<NameAnnotator> load(std::string_view model, PhraseTable phrases, ClusterTable clusters);
  // With the models and the gazetteers that the program embeds.
  static Result<NameAnnotator> load();
  // Fills document.mentions. Needs syllables, sentences and words with their heads. About linear.
  void annotate(Document& document, NameUse use = NameUse::kFacts) const;

  // All that is looked at, with the probability that each is a mention worth telling: what annotate() chooses from.
  // `least`: candidates that by all that is not their words will not reach it, of their type, get the probability of that.
  struct Proposals {
    std::vector<NameCandidate> candidates;
    std::vector<float> chances;
  };
  Proposals propose(const Document& document, const NameThresholds& least = {}) const;
  // From which chance on a name of each type is told.
  const NameThresholds& thresholds(NameUse use) const {
    return use == NameUse::kFacts ? thresholds_ : reading_thresholds_;
  }

  static constexpr std::string_view kModelKind = "names";
  static constexpr uint32_t kModelVersion = 2;
  static constexpr float kProposal = 0.01f;  // chance from which a range is looked at again

 private:
  class Scorer;
  FeatureTable chain_;
  WeightTable spans_;
  NameThresholds thresholds_ = {};          // for facts
  NameThresholds reading_thresholds_ = {};  // none is higher
  NameOrigin end_of_origins_ = NameOrigin::kPhrase;  // of the candidates that the second look learned to weigh
  PhraseTable phrases_;
  ClusterTable clusters_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAMES_H_
