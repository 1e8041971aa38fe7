#include "extract/relations/scorer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "extract/relations/features.h"

namespace boba {

float log_odds(float probability) {
  const float p = std::clamp(probability, 0.001f, 0.999f);
  return std::log(p / (1 - p));
}

Opinions opinions(const Candidate& c, float score) {
  score = std::clamp(score, -8.0f, 8.0f);
  Opinions out{1, score};
  if (c.frame >= 0) {
    out[2] = 1;
    out[3] = log_odds(c.found);
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
  const auto numbers = file->array<float>("numbers", 3 + kOpinions);
  if (!numbers) return numbers.error();
  if (facts->labels() != 1 || modalities->labels() != 5)
    return Error{ErrorCode::kCorrupt, "a table has the wrong number of labels", "relations.model",
                 "train it again: boba-train relations"};
  RelationScorer scorer(*facts, *modalities);
  scorer.threshold_ = (*numbers)[0];
  std::copy_n(numbers->begin() + 1, kOpinions, scorer.weights_.begin());
  std::copy_n(numbers->begin() + 1 + kOpinions, 2, scorer.line_.begin());
  return scorer;
}

// Sums of weights by candidate_features(). A weight is a whole number, so that sums of parts are exact.
class RelationScorer::Sums {
 public:
  Sums(const FeatureTable& table, const DocumentContext& context, std::span<const Candidate> candidates)
      : table_(table), context_(context), candidates_(candidates) {}

  std::vector<int> take() {
    find_parts();
    for (Part& part : triggers_) part.wanted = true;
    weigh(triggers_, FeaturePart::kTrigger);
    std::vector<int> sums(candidates_.size());
    add(sums, triggers_, &Parts::trigger);
    weigh_hopeful(sums, kHopelessTrigger, subjects_, &Parts::subject, FeaturePart::kSubject);
    weigh_hopeful(sums, kHopelessSubject, objects_, &Parts::object, FeaturePart::kObject);
    std::vector<Part> both(candidates_.size());
    for (uint32_t i = 0; i < both.size(); ++i) {
      both[i].candidate = i;
      parts_[i].both = i;
    }
    weigh_hopeful(sums, kHopelessObject, both, &Parts::both, FeaturePart::kBoth);
    return sums;
  }

 private:
  // Scores from which what is still to be weighed does not bring a candidate to the threshold: of 2,800 that reached it
  // none began so, of the 570,000 others nine tenths.
  static constexpr float kHopelessTrigger = -5, kHopelessSubject = -4.5f, kHopelessObject = -3;

  // What candidates share: one that has it, and its sum.
  struct Part {
    uint32_t candidate = 0;
    bool wanted = false;
    int sum = 0;
  };
  // Of a candidate, as indices.
  struct Parts {
    uint32_t trigger, subject, object, both;
  };
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

  void find_parts() {
    Known subjects, objects;
    parts_.resize(candidates_.size());
    for (uint32_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& c = candidates_[i];
      if (i == 0 || !together(candidates_[i - 1], c)) {
        triggers_.push_back({i});
        subjects.clear();
        objects.clear();
      }
      parts_[i].trigger = static_cast<uint32_t>(triggers_.size() - 1);
      parts_[i].subject = part_of(c.subject, i, subjects, subjects_);
      parts_[i].object = part_of(c.object, i, objects, objects_);
    }
  }

  // Each subject comes with all its objects, in the same order each time: the search ends at its first or second step.
  static uint32_t part_of(const Argument& argument, uint32_t candidate, Known& known, std::vector<Part>& parts) {
    for (size_t tried = 0; tried < known.parts.size(); ++tried, ++known.at) {
      if (known.at == known.parts.size()) known.at = 0;
      if (known.parts[known.at].first == argument) return known.parts[known.at].second;
    }
    known.at = known.parts.size();
    known.parts.emplace_back(argument, static_cast<uint32_t>(parts.size()));
    parts.push_back({candidate});
    return known.parts.back().second;
  }

  // Weighs and adds one part more of each candidate that a frame stands behind or whose score so far is not below
  // `hopeless`.
  void weigh_hopeful(std::vector<int>& sums, float hopeless, std::vector<Part>& parts, uint32_t Parts::*part, FeaturePart kind) {
    const int least = static_cast<int>(hopeless / table_.scale());
    for (size_t i = 0; i < sums.size(); ++i) {
      open_[i] = open_[i] && (sums[i] >= least || candidates_[i].frame >= 0);
      if (open_[i]) parts[parts_[i].*part].wanted = true;
    }
    weigh(parts, kind);
    add(sums, parts, part);
  }

  void add(std::vector<int>& sums, const std::vector<Part>& parts, uint32_t Parts::*part) const {
    for (size_t i = 0; i < sums.size(); ++i)
      if (open_[i]) sums[i] += parts[parts_[i].*part].sum;
  }

  // Sums the parts that are wanted, three at once: the slots of one are on their way from memory, the weights of the one
  // before it too, those of the third are added.
  void weigh(std::vector<Part>& parts, FeaturePart kind) {
    Part *asked = nullptr, *found = nullptr;
    const auto step = [&](Part* next) {
      if (found != nullptr)
        for (const int8_t* weight : weights_) found->sum += *weight;
      weights_.clear();
      for (uint64_t key : keys_)
        if (const int8_t* weight = table_.find(key)) {
          __builtin_prefetch(weight);
          weights_.push_back(weight);
        }
      found = asked;
      keys_.clear();
      if (next != nullptr) add_candidate_features(context_, candidates_[next->candidate], kind, keys_);
      for (uint64_t key : keys_) table_.prefetch(key);
      asked = next;
    };
    for (Part& part : parts)
      if (part.wanted) step(&part);
    step(nullptr);
    step(nullptr);
  }

  const FeatureTable& table_;
  const DocumentContext& context_;
  std::span<const Candidate> candidates_;
  std::vector<Part> triggers_, subjects_, objects_;
  std::vector<Parts> parts_;                    // one entry a candidate
  std::vector<uint8_t> open_ = std::vector<uint8_t>(candidates_.size(), 1);  // one entry a candidate: is weighed on
  std::vector<uint64_t> keys_;
  std::vector<const int8_t*> weights_;
};

std::vector<float> RelationScorer::probabilities(const DocumentContext& context,
                                                 std::span<const Candidate> candidates) const {
  std::vector<float> out;
  out.reserve(candidates.size());
  const std::vector<int> sums = Sums(facts_, context, candidates).take();
  for (size_t c = 0; c < candidates.size(); ++c) {
    const Opinions said = opinions(candidates[c], static_cast<float>(sums[c]) * facts_.scale());
    float score = 0;
    for (size_t i = 0; i < kOpinions; ++i) score += weights_[i] * said[i];
    out.push_back(1 / (1 + std::exp(-score)));
  }
  return out;
}

float RelationScorer::confidence(float probability) const {
  return 1 / (1 + std::exp(-(line_[0] + line_[1] * log_odds(probability))));
}

float RelationScorer::probability_at(float confidence) const {
  return 1 / (1 + std::exp(-(log_odds(confidence) - line_[0]) / line_[1]));
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
