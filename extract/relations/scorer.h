// The trained judge: how likely a candidate is a fact, and in which modality.
#ifndef BOBA_EXTRACT_RELATIONS_SCORER_H_
#define BOBA_EXTRACT_RELATIONS_SCORER_H_

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extract/learn/feature_table.h"
#include "extract/relations/candidates.h"

namespace boba {

// What the judges say of a candidate, as numbers: one, the score by candidate_features(), whether a frame says the
// same and how surely, what kind of candidate it is, what the network makes of its words and what it made of its two
// arguments alone, and whether it was found by that.
constexpr size_t kOpinions = 17;
using Opinions = std::array<float, kOpinions>;
Opinions opinions(const Candidate& candidate, float score);
// log(p / (1 - p)) of a probability within [0.001, 0.999].
float log_odds(float probability);

// Logistic regression over candidate_features(), and over that and the frame parser's probability (late fusion); for
// the modality, over modality_features(). The model is used in place; its bytes must outlive the scorer. const and
// re-entrant.
class RelationScorer {
 public:
  static constexpr std::string_view kKind = "relations";
  static constexpr uint32_t kVersion = 5;
  static Result<RelationScorer> load(std::string_view model_bytes);

  // Probability that each candidate is a fact, among all candidates. What neighbours share (a trigger, a
  // subject, an object) is weighed once, so candidates should come as CandidateGenerator makes them. What begins without
  // hope is not weighed to the end, unless a frame stands behind it: its probability, surely below the threshold, is that of
  // what was weighed.
  std::vector<float> probabilities(const DocumentContext& context, std::span<const Candidate> candidates) const;
  // `scratch` saves allocation.
  Modality modality(const DocumentContext& context, const Candidate& candidate, bool in_speech,
                    std::vector<uint64_t>& scratch) const;
  // How likely a candidate is right that was selected with this probability: calibrated on development articles.
  float confidence(float probability) const;
  // The probability of that confidence.
  float probability_at(float confidence) const;
  // Statements below it cost more precision than they bring recall (chosen on development articles).
  float threshold() const { return threshold_; }

 private:
  RelationScorer(FeatureTable facts, FeatureTable modalities)
      : facts_(facts), modalities_(modalities) {}

  class Sums;

  FeatureTable facts_, modalities_;
  float threshold_ = 0.5f;
  Opinions weights_{};
  std::array<float, 2> line_{};  // confidence: bias and slope over log odds
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_SCORER_H_
