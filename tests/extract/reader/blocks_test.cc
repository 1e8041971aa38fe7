#include "extract/reader/blocks.h"

#include <random>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/reader/support.h"

namespace boba {
namespace {

using reader_tests::blocks_of;
using reader_tests::parse;
using ::testing::ElementsAre;

// Blocks of a body below the title "T"; without the title's.
std::vector<std::string> body_blocks(const std::string& body) {
  auto blocks = blocks_of(parse(ArticleFormat::kText, "T\n" + body).document);
  blocks.erase(blocks.begin());
  return blocks;
}

TEST(Blocks, TitleAndParagraphs) {
  EXPECT_THAT(
      blocks_of(parse(ArticleFormat::kText, "Tiêu đề\n\n Đoạn một. \nĐoạn hai.\n").document),
      ElementsAre("T:Tiêu đề", "P:Đoạn một.", "P:Đoạn hai."));
}

TEST(Blocks, Datelines) {
  EXPECT_THAT(body_blocks("VietTimes –Trong buổi họp"),
              ElementsAre("D:VietTimes –", "P:Trong buổi họp"));
  EXPECT_THAT(body_blocks("VietTimes -- Ngày 14/8"), ElementsAre("D:VietTimes --", "P:Ngày 14/8"));
  EXPECT_THAT(body_blocks("TTO - Sáng nay"), ElementsAre("D:TTO -", "P:Sáng nay"));
  EXPECT_THAT(body_blocks("TT (TP.HCM) - Sáng nay"), ElementsAre("D:TT (TP.HCM) -", "P:Sáng nay"));
  EXPECT_THAT(body_blocks("(TTXVN) Sáng nay"), ElementsAre("D:(TTXVN)", "P:Sáng nay"));
  EXPECT_THAT(body_blocks("Hà Nội (TTXVN) – Sáng nay"),
              ElementsAre("D:Hà Nội (TTXVN) –", "P:Sáng nay"));
  EXPECT_THAT(body_blocks("(Baolangson) - Sáng nay"),
              ElementsAre("D:(Baolangson) -", "P:Sáng nay"));
  EXPECT_THAT(body_blocks("GD&TĐ\u00A0- Sáng nay"), ElementsAre("D:GD&TĐ\u00A0-", "P:Sáng nay"));
}

TEST(Blocks, WhatOnlyLooksLikeADateline) {
  for (const char* line :
       {"TT-BTTTT là một thông tư.", "VietTimes đưa tin hôm nay.",
        "Lực lượng giao thông (CSGT) Hà Nội có mặt.", "Hà Nội - thành phố hòa bình.",
        "(Xem thêm) Sáng nay.", "TTXVN (hãng thông tấn) đưa tin."})
    EXPECT_THAT(body_blocks(line), ElementsAre("P:" + std::string(line)));
}

TEST(Blocks, CaptionsAndCredits) {
  EXPECT_THAT(body_blocks("Bộ trưởng phát biểu. Ảnh MIC"),
              ElementsAre("C:Bộ trưởng phát biểu.", "R:Ảnh MIC"));
  EXPECT_THAT(body_blocks("Cầu đã thông xe. Ảnh: Minh Quân Theo sở, cầu dài 1 km."),
              ElementsAre("C:Cầu đã thông xe.", "R:Ảnh: Minh Quân", "P:Theo sở, cầu dài 1 km."));
  EXPECT_THAT(body_blocks("Dự án chậm. Cầu đã thông xe. (Ảnh: Văn An/TTXVN) Nay xe chạy."),
              ElementsAre("P:Dự án chậm.", "C:Cầu đã thông xe.", "R:(Ảnh: Văn An/TTXVN)",
                          "P:Nay xe chạy."));
  EXPECT_THAT(
      body_blocks("Kỳ họp bế mạc chiều 10/5 - Ảnh: VGP Chiều 10/5, kỳ họp bế mạc."),
      ElementsAre("C:Kỳ họp bế mạc chiều 10/5", "R:- Ảnh: VGP", "P:Chiều 10/5, kỳ họp bế mạc."));
  EXPECT_THAT(body_blocks("Tàu cập cảng. Ảnh: T.H. Tàu chở gạo."),
              ElementsAre("C:Tàu cập cảng.", "R:Ảnh: T.H.", "P:Tàu chở gạo."));
  EXPECT_THAT(body_blocks("Tàu cập cảng. Ảnh: Nguyễn An -TTXVN Tàu chở gạo."),
              ElementsAre("C:Tàu cập cảng.", "R:Ảnh: Nguyễn An -TTXVN", "P:Tàu chở gạo."));
  // A caption never begins inside a quotation.
  EXPECT_THAT(body_blocks("“Anh về rồi. Em đợi anh”, chị nói. Ảnh: Minh Quân"),
              ElementsAre("P:“Anh về rồi. Em đợi anh”, chị nói.", "R:Ảnh: Minh Quân"));
  EXPECT_THAT(body_blocks("Ông nói: \"Anh về rồi. Em đợi anh\". Ảnh: Minh Quân"),
              ElementsAre("P:Ông nói: \"Anh về rồi. Em đợi anh\".", "R:Ảnh: Minh Quân"));
  EXPECT_THAT(body_blocks("Xe mới. Ảnh: Reuters Xe chạy điện."),
              ElementsAre("C:Xe mới.", "R:Ảnh: Reuters", "P:Xe chạy điện."));
  EXPECT_THAT(body_blocks("Nhà máy tại TP. Hồ Chí Minh. Ảnh: Nhật Minh."),
              ElementsAre("C:Nhà máy tại TP. Hồ Chí Minh.", "R:Ảnh: Nhật Minh."));
  EXPECT_THAT(body_blocks("Gạo xuất khẩu tăng. (Nguồn: Tổng cục Thống kê)"),
              ElementsAre("P:Gạo xuất khẩu tăng.", "R:(Nguồn: Tổng cục Thống kê)"));
  EXPECT_THAT(body_blocks("Chợ đông. Ảnh minh hoạ. Giá ổn định."),
              ElementsAre("C:Chợ đông.", "R:Ảnh minh hoạ.", "P:Giá ổn định."));
}

TEST(Blocks, WhatOnlyLooksLikeACredit) {
  for (const char* line : {"Trong ảnh: Bị cáo tại tòa.", "Ông An (ảnh) nói rõ điều này.",
                           "Ảnh hưởng: rất lớn.", "Bà Lan (Ảnh: NVCC) cho biết như vậy.",
                           "Ảnh: Thủ tướng và các bộ trưởng dự lễ khai giảng tại trường.",
                           "Ông xem (nguồn lực: con người) là chính."})
    EXPECT_THAT(body_blocks(line), ElementsAre("P:" + std::string(line))) << line;
}

TEST(Blocks, TheAuthorAtTheEnd) {
  EXPECT_THAT(body_blocks("Dự án xong. Xe chạy. Gia Khánh"),
              ElementsAre("P:Dự án xong. Xe chạy.", "R:Gia Khánh"));
  EXPECT_THAT(body_blocks("Dự án xong./. MINH ANH (Tổng hợp)"),
              ElementsAre("P:Dự án xong./.", "R:MINH ANH (Tổng hợp)"));
  EXPECT_THAT(body_blocks("Dự án xong. Theo VnExpress"),
              ElementsAre("P:Dự án xong.", "R:Theo VnExpress"));
  EXPECT_THAT(body_blocks("Dự án xong.\nGia Khánh"), ElementsAre("P:Dự án xong.", "R:Gia Khánh"));
  EXPECT_THAT(body_blocks("Gia Khánh"), ElementsAre("P:Gia Khánh"));
  EXPECT_THAT(body_blocks("Dự án xong. Gia Khánh nói."),
              ElementsAre("P:Dự án xong. Gia Khánh nói."));
  EXPECT_THAT(body_blocks("Dự án xong. Gia Khánh về quê"),
              ElementsAre("P:Dự án xong. Gia Khánh về quê"));
}

TEST(Blocks, Repeats) {
  EXPECT_THAT(body_blocks("Lễ ký kết\nLễ ký kết\n\nHai bên đã ký."),
              ElementsAre("C:Lễ ký kết", "C*:Lễ ký kết", "P:Hai bên đã ký."));
  EXPECT_THAT(body_blocks("Lễ ký. Ảnh: TTXVN\nLễ ký. Ảnh: TTXVN"),
              ElementsAre("C:Lễ ký.", "R:Ảnh: TTXVN", "C*:Lễ ký.", "R*:Ảnh: TTXVN"));
  EXPECT_THAT(blocks_of(parse(ArticleFormat::kText, "T\nT\nĐoạn.").document),
              ElementsAre("T:T", "P*:T", "P:Đoạn."));
}

// Text put together from what credits and datelines are made of, in any order.
std::string random_body(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "Ảnh",     "Ảnh: ",     "(Ảnh: ", ")",  "(",           ".",    ". ",        " ",
      "\n",      "Minh Quân", "TTXVN",  "/",  " - ",         "–",    "\u00A0",    "Theo ",
      "xe chạy", "Nguồn: ",   "\"",     "”",  "…",           "TT (", "VietTimes", "e\u0302\u0301",
      "\uFFFD",  "TP.",       "\t",     "\r", "Ảnh minh họa"};
  std::string text;
  const int count = std::uniform_int_distribution(0, 40)(random);
  for (int i = 0; i < count; ++i)
    text += kPieces[std::uniform_int_distribution<size_t>(0, kPieces.size() - 1)(random)];
  return text;
}

TEST(Blocks, TileTheTextInOrderOnCodePoints) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    std::mt19937 random(seed);
    const Document document = parse(ArticleFormat::kText, "T\n" + random_body(random)).document;
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + document.text);
    uint32_t at = 0;
    const auto only_space = [&](uint32_t end) {
      for (uint32_t i = at; i < end;) {
        const CodePoint c = decode(document.text, i);
        EXPECT_TRUE(is_space(c.value)) << "byte " << i;
        i += c.length;
      }
    };
    for (const Block& block : document.blocks) {
      ASSERT_LT(block.span.begin, block.span.end);
      ASSERT_LE(at, block.span.begin);
      only_space(block.span.begin);
      EXPECT_EQ(find_invalid_utf8(document.in(block.span)), std::nullopt);
      EXPECT_EQ(document.in(block.span).find('\n'), std::string_view::npos);
      at = block.span.end;
    }
    only_space(static_cast<uint32_t>(document.text.size()));
  }
}

}  // namespace
}  // namespace boba
