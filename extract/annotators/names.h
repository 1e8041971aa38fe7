// Mentions of the ten entity types.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAMES_H_
#define BOBA_EXTRACT_ANNOTATORS_NAMES_H_

#include <array>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/result.h"
#include "extract/annotators/clusters.h"
#include "extract/annotators/name_features.h"
#include "extract/annotators/name_reader.h"
#include "extract/annotators/phrases.h"
#include "extract/learn/weight_table.h"

namespace boba {

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

// Finds names, offices, documents, groups and definite descriptions with a network that weighs ranges of words, then
// weighs each with what the rest of the document says about it. Mentions nest: an office may hold the
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
  struct Proposals {
    std::vector<NameCandidate> candidates;
    std::vector<float> chances;
  };
  Proposals propose(const Document& document) const;
  // The candidates before their repetitions and rivals are weighed.
  std::vector<NameCandidate> read(const Document& document, const NameCells& cells) const;
  NameCells cells(const Document& document) const { return {document, phrases_, clusters_}; }
  // From which chance on a name of each type is told.
  const NameThresholds& thresholds(NameUse use) const {
    return use == NameUse::kFacts ? thresholds_ : reading_thresholds_;
  }

  static constexpr std::string_view kModelKind = "names";
  static constexpr uint32_t kModelVersion = 3;
  static constexpr float kProposal = 0.01f;  // chance from which a range is looked at again

 private:
  NameReader reader_;
  WeightTable spans_;
  NameThresholds thresholds_ = {};          // for facts
  NameThresholds reading_thresholds_ = {};  // none is higher
  PhraseTable phrases_;
  ClusterTable clusters_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAMES_H_
