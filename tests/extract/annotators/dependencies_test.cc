#include "extract/annotators/dependencies.h"

#include <gtest/gtest.h>

#include "tests/extract/annotators/support.h"

namespace boba {
namespace {

using test::annotated;

// One root, heads inside, no cycle, and no two arcs cross.
void expect_tree(const Document& document, const Sentence& sentence) {
  int roots = 0;
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    const int32_t head = document.tokens[t].head;
    if (head < 0) {
      ++roots;
      EXPECT_EQ(to_string(document.tokens[t].deprel), "root");
      continue;
    }
    ASSERT_GE(head, static_cast<int32_t>(sentence.first_token));
    ASSERT_LT(head, static_cast<int32_t>(sentence.last_token));
    EXPECT_NE(to_string(document.tokens[t].deprel), "root");
    uint32_t steps = 0;
    for (int32_t up = head; up >= 0; up = document.tokens[static_cast<size_t>(up)].head)
      ASSERT_LE(++steps, sentence.last_token - sentence.first_token) << "a cycle";
  }
  EXPECT_EQ(roots, 1);
}

TEST(Dependencies, AreATreeInEverySentence) {
  std::string text = "Bộ trưởng ký nghị định.\n!\nHọp.\n";
  for (int i = 0; i < 300; ++i) text += "tỉnh và huyện họp, ";
  const Document document = annotated(text + "hết.");
  ASSERT_EQ(document.sentences.size(), 4u);
  EXPECT_GT(document.sentences[3].last_token - document.sentences[3].first_token, DependencyAnnotator::kMaxWords);
  for (const Sentence& sentence : document.sentences) expect_tree(document, sentence);
}

TEST(Dependencies, FindSubjectAndObject) {
  const Document document = annotated("Chính phủ ban hành nghị định.");
  ASSERT_EQ(document.tokens.size(), 4u);
  EXPECT_EQ(document.tokens[1].head, -1);
  EXPECT_EQ(document.tokens[0].head, 1);
  EXPECT_EQ(to_string(document.tokens[0].deprel), "nsubj");
  EXPECT_EQ(document.tokens[2].head, 1);
  EXPECT_EQ(to_string(document.tokens[2].deprel), "obj");
}

TEST(Dependencies, AreTheSameEachTime) {
  const std::string text = "Ông Trần Văn Bình, giám đốc sở, cho biết tỉnh sẽ hỗ trợ 500 doanh nghiệp trong năm 2020.";
  const Document a = annotated(text), b = annotated(text);
  ASSERT_EQ(a.tokens.size(), b.tokens.size());
  for (size_t t = 0; t < a.tokens.size(); ++t) {
    EXPECT_EQ(a.tokens[t].head, b.tokens[t].head);
    EXPECT_EQ(a.tokens[t].deprel, b.tokens[t].deprel);
  }
}

TEST(Dependencies, RefuseAModelThatIsNone) {
  const std::string_view whole = models::find("dependencies.model");
  EXPECT_FALSE(DependencyAnnotator::load(""));
  EXPECT_FALSE(DependencyAnnotator::load(whole.substr(0, whole.size() - 1)));
  EXPECT_FALSE(DependencyAnnotator::load(models::find("words.model")));
}

}  // namespace
}  // namespace boba
