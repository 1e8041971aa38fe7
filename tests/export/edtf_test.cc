#include "export/edtf.h"

#include <gtest/gtest.h>

namespace boba::testing {
namespace {

TEST(Edtf, PicksTheDatatypeThatHoldsTheValue) {
  EXPECT_EQ(edtf_datatype("2020-08-18"), "xsd:date");
  EXPECT_EQ(edtf_datatype("2020-02-30"), "edtf:EDTF");
  EXPECT_EQ(edtf_datatype("2020-08"), "xsd:gYearMonth");
  EXPECT_EQ(edtf_datatype("2020-21"), "edtf:EDTF");  // spring
  EXPECT_EQ(edtf_datatype("2020"), "xsd:gYear");
  EXPECT_EQ(edtf_datatype("2020-08-18T09:30:00+07:00"), "xsd:dateTime");
  EXPECT_EQ(edtf_datatype("2020-08-18T25:30:00"), "edtf:EDTF");
  EXPECT_EQ(edtf_datatype("P12M"), "xsd:duration");
  EXPECT_EQ(edtf_datatype("P1D2Y"), "edtf:EDTF");
  for (const char* other : {"XXXX-08-14", "2016/2020", "20XX", "", "P", "P2W"})
    EXPECT_EQ(edtf_datatype(other), "edtf:EDTF") << other;
}

TEST(Edtf, FindsTheYear) {
  EXPECT_EQ(edtf_year("2020-08-18"), 2020);
  EXPECT_EQ(edtf_year("2016/2020"), 2016);
  for (const char* other : {"XXXX-08-14", "20", "20201", "P12M"}) EXPECT_FALSE(edtf_year(other)) << other;
}

}  // namespace
}  // namespace boba::testing
