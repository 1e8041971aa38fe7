// Gold facts become frames over words.
#include "extract/learn/train/frame_gold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/relations_test.h"

namespace boba::train {
namespace {

using ::testing::SizeIs;

class FrameGoldTest : public testing::RelationsTest {
 protected:
  static std::vector<FrameSentence> frames(const GoldArticle& article, const Document& document) {
    return frame_sentences(article, document, relations_->frames(), ontology());
  }
  static size_t kind(const char* relation, bool triggered) {
    return anchor_class(FrameGoldTest::relation(relation), triggered);
  }
  // The words that a target gives a role.
  static std::vector<std::string> words(const Document& document, uint32_t sentence, const FrameTarget& target, size_t role) {
    std::vector<std::string> out;
    const Sentence& place = document.sentences[sentence];
    for (uint32_t t = place.first_token; t < place.last_token; ++t) {
      const uint8_t tag = target.tags[t - place.first_token + 1];
      const std::string word(document.in(document.span_of(document.tokens[t].first, document.tokens[t].last)));
      if (tag == begin_tag(role)) out.push_back(word);
      if (tag == inside_tag(role)) out.back() += " " + word;
    }
    return out;
  }
};

TEST_F(FrameGoldTest, FactsOfOneTriggerAreOneFrame) {
  const Document text = document("Bộ Y tế hỗ trợ tỉnh Lào Cai và tỉnh Yên Bái trong năm 2021.");
  const GoldArticle gold{.id = "d",
                         .entities = {{EntityType::kOrganization, "Bộ Y tế", {}, {}},
                                      {EntityType::kPlace, "tỉnh Lào Cai", {}, {}},
                                      {EntityType::kPlace, "tỉnh Yên Bái", {}, {}}},
                         .facts = {{.subject = 0, .relation = "supports", .object = 1, .modality = "asserted",
                                    .qualifiers = {{"time", "năm 2021"}}, .trigger = "hỗ trợ"},
                                   {.subject = 0, .relation = "supports", .object = 2, .modality = "asserted", .trigger = "hỗ trợ"}}};
  const auto sentences = frames(gold, text);
  ASSERT_THAT(sentences, SizeIs(1));
  ASSERT_THAT(sentences[0].targets, SizeIs(1));
  const FrameTarget& target = sentences[0].targets[0];
  EXPECT_EQ(target.kind, kind("supports", true));
  EXPECT_EQ(words(text, 0, target, kSubjectRole), std::vector<std::string>{"Bộ Y tế"});
  EXPECT_EQ(words(text, 0, target, kObjectRole), (std::vector<std::string>{"tỉnh Lào Cai", "tỉnh Yên Bái"}));
  EXPECT_EQ(words(text, 0, target, qualifier_role(QualifierKind::kTime)), std::vector<std::string>{"năm 2021"});
  EXPECT_THAT(target.types, SizeIs(3));
}

TEST_F(FrameGoldTest, WithoutATriggerTheObjectIsTheAnchorAndASubjectElsewhereIsTheRowBefore) {
  const Document text = document("Ông Lê Văn Bình đến dự. Giá trị hợp đồng 20 tỷ đồng.");
  const GoldArticle gold{.id = "d",
                         .entities = {{EntityType::kPerson, "Lê Văn Bình", {}, {}}},
                         .facts = {{.subject = 0, .relation = "hasMeasure", .modality = "planned", .object_words = "20 tỷ đồng"}}};
  const auto sentences = frames(gold, text);
  ASSERT_THAT(sentences, SizeIs(2));
  EXPECT_THAT(sentences[0].targets, SizeIs(0));
  ASSERT_THAT(sentences[1].targets, SizeIs(1));
  const FrameTarget& target = sentences[1].targets[0];
  EXPECT_EQ(target.kind, kind("hasMeasure", false));
  EXPECT_EQ(target.tags[0], begin_tag(kSubjectRole));
  EXPECT_EQ(target.tags[target.anchor + 1], begin_tag(kObjectRole));
  EXPECT_EQ(target.modality, static_cast<size_t>(Modality::kPlanned));
  EXPECT_EQ(target.types[0].type, kNoEntity);
}

TEST_F(FrameGoldTest, ANameInsideATitledOneIsTheBearerOfTheTitle) {
  const Document text = document("Thứ trưởng Bộ Y tế Lê Văn Bình phát biểu.");
  const GoldArticle gold{.id = "d",
                         .entities = {{EntityType::kPerson, "Lê Văn Bình", {"Thứ trưởng Bộ Y tế Lê Văn Bình"}, {}},
                                      {EntityType::kPosition, "Thứ trưởng Bộ Y tế", {}, {}}},
                         .facts = {{.subject = 0, .relation = "holdsPosition", .object = 1, .modality = "asserted"}}};
  const auto sentences = frames(gold, text);
  ASSERT_THAT(sentences[0].targets, SizeIs(1));
  EXPECT_EQ(words(text, 0, sentences[0].targets[0], kSubjectRole), std::vector<std::string>{"Lê Văn Bình"});
  EXPECT_EQ(words(text, 0, sentences[0].targets[0], kObjectRole), std::vector<std::string>{"Thứ trưởng Bộ Y tế"});
}

TEST_F(FrameGoldTest, TheSentenceThatTheAnnotatorsSawIsTaken) {
  const Document text = document("Bộ Y tế công bố kế hoạch tiêm chủng. Hôm sau, Bộ Y tế công bố kế hoạch tiêm chủng.");
  GoldArticle gold{.id = "d",
                   .entities = {{EntityType::kOrganization, "Bộ Y tế", {}, {}}, {EntityType::kProgram, "kế hoạch tiêm chủng", {}, {}}},
                   .facts = {{.subject = 0, .relation = "announced", .object = 1, .modality = "asserted", .trigger = "công bố", .sentence = 1}}};
  auto sentences = frames(gold, text);
  EXPECT_THAT(sentences[0].targets, SizeIs(0));
  EXPECT_THAT(sentences[1].targets, SizeIs(1));
  gold.facts[0].sentence = -1;
  gold.facts[0].at = 3;  // a code point of the first sentence
  sentences = frames(gold, text);
  EXPECT_THAT(sentences[0].targets, SizeIs(1));
  EXPECT_THAT(sentences[1].targets, SizeIs(0));
}

TEST_F(FrameGoldTest, AFactThatNoSentenceHoldsIsLeftOut) {
  const Document text = document("Bộ Y tế họp.");
  const GoldArticle gold{.id = "d",
                         .entities = {{EntityType::kOrganization, "Bộ Y tế", {}, {}}},
                         .facts = {{.subject = 0, .relation = "stated", .modality = "asserted", .object_words = "không có ở đây"}}};
  EXPECT_THAT(frames(gold, text)[0].targets, SizeIs(0));
}

}  // namespace
}  // namespace boba::train
