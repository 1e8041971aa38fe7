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

// Sums of weights by candidate_features(). A weight is a whole number, so that sums of parts are exact.
class RelationScorer::Sums {
 public:
  Sums(const FeatureTable& table, const DocumentContext& context) : table_(table), context_(context) {}

  std::vector<int> of(std::span<const Candidate> candidates) {
    std::vector<std::array<uint32_t, 4>> parts;
    parts.reserve(candidates.size());
    sums_.reserve(candidates.size() * 2);
    for (const Candidate& c : candidates) {
      if (parts.empty() || !together(*(&c - 1), c)) {
        trigger_ = ask(c, FeaturePart::kTrigger);
        subjects_.clear();
        objects_.clear();
      }
      const uint32_t subject = known(subjects_, c, c.subject, FeaturePart::kSubject);
      const uint32_t object = known(objects_, c, c.object, FeaturePart::kObject);
      parts.push_back({trigger_, subject, object, ask(c, FeaturePart::kBoth)});
    }
    for (size_t i = 0; i < kAhead; ++i) answer(sums_.size() + i);
    std::vector<int> out;
    out.reserve(parts.size());
    for (const auto& [trigger, subject, object, both] : parts)
      out.push_back(sums_[trigger] + sums_[subject] + sums_[object] + sums_[both]);
    return out;
  }

 private:
  // Parts that are asked for before one is summed: their slots and weights arrive in the meantime.
  static constexpr size_t kAhead = 4;

  // Arguments that a group has shown so far with their parts, and where the last one was.
  struct Known {
    std::vector<std::pair<Argument, uint32_t>> parts;
    size_t at = 0;
    void clear() {
      parts.clear();
      at = 0;
    }
  };

  static bool together(const Candidate& a, const Candidate& b) {
    if (a.relation != b.relation || a.pattern != b.pattern || a.sentence != b.sentence) return false;
    return a.pattern == Pattern::kPair || (a.first == b.first && a.last == b.last);
  }

  // Each subject comes with all its objects, in the same order each time: the search ends at its first or second step.
  uint32_t known(Known& known, const Candidate& c, const Argument& argument, FeaturePart part) {
    for (size_t tried = 0; tried < known.parts.size(); ++tried, ++known.at) {
      if (known.at == known.parts.size()) known.at = 0;
      if (known.parts[known.at].first == argument) return known.parts[known.at].second;
    }
    known.at = known.parts.size();
    known.parts.emplace_back(argument, ask(c, part));
    return known.parts.back().second;
  }

  // Begins a sum; returns its place in sums_.
  uint32_t ask(const Candidate& c, FeaturePart part) {
    const size_t number = sums_.size();
    answer(number);
    std::vector<uint64_t>& keys = keys_[number % kAhead];
    keys.clear();
    add_candidate_features(context_, c, part, keys);
    for (uint64_t key : keys) table_.prefetch_row(key);
    sums_.push_back(0);
    return static_cast<uint32_t>(number);
  }

  // Ends the sum kAhead before `number`.
  void answer(size_t number) {
    if (number < kAhead) return;
    int& sum = sums_[number - kAhead];
    for (uint64_t key : keys_[number % kAhead])
      if (const int8_t* weight = table_.find(key)) sum += *weight;
  }

  const FeatureTable& table_;
  const DocumentContext& context_;
  uint32_t trigger_ = 0;
  Known subjects_, objects_;
  std::array<std::vector<uint64_t>, kAhead> keys_;
  std::vector<int> sums_;
};

std::vector<float> RelationScorer::probabilities(const DocumentContext& context,
                                                 std::span<const Candidate> candidates) const {
  std::vector<float> out;
  out.reserve(candidates.size());
  const std::vector<int> sums = Sums(facts_, context).of(candidates);
  for (size_t c = 0; c < candidates.size(); ++c) {
    const Opinions said = opinions(candidates[c], static_cast<float>(sums[c]) * facts_.scale());
    float score = 0;
    for (size_t i = 0; i < kOpinions; ++i) score += weights_[i] * said[i];
    out.push_back(1 / (1 + std::exp(-score)));
  }
  return out;
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
