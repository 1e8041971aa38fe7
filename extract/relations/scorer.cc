#include "extract/relations/scorer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

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
  out[9] = std::clamp(c.network, -8.0f, 8.0f);
  if (c.frame >= 0) out[10] = out[9];
  for (size_t r = 0; r < kRivalries; ++r) out[11 + r] = std::clamp(c.leads[r], -6.0f, 0.0f);
  out[14] = std::clamp(c.pair, -8.0f, 8.0f);
  out[15] = c.proposed ? 1 : 0;
  out[16] = c.proposed && c.first < c.last ? 1 : 0;
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

namespace {

// What a group of candidates has shown so far, with numbers, and where the last one was: each subject comes with all its
// objects, in the same order each time, so that a search ends at its first or second step.
template <typename Key>
class Known {
 public:
  const uint32_t* find(const Key& key) {
    for (size_t tried = 0; tried < items_.size(); ++tried, ++at_) {
      if (at_ == items_.size()) at_ = 0;
      if (items_[at_].first == key) return &items_[at_].second;
    }
    return nullptr;
  }
  void add(const Key& key, uint32_t number) {
    at_ = items_.size();
    items_.emplace_back(key, number);
  }
  void clear() {
    items_.clear();
    at_ = 0;
  }

 private:
  std::vector<std::pair<Key, uint32_t>> items_;
  size_t at_ = 0;
};

// Where a literal begins and, before its trigger, where it ends: all that FeaturePart::kStart looks at.
struct Start {
  uint32_t first, last;
  bool literal, implicit;
  bool operator==(const Start&) const = default;
};
Start start_of(const Candidate& c) {
  const Argument& o = c.object;
  if (o.mention >= 0) return {};
  return {o.first, o.last <= c.first ? o.last : 0, true, o.source >= Source::kCarried};
}

struct KnownArguments {
  Known<Argument> subjects, objects;
  Known<Start> starts;
  void clear() {
    subjects.clear();
    objects.clear();
    starts.clear();
  }
};

}  // namespace

// Sums of weights by candidate_features(). A weight is a whole number, so that sums of parts are exact.
class RelationScorer::Sums {
 public:
  // `others`: of each candidate, what all but the features say, less the threshold, in units of scores by features.
  Sums(const FeatureTable& table, const DocumentContext& context, std::span<const Candidate> candidates, std::span<const float> others)
      : table_(table), context_(context), candidates_(candidates), others_(others) {}

  std::vector<int> take() {
    find_parts();
    sums_.resize(candidates_.size());
    open_.assign(candidates_.size(), 1);
    weigh(triggers_, &Parts::trigger, FeaturePart::kTrigger);
    close();
    weigh(subjects_, &Parts::subject, FeaturePart::kSubject);
    close();
    weigh(starts_, &Parts::start, FeaturePart::kStart);
    close();
    weigh(objects_, &Parts::object, FeaturePart::kObject);
    close();
    std::vector<Part> both;
    for (uint32_t i = 0; i < sums_.size(); ++i) {
      if (!open_[i]) continue;
      parts_[i].both = static_cast<uint32_t>(both.size());
      both.push_back({i, kNone});
    }
    weigh(both, &Parts::both, FeaturePart::kBoth);
    return std::move(sums_);
  }

 private:
  // What is still to be weighed does not lift a candidate to the threshold from so far below: of 8,100 that reached it
  // without a frame (of 360 articles), two had less by their triggers, one with its subject and none after that; of the
  // others two thirds, four fifths and nine tenths.
  static constexpr float kHopeless = -2.7f;
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  // What candidates share: one that has it, what it shares with those of other relations, and its sum.
  struct Part {
    uint32_t candidate = 0, common = kNone;
    bool wanted = false;
    int sum = 0;
  };
  struct Common {
    bool weighed = false;
    int sum = 0;
  };
  // Of a candidate, as indices.
  struct Parts {
    uint32_t trigger, subject, start, object, both;
  };
  // Candidates of one pattern and trigger, whatever their relation; those without a trigger are one place in a sentence.
  struct Place {
    Pattern pattern;
    uint32_t first, last, trigger;
    KnownArguments known;
    bool is(const Candidate& c) const {
      return pattern == c.pattern && (pattern == Pattern::kPair || (first == c.first && last == c.last));
    }
  };

  static bool together(const Candidate& a, const Candidate& b) {
    if (a.relation != b.relation || a.pattern != b.pattern || a.sentence != b.sentence) return false;
    return a.pattern == Pattern::kPair || (a.first == b.first && a.last == b.last);
  }

  void find_parts() {
    KnownArguments known;
    parts_.resize(candidates_.size());
    size_t place = 0;
    for (uint32_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& c = candidates_[i];
      if (i == 0 || candidates_[i - 1].sentence != c.sentence) places_ = 0;
      if (i == 0 || !together(candidates_[i - 1], c)) {
        place = place_of(c);
        triggers_.push_back({i, at_[place].trigger});
        known.clear();
      }
      KnownArguments& common = at_[place].known;
      parts_[i].trigger = static_cast<uint32_t>(triggers_.size() - 1);
      parts_[i].subject = part_of(c.subject, i, known.subjects, common.subjects, subjects_);
      parts_[i].start = part_of(start_of(c), i, known.starts, common.starts, starts_);
      parts_[i].object = part_of(c.object, i, known.objects, common.objects, objects_);
    }
  }

  // Index of the place in at_, whose memory is used again.
  size_t place_of(const Candidate& c) {
    for (size_t p = 0; p < places_; ++p)
      if (at_[p].is(c)) return p;
    if (places_ == at_.size()) at_.emplace_back();
    Place& place = at_[places_];
    place.pattern = c.pattern;
    place.first = c.first;
    place.last = c.last;
    place.trigger = add_common();
    place.known.clear();
    return places_++;
  }

  uint32_t add_common() {
    commons_.emplace_back();
    return static_cast<uint32_t>(commons_.size() - 1);
  }

  template <typename Key>
  uint32_t part_of(const Key& key, uint32_t candidate, Known<Key>& known, Known<Key>& common, std::vector<Part>& parts) {
    if (const uint32_t* part = known.find(key)) return *part;
    const uint32_t* shared = common.find(key);
    const uint32_t number = shared != nullptr ? *shared : add_common();
    if (shared == nullptr) common.add(key, number);
    known.add(key, static_cast<uint32_t>(parts.size()));
    parts.push_back({candidate, number});
    return static_cast<uint32_t>(parts.size() - 1);
  }

  // From here on only what a frame stands behind, or what is not hopeless.
  void close() {
    for (size_t i = 0; i < sums_.size(); ++i) {
      const float score = others_[i] + static_cast<float>(sums_[i]) * table_.scale();
      open_[i] = open_[i] && (score >= kHopeless || candidates_[i].frame >= 0);
    }
  }

  // Adds to all that is open what `part` weighs.
  void weigh(std::vector<Part>& parts, uint32_t Parts::*part, FeaturePart kind) {
    for (size_t i = 0; i < sums_.size(); ++i)
      if (open_[i]) parts[parts_[i].*part].wanted = true;
    weigh(parts, kind);
    for (size_t i = 0; i < sums_.size(); ++i)
      if (open_[i]) sums_[i] += parts[parts_[i].*part].sum;
  }

  // Weights of one part are on their way from memory while those of the one before it are added.
  void weigh(std::vector<Part>& parts, FeaturePart kind) {
    Part* asked = nullptr;
    const auto step = [&](Part* next) {
      next_own_.clear();
      next_common_.clear();
      if (next != nullptr) {
        const bool known = next->common == kNone || std::exchange(commons_[next->common].weighed, true);
        add_candidate_features(context_, candidates_[next->candidate], kind, next_own_, known ? nullptr : &next_common_);
        for (uint64_t key : next_own_) table_.prefetch_weight(key);
        for (uint64_t key : next_common_) table_.prefetch_weight(key);
      }
      if (asked != nullptr) {
        asked->sum = sum_of(own_);
        if (!common_.empty()) commons_[asked->common].sum = sum_of(common_);
      }
      own_.swap(next_own_);
      common_.swap(next_common_);
      asked = next;
    };
    for (Part& part : parts)
      if (part.wanted) step(&part);
    step(nullptr);
    for (Part& part : parts)
      if (part.wanted && part.common != kNone) part.sum += commons_[part.common].sum;
  }

  int sum_of(std::span<const uint64_t> keys) const {
    int sum = 0;
    for (uint64_t key : keys) sum += table_.weight(key);
    return sum;
  }

  const FeatureTable& table_;
  const DocumentContext& context_;
  std::span<const Candidate> candidates_;
  std::span<const float> others_;
  std::vector<int> sums_;          // one entry a candidate
  std::vector<uint8_t> open_;      // one entry a candidate: is weighed on
  std::vector<Parts> parts_;       // one entry a candidate
  std::vector<Part> triggers_, subjects_, starts_, objects_;
  std::vector<Common> commons_;
  std::vector<Place> at_;          // of the sentence, as many as places_
  size_t places_ = 0;
  std::vector<uint64_t> own_, common_, next_own_, next_common_;
};

std::vector<float> RelationScorer::probabilities(const DocumentContext& context,
                                                 std::span<const Candidate> candidates) const {
  const auto weigh = [&](const Candidate& candidate, float score) {
    const Opinions said = opinions(candidate, score);
    float sum = 0;
    for (size_t i = 0; i < kOpinions; ++i) sum += weights_[i] * said[i];
    return sum;
  };
  std::vector<float> out;
  out.reserve(candidates.size());
  for (const Candidate& c : candidates) out.push_back((weigh(c, 0) - log_odds(threshold_)) / weights_[1]);
  const std::vector<int> sums = Sums(facts_, context, candidates, out).take();
  for (size_t c = 0; c < candidates.size(); ++c) {
    const float score = weigh(candidates[c], static_cast<float>(sums[c]) * facts_.scale());
    out[c] = 1 / (1 + std::exp(-score));
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
