#include "cli/output.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/shell.h"
#include "tests/support/temp_dir.h"

namespace boba::testing {
namespace {

size_t files_in(const TempDir& folder) {
  const std::filesystem::directory_iterator all(folder.path());
  return static_cast<size_t>(std::distance(begin(all), end(all)));
}

void write(const std::string& path, const std::string& text) {
  auto sink = cli::open_output(path);
  ASSERT_TRUE(sink) << sink.error().to_string();
  for (size_t at = 0; at < text.size(); at += 1000) ASSERT_TRUE((*sink)->write(text.substr(at, 1000)));
  ASSERT_TRUE((*sink)->close());
}

std::string sample() {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "dòng " + std::to_string(i * i) + "\n";
  return text;
}

TEST(Output, WritesAFile) {
  const TempDir folder;
  write(folder / "x.txt", sample());
  EXPECT_EQ(read_file(folder / "x.txt"), sample());
  EXPECT_EQ(files_in(folder), 1u);
}

TEST(Output, CompressesBySuffix) {
  const TempDir folder;
  write(folder / "x.gz", sample());
  write(folder / "x.zst", sample());
  write(folder / "empty.gz", "");
  EXPECT_EQ(shell("gzip -dc " + folder / "x.gz").out, sample());
  EXPECT_EQ(shell("gzip -dc " + folder / "empty.gz").exit, 0);
  const ShellResult zstd = shell("zstd -dc " + folder / "x.zst");
  if (zstd.exit != 127) {
    EXPECT_EQ(zstd.out, sample());
  }
  EXPECT_LT(std::filesystem::file_size(folder / "x.zst"), sample().size() / 3);
}

TEST(Output, LeavesNothingBehindUnlessClosed) {
  const TempDir folder;
  write_file(folder / "x", "before");
  {
    auto sink = cli::open_output(folder / "x");
    ASSERT_TRUE((*sink)->write("half"));
  }
  EXPECT_EQ(read_file(folder / "x"), "before");
  EXPECT_EQ(files_in(folder), 1u);
}

TEST(Output, SaysWhyItCannotWrite) {
  const auto sink = cli::open_output("/no/such/folder/x");
  ASSERT_FALSE(sink);
  EXPECT_EQ(sink.error().where, "/no/such/folder/x");
}

}  // namespace
}  // namespace boba::testing
