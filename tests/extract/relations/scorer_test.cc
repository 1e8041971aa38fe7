#include "extract/relations/scorer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "embedded/models.h"
#include "extract/extractor.h"
#include "extract/learn/feature_table.h"
#include "extract/learn/model_file.h"
#include "extract/relations/features.h"
#include "extract/relations/relation_extractor.h"

namespace boba {
namespace {

constexpr std::string_view kText =
    "Ngày 5/3, Bộ trưởng Bộ Y tế Lê Văn Bình thăm và làm việc với Sở Y tế tỉnh Lào Cai, yêu cầu Sở Y tế hỗ trợ Bệnh viện "
    "Đa khoa Lào Cai, Bệnh viện Sản Nhi và Trung tâm Y tế huyện Bát Xát. Ông Bình cho biết Bộ Y tế đã ban hành Thông tư "
    "số 15 và Chính phủ sẽ phê duyệt Đề án phát triển y tế cơ sở; Công ty Hoa Sen đầu tư 200 tỷ đồng vào tỉnh Yên Bái. "
    "Cùng ngày, Bộ Công Thương ký thỏa thuận hợp tác với Tập đoàn Sông Thao và Ngân hàng An Phú, công bố Chương trình Điện gió "
    "và bổ nhiệm bà Trịnh Thu Hà làm Giám đốc Trung tâm Điện gió.";

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
  EXPECT_LT(*std::min_element(together.begin(), together.end()), 0.1f);
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

// A model that says nothing of any candidate, with these numbers behind it.
std::string model_with(const std::vector<float>& numbers) {
  ModelFileWriter file;
  write_feature_table({}, 1, 16, "facts", file);
  write_feature_table({}, 5, 16, "modality", file);
  file.add("numbers", numbers);
  return file.finish(RelationScorer::kKind, RelationScorer::kVersion);
}

TEST(RelationScorer, ShowsConfidenceByTheLineOfItsModel) {
  std::vector<float> numbers(3 + kOpinions);
  numbers.front() = 0.4f;
  numbers[numbers.size() - 2] = -0.5f;
  numbers.back() = 0.8f;
  const std::string model = model_with(numbers);
  const auto scorer = RelationScorer::load(model);
  ASSERT_TRUE(scorer);
  EXPECT_FLOAT_EQ(scorer->threshold(), 0.4f);
  EXPECT_NEAR(scorer->confidence(0.5f), 0.3775f, 1e-4f);  // 1 / (1 + e^0.5)
  EXPECT_NEAR(scorer->confidence(0.8f), 0.6477f, 1e-4f);  // 1 / (1 + e^(0.5 - 0.8 ln 4))
  float last = 0;
  for (float p = 0.01f; p < 0.995f; p += 0.01f) {
    const float confidence = scorer->confidence(p);
    EXPECT_GT(confidence, last) << p;
    EXPECT_NEAR(scorer->probability_at(confidence), p, 1e-4f);
    last = confidence;
  }
}

TEST(RelationScorer, RefusesAModelOfAnotherShape) {
  EXPECT_TRUE(RelationScorer::load(model_with(std::vector<float>(3 + kOpinions))));
  EXPECT_FALSE(RelationScorer::load(model_with(std::vector<float>(2 + kOpinions))));
  EXPECT_FALSE(RelationScorer::load(models::find("names.model")));
}

// What is said with a higher least confidence is said with a lower one too, and nothing below it is said.
TEST_F(RelationScorerTest, AHigherLeastConfidenceSaysLess) {
  using Said = std::tuple<EntityId, RelationId, std::string>;
  const auto said = [&](float least) {
    Document document = document_;
    std::set<Said> out;
    for (const Statement& s : relations_->extract(document, least).statements) {
      EXPECT_GE(s.confidence, least);
      const auto* entity = std::get_if<EntityId>(&s.object);
      out.insert({s.subject, s.relation, entity ? std::to_string(*entity) : std::get<Literal>(s.object).text});
    }
    return out;
  };
  std::set<Said> more = said(0.1f);
  const size_t first = more.size();
  for (float least : {0.3f, 0.5f, 0.7f, 0.9f, 1.0f}) {
    const std::set<Said> fewer = said(least);
    EXPECT_TRUE(std::includes(more.begin(), more.end(), fewer.begin(), fewer.end())) << least;
    more = fewer;
  }
  EXPECT_GT(first, said(0.5f).size()) << "it does not show otherwise";
  EXPECT_GT(said(0.5f).size(), more.size());
}

}  // namespace
}  // namespace boba
