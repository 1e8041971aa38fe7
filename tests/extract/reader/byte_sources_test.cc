#include "extract/reader/byte_sources.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/reader/support.h"

namespace boba {
namespace {

using reader_tests::gzip;
using reader_tests::utf16;
using reader_tests::zstd;
using ::testing::HasSubstr;

// Gives out at most `step` bytes a call.
class Trickle : public ByteSource {
 public:
  Trickle(std::string bytes, size_t step) : bytes_(std::move(bytes)), step_(step) {}
  Result<size_t> read(char* buffer, size_t size) override {
    const size_t count = std::min({size, step_, bytes_.size() - at_});
    bytes_.copy(buffer, count, at_);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  size_t step_, at_ = 0;
};

Result<std::string> unpacked(std::string bytes, size_t step = 1 << 20) {
  auto source = decompress(std::make_unique<Trickle>(std::move(bytes), step));
  if (!source) return source.error();
  return read_up_to(**source, size_t{1} << 24);
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 60000; ++i) text += "dòng " + std::to_string(i * 7919 % 10007) + "\n";
  return text;
}

TEST(Decompress, GivesBackWhatWasPacked) {
  for (const std::string& text : {std::string("một"), std::string(), long_text()})
    for (const size_t step : {size_t{1}, size_t{7}, size_t{1} << 20}) {
      if (step == 1 && text.size() > 1000) continue;
      EXPECT_EQ(*unpacked(text, step), text);
      EXPECT_EQ(*unpacked(gzip(text), step), text);
      EXPECT_EQ(*unpacked(zstd(text), step), text);
    }
}

TEST(Decompress, ReadsFurtherMembersAndFrames) {
  EXPECT_EQ(*unpacked(gzip("một ") + gzip("hai")), "một hai");
  EXPECT_EQ(*unpacked(zstd("một ") + zstd("hai")), "một hai");
}

TEST(Decompress, EveryCutIsReported) {
  const std::string text = "tin tức hôm nay, tin tức hôm qua";
  for (const std::string& packed : {gzip(text), zstd(text)})
    for (size_t size = 4; size < packed.size(); ++size) {
      const auto read = unpacked(packed.substr(0, size));
      ASSERT_FALSE(read.ok()) << size;
      EXPECT_THAT(read.error().message, HasSubstr("cut after byte " + std::to_string(size)));
    }
}

TEST(Decompress, DamageIsReported) {
  std::string packed = gzip(long_text());
  packed[packed.size() / 2] ^= 0x55;
  const auto read = unpacked(packed);
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, HasSubstr("gzip data damaged near byte"));
  std::string frame = zstd(long_text());
  frame[6] ^= 0x7F;
  EXPECT_FALSE(unpacked(frame).ok());
}

std::string decoded(std::string bytes, size_t step) {
  auto source = decode_unicode(std::make_unique<Trickle>(std::move(bytes), step));
  return *read_up_to(**source, size_t{1} << 20);
}

TEST(DecodeUnicode, ReadsMarksAndUtf16) {
  for (const size_t step : {size_t{1}, size_t{3}, size_t{4096}}) {
    EXPECT_EQ(decoded("Hà Nội", step), "Hà Nội");
    EXPECT_EQ(decoded("\xEF\xBB\xBFHà Nội", step), "Hà Nội");
    EXPECT_EQ(decoded(utf16(u"Hà Nội", false), step), "Hà Nội");
    EXPECT_EQ(decoded(utf16(u"Hà Nội", true), step), "Hà Nội");
    EXPECT_EQ(decoded(utf16(u"\xD83D\xDE00!", true), step), "\xF0\x9F\x98\x80!");
  }
  EXPECT_EQ(decoded("", 8), "");
  EXPECT_EQ(decoded("a", 8), "a");
}

TEST(DecodeUnicode, HalvesBecomeABadByte) {
  EXPECT_EQ(decoded(utf16(u"a\xD83D", true), 8), "a\xFF");
  EXPECT_EQ(decoded(utf16(u"\xD83D"
                          u"b",
                          true),
                    8),
            "\xFF"
            "b");
  EXPECT_EQ(decoded(utf16(u"\xDE00", false), 8), "\xFF");
  EXPECT_EQ(decoded(utf16(u"a", true) + "x", 8), "a\xFF");
}

TEST(OpenFile, SaysWhy) {
  const auto missing = open_file("/nonexistent/boba");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(missing.error().message, HasSubstr("No such file"));
}

}  // namespace
}  // namespace boba
