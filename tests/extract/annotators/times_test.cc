#include "extract/annotators/times.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "tests/extract/annotators/grammar_fixture.h"

namespace boba {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const TimeAnnotator& annotator() {
  static const TimeAnnotator kAnnotator(seeds::find("grammar/times.tsv"));
  return kAnnotator;
}

// "words=EDTF" of every expression.
std::vector<std::string> times(std::string_view text, std::string_view published = "") {
  Document document = grammar_document(text, published);
  annotator().annotate(document);
  std::vector<std::string> out;
  for (const TimeExpression& time : document.times)
    out.push_back(std::string(document.in(time.span)) + "=" + time.edtf);
  return out;
}

TEST(Times, DayWithoutYearKeepsItOpen) {
  EXPECT_THAT(times("Đại hội diễn ra sáng 18/8 tại Hà Nội."), ElementsAre("sáng 18/8=XXXX-08-18"));
  EXPECT_THAT(times("Ngày 14/8, hội nghị khai mạc; năm 2020 kết thúc."),
              ElementsAre("Ngày 14/8=XXXX-08-14", "năm 2020=2020"));
}

TEST(Times, FullDatesInEveryWriting) {
  EXPECT_THAT(times("ngày 3-6-2020"), ElementsAre("ngày 3-6-2020=2020-06-03"));
  EXPECT_THAT(times("Quyết định ký 3/6/2020 có hiệu lực."), ElementsAre("3/6/2020=2020-06-03"));
  EXPECT_THAT(times("ngày 3 tháng 6 năm 2020"), ElementsAre("ngày 3 tháng 6 năm 2020=2020-06-03"));
  EXPECT_THAT(times("ngày 06.02.2017"), ElementsAre("ngày 06.02.2017=2017-02-06"));
  EXPECT_THAT(times("ngày 17- 6-2017"), ElementsAre("ngày 17- 6-2017=2017-06-17"));
  EXPECT_THAT(times("tối ngày 10/2"), ElementsAre("tối ngày 10/2=XXXX-02-10"));
  EXPECT_THAT(times("Chiều 19.6, mưa lớn."), ElementsAre("Chiều 19.6=XXXX-06-19"));
}

TEST(Times, Months) {
  EXPECT_THAT(times("tháng 8/2017"), ElementsAre("tháng 8/2017=2017-08"));
  EXPECT_THAT(times("tháng 1.2017"), ElementsAre("tháng 1.2017=2017-01"));
  EXPECT_THAT(times("tháng 6-2016"), ElementsAre("tháng 6-2016=2016-06"));
  EXPECT_THAT(times("tháng 9 năm 2015"), ElementsAre("tháng 9 năm 2015=2015-09"));
  EXPECT_THAT(times("tháng mười hai"), ElementsAre("tháng mười hai=XXXX-12"));
  EXPECT_THAT(times("đầu tháng 7"), ElementsAre("đầu tháng 7=XXXX-07"));
  EXPECT_THAT(times("cuối tháng 4/2017"), ElementsAre("cuối tháng 4/2017=2017-04"));
}

TEST(Times, NumberOfMonthsIsNoMonth) {
  EXPECT_THAT(times("Thời gian thực hiện là 12 tháng."), IsEmpty());
  EXPECT_THAT(times("phạt 9 tháng tù"), IsEmpty());
}

TEST(Times, Quarters) {
  EXPECT_THAT(times("quý I/2017"), ElementsAre("quý I/2017=2017-01/2017-03"));
  EXPECT_THAT(times("trong quý 4 năm 2018"), ElementsAre("quý 4 năm 2018=2018-10/2018-12"));
  EXPECT_THAT(times("quý III"), ElementsAre("quý III=XXXX-07/XXXX-09"));
}

TEST(Times, PartsOfYears) {
  EXPECT_THAT(times("6 tháng đầu năm"), ElementsAre("6 tháng đầu năm=XXXX-01/XXXX-06"));
  EXPECT_THAT(times("9 tháng đầu năm 2019"), ElementsAre("9 tháng đầu năm 2019=2019-01/2019-09"));
  EXPECT_THAT(times("ba tháng cuối năm 2019"), ElementsAre("ba tháng cuối năm 2019=2019-10/2019-12"));
  EXPECT_THAT(times("6 tháng đầu năm nay", "2021-07-05"), ElementsAre("6 tháng đầu năm nay=2021-01/2021-06"));
  EXPECT_THAT(times("cuối năm 2016"), ElementsAre("cuối năm 2016=2016"));
}

TEST(Times, Periods) {
  EXPECT_THAT(times("nhiệm kỳ 2020-2025"), ElementsAre("nhiệm kỳ 2020-2025=2020/2025"));
  EXPECT_THAT(times("giai đoạn 2016 – 2020"), ElementsAre("giai đoạn 2016 – 2020=2016/2020"));
  EXPECT_THAT(times("kế hoạch 2016-2020 của ngành"), ElementsAre("2016-2020=2016/2020"));
  EXPECT_THAT(times("từ năm 2002 đến 2013"), ElementsAre("từ năm 2002 đến 2013=2002/2013"));
}

TEST(Times, DeadlineYearsAreOpenAtTheStart) {
  EXPECT_THAT(times("đến năm 2025, định hướng đến năm 2030"),
              ElementsAre("đến năm 2025=../2025", "đến năm 2030=../2030"));
}

TEST(Times, IntervalsShareWhatStandsOnce) {
  EXPECT_THAT(times("từ ngày 1/1 đến 31/3/2018"), ElementsAre("từ ngày 1/1 đến 31/3/2018=2018-01-01/2018-03-31"));
  EXPECT_THAT(times("từ ngày 8 - 13/5"), ElementsAre("từ ngày 8 - 13/5=XXXX-05-08/XXXX-05-13"));
  EXPECT_THAT(times("từ tháng 5/2017 đến tháng 5/2018"),
              ElementsAre("từ tháng 5/2017 đến tháng 5/2018=2017-05/2018-05"));
  EXPECT_THAT(times("từ tháng 9/2015 đến nay"), ElementsAre("từ tháng 9/2015 đến nay=2015-09/.."));
  EXPECT_THAT(times("từ tháng 9/2015 đến nay", "2017-02-06"),
              ElementsAre("từ tháng 9/2015 đến nay=2015-09/2017-02-06"));
}

TEST(Times, DaysOfOneMonth) {
  EXPECT_THAT(times("ngày 18, 19, 20/4"), ElementsAre("ngày 18=XXXX-04-18", "19=XXXX-04-19", "20/4=XXXX-04-20"));
}

TEST(Times, TimeOfDayBelongsToItsDay) {
  EXPECT_THAT(times("lúc 14h30 ngày 5/2"), ElementsAre("lúc 14h30 ngày 5/2=XXXX-02-05"));
  EXPECT_THAT(times("4 giờ 35 phút ngày 7/5/2017"), ElementsAre("4 giờ 35 phút ngày 7/5/2017=2017-05-07"));
  EXPECT_THAT(times("khoảng 23h cùng ngày"), ElementsAre("khoảng 23h cùng ngày=XXXX-XX-XX"));
  EXPECT_THAT(times("Lễ bắt đầu lúc 8h30."), ElementsAre("lúc 8h30=T08:30"));
  EXPECT_THAT(times("đến 4 giờ chiều"), ElementsAre("4 giờ chiều=T16:00"));
  EXPECT_THAT(times("làm việc 8 giờ mỗi ngày"), IsEmpty());
}

TEST(Times, RelativeWordsNeedADayOfPublication) {
  EXPECT_THAT(times("hôm qua"), ElementsAre("hôm qua=XXXX-XX-XX"));
  EXPECT_THAT(times("năm ngoái"), ElementsAre("năm ngoái=XXXX"));
  EXPECT_THAT(times("Hôm qua, chiều nay và năm ngoái", "2018-03-01"),
              ElementsAre("Hôm qua=2018-02-28", "chiều nay=2018-03-01", "năm ngoái=2017"));
  EXPECT_THAT(times("tháng trước", "2018-01-15"), ElementsAre("tháng trước=2017-12"));
  EXPECT_THAT(times("tuần này", "2018-03-01"), ElementsAre("tuần này=2018-02-26/2018-03-04"));
  EXPECT_THAT(times("tháng 3 năm ngoái", "2018-03-01"), ElementsAre("tháng 3 năm ngoái=2017-03"));
}

TEST(Times, CountedYearsAreNotTheYearBefore) {
  EXPECT_THAT(times("nhiều năm qua, 10 năm trước và một tháng trước"), IsEmpty());
  EXPECT_THAT(times("so với năm trước"), ElementsAre("năm trước=XXXX"));
}

TEST(Times, ADateBehindARelativeWordSaysTheDay) {
  EXPECT_THAT(times("sáng nay (10/5)"), ElementsAre("sáng nay (10/5)=XXXX-05-10"));
  EXPECT_THAT(times("Hôm nay, 19/06/2017, tòa"), ElementsAre("Hôm nay, 19/06/2017=2017-06-19"));
}

TEST(Times, Durations) {
  EXPECT_THAT(times("hai năm qua"), ElementsAre("hai năm qua=P2Y"));
  EXPECT_THAT(times("hai năm qua", "2020-08-18"), ElementsAre("hai năm qua=2018/2020"));
  EXPECT_THAT(times("trong 3 tháng tới", "2020-11-18"), ElementsAre("3 tháng tới=2020-11/2021-02"));
}

TEST(Times, MissingYearIsTheOneNextToPublication) {
  EXPECT_THAT(times("ngày 28/10", "2017-02-06"), ElementsAre("ngày 28/10=2016-10-28"));
  EXPECT_THAT(times("ngày 6/2", "2017-02-06"), ElementsAre("ngày 6/2=2017-02-06"));
  EXPECT_THAT(times("ngày 5/1 tới.", "2017-12-20"), ElementsAre("ngày 5/1 tới=2018-01-05"));
  EXPECT_THAT(times("ngày 21/6 tới.", "2017-06-25"), ElementsAre("ngày 21/6 tới=2018-06-21"));
  EXPECT_THAT(times("ngày 20/1 vừa qua", "2017-02-06"), ElementsAre("ngày 20/1 vừa qua=2017-01-20"));
  EXPECT_THAT(times("ngày 29/2", "2021-02-20"), ElementsAre("ngày 29/2=2020-02-29"));
}

TEST(Times, SameDayIsTheDayNamedLast) {
  EXPECT_THAT(times("Sáng 5/2/2017 mưa. Chiều cùng ngày trời nắng."),
              ElementsAre("Sáng 5/2/2017=2017-02-05", "Chiều cùng ngày=2017-02-05"));
}

TEST(Times, SeasonsCenturiesDecades) {
  EXPECT_THAT(times("mùa hè năm 2017"), ElementsAre("mùa hè năm 2017=2017-22"));
  EXPECT_THAT(times("đầu thế kỷ XX"), ElementsAre("thế kỷ XX=19XX"));
  EXPECT_THAT(times("thập niên 1990"), ElementsAre("thập niên 1990=199X"));
}

TEST(Times, TheLunarCalendarIsLeftOut) {
  EXPECT_THAT(times("ngày 10/3 âm lịch"), IsEmpty());
  EXPECT_THAT(times("ngày 16 tháng Giêng"), IsEmpty());
}

TEST(Times, WhatIsNoDate) {
  EXPECT_THAT(times("Nghị định 15/2017/NĐ-CP"), IsEmpty());
  EXPECT_THAT(times("Quyết định số 2551/QĐ-TTg"), IsEmpty());
  EXPECT_THAT(times("hai phần ba, tức 2/3 số phiếu"), IsEmpty());
  EXPECT_THAT(times("Điều 5 và Khoản 2"), IsEmpty());
  EXPECT_THAT(times("ngày 31/2"), IsEmpty());
  EXPECT_THAT(times("tỷ số 3-2"), IsEmpty());
  EXPECT_THAT(times("gọi 1900-2020-88"), IsEmpty());
  EXPECT_THAT(times("Năm doanh nghiệp được chọn"), IsEmpty());
}

// Random rows of words and numbers: spans on code points, in order, NFC and NFD alike, published date never a crash.
TEST(Times, HoldForRandomText) {
  const std::vector<std::string> pieces = {
      "ngày", "tháng", "năm", "quý", "từ", "đến", "nay", "qua", "tới", "đầu", "cuối", "sáng", "giờ", "phút", "lúc", "hôm",
      "2020", "31", "12", "8", "2", "0", "/", "-", "–", ".", ",", "(", ")", ":", "h30", "14h30", "I", "IV", "hoà", "hòa",
      "giai đoạn", "nhiệm kỳ", "cùng ngày", "hôm qua", "mùa hè", "thế kỷ", "3.7", "01.01.2018", "99999999999", "3/6/2020"};
  for (uint32_t seed = 0; seed < 400; ++seed) {
    std::mt19937 random(seed);
    std::string text;
    for (int i = 0; i < 30; ++i) {
      text += pieces[random() % pieces.size()];
      if (random() % 3 != 0) text += ' ';
    }
    Document document = grammar_document(text, seed % 2 == 0 ? "" : "2020-02-29");
    annotator().annotate(document);
    uint32_t last = 0;
    for (const TimeExpression& time : document.times) {
      EXPECT_GE(time.span.begin, last) << "seed " << seed;
      EXPECT_LT(time.span.begin, time.span.end) << "seed " << seed;
      EXPECT_FALSE(find_invalid_utf8(document.in(time.span))) << "seed " << seed;
      EXPECT_FALSE(time.edtf.empty()) << "seed " << seed;
      last = time.span.end;
    }
  }
}

TEST(Times, TonePlacementAndNormalFormDoNotCount) {
  EXPECT_EQ(times("niên khoá 2016-2020").size(), 1u);
  EXPECT_EQ(times("niên khóa 2016-2020").size(), 1u);
  EXPECT_THAT(times("nga\xCC\x80y 3/6/2020"), ElementsAre("ngày 3/6/2020=2020-06-03"));
}

}  // namespace
}  // namespace boba
