#include "extract/annotators/words.h"

#include <gtest/gtest.h>

#include "core/vietnamese.h"
#include "embedded/models.h"
#include "embedded/seeds.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"
#include "tests/extract/annotators/support.h"

namespace boba {
namespace {

using test::annotated;
using test::words;

TEST(Words, TileTheSyllablesOfEverySentence) {
  const Document document = annotated(
      "Bộ trưởng Nguyễn Văn An nói: “Chuyển đổi số là việc của mọi nhà!” Ngày 18/8/2020, 1.234,5 tỷ đồng được giải "
      "ngân.\nTT&TT 5G – H5N1 ???\n!!!");
  ASSERT_FALSE(document.sentences.empty());
  uint32_t token = 0;
  for (const Sentence& sentence : document.sentences) {
    EXPECT_EQ(sentence.first_token, token);
    uint32_t syllable = sentence.first_syllable;
    for (; token < sentence.last_token; ++token) {
      EXPECT_EQ(document.tokens[token].first, syllable);
      EXPECT_LT(document.tokens[token].first, document.tokens[token].last);
      syllable = document.tokens[token].last;
    }
    EXPECT_EQ(syllable, sentence.last_syllable);
  }
  EXPECT_EQ(token, document.tokens.size());
}

TEST(Words, KeepsTogetherWhatBelongsTogether) {
  EXPECT_THAT(words("Hà Nội đẩy mạnh chuyển đổi trong doanh nghiệp nhà nước."),
              testing::IsSupersetOf({"Hà Nội", "doanh nghiệp", "nhà nước", "trong", "."}));
  EXPECT_THAT(words("Ông Trần Văn Bình là giám đốc công ty."),
              testing::IsSupersetOf({"Trần Văn Bình", "giám đốc", "công ty", "là"}));
  EXPECT_THAT(words("Sở TT&TT báo cáo."), testing::Contains(testing::HasSubstr("TT&TT")));
}

TEST(Words, DoNotDependOnTonePlacementOrNormalForm) {
  const std::string old_way = "Ông hoà giải với người dân xã Thuỷ Xuân.";
  const std::string new_way = "Ông hòa giải với người dân xã Thủy Xuân.";
  const Document a = annotated(old_way), b = annotated(new_way);
  ASSERT_EQ(a.tokens.size(), b.tokens.size());
  for (size_t t = 0; t < a.tokens.size(); ++t) {
    EXPECT_EQ(a.tokens[t].last, b.tokens[t].last);
    EXPECT_EQ(a.tokens[t].upos, b.tokens[t].upos);
  }
  // "hòa" with a combining grave accent.
  const std::string decomposed = "Ông ho\xCC\x80" "a giải với người dân xã Thu\xCC\x89y Xuân.";
  const Document c = annotated(decomposed);
  ASSERT_EQ(b.tokens.size(), c.tokens.size());
  for (size_t t = 0; t < b.tokens.size(); ++t) EXPECT_EQ(b.tokens[t].last, c.tokens[t].last);
}

TEST(Words, AreTheSameInAnyCompany) {
  const Document alone = annotated("Tỉnh Bắc Ninh họp báo.");
  const Document second = annotated("Một câu khác đứng trước.\nTỉnh Bắc Ninh họp báo.");
  const Sentence& sentence = second.sentences[1];
  ASSERT_EQ(sentence.last_token - sentence.first_token, alone.tokens.size());
  for (uint32_t t = 0; t < alone.tokens.size(); ++t)
    EXPECT_EQ(second.tokens[sentence.first_token + t].upos, alone.tokens[t].upos);
}

TEST(Words, OfAnEmptyDocumentAreNone) {
  EXPECT_TRUE(annotated("").tokens.empty());
}

TEST(Words, RefuseAModelThatIsNone) {
  EXPECT_EQ(WordAnnotator::load("nonsense").error().code, ErrorCode::kCorrupt);
  const std::string_view whole = models::find("words.model");
  EXPECT_FALSE(WordAnnotator::load(whole.substr(0, whole.size() / 2)));
  EXPECT_FALSE(WordAnnotator::load(models::find("dependencies.model")));
}

}  // namespace
}  // namespace boba
