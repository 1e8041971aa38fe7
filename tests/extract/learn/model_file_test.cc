#include "extract/learn/model_file.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "core/hash.h"

namespace boba {
namespace {

std::string sample() {
  ModelFileWriter writer;
  writer.add("small", std::vector<uint16_t>{1, 2, 3});
  writer.add("floats", std::vector<float>{0.5f, -2.0f});
  return writer.finish("sample", 3);
}

TEST(ModelFile, GivesBackItsArrays) {
  const std::string bytes = sample();
  const auto file = ModelFile::open(bytes, "sample", 3);
  ASSERT_TRUE(file) << file.error().to_string();
  const auto small = file->array<uint16_t>("small", 3);
  ASSERT_TRUE(small);
  EXPECT_EQ(std::vector<uint16_t>(small->begin(), small->end()), (std::vector<uint16_t>{1, 2, 3}));
  EXPECT_EQ((*file->array<float>("floats"))[1], -2.0f);
}

TEST(ModelFile, SaysWhatIsWrong) {
  const std::string bytes = sample();
  EXPECT_EQ(ModelFile::open("", "sample", 3).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(ModelFile::open(bytes, "other", 3).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(ModelFile::open(bytes, "sample", 4).error().code, ErrorCode::kUnsupported);
  const auto file = ModelFile::open(bytes, "sample", 3);
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->array<uint16_t>("none"));
  EXPECT_FALSE(file->array<uint16_t>("small", 4)) << "too short";
  EXPECT_FALSE(file->array<uint32_t>("small")) << "six bytes are not whole numbers of four";
}

TEST(ModelFile, RefusesEveryTruncationAndEveryFlippedByte) {
  const std::string bytes = sample();
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(ModelFile::open(std::string_view(bytes).substr(0, size), "sample", 3)) << size;
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::string broken = bytes;
    broken[at] = static_cast<char>(broken[at] ^ 0x20);
    EXPECT_FALSE(ModelFile::open(broken, "sample", 3)) << at;
  }
}

TEST(ModelFile, RefusesArraysThatLieOutsideEvenWithAGoodChecksum) {
  std::string bytes = sample();
  const uint64_t offset = 1 << 20;
  std::memcpy(bytes.data() + 64 + 16, &offset, sizeof(offset));
  const uint64_t checksum = hash_bytes(std::string_view(bytes).substr(16));
  std::memcpy(bytes.data() + 8, &checksum, sizeof(checksum));
  const auto file = ModelFile::open(bytes, "sample", 3);
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("outside"), std::string::npos);
}

}  // namespace
}  // namespace boba
