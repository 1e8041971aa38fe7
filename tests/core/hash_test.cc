#include "core/hash.h"

#include <gtest/gtest.h>

#include <string>

namespace boba {
namespace {

// XXH3_64bits of xxHash 0.8; the first three are widely published. Stored graphs hold such hashes:
// a change breaks them all.
TEST(Hash, IsXxh3) {
  EXPECT_EQ(hash_bytes(""), 0x2D06800538D394C2ull);
  EXPECT_EQ(hash_bytes("a"), 0xE6C632B61E964E1Full);
  EXPECT_EQ(hash_bytes("abc"), 0x78AF5F94892F3950ull);
  EXPECT_EQ(hash_bytes("hòa"), 0x34ED5C5ADB945267ull);
  EXPECT_EQ(hash_bytes(std::string(300, 'x')), 0xA5D1B4607DC83554ull);
}

TEST(Hash, DependsOnItsSeed) {
  EXPECT_EQ(hash_bytes("abc", 0), hash_bytes("abc"));
  EXPECT_NE(hash_bytes("abc", 1), hash_bytes("abc"));
  EXPECT_NE(hash_bytes("", 1), hash_bytes("", 2));
}

TEST(Hash, TakesZeroBytesForWhatTheyAre) {
  EXPECT_NE(hash_bytes(std::string_view("a\0", 2)), hash_bytes("a"));
  EXPECT_NE(hash_bytes(std::string_view("\0", 1)), hash_bytes(""));
}

TEST(Mix, StaysWhatItIs) {
  static_assert(mix(0, 0) == 0x1C77BF2C78B96C0Full);
  static_assert(mix(1, 2) == 0x98B62A60736AD0D6ull);
  static_assert(mix(0xFFFFFFFFFFFFFFFFull, 0x0123456789ABCDEFull) == 0xEF5B9D40A8995770ull);
}

TEST(Mix, KnowsTheOrder) {
  static_assert(mix(1, 2) != mix(2, 1));
  static_assert(mix(0, 1) != mix(1, 0));
}

}  // namespace
}  // namespace boba
