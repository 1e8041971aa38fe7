#include "extract/relations/scorer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "embedded/models.h"
#include "extract/extractor.h"
#include "extract/relations/features.h"
#include "extract/relations/relation_extractor.h"

namespace boba {
namespace {

constexpr std::string_view kText =
    "Ngày 5/3, Bộ trưởng Bộ Y tế Lê Văn Bình thăm và làm việc với Sở Y tế tỉnh Lào Cai, yêu cầu Sở Y tế hỗ trợ Bệnh viện "
    "Đa khoa Lào Cai, Bệnh viện Sản Nhi và Trung tâm Y tế huyện Bát Xát. Ông Bình cho biết Bộ Y tế đã ban hành Thông tư "
    "số 15 và Chính phủ sẽ phê duyệt Đề án phát triển y tế cơ sở; Công ty Hoa Sen đầu tư 200 tỷ đồng vào tỉnh Yên Bái.";

class RelationScorerTest : public testing::Test {
 protected:
  RelationScorerTest() : annotators_(Extractor::create({.annotations_only = true})),
                         relations_(RelationExtractor::create(models::find("relations.model"), models::find("frames.model"))) {
    document_.text = kText;
    document_.blocks = {{.span = {0, static_cast<uint32_t>(kText.size())}}};
    annotators_->annotate(document_);
    context_ = relations_->prepare(document_);
    candidates_ = relations_->candidates(context_);
  }

  Result<Extractor> annotators_;
  Result<RelationExtractor> relations_;
  Document document_;
  DocumentContext context_;
  std::vector<Candidate> candidates_;
};

TEST_F(RelationScorerTest, SaysOfEachCandidateWhatItSaysOfItAlone) {
  const std::vector<float> together = relations_->scorer()->probabilities(context_, candidates_);
  ASSERT_GT(candidates_.size(), 100u);
  ASSERT_EQ(together.size(), candidates_.size());
  for (size_t i = 0; i < candidates_.size(); ++i)
    EXPECT_EQ(together[i], relations_->scorer()->probabilities(context_, std::span(candidates_).subspan(i, 1))[0]) << i;
  EXPECT_GT(*std::max_element(together.begin(), together.end()), 0.5f);
  EXPECT_LT(*std::min_element(together.begin(), together.end()), 0.05f);
}

TEST_F(RelationScorerTest, PartsOfFeaturesDependOnlyOnWhatTheyName) {
  std::vector<uint64_t> one, other, common, other_common;
  size_t compared = 0, of_relations = 0;
  for (size_t i = 1; i < candidates_.size(); ++i) {
    for (size_t j = i; j-- > 0 && candidates_[j].sentence == candidates_[i].sentence;) {
      const Candidate &a = candidates_[j], &b = candidates_[i];
      if (a.pattern != b.pattern || (a.pattern != Pattern::kPair && (a.first != b.first || a.last != b.last))) continue;
      for (const FeaturePart part : {FeaturePart::kTrigger, FeaturePart::kSubject, FeaturePart::kStart, FeaturePart::kObject}) {
        if (part == FeaturePart::kSubject && !(a.subject == b.subject)) continue;
        if (part == FeaturePart::kObject && !(a.object == b.object)) continue;
        const bool starts = a.object.mention < 0 && b.object.mention < 0 && a.object.first == b.object.first &&
                            (a.object.last <= a.first) == (b.object.last <= b.first) && a.object.source == b.object.source;
        if (part == FeaturePart::kStart && !(starts && (a.object.last == b.object.last || a.object.first >= a.last))) continue;
        for (std::vector<uint64_t>* features : {&one, &other, &common, &other_common}) features->clear();
        add_candidate_features(context_, a, part, one, &common);
        add_candidate_features(context_, b, part, other, &other_common);
        EXPECT_EQ(common, other_common) << i << ", " << j;
        if (a.relation != b.relation) {
          ++of_relations;
          EXPECT_NE(one, other) << i << ", " << j;
          continue;
        }
        EXPECT_EQ(one, other) << i << ", " << j;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 100u);
  EXPECT_GT(of_relations, 100u);
}

TEST_F(RelationScorerTest, PartsHoldAllFeatures) {
  std::vector<uint64_t> all, own, common;
  for (const Candidate& c : candidates_) {
    candidate_features(context_, c, all);
    own.clear();
    common.clear();
    for (const FeaturePart part : {FeaturePart::kTrigger, FeaturePart::kSubject, FeaturePart::kStart, FeaturePart::kObject, FeaturePart::kBoth}) {
      add_candidate_features(context_, c, part, own, &common);
      const size_t before = own.size();
      add_candidate_features(context_, c, part, own, nullptr);
      own.resize(before);
    }
    own.insert(own.end(), common.begin(), common.end());
    std::sort(own.begin(), own.end());
    std::sort(all.begin(), all.end());
    EXPECT_EQ(own, all);
  }
}

}  // namespace
}  // namespace boba
