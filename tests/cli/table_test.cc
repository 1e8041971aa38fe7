#include "cli/table.h"

#include <gtest/gtest.h>

namespace boba::testing {
namespace {

using cli::cut_to_width;
using cli::display_width;
using cli::Table;

TEST(Table, WidthIsThatOfTheTerminal) {
  EXPECT_EQ(display_width("Nguyễn"), 6u);
  EXPECT_EQ(display_width("Nguye\u0302\u0303n"), 6u);  // NFD
  EXPECT_EQ(display_width("北京"), 4u);
  EXPECT_EQ(display_width("a\u200Bb"), 2u);
  EXPECT_EQ(display_width(""), 0u);
}

TEST(Table, CutsOnCodePoints) {
  EXPECT_EQ(cut_to_width("Nguyễn Văn An", 7), "Nguyễn…");
  EXPECT_EQ(cut_to_width("Nguyễn", 6), "Nguyễn");
  EXPECT_EQ(cut_to_width("北京市", 5), "北京…");
  EXPECT_EQ(cut_to_width("北京市", 4), "北…");
  EXPECT_EQ(cut_to_width("bất kỳ", 0), "bất kỳ");
}

TEST(Table, LinesUpColumns) {
  Table table({"tên", "số", "kiểu"});
  table.add({"Đặng Thị Ngọc Ánh", "7", "Person"});
  table.add({"北京", "12", "Place"});
  table.add_note("chú thích");
  EXPECT_EQ(table.print(),
            "tên                số  kiểu\n"
            "-----------------------------\n"
            "Đặng Thị Ngọc Ánh   7  Person\n"
            "北京               12  Place\n"
            "    chú thích\n");
}

TEST(Table, KeepsARowOnOneLine) {
  Table table({"x"});
  table.add({"a\nb\tc"});
  EXPECT_EQ(table.print(), "x\n-----\na b c\n");
}

}  // namespace
}  // namespace boba::testing
