#include "extract/annotators/quantities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/annotators/support.h"

#include <random>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "extract/annotators/decimal.h"
#include "extract/annotators/times.h"
#include "tests/extract/annotators/grammar_fixture.h"

namespace boba {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

void annotate(Document& document) {
  static const TimeAnnotator kTimes(seeds::find("grammar/times.tsv"));
  static const QuantityAnnotator kQuantities(seeds::find("grammar/numbers.tsv"), seeds::find("grammar/units.tsv"));
  kTimes.annotate(document);
  kQuantities.annotate(document);
}

// "words=value|unit", or "words=value..upper|unit", of every quantity.
std::vector<std::string> quantities(std::string_view text) {
  Document document = grammar_document(text);
  annotate(document);
  std::vector<std::string> out;
  for (const Quantity& quantity : document.quantities)
    out.push_back(std::string(document.in(quantity.span)) + "=" + quantity.value +
                  (quantity.upper.empty() ? "" : ".." + quantity.upper) + "|" + quantity.unit);
  return out;
}

TEST(Decimal, ReadsVietnameseNumbers) {
  EXPECT_EQ(to_string(*parse_decimal("1.234,5")), "1234.5");
  EXPECT_EQ(to_string(*parse_decimal("5.000")), "5000");
  EXPECT_EQ(to_string(*parse_decimal("2.9")), "2.9");
  EXPECT_EQ(to_string(*parse_decimal("0.125")), "0.125");
  EXPECT_EQ(to_string(*parse_decimal("1,234,567")), "1234567");
  EXPECT_EQ(to_string(*parse_decimal("1,234.5")), "1234.5");
  EXPECT_EQ(to_string(*parse_decimal("0,50")), "0.5");
  EXPECT_EQ(to_string(*parse_decimal("0")), "0");
  EXPECT_FALSE(parse_decimal("1,2.3,4"));
  EXPECT_FALSE(parse_decimal("1234567890123456"));
  EXPECT_FALSE(parse_decimal("5G"));
}

TEST(Decimal, SumsAndCompares) {
  EXPECT_EQ(to_string(*sum({5, 6}, {2, 5})), "5200000");
  EXPECT_EQ(to_string(*sum({15, -1}, {0, 0})), "1.5");
  EXPECT_EQ(to_string({-5, -1}), "-0.5");
  EXPECT_EQ(compare({5, 6}, {5000000, 0}), 0);
  EXPECT_LT(compare({12, -1}, {2, 0}), 0);
}

TEST(Quantities, PowersAreMultipliedIn) {
  EXPECT_THAT(quantities("Cả nước có 50 nghìn doanh nghiệp."), ElementsAre("50 nghìn doanh nghiệp=50000|doanh nghiệp"));
  EXPECT_THAT(quantities("1.234,5 tỷ đồng"), ElementsAre("1.234,5 tỷ đồng=1234500000000|đồng"));
  EXPECT_THAT(quantities("100 nghìn tỷ đồng"), ElementsAre("100 nghìn tỷ đồng=100000000000000|đồng"));
  EXPECT_THAT(quantities("5 triệu 200 nghìn đồng"), ElementsAre("5 triệu 200 nghìn đồng=5200000|đồng"));
  EXPECT_THAT(quantities("thu gần 358 tỷ"), ElementsAre("gần 358 tỷ=358000000000|"));
  EXPECT_THAT(quantities("3 tỷ rưỡi"), ElementsAre("3 tỷ rưỡi=3500000000|"));
}

TEST(Quantities, PercentTimesAndMeasures) {
  EXPECT_THAT(quantities("tăng 3,2%"), ElementsAre("3,2%=3.2|%"));
  EXPECT_THAT(quantities("tăng gấp 1,5 lần"), ElementsAre("gấp 1,5 lần=1.5|lần"));
  EXPECT_THAT(quantities("rộng 5.000 m2"), ElementsAre("5.000 m2=5000|m2"));
  EXPECT_THAT(quantities("công suất 17.000m3/ngày đêm"), ElementsAre("17.000m3/ngày đêm=17000|m3/ngày đêm"));
  EXPECT_THAT(quantities("giá 4.800 – 5.300 đồng/kg"), ElementsAre("4.800 – 5.300 đồng/kg=4800..5300|đồng/kg"));
  EXPECT_THAT(quantities("34,35 triệu đồng một lượng"),
              ElementsAre("34,35 triệu đồng một lượng=34350000|đồng một lượng"));
  EXPECT_THAT(quantities("trong 12 tháng"), ElementsAre("12 tháng=12|tháng"));
  EXPECT_THAT(quantities("cao 50 m²"), ElementsAre("50 m²=50|m²"));
}

TEST(Quantities, SomeUnitsSayWhatIsMeasured) {
  Document document = test::annotated("Ông Bình (61 tuổi) bế cháu 8 tháng tuổi, nặng 7 kg.");
  QuantityAnnotator(seeds::find("grammar/numbers.tsv"), seeds::find("grammar/units.tsv")).annotate(document);
  ASSERT_EQ(document.quantities.size(), 3u);
  EXPECT_EQ(document.in(document.quantities[0].metric), "tuổi");
  EXPECT_EQ(document.in(document.quantities[1].metric), "tuổi");
  EXPECT_GT(document.quantities[1].metric.begin, document.quantities[1].span.begin + 2);
  EXPECT_TRUE(document.quantities[2].metric.empty());
}

TEST(Quantities, WordsAroundTheNumber) {
  EXPECT_THAT(quantities("hơn 800 đại biểu"), ElementsAre("hơn 800 đại biểu=800|đại biểu"));
  EXPECT_THAT(quantities("lỗ âm 49,3 tỷ đồng"), ElementsAre("âm 49,3 tỷ đồng=-49300000000|đồng"));
  EXPECT_THAT(quantities("hàng trăm người"), ElementsAre("hàng trăm người=100|người"));
  EXPECT_THAT(quantities("vài chục nghìn đồng"), ElementsAre("vài chục nghìn đồng=10000|đồng"));
  EXPECT_THAT(quantities("bắt 02 đối tượng"), ElementsAre("02 đối tượng=2|đối tượng"));
}

TEST(Quantities, Ranges) {
  EXPECT_THAT(quantities("giảm 10-15%"), ElementsAre("10-15%=10..15|%"));
  EXPECT_THAT(quantities("thu nhập từ 5 đến 7 triệu đồng"), ElementsAre("từ 5 đến 7 triệu đồng=5000000..7000000|đồng"));
  EXPECT_THAT(quantities("từ 90% đến 98%"), ElementsAre("từ 90% đến 98%=90..98|%"));
  EXPECT_THAT(quantities("từ 3 - 6 tháng"), ElementsAre("từ 3 - 6 tháng=3..6|tháng"));
  EXPECT_THAT(quantities("đưa 5 người đến 3 bệnh viện"), ElementsAre("5 người=5|người", "3 bệnh viện=3|bệnh viện"));
  EXPECT_THAT(quantities("từ 50 nghìn doanh nghiệp"), ElementsAre("50 nghìn doanh nghiệp=50000|doanh nghiệp"));
}

TEST(Quantities, NumbersInWords) {
  EXPECT_THAT(quantities("ba triệu người"), ElementsAre("ba triệu người=3000000|người"));
  EXPECT_THAT(quantities("hai mươi lăm xã"), ElementsAre("hai mươi lăm xã=25|xã"));
  EXPECT_THAT(quantities("một trăm linh năm hộ dân"), ElementsAre("một trăm linh năm hộ dân=105|hộ dân"));
  EXPECT_THAT(quantities("hai nghìn ba trăm tấn"), ElementsAre("hai nghìn ba trăm tấn=2300|tấn"));
  EXPECT_THAT(quantities("một nửa số phiếu"), ElementsAre("một nửa=0.5|"));
  EXPECT_THAT(quantities("sản lượng gấp đôi"), ElementsAre("gấp đôi=2|"));
  EXPECT_THAT(quantities("hai năm rưỡi"), ElementsAre("hai năm rưỡi=2.5|năm"));
  EXPECT_THAT(quantities("hai mươi tư giờ"), ElementsAre("hai mươi tư giờ=24|giờ"));
  EXPECT_THAT(quantities("mười lăm ngày, mười năm"), ElementsAre("mười lăm ngày=15|ngày", "mười năm=10|năm"));
  EXPECT_THAT(quantities("đầu tư nhà máy"), IsEmpty());
  EXPECT_THAT(quantities("mười ba huyện"), ElementsAre("mười ba huyện=13|huyện"));
}

TEST(Quantities, OneBeforeANounIsAnArticle) {
  EXPECT_THAT(quantities("một doanh nghiệp ở Huế"), IsEmpty());
  EXPECT_THAT(quantities("một lần nữa"), IsEmpty());
  EXPECT_THAT(quantities("một km đường"), ElementsAre("một km=1|km"));
}

TEST(Quantities, TheWordForYearIsNoFive) {
  EXPECT_THAT(quantities("Trong năm, người dân được vay vốn; năm dự án kết thúc."), IsEmpty());
  EXPECT_THAT(quantities("khoảng năm người"), ElementsAre("khoảng năm người=5|người"));
}

TEST(Quantities, WhatIsNoQuantity) {
  EXPECT_THAT(quantities("Nghị định 15/2017/NĐ-CP"), IsEmpty());
  EXPECT_THAT(quantities("Quyết định số 2551/QĐ-TTg"), IsEmpty());
  EXPECT_THAT(quantities("Điều 5 và Khoản 2"), IsEmpty());
  EXPECT_THAT(quantities("quận 1 thành phố"), IsEmpty());
  EXPECT_THAT(quantities("lần thứ V, lần thứ 5"), IsEmpty());
  EXPECT_THAT(quantities("gọi 0912.345.678 hoặc 0243825123 người"), IsEmpty());
  EXPECT_THAT(quantities("trụ sở TP.HCM 1"), IsEmpty());
  EXPECT_THAT(quantities("ngày 3 tháng 6 năm 2020"), IsEmpty());
  EXPECT_THAT(quantities("sáng 18/8, nhiệm kỳ 2020-2025"), IsEmpty());
  EXPECT_THAT(quantities("đội thắng 2-1"), IsEmpty());
  EXPECT_THAT(quantities("đạt 2/3 số phiếu"), IsEmpty());
  EXPECT_THAT(quantities("5 tỷ tỷ tỷ đồng"), IsEmpty());
  EXPECT_THAT(quantities("U23, A320 và 5G"), IsEmpty());
}

TEST(Quantities, HoldForRandomText) {
  const std::vector<std::string> pieces = {
      "hơn", "khoảng", "từ", "đến", "gấp", "âm", "hàng", "vài", "một", "hai", "năm", "mười", "mươi", "lăm", "trăm", "nghìn",
      "triệu", "tỷ", "rưỡi", "nửa", "linh", "đồng", "%", "/", "-", "–", "kg", "m3", "người", "dự án", "tháng", "5", "05",
      "1.234,5", "999999999999999", "0,5", "2020", "3/6/2020", "hoà", "hòa", "Điều", "số", "kg/m3"};
  for (uint32_t seed = 0; seed < 400; ++seed) {
    std::mt19937 random(seed);
    std::string text;
    for (int i = 0; i < 30; ++i) {
      text += pieces[random() % pieces.size()];
      if (random() % 4 != 0) text += ' ';
    }
    Document document = grammar_document(text);
    annotate(document);
    uint32_t last = 0;
    for (const Quantity& quantity : document.quantities) {
      EXPECT_GE(quantity.span.begin, last) << "seed " << seed;
      EXPECT_LT(quantity.span.begin, quantity.span.end) << "seed " << seed;
      EXPECT_FALSE(find_invalid_utf8(document.in(quantity.span))) << "seed " << seed;
      EXPECT_NE(document.in(quantity.span).find(quantity.unit), std::string_view::npos) << "seed " << seed;
      EXPECT_FALSE(quantity.value.empty()) << "seed " << seed;
      for (const TimeExpression& time : document.times)
        EXPECT_FALSE(time.span.overlaps(quantity.span)) << "seed " << seed << " " << document.in(quantity.span);
      last = quantity.span.end;
    }
  }
}

}  // namespace
}  // namespace boba
