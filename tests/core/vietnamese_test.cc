#include "core/vietnamese.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "core/utf8.h"

namespace boba {
namespace {

struct Spelling {
  std::string_view newer;
  std::string_view older;
};

// Every tone on every ending whose tone mark has two places.
constexpr std::array<Spelling, 15> kSpellings = {{{"hoà", "hòa"},
                                                  {"hoá", "hóa"},
                                                  {"hoả", "hỏa"},
                                                  {"hoã", "hõa"},
                                                  {"hoạ", "họa"},
                                                  {"khoè", "khòe"},
                                                  {"khoé", "khóe"},
                                                  {"khoẻ", "khỏe"},
                                                  {"khoẽ", "khõe"},
                                                  {"khoẹ", "khọe"},
                                                  {"thuỳ", "thùy"},
                                                  {"thuý", "thúy"},
                                                  {"thuỷ", "thủy"},
                                                  {"thuỹ", "thũy"},
                                                  {"thuỵ", "thụy"}}};

TEST(ToNfc, ComposesVietnameseLetters) {
  EXPECT_EQ(to_nfc("Ho\u0300a bi\u0300nh"), "Hòa bình");
  EXPECT_EQ(to_nfc("Vie\u0323\u0302t"), "Việt");  // canonical order of NFD: dot below first
  EXPECT_EQ(to_nfc("Vie\u0302\u0323t"), "Việt");
  EXPECT_EQ(to_nfc("Vi\u00EA\u0323t"), "Việt");  // half composed, as some keyboards write it
  EXPECT_EQ(to_nfc("nu\u031B\u0301"), "nứ");
}

TEST(ToNfc, LeavesNfcAlone) {
  for (std::string_view text : {"", "plain", "Đường Hồ Chí Minh", "1\u00A0000 \U0001F600"})
    EXPECT_EQ(to_nfc(text), text);
}

TEST(Letters, LowerCase) {
  EXPECT_EQ(to_lower(U'Đ'), U'đ');
  EXPECT_EQ(to_lower(U'Ữ'), U'ữ');
  EXPECT_EQ(to_lower(U'Z'), U'z');
  EXPECT_EQ(to_lower(U'['), U'[');
  EXPECT_EQ(to_lower(U'ß'), U'ß');
  EXPECT_EQ(to_lower(U'×'), U'×');
}

// The fast paths of the four predicates against the Unicode character database.
TEST(Letters, AgreeWithTheCharacterDatabase) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const auto u = static_cast<UChar32>(c);
    ASSERT_EQ(to_lower(c), static_cast<char32_t>(u_tolower(u))) << std::hex << uint32_t{c};
    ASSERT_EQ(is_upper(c), u_isupper(u) != 0) << std::hex << uint32_t{c};
    const bool selector = u_hasBinaryProperty(u, UCHAR_VARIATION_SELECTOR) && c >= 0xFE00;
    ASSERT_EQ(is_letter(c), u_isalpha(u) || (u_charType(u) == U_NON_SPACING_MARK && !selector))
        << std::hex << uint32_t{c};
    ASSERT_EQ(is_digit(c), c >= U'0' && c <= U'9') << std::hex << uint32_t{c};
    const bool invisible = c == 0x200B || c == 0x2060 || c == 0xFEFF;
    ASSERT_EQ(is_space(c), u_isUWhiteSpace(u) || invisible) << std::hex << uint32_t{c};
  }
}

TEST(Letters, NoBreakSpacesAreSpaces) {
  for (char32_t c : {0xA0, 0x2007, 0x202F, 0x200B, 0xFEFF, 0x3000, 0x2028, 0x85})
    EXPECT_TRUE(is_space(c)) << std::hex << uint32_t{c};
  EXPECT_FALSE(is_space(U'_'));
  EXPECT_FALSE(is_space(0));
  EXPECT_EQ(leading_space("\u00A0\uFEFF \tA "), 7u);
  EXPECT_EQ(leading_space(" \n"), 2u);
  EXPECT_EQ(leading_space(""), 0u);
}

TEST(Fold, GivesBothTonePlacementsOneKey) {
  for (const Spelling& s : kSpellings) {
    EXPECT_EQ(fold(s.newer), s.older);
    EXPECT_EQ(fold(s.older), s.older);
    EXPECT_EQ(fold_hash(s.newer), fold_hash(s.older)) << s.newer;
    EXPECT_EQ(fold_hash(s.newer), hash_bytes(s.older));
  }
}

TEST(Fold, KeepsTonesApart) {
  EXPECT_NE(fold("hoà"), fold("hoá"));
  EXPECT_NE(fold("hoa"), fold("hoà"));
  EXPECT_NE(fold("thủy"), fold("thúy"));
}

TEST(Fold, MovesTheToneOnlyWhereItHasTwoPlaces) {
  EXPECT_EQ(fold("hoàn"), "hoàn");
  EXPECT_EQ(fold("quý"), "quý");
  EXPECT_EQ(fold("Quỳ"), "quỳ");
  EXPECT_EQ(fold("khuỷu"), "khuỷu");
  EXPECT_EQ(fold("kỹ"), "kỹ");
  EXPECT_EQ(fold("uỷ"), "ủy");
  EXPECT_EQ(fold("quà"), "quà");
  EXPECT_EQ(fold("mùa"), "mùa");
  EXPECT_EQ(fold("ngoài"), "ngoài");
  EXPECT_EQ(fold("hoà5"), "hòa5");
}

TEST(Fold, FoldsCase) {
  EXPECT_EQ(fold("HOÀ BÌNH"), "hòa bình");
  EXPECT_EQ(fold("Đà Nẵng"), fold("ĐÀ NẴNG"));
  EXPECT_EQ(fold("Uỷ ban"), "ủy ban");
  EXPECT_EQ(fold("TT&TT"), "tt&tt");
}

TEST(Fold, WorksOnEverySyllableOfAText) {
  EXPECT_EQ(fold("Hoà, hoá-hoả (khoẻ) uỷ&thuý"), "hòa, hóa-hỏa (khỏe) ủy&thúy");
}

TEST(Fold, MakesWhiteSpaceOneSpace) {
  EXPECT_EQ(fold("  một \t\n hai\u00A0\u202Fba  "), "một hai ba");
  EXPECT_EQ(fold("hoà\u00A0bình"), "hòa bình");
  EXPECT_EQ(fold("\u00A0"), "");
  EXPECT_EQ(fold(""), "");
  EXPECT_EQ(fold(" , x"), ", x");
  EXPECT_EQ(fold("x ,y"), "x ,y");
}

TEST(Fold, TakesInvalidBytes) {
  EXPECT_EQ(fold("Ho\xC3"), "ho\uFFFD");
  EXPECT_EQ(fold("\xFF\xFE"), "\uFFFD\uFFFD");
  EXPECT_EQ(fold_hash("Ho\xC3"), hash_bytes("ho\uFFFD"));
  EXPECT_EQ(fold_diacritics("\xE1\xBAx"), "\uFFFDx");
  EXPECT_EQ(fold_i_y("k\xFFy"), "k\uFFFDy");
}

TEST(FoldHash, FoldsWhatStandsBeforeAJoiner) {
  EXPECT_EQ(fold_hash("Hoà&An"), fold_hash("hòa&an"));
  EXPECT_EQ(fold_hash("Thuý's"), hash_bytes("thúy's"));
  EXPECT_EQ(fold_hash("uỷ1"), hash_bytes("ủy1"));
  EXPECT_EQ(fold_hash("đ&uỷ"), hash_bytes("đ&ủy"));
}

TEST(FoldHash, FoldsLongTextsToo) {
  for (size_t size : {63, 64, 65, 200}) {
    std::string text;
    while (count_code_points(text) + 3 < size) text += "Ữ";
    text += "HOÀ";
    EXPECT_EQ(fold_hash(text), hash_bytes(fold(text))) << size;
  }
}

TEST(FoldIY, WritesAFinalYAsI) {
  EXPECT_EQ(fold_i_y("kỹ"), "kĩ");
  EXPECT_EQ(fold_i_y("kỹ thuật"), fold_i_y("kĩ thuật"));
  EXPECT_EQ(fold_i_y("quý"), fold_i_y("quí"));
  EXPECT_EQ(fold_i_y("quỳ"), "quì");
  EXPECT_EQ(fold_i_y("Lý Mỹ"), "lí mĩ");
  EXPECT_EQ(fold_i_y("đỵ"), "đị");
  EXPECT_EQ(fold_i_y("KỶ"), "kỉ");
}

TEST(FoldIY, KeepsAYThatSoundsDifferent) {
  for (std::string_view word : {"may", "mây", "thúy", "thủy", "tay", "ý", "y tế", "tuyết", "ngày"})
    EXPECT_EQ(fold_i_y(word), word);
  EXPECT_EQ(fold_i_y("thuỷ"), "thủy");
  EXPECT_EQ(fold_i_y("uỷ"), "ủy");
  EXPECT_NE(fold_i_y("tai"), fold_i_y("tay"));
}

TEST(FoldDiacritics, LeavesPlainLetters) {
  EXPECT_EQ(fold_diacritics("Đường Hồ Chí Minh"), "duong ho chi minh");
  EXPECT_EQ(fold_diacritics("ĐẶNG THUÝ"), "dang thuy");
  EXPECT_EQ(fold_diacritics("ư ơ ă â ê ô"), "u o a a e o");
  EXPECT_EQ(fold_diacritics("hoà"), fold_diacritics("hòa"));
  EXPECT_EQ(fold_diacritics("Ho\u0300a"), "hoa");
  EXPECT_EQ(fold_diacritics("5G  –  TT&TT"), "5g – tt&tt");
}

// Syllables of every shape: plain, both tone places, capitals, marks, bad bytes, long runs.
std::string random_text(std::mt19937_64& random) {
  static const std::vector<std::string_view> kPieces = {
      "hoà",    "HOÁ", "uỷ", "quý",    "ky",   "kỹ", "Đ", "đ", "&", "'", " ",
      "\u00A0", "5",   "o",  "ạ",      "y",    "Ỵ",  "u", "U", "q", "Q", "À",
      "a",      "-",   ".",  "\u0301", "\xC3", "漢", "İ", "ẞ", "😀", "Σ"};
  std::string text;
  for (size_t i = random() % 12; i > 0; --i) text += kPieces[random() % kPieces.size()];
  return text;
}

TEST(Fold, Properties) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random);
    SCOPED_TRACE(testing::PrintToString(text));
    const std::string key = fold(text);
    ASSERT_EQ(fold(key), key);
    ASSERT_EQ(find_invalid_utf8(key), std::nullopt);
    ASSERT_EQ(fold_hash(text), hash_bytes(key));
    const std::string sound = fold_i_y(text);
    ASSERT_EQ(fold_i_y(sound), sound);
    ASSERT_EQ(fold_i_y(key), sound);
  }
}

// Every syllable with a vowel, a quality mark and a tone: all its NFD orders have the key of its
// NFC form.
TEST(Fold, DecomposedInputHasTheSameKeyOnceComposed) {
  for (std::string_view onset : {"", "H", "ngh", "Đ"})
    for (std::string_view vowel : {"a", "e", "o", "u", "A", "U"})
      for (std::string_view quality : {"", "\u0302", "\u0306", "\u031B"})
        for (std::string_view tone : {"", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}) {
          std::string one(onset), other(onset);
          one.append(vowel).append(quality).append(tone).append("n");
          other.append(vowel).append(tone).append(quality).append("n");
          // Marks of one combining class do not commute: only the dot below and the horn may change
          // places.
          const bool commute =
              tone == "\u0323" || quality == "\u031B" || tone.empty() || quality.empty();
          if (commute) {
            EXPECT_EQ(fold(to_nfc(one)), fold(to_nfc(other))) << one;
          }
          EXPECT_EQ(fold_hash(to_nfc(one)), hash_bytes(fold(to_nfc(one)))) << one;
          EXPECT_EQ(fold_diacritics(one), fold_diacritics(to_nfc(one))) << one;
        }
}

}  // namespace
}  // namespace boba
