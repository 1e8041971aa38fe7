#include "core/utf8.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace boba {
namespace {

// One byte, two, three, four; the ends of each length; both sides of the surrogates.
const std::vector<char32_t> kSamples = {0,      1,       U'a',    0x7F,    0x80,   0xE0,
                                        0x7FF,  0x800,   0x1EA1,  0xD7FF,  0xE000, 0xFFFD,
                                        0xFFFF, 0x10000, 0x1F600, 0x10FFFF};

std::string encoded(const std::vector<char32_t>& values) {
  std::string text;
  for (char32_t value : values) append(text, value);
  return text;
}

TEST(Utf8, WritesWhatItReads) {
  for (char32_t value : kSamples) {
    const std::string text = encoded({value, U'x'});
    const CodePoint read = decode(text, 0);
    EXPECT_EQ(read.value, value);
    EXPECT_EQ(read.length, text.size() - 1);
  }
}

TEST(Utf8, WritesTheBytesOfTheStandard) {
  EXPECT_EQ(encoded({U'đ'}), "\xC4\x91");
  EXPECT_EQ(encoded({U'ạ'}), "\xE1\xBA\xA1");
  EXPECT_EQ(encoded({0x1F600}), "\xF0\x9F\x98\x80");
}

TEST(Utf8, ReplacesWhatIsNoScalarValue) {
  EXPECT_EQ(encoded({0xD800}), "\xEF\xBF\xBD");
  EXPECT_EQ(encoded({0xDFFF}), "\xEF\xBF\xBD");
  EXPECT_EQ(encoded({0x110000}), "\xEF\xBF\xBD");
  EXPECT_EQ(encoded({0xFFFFFFFF}), "\xEF\xBF\xBD");
}

TEST(Utf8, DecodesBadBytesAsReplacementsAndGoesOn) {
  for (std::string bad :
       {"\x80", "\xC3", "\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xE1\xBA", "\xF5\x80"}) {
    SCOPED_TRACE(testing::PrintToString(bad));
    EXPECT_EQ(decode(bad, 0).value, U'\uFFFD');
    bad += "z";
    size_t at = 0;
    char32_t last = 0;
    while (at < bad.size()) {
      const CodePoint c = decode(bad, at);
      ASSERT_GE(c.length, 1u);
      at += c.length;
      last = c.value;
    }
    EXPECT_EQ(at, bad.size());
    EXPECT_EQ(last, U'z');
  }
}

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(find_invalid_utf8(""), std::nullopt);
  EXPECT_EQ(find_invalid_utf8(encoded(kSamples)), std::nullopt);
  EXPECT_EQ(find_invalid_utf8("ab\x80"), 2u);
  EXPECT_EQ(find_invalid_utf8("\xC3"), 0u);
  EXPECT_EQ(find_invalid_utf8("h\xC3\xB2\xE1\xBA"), 3u);    // cut in the middle
  EXPECT_EQ(find_invalid_utf8("a\xC0\xAF"), 1u);            // overlong
  EXPECT_EQ(find_invalid_utf8("a\xE0\x80\x80"), 1u);        // overlong
  EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0u);         // surrogate
  EXPECT_EQ(find_invalid_utf8("xyz\xF4\x90\x80\x80"), 3u);  // above U+10FFFF
  EXPECT_EQ(find_invalid_utf8("\xE1\xBA\xA1\x81"), 3u);     // one continuation too many
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_code_points("abc"), 3u);
  EXPECT_EQ(count_code_points("Hoà bình"), 8u);
  EXPECT_EQ(count_code_points(encoded(kSamples)), kSamples.size());
}

TEST(CodePointIndex, KnowsTheEndsOfTexts) {
  EXPECT_EQ(CodePointIndex("").at(0), 0u);
  for (size_t size : {1, 63, 64, 65, 127, 128, 129}) {
    const std::string text(size, 'x');
    EXPECT_EQ(CodePointIndex(text).at(static_cast<uint32_t>(size)), size);
    EXPECT_EQ(CodePointIndex(text).at(0), 0u);
  }
}

TEST(CodePointIndex, CountsAsANaiveCountDoes) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    std::vector<uint32_t> boundaries = {0};
    const size_t count = random() % 300;
    for (size_t i = 0; i < count; ++i) {
      append(text, kSamples[random() % kSamples.size()]);
      boundaries.push_back(static_cast<uint32_t>(text.size()));
    }
    ASSERT_EQ(find_invalid_utf8(text), std::nullopt);
    ASSERT_EQ(count_code_points(text), count);
    const CodePointIndex index(text);
    for (uint32_t i = 0; i < boundaries.size(); ++i) ASSERT_EQ(index.at(boundaries[i]), i);
  }
}

TEST(Utf8, FindsNoErrorExactlyWhereDecodingFindsNone) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const std::string pool = "a\x80\xBA\xA1\xC3\xE1\xED\xA0\xF0\x9F\xFF";
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (size_t i = random() % 8; i > 0; --i) bytes += pool[random() % pool.size()];
    std::optional<size_t> first;
    for (size_t at = 0; at < bytes.size() && !first;) {
      const CodePoint c = decode(bytes, at);
      // The pool cannot spell U+FFFD, so a replacement is an error.
      if (c.value == U'\uFFFD') first = at;
      at += c.length;
    }
    ASSERT_EQ(find_invalid_utf8(bytes), first) << testing::PrintToString(bytes);
  }
}

}  // namespace
}  // namespace boba
