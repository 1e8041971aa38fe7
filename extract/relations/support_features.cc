#include "extract/relations/support_features.h"

#include <algorithm>
#include <array>

#include "core/hash.h"

namespace boba {
namespace {

// Ten steps of log odds, from 1 % to 99 %; 0: nothing.
uint64_t step_of(float probability) {
  constexpr std::array<float, 11> kSteps = {0.005f, 0.02f, 0.05f, 0.1f, 0.2f, 0.35f, 0.5f, 0.65f, 0.8f, 0.9f, 0.97f};
  return static_cast<uint64_t>(std::upper_bound(kSteps.begin(), kSteps.end(), probability) - kSteps.begin());
}

// Steps of two thirds, from -7 to 3.
uint64_t step_of_odds(float odds) { return static_cast<uint64_t>(1.5f * (std::clamp(odds, -7.0f, 3.0f) + 7)); }

// 0 apart, 1 overlap, 2 most of both, 3 the same syllables.
uint64_t agreement(uint32_t first, uint32_t last, const Argument& argument) {
  const uint32_t begin = std::max(first, argument.first), end = std::min(last, argument.last);
  if (end <= begin) return 0;
  if (first == argument.first && last == argument.last) return 3;
  return 4 * (end - begin) >= last - first + argument.last - argument.first ? 2 : 1;
}

class Writer {
 public:
  // `first`: how many frames of the document come before those of the sentence.
  Writer(const Candidate& candidate, std::span<const Frame> frames, size_t first, uint64_t own, uint64_t shared,
         std::vector<uint64_t>& out)
      : c_(candidate), frames_(frames), first_(first), own_(own), shared_(shared), out_(out) {}

  void write(FeaturePart part) {
    switch (part) {
      case FeaturePart::kTrigger:
        return predicate();
      case FeaturePart::kSubject:
        return role(kSubjectRole, c_.subject);
      case FeaturePart::kStart:
        return;
      case FeaturePart::kObject:
        return role(kObjectRole, c_.object);
      case FeaturePart::kBoth:
        judged();
        if (c_.frame >= 0) stated();
        return;
    }
  }

 private:
  void add(uint64_t name, uint64_t a = 0, uint64_t b = 0) {
    const uint64_t value = mix(a, b);
    out_.push_back(mix(mix(own_, name), value));
    out_.push_back(mix(mix(shared_, name), value));
  }

  // What the network makes of the words.
  void judged() {
    const uint64_t sure = step_of_odds(c_.network);
    add(630, sure);
    add(631, sure, static_cast<uint64_t>(c_.subject.source));
    add(632, sure, c_.frame >= 0);
    for (size_t rivalry = 0; rivalry < kRivalries; ++rivalry) {
      const auto lead = static_cast<uint64_t>(1.5f * (std::clamp(c_.leads[rivalry], -4.0f, 4.0f) + 4));
      add(640 + rivalry, lead, sure / 3);
    }
  }

  // A frame that says just this.
  void stated() {
    const uint64_t sure = step_of(c_.found);
    add(600, sure, c_.first == c_.last);
    add(601, sure, static_cast<uint64_t>(c_.subject.source));
    add(602, sure, c_.object.mention >= 0 ? 10 : static_cast<uint64_t>(c_.object.literal));
    const Frame& frame = frames_[static_cast<size_t>(c_.frame) - first_];
    for (const FrameArgument& argument : frame.arguments) {
      if (argument.role > kObjectRole) continue;
      const Argument& own = argument.role == kSubjectRole ? c_.subject : c_.object;
      const uint64_t agrees = agreement(argument.first, argument.last, own);
      if (agrees >= 2) add(603 + argument.role, agrees, step_of(argument.probability));
    }
  }

  // The surest frame of this relation in the sentence.
  void predicate() {
    float best = 0, outside = 0;
    for (const Frame& frame : frames_) {
      if (frame.relation != c_.relation || frame.probability < best) continue;
      best = frame.probability;
      outside = frame.outside;
    }
    add(610, step_of(best), step_of(outside));
  }

  // Whether frames of this relation give an argument the same role, and what other frames make of it.
  void role(size_t role, const Argument& argument) {
    uint64_t agrees = 0, sure = 0;
    float rival = 0, crossed = 0;
    for (const Frame& frame : frames_) {
      for (const FrameArgument& filler : frame.arguments) {
        if (filler.role > kObjectRole) continue;
        const uint64_t here = agreement(filler.first, filler.last, argument);
        if (frame.relation != c_.relation) {
          float& surest = filler.role == role ? rival : crossed;
          if (here >= 2) surest = std::max(surest, frame.probability);
        } else if (filler.role == role && here > agrees) {
          agrees = here;
          sure = step_of(filler.probability * frame.probability);
        }
      }
    }
    add(620 + role, agrees * 16 + sure);
    add(622 + role, step_of(rival), agrees >= 2);
    add(624 + role, step_of(crossed), agrees >= 2);
  }

  const Candidate& c_;
  std::span<const Frame> frames_;
  const size_t first_;
  const uint64_t own_, shared_;
  std::vector<uint64_t>& out_;
};

}  // namespace

void support_features(const DocumentContext& context, const Candidate& candidate, FeaturePart part, uint64_t own,
                      uint64_t shared, std::vector<uint64_t>& out) {
  // Not std::ranges::equal_range, whose result clang 14 cannot read from the headers of g++ 12.
  const auto begin = std::ranges::lower_bound(context.frames, candidate.sentence, {}, &Frame::sentence);
  const auto end = std::ranges::upper_bound(context.frames, candidate.sentence, {}, &Frame::sentence);
  Writer(candidate, std::span(begin, end), static_cast<size_t>(begin - context.frames.begin()), own, shared, out).write(part);
}

}  // namespace boba
