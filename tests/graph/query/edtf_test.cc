#include "graph/query/edtf.h"

#include <gtest/gtest.h>

#include <string>

namespace boba {
namespace {

std::string days(std::string_view edtf) {
  const auto period = parse_period(edtf);
  if (!period) return "nothing";
  const auto day = [](int32_t value) {
    if (value == Period().first || value == Period().last) return std::string("open");
    return std::to_string(value);
  };
  return day(period->first) + " " + day(period->last);
}

TEST(ParsePeriod, ReadsDatesAsDays) {
  EXPECT_EQ(days("2020"), "20200101 20201231");
  EXPECT_EQ(days("2020-08"), "20200801 20200831");
  EXPECT_EQ(days("2020-08-18"), "20200818 20200818");
  EXPECT_EQ(days("2020-08-18T07:30:00+07:00"), "20200818 20200818");
  EXPECT_EQ(days("2020-08-18?"), "20200818 20200818");
  EXPECT_EQ(days("2020-08~"), "20200801 20200831");
  EXPECT_EQ(days("202X"), "20200101 20291231");
  EXPECT_EQ(days("20XX"), "20000101 20991231");
  EXPECT_EQ(days("2020-XX"), "20200101 20201231");
  EXPECT_EQ(days("2020-08-XX"), "20200801 20200831");
  EXPECT_EQ(days("2020-33"), "20200101 20200331");
  EXPECT_EQ(days("2020-36"), "20201001 20201231");
  EXPECT_EQ(days("2020-41"), "20200701 20201231");
  EXPECT_EQ(days("2020-22"), "20200101 20201231");
}

TEST(ParsePeriod, ReadsIntervals) {
  EXPECT_EQ(days("2020/2025"), "20200101 20251231");
  EXPECT_EQ(days("2020-08-18/2020-08-20"), "20200818 20200820");
  EXPECT_EQ(days("../2020"), "open 20201231");
  EXPECT_EQ(days("2020/.."), "20200101 open");
  EXPECT_EQ(days("2020/"), "20200101 open");
}

TEST(ParsePeriod, GuessesNoYear) {
  for (const char* edtf : {"XXXX-08-14", "XXXX", "P12M", "", "../..", "/", "XXXX-08/2020", "2025/2020"})
    EXPECT_EQ(days(edtf), "nothing") << edtf;
}

TEST(ParsePeriod, RefusesWhatIsNoDate) {
  for (const char* edtf : {"20", "2020-", "2020-8", "2020-13", "2020-00", "2020-08-32", "2020-08-00", "2020/08/18",
                           "X020", "2X20", "2020-0X", "18/8", "hom nay", "2020 08 18", "2020-08_18"})
    EXPECT_EQ(days(edtf), "nothing") << edtf;
}

TEST(Period, Overlaps) {
  const Period august = *parse_period("2020-08");
  EXPECT_TRUE(august.overlaps(*parse_period("2020-08-31")));
  EXPECT_TRUE(august.overlaps(*parse_period("2020")));
  EXPECT_TRUE(august.overlaps(Period()));
  EXPECT_FALSE(august.overlaps(*parse_period("2020-09-01")));
  EXPECT_FALSE(august.overlaps(*parse_period("../2020-07")));
}

}  // namespace
}  // namespace boba
