#include "extract/annotators/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "embedded/seeds.h"
#include "extract/annotators/syllables.h"

namespace boba {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const SentenceAnnotator& annotator() {
  static const SentenceAnnotator annotator(seeds::find("gazetteers/sentence_abbreviations.txt"));
  return annotator;
}

// A document with one block a line.
Document lines(std::string_view text) {
  static const SyllableAnnotator syllables(seeds::find("gazetteers/surnames.txt"));
  Document document;
  document.text = text;
  const auto size = static_cast<uint32_t>(text.size());
  for (uint32_t begin = 0; begin < size;) {
    const auto end = static_cast<uint32_t>(std::min<size_t>(text.find('\n', begin), size));
    if (end > begin) document.blocks.push_back({.span = {begin, end}});
    begin = end + 1;
  }
  syllables.annotate(document);
  return document;
}

std::vector<std::string> texts(const Document& document) {
  std::vector<std::string> out;
  for (const Sentence& sentence : document.sentences) out.emplace_back(document.in(sentence.span));
  return out;
}

std::vector<std::string> cut(std::string_view text) {
  Document document = lines(text);
  annotator().annotate(document);
  return texts(document);
}

// `first` and `second` on one line, a space between them, are two sentences.
void expect_two(const std::string& first, const std::string& second) {
  EXPECT_THAT(cut(first + " " + second), ElementsAre(first, second));
}

void expect_one(const std::string& sentence) { EXPECT_THAT(cut(sentence), ElementsAre(sentence)); }

TEST(Sentences, EndAtStops) {
  expect_two("Trời đã sáng.", "Chợ đã đông.");
  expect_two("Trời sáng chưa?", "Chợ đã đông.");
  expect_two("Trời đã sáng!", "Chợ đã đông.");
  expect_two("Trời đã sáng...", "Chợ đã đông.");
  expect_two("Trời đã sáng…", "Chợ đã đông.");
  expect_two("Trời sáng rồi sao?!", "Chợ đã đông.");
  expect_two("Trời sáng rồi!!!", "Chợ đã đông.");
  expect_two("Trời đã sáng.", "2 chợ đã đông.");
}

TEST(Sentences, NeedNoStopAtTheEnd) {
  expect_one("Chợ đã đông");
  EXPECT_THAT(cut(""), ElementsAre());
  EXPECT_THAT(cut(" \n "), ElementsAre());
  EXPECT_THAT(cut("."), ElementsAre("."));
  EXPECT_THAT(cut("  Chợ đã đông.  "), ElementsAre("Chợ đã đông."));
}

TEST(Sentences, GoOnBeforeASmallLetter) {
  expect_one("Nào là gạo, ngô... rồi cả muối.");
  expect_one("Nào là gạo, ngô… rồi cả muối.");
  expect_one("Công ty Yahoo! mở văn phòng.");
}

TEST(Sentences, MayLackTheSpaceAfterTheStop) {
  EXPECT_THAT(cut("Trời đã sáng.Chợ đã đông."), ElementsAre("Trời đã sáng.", "Chợ đã đông."));
  EXPECT_THAT(cut("Trời đã sáng!Chợ đã đông."), ElementsAre("Trời đã sáng!", "Chợ đã đông."));
  expect_one("Trang batdongsan.com.vn đăng tin.");
}

TEST(Sentences, DoNotEndWithinNumbers) {
  expect_one("Giá 1.234,5 đồng, tăng 3.5 lần.");
  expect_one("Diện tích 17.000m3 theo 15/2017/NĐ-CP.");
  expect_one("Ngày 18/8, phiên bản 2.0 ra mắt.");
  expect_two("Giá là 1.234.", "Hôm qua là 1.200.");
}

TEST(Sentences, DoNotEndAfterAbbreviations) {
  expect_one("Ông sống ở TP.HCM từ nhỏ.");
  expect_one("Ông sống ở Tp. Hồ Chí Minh từ nhỏ.");
  expect_one("ThS. Nguyễn Văn An đến dự.");
  expect_one("GS. TS. Trần Bình và PGS.TS Lê Cúc đến dự.");
  expect_one("Công ty ABC Co., Ltd. Việt Nam góp vốn.");
  expect_one("Nhà ở P. 5, Q. Tân Bình.");
  expect_one("Nhà ở Q.1, P.12.");
}

TEST(Sentences, EndAfterASmallWordThatSpellsAnAbbreviation) {
  expect_two("Anh đã ăn no.", "Chị cũng vậy.");
  expect_two("Họ đứng co.", "Chị cũng vậy.");
}

TEST(Sentences, SmallAbbreviationsAreAbbreviations) {
  expect_one("Xem tr. 15 và trận Hà Nội vs. Huế.");
  expect_one("Xem Tr. 15.");
}

TEST(Sentences, AbbreviationsNeedTheStopAtOnce) { expect_two("Ông sống ở TP .", "Chợ đã đông."); }

TEST(Sentences, DoNotEndAfterInitials) {
  expect_one("Ông Trần V. An gặp J. K. Rowling.");
  expect_one("Đội M.U gặp T.Nhung và Đ. Huy.");
  expect_one("I. Mục tiêu chung");
}

TEST(Sentences, DoNotEndBetweenGluedAcronyms) {
  expect_one("Theo VOV.VN và HA.GL hôm qua.");
  EXPECT_THAT(cut("Đó là UBND.Chợ đã đông."), ElementsAre("Đó là UBND.", "Chợ đã đông."));
  EXPECT_THAT(cut("Xong rồi.UBND tỉnh họp."), ElementsAre("Xong rồi.", "UBND tỉnh họp."));
  expect_two("Đó là việc của UBND.", "HĐND giám sát.");
}

TEST(Sentences, KeepTheOrdinalThatOpensThem) {
  expect_one("1. Mục tiêu chung");
  expect_one("12. “Sóng và máy tính”");
  expect_two("1. Mục tiêu chung.", "2. Nhiệm vụ.");
  expect_one("1.Mục tiêu chung");
  expect_one("1.2. Mục tiêu chung");
  expect_one("II. Mục tiêu chung");
  expect_one("a. Mục tiêu chung");
  expect_two("2. Nhiệm vụ 3.", "Chợ đã đông.");
  expect_two("Bàn thắng thứ 3.", "Trận đấu khép lại.");
  expect_two("Xảy ra năm 2020.", "Chợ đã đông.");
}

TEST(Sentences, KeepTheClosingQuotationMark) {
  expect_two("“Chợ đã đông.”", "Bà An nói vậy.");
  expect_two("\"Chợ đã đông!\"", "Bà An nói vậy.");
  expect_two("‘Chợ đông chưa?’", "Bà An hỏi.");
  expect_two("«Chợ đã đông.»", "Bà An nói vậy.");
  expect_two("(Chợ đã đông.)", "Bà An nói vậy.");
  expect_two("[Chợ đã đông...]", "Bà An nói vậy.");
  expect_two("(“Chợ đã đông.”)", "Bà An nói vậy.");
  expect_one("“Chợ đã đông!” là câu bà An nói.");
}

TEST(Sentences, KeepTheStopAfterAClosingQuotationMark) {
  expect_two("Bà nói “chợ đã đông”.", "Ông gật đầu.");
}

TEST(Sentences, BeginWithAnOpeningMark) {
  expect_two("Bà An nói.", "“Chợ đã đông.”");
  expect_two("Bà An nói.", "\"Chợ đã đông.\"");
  expect_two("Bà An nói.", "‘Chợ đã đông.’");
  expect_two("Bà An nói.", "«Chợ đã đông.»");
  expect_two("Bà An nói.", "(Chợ đã đông.)");
  expect_two("Bà An nói.", "[Chợ đã đông.]");
  expect_two("Bà An nói.", "- Chợ đã đông.");
  expect_two("Bà An nói.", "– Chợ đã đông.");
  expect_two("Bà An nói.", "— Chợ đã đông.");
  expect_two("Bà An nói.", "* Chợ đã đông.");
  expect_two("Bà An nói.", "+ Chợ đã đông.");
  expect_two("Bà An nói.", "• Chợ đã đông.");
}

TEST(Sentences, DoNotEndAtColonsAndSemicolons) {
  expect_one("Bà nói: Chợ đã đông; Trời đã sáng.");
  expect_one("Gồm: 1) Gạo; 2) Ngô; 3) Khoai.");
}

TEST(Sentences, EndWithTheirBlock) {
  EXPECT_THAT(cut("Nhiệm vụ gồm:\n- Đất;\n- nước;\n1. Rừng\nvà biển"),
              ElementsAre("Nhiệm vụ gồm:", "- Đất;", "- nước;", "1. Rừng", "và biển"));
  EXPECT_THAT(cut("Ông ở TP.\nHồ Chí Minh"), ElementsAre("Ông ở TP.", "Hồ Chí Minh"));
}

TEST(Sentences, KnowTheirBlock) {
  Document document = lines("Một. Hai.\nẢnh: An\nBa.");
  document.blocks[1].kind = BlockKind::kCredit;
  SyllableAnnotator("").annotate(document);
  annotator().annotate(document);
  ASSERT_THAT(texts(document), ElementsAre("Một.", "Hai.", "Ba."));
  EXPECT_EQ(document.sentences[0].block, 0u);
  EXPECT_EQ(document.sentences[1].block, 0u);
  EXPECT_EQ(document.sentences[2].block, 2u);
}

TEST(Sentences, AStopThatOpensABlockIsOneOfIts) {
  EXPECT_THAT(cut("Ông ở TP\n. Chợ đã đông."), ElementsAre("Ông ở TP", ".", "Chợ đã đông."));
}

TEST(Sentences, AbbreviationsComeFromTheSeeds) {
  Document document = lines("Anh Abc. Xyz. Đi.");
  SentenceAnnotator("# comment\n\nXyz\n").annotate(document);
  EXPECT_THAT(texts(document), ElementsAre("Anh Abc.", "Xyz. Đi."));
}

TEST(Sentences, AreMadeAnewEachTime) {
  Document document = lines("Một. Hai.");
  annotator().annotate(document);
  annotator().annotate(document);
  EXPECT_THAT(document.sentences, SizeIs(2));
}

TEST(Sentences, TileTheSyllables) {
  const std::vector<std::string_view> pieces = {
      "Chợ", "đông", "TP", "ThS", "A",  "5",      "1.000", ".", ".",    ".", "...", "…",
      "!",   "?",    ",",  ":",   "\"", "“",      "”",     "(", ")",    "-", "—",   " ",
      " ",   " ",    " ",  " ",   "\n", "\u00A0", "‘",     "’", "UBND", "»", "😀",   "\xC2"};
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (size_t i = random() % 30; i > 0; --i) text += pieces[random() % pieces.size()];
    SCOPED_TRACE(testing::PrintToString(text));
    Document document = lines(text);
    for (Block& block : document.blocks) block.kind = static_cast<BlockKind>(random() % 5);
    SyllableAnnotator("").annotate(document);
    annotator().annotate(document);
    uint32_t next = 0;
    for (const Sentence& sentence : document.sentences) {
      ASSERT_EQ(sentence.first_syllable, next);
      ASSERT_GT(sentence.last_syllable, next);
      next = sentence.last_syllable;
      ASSERT_EQ(sentence.span, document.span_of(sentence.first_syllable, next));
      ASSERT_LT(sentence.block, document.blocks.size());
      ASSERT_TRUE(document.blocks[sentence.block].span.contains(sentence.span));
      ASSERT_EQ(sentence.first_token, sentence.last_token);
    }
    ASSERT_EQ(next, document.syllables.size());
  }
}

}  // namespace
}  // namespace boba
