#include "extract/relations/support_features.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boba {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

constexpr uint64_t kOwn = 11, kShared = 12;

// A frame of relation 3 in sentence 1: syllables 10 to 12 do something to 20 to 24.
DocumentContext context_with(float probability) {
  DocumentContext context;
  context.frames.push_back({.relation = 5, .sentence = 0, .probability = 0.9f, .arguments = {}});
  context.frames.push_back({.relation = 3, .sentence = 1, .first = 14, .last = 15, .anchor = 14, .probability = probability,
                            .arguments = {{.role = kSubjectRole, .first = 10, .last = 12, .probability = 0.8f},
                                          {.role = kObjectRole, .first = 20, .last = 24, .probability = 0.7f}}});
  return context;
}

Candidate candidate(uint32_t object_first, uint32_t object_last) {
  return {.relation = 3, .sentence = 1, .first = 14, .last = 15,
          .subject = {.mention = 0, .entity = 0, .first = 10, .last = 12},
          .object = {.mention = 1, .entity = 1, .first = object_first, .last = object_last}};
}

std::vector<uint64_t> features(const DocumentContext& context, const Candidate& c, FeaturePart part) {
  std::vector<uint64_t> out;
  support_features(context, c, part, kOwn, kShared, out);
  return out;
}

TEST(SupportFeatures, TellHowSureTheFrameIs) {
  const Candidate c = candidate(20, 24);
  EXPECT_NE(features(context_with(0.9f), c, FeaturePart::kTrigger), features(context_with(0.2f), c, FeaturePart::kTrigger));
  EXPECT_EQ(features(context_with(0.9f), c, FeaturePart::kTrigger), features(context_with(0.91f), c, FeaturePart::kTrigger));
}

TEST(SupportFeatures, TellWhetherBordersAgree) {
  const DocumentContext context = context_with(0.9f);
  const auto same = features(context, candidate(20, 24), FeaturePart::kObject);
  const auto longer = features(context, candidate(20, 25), FeaturePart::kObject);
  const auto apart = features(context, candidate(30, 31), FeaturePart::kObject);
  EXPECT_NE(same, longer);
  EXPECT_NE(longer, apart);
  EXPECT_EQ(features(context, candidate(20, 24), FeaturePart::kSubject), features(context, candidate(30, 31), FeaturePart::kSubject))
      << "what is said of the subject does not hang on the object: its weights are summed once for all objects";
}

TEST(SupportFeatures, OfAWholeFactOnlyWhenAFrameStatesIt) {
  const DocumentContext context = context_with(0.9f);
  Candidate c = candidate(20, 24);
  const auto unstated = features(context, c, FeaturePart::kBoth);  // what the network says, without the frame
  EXPECT_EQ(unstated, features(context_with(0.2f), c, FeaturePart::kBoth));
  c.frame = 1;
  c.found = 0.5f;
  const auto half_sure = features(context, c, FeaturePart::kBoth);
  EXPECT_THAT(half_sure, Not(IsEmpty()));
  c.found = 0.99f;
  EXPECT_NE(features(context, c, FeaturePart::kBoth), half_sure);
}

TEST(SupportFeatures, FramesOfOtherSentencesDoNotCount) {
  DocumentContext with = context_with(0.9f), without = with;
  without.frames.erase(without.frames.begin());
  Candidate c = candidate(20, 24);
  for (const FeaturePart part : {FeaturePart::kTrigger, FeaturePart::kSubject, FeaturePart::kObject})
    EXPECT_EQ(features(with, c, part), features(without, c, part));
  c.sentence = 2;
  EXPECT_EQ(features(with, c, FeaturePart::kTrigger), features({}, c, FeaturePart::kTrigger));
}

TEST(SupportFeatures, StandForTheRelationAndForAllRelations) {
  const DocumentContext context = context_with(0.9f);
  std::vector<uint64_t> other;
  support_features(context, candidate(20, 24), FeaturePart::kTrigger, kOwn + 5, kShared, other);
  const auto own = features(context, candidate(20, 24), FeaturePart::kTrigger);
  ASSERT_EQ(own.size(), 2u);
  EXPECT_NE(own[0], other[0]);
  EXPECT_EQ(own[1], other[1]);
}

}  // namespace
}  // namespace boba
