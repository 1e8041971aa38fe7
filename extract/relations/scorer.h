// The trained judge: how likely a candidate is a fact, and in which modality.
#ifndef BOBA_EXTRACT_RELATIONS_SCORER_H_
#define BOBA_EXTRACT_RELATIONS_SCORER_H_

#include <string_view>
#include <vector>

#include "core/result.h"
#include "extract/learn/feature_table.h"
#include "extract/relations/candidates.h"

namespace boba {

// Logistic regression over candidate_features() and, for the modality, modality_features(). The model is used in
// place; its bytes must outlive the scorer. const and re-entrant.
class RelationScorer {
 public:
  static constexpr std::string_view kKind = "relations";
  static constexpr uint32_t kVersion = 1;
  static Result<RelationScorer> load(std::string_view model_bytes);

  // Probability that the candidate is a fact, calibrated on held-out folds. `scratch` saves allocation.
  float probability(const DocumentContext& context, const Candidate& candidate,
                    std::vector<uint64_t>& scratch) const;
  Modality modality(const DocumentContext& context, const Candidate& candidate, bool in_speech,
                    std::vector<uint64_t>& scratch) const;
  // Statements below it cost more precision than they bring recall (chosen on held-out folds).
  float threshold() const { return threshold_; }

 private:
  RelationScorer(FeatureTable facts, FeatureTable modalities)
      : facts_(facts), modalities_(modalities) {}

  FeatureTable facts_, modalities_;
  float threshold_ = 0.5f;
  float slope_ = 1, offset_ = 0;  // Platt scaling (Platt 1999)
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_SCORER_H_
