#include "extract/reader/dates.h"

#include "embedded/seeds.h"
#include "gtest/gtest.h"

namespace boba {
namespace {

const DateReader& reader() {
  static const DateReader dates(seeds::find("reader/date_words.tsv"));
  return dates;
}

struct Case {
  const char* text;
  const char* edtf;  // "" for none
};

TEST(DateReader, ReadsWhatPagesAndMetadataWrite) {
  for (const Case& c :
       std::initializer_list<Case>{{"2020-08-18", "2020-08-18"},
                                   {"2025-08-09T02:23:00+07:00", "2025-08-09"},
                                   {"2020/08/18 09:30", "2020-08-18"},
                                   {"Thứ ba, 18/8/2020, 09:30 (GMT+7)", "2020-08-18"},
                                   {"Chủ Nhật, ngày 2-6-2019", "2019-06-02"},
                                   {"09:30 18.08.2020", "2020-08-18"},
                                   {"Hà Nội, ngày 3 tháng 6 năm 2020", "2020-06-03"},
                                   {"ngày 3  tháng 06, 2020", ""},
                                   {"2020-08", "2020-08"},
                                   {"2020", "2020"},
                                   {"29/2/2020", "2020-02-29"},
                                   {"29/2/2021", ""},
                                   {"31/4/2021", ""},
                                   {"18/8", ""},
                                   {"1234/5/2020", ""},
                                   {"18/13/2020", ""},
                                   {"8/18/2020", ""},
                                   {"2020-13", ""},
                                   {"", ""},
                                   {"hôm nay", ""}})
    EXPECT_EQ(reader().read(c.text).value_or(""), c.edtf) << c.text;
}

TEST(DateReader, KnowsALineOfDate) {
  EXPECT_EQ(reader().read_dateline("Thứ ba, 18/8/2020, 09:30 (GMT+7)"), "2020-08-18");
  EXPECT_EQ(reader().read_dateline("18/8/2020 09:30"), "2020-08-18");
  EXPECT_EQ(reader().read_dateline("Cập nhật: 18/08/2020"), "2020-08-18");
  EXPECT_EQ(reader().read_dateline("Nghị quyết ký ngày 18/8/2020"), std::nullopt);
}

}  // namespace
}  // namespace boba
