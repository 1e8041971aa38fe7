#include "graph/query/births.h"

#include <gtest/gtest.h>

namespace boba {
namespace {

const BirthCues& cues() {
  static const BirthCues kCues = BirthCues::parse("# a comment\nsinh năm\tborn\nsinh\tborn\nSN\tborn\ntuổi\taged\n");
  return kCues;
}

std::optional<int> year_in(const std::string& text, const std::string& published = "") {
  DocumentRecord document;
  document.text = text;
  document.published = published;
  return birth_year(document, {{"Lê Văn Mẫu", 1}, {"LÊ VĂN MẪU", 1}}, cues());
}

TEST(BirthYear, StandsBehindTheName) {
  EXPECT_EQ(year_in("Đối tượng Lê Văn Mẫu (SN 1990, trú tại xã A)."), 1990);
  EXPECT_EQ(year_in("Anh Lê Văn Mẫu, sinh năm 1990, nói."), 1990);
  EXPECT_EQ(year_in("LÊ VĂN MẪU ( Sinh  năm 1990)"), 1990);
  EXPECT_EQ(year_in("Lê Văn Mẫu (sinh 2/9/1990)"), 1990);
  EXPECT_EQ(year_in("Lê Văn Mẫu đến. Lê Văn Mẫu (SN 1990) về."), 1990);
}

TEST(BirthYear, FollowsFromAnAgeAndTheDateOfTheArticle) {
  EXPECT_EQ(year_in("Anh Lê Văn Mẫu (38 tuổi, ngụ xã A)", "2013-10-31"), 1975);
  EXPECT_EQ(year_in("Anh Lê Văn Mẫu, 38 tuổi", "2013"), 1975);
  EXPECT_EQ(year_in("Anh Lê Văn Mẫu (38 tuổi)"), std::nullopt) << "no date";
  EXPECT_EQ(year_in("Anh Lê Văn Mẫu (138 tuổi)", "2013"), std::nullopt);
}

TEST(BirthYear, IsNothingElse) {
  EXPECT_EQ(year_in("Lê Văn Mẫu (năm 1990)"), std::nullopt);
  EXPECT_EQ(year_in("Lê Văn Mẫu (SN 90)"), std::nullopt);
  EXPECT_EQ(year_in("Lê Văn Mẫu (SN 19903)"), std::nullopt);
  EXPECT_EQ(year_in("Lê Văn Mẫu, 38 lần", "2013"), std::nullopt);
  EXPECT_EQ(year_in("Lê Văn Mẫu sinh năm 1990"), std::nullopt) << "may be said of what follows";
  EXPECT_EQ(year_in("Lê Văn Mẫu và con (SN 1990)"), std::nullopt);
  EXPECT_EQ(year_in("Lê Văn Mẫu ("), std::nullopt);
  EXPECT_EQ(year_in("Lê Văn Mẫu"), std::nullopt);
}

TEST(BirthYear, IsNoneWhenThereAreTwo) {
  EXPECT_EQ(year_in("Lê Văn Mẫu (SN 1990) và Lê Văn Mẫu (SN 1960)"), std::nullopt);
}

}  // namespace
}  // namespace boba
