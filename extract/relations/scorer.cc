#include "extract/relations/scorer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "extract/relations/features.h"

namespace boba {

Opinions opinions(const Candidate& c, float score) {
  score = std::clamp(score, -8.0f, 8.0f);
  Opinions out{1, score};
  if (c.frame >= 0) {
    const float found = std::clamp(c.found, 0.001f, 0.999f);
    out[2] = 1;
    out[3] = std::log(found / (1 - found));
    out[4] = score;
    out[5] = c.first == c.last ? 1 : 0;
    out[6] = c.subject.source >= Source::kCarried ? 1 : 0;
  }
  out[7] = c.object.mention < 0 ? 1 : 0;
  out[8] = c.pattern == Pattern::kPair ? 1 : 0;
  return out;
}

Result<RelationScorer> RelationScorer::load(std::string_view model_bytes) {
  const auto file = ModelFile::open(model_bytes, kKind, kVersion);
  if (!file) return file.error();
  auto facts = FeatureTable::open(*file, "facts");
  if (!facts) return facts.error();
  auto modalities = FeatureTable::open(*file, "modality");
  if (!modalities) return modalities.error();
  const auto numbers = file->array<float>("numbers", 1 + kOpinions);
  if (!numbers) return numbers.error();
  if (facts->labels() != 1 || modalities->labels() != 5)
    return Error{ErrorCode::kCorrupt, "a table has the wrong number of labels", "relations.model",
                 "train it again: boba-train relations"};
  RelationScorer scorer(*facts, *modalities);
  scorer.threshold_ = (*numbers)[0];
  std::copy_n(numbers->begin() + 1, kOpinions, scorer.weights_.begin());
  return scorer;
}

float RelationScorer::probability(const DocumentContext& context, const Candidate& candidate,
                                  std::vector<uint64_t>& scratch) const {
  candidate_features(context, candidate, scratch);
  int sum = 0;
  for (uint64_t key : scratch) facts_.prefetch(key);
  for (uint64_t key : scratch)
    if (const int8_t* weight = facts_.find(key)) sum += *weight;
  const Opinions said = opinions(candidate, static_cast<float>(sum) * facts_.scale());
  float score = 0;
  for (size_t i = 0; i < kOpinions; ++i) score += weights_[i] * said[i];
  return 1 / (1 + std::exp(-score));
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
