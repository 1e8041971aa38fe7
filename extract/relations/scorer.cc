#include "extract/relations/scorer.h"

#include <array>
#include <cmath>

#include "extract/relations/features.h"

namespace boba {

Result<RelationScorer> RelationScorer::load(std::string_view model_bytes) {
  const auto file = ModelFile::open(model_bytes, kKind, kVersion);
  if (!file) return file.error();
  auto facts = FeatureTable::open(*file, "facts");
  if (!facts) return facts.error();
  auto modalities = FeatureTable::open(*file, "modality");
  if (!modalities) return modalities.error();
  const auto numbers = file->array<float>("numbers", 3);
  if (!numbers) return numbers.error();
  if (facts->labels() != 1 || modalities->labels() != 5)
    return Error{ErrorCode::kCorrupt, "a table has the wrong number of labels", "relations.model",
                 "train it again: boba-train relations"};
  RelationScorer scorer(*facts, *modalities);
  scorer.threshold_ = (*numbers)[0];
  scorer.slope_ = (*numbers)[1];
  scorer.offset_ = (*numbers)[2];
  return scorer;
}

float RelationScorer::probability(const DocumentContext& context, const Candidate& candidate,
                                  std::vector<uint64_t>& scratch) const {
  candidate_features(context, candidate, scratch);
  int sum = 0;
  for (uint64_t key : scratch) facts_.prefetch(key);
  for (uint64_t key : scratch)
    if (const int8_t* weight = facts_.find(key)) sum += *weight;
  const float score = static_cast<float>(sum) * facts_.scale();
  return 1 / (1 + std::exp(-(slope_ * score + offset_)));
}

Modality RelationScorer::modality(const DocumentContext& context, const Candidate& candidate, bool in_speech,
                                  std::vector<uint64_t>& scratch) const {
  modality_features(context, candidate, in_speech, scratch);
  std::array<int16_t, 5> scores{};
  for (uint64_t key : scratch) modalities_.add(key, scores.data());
  size_t best = 0;
  for (size_t l = 1; l < scores.size(); ++l)
    if (scores[l] > scores[best]) best = l;
  return static_cast<Modality>(best);
}

}  // namespace boba
