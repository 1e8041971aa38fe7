#include "extract/learn/byte_table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/hash.h"

namespace boba {
namespace {

std::string table_of(std::vector<std::pair<uint64_t, uint8_t>> entries) {
  ModelFileWriter writer;
  write_byte_table(std::move(entries), "t", writer);
  return writer.finish("sample", 1);
}

TEST(ByteTable, GivesBackWhatItWasGiven) {
  std::vector<std::pair<uint64_t, uint8_t>> entries;
  for (uint64_t i = 0; i < 20000; ++i) entries.emplace_back(mix(i, 1), static_cast<uint8_t>(1 + i % 255));
  const std::string bytes = table_of(entries);
  std::reverse(entries.begin(), entries.end());
  EXPECT_EQ(bytes, table_of(entries)) << "in any order";
  const auto file = ModelFile::open(bytes, "sample", 1);
  ASSERT_TRUE(file);
  const auto table = ByteTable::open(*file, "t");
  ASSERT_TRUE(table) << table.error().to_string();
  size_t right = 0, found = 0;
  for (const auto& [key, value] : entries) right += table->get(key) == value;
  for (uint64_t i = 0; i < 20000; ++i) found += table->get(mix(i, 2)) != 0;
  EXPECT_GE(right, 19990u) << "fingerprints clash, seldom";
  EXPECT_LE(found, 20u);
}

TEST(ByteTable, MayBeEmpty) {
  const std::string bytes = table_of({{5, 0}});
  const auto file = ModelFile::open(bytes, "sample", 1);
  const auto table = ByteTable::open(*file, "t");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->get(5), 0);
}

}  // namespace
}  // namespace boba
