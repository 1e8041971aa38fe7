#include "extract/annotators/syllables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "core/utf8.h"
#include "core/vietnamese.h"
#include "embedded/seeds.h"

namespace boba {
namespace {

using testing::ElementsAre;

const SyllableAnnotator& annotator() {
  static const SyllableAnnotator annotator(seeds::find("gazetteers/surnames.txt"));
  return annotator;
}

Document annotated(std::string_view text, BlockKind kind = BlockKind::kParagraph) {
  Document document;
  document.text = text;
  document.blocks = {{.span = {0, static_cast<uint32_t>(text.size())}, .kind = kind}};
  annotator().annotate(document);
  return document;
}

std::vector<std::string> texts(const Document& document) {
  std::vector<std::string> out;
  for (const Syllable& syllable : document.syllables) out.emplace_back(document.in(syllable.span));
  return out;
}

std::vector<std::string> cut(std::string_view text) { return texts(annotated(text)); }

// The shape of the only syllable of `text`.
int shape(std::string_view text) {
  const Document document = annotated(text);
  EXPECT_EQ(document.syllables.size(), 1u) << text;
  return document.syllables.empty() ? -1 : document.syllables[0].shape;
}

uint64_t key(std::string_view text) { return annotated(text).syllables.at(0).key; }

TEST(Syllables, AreWhatSpacesAndMarksSeparate) {
  EXPECT_THAT(cut("Cả nước đổi mới, sáng tạo."),
              ElementsAre("Cả", "nước", "đổi", "mới", ",", "sáng", "tạo", "."));
  EXPECT_THAT(cut("(xem: bài \"A/B\")"),
              ElementsAre("(", "xem", ":", "bài", "\"", "A", "/", "B", "\"", ")"));
  EXPECT_THAT(cut(""), ElementsAre());
  EXPECT_THAT(cut(" \t "), ElementsAre());
}

TEST(Syllables, NoBreakSpacesSeparate) {
  EXPECT_THAT(cut("Một là,\u00A0chuyển\u202Fđổi\u2007số"),
              ElementsAre("Một", "là", ",", "chuyển", "đổi", "số"));
  EXPECT_FALSE(annotated("Hai là,\u00A0số").syllables[3].is(Syllable::kGluedLeft));
}

TEST(Syllables, JoinersBetweenLettersJoin) {
  EXPECT_THAT(cut("Bộ TT&TT và R&D"), ElementsAre("Bộ", "TT&TT", "và", "R&D"));
  EXPECT_THAT(cut("H'Mông, K’Tâm, L’Équipe"), ElementsAre("H'Mông", ",", "K’Tâm", ",", "L’Équipe"));
  EXPECT_THAT(cut("A & B"), ElementsAre("A", "&", "B"));
  EXPECT_THAT(cut("A&&B"), ElementsAre("A", "&", "&", "B"));
  EXPECT_THAT(cut("‘Đất’ và 'nước'"), ElementsAre("‘", "Đất", "’", "và", "'", "nước", "'"));
  EXPECT_THAT(cut("TT&"), ElementsAre("TT", "&"));
}

TEST(Syllables, LettersAndDigitsMakeOneName) {
  EXPECT_THAT(cut("mạng 5G, cúm H5N1, đường T10 và 3D"),
              ElementsAre("mạng", "5G", ",", "cúm", "H5N1", ",", "đường", "T10", "và", "3D"));
  EXPECT_THAT(cut("Covid-19"), ElementsAre("Covid", "-", "19"));
}

TEST(Syllables, ADigitNameIsShort) {
  EXPECT_THAT(cut("12A1"), ElementsAre("12A1"));
  EXPECT_THAT(cut("10ĐH"), ElementsAre("10ĐH"));  // four letters, five bytes
  EXPECT_THAT(cut("100USD"), ElementsAre("100", "USD"));
  EXPECT_THAT(cut("2020Theo"), ElementsAre("2020", "Theo"));
}

TEST(Syllables, UnitsAreCutFromNumbers) {
  EXPECT_THAT(cut("17.000m3"), ElementsAre("17.000", "m3"));
  EXPECT_THAT(cut("250g"), ElementsAre("250", "g"));
  EXPECT_THAT(cut("50%"), ElementsAre("50", "%"));
  EXPECT_THAT(cut("20.000đ"), ElementsAre("20.000", "đ"));
}

TEST(Syllables, MarksWithinNumbersBelongToThem) {
  EXPECT_THAT(cut("1.234,5"), ElementsAre("1.234,5"));
  EXPECT_THAT(cut("3,5 và 4.5."), ElementsAre("3,5", "và", "4.5", "."));
  EXPECT_THAT(cut("năm 2019, 2020."), ElementsAre("năm", "2019", ",", "2020", "."));
  EXPECT_THAT(cut("1..2"), ElementsAre("1", "..", "2"));
}

TEST(Syllables, DatesAndDocumentNumbersAreCutAtTheirMarks) {
  EXPECT_THAT(cut("sáng 18/8"), ElementsAre("sáng", "18", "/", "8"));
  EXPECT_THAT(cut("15/2017/NĐ-CP"), ElementsAre("15", "/", "2017", "/", "NĐ", "-", "CP"));
  EXPECT_THAT(cut("2016-2020"), ElementsAre("2016", "-", "2020"));
}

TEST(Syllables, AbbreviationsAreCutAtTheirStops) {
  EXPECT_THAT(cut("TP.HCM"), ElementsAre("TP", ".", "HCM"));
  EXPECT_THAT(cut("ThS. Mai"), ElementsAre("ThS", ".", "Mai"));
}

TEST(Syllables, RepeatedMarksAreOne) {
  EXPECT_THAT(cut("gạo, ngô..."), ElementsAre("gạo", ",", "ngô", "..."));
  EXPECT_THAT(cut("thế ư…"), ElementsAre("thế", "ư", "…"));
  EXPECT_THAT(cut("Báo -- Tin"), ElementsAre("Báo", "--", "Tin"));
  EXPECT_THAT(cut("gì?!"), ElementsAre("gì", "?", "!"));
}

TEST(Syllables, DashesAreCutFromWords) {
  EXPECT_THAT(cut("–Trong năm"), ElementsAre("–", "Trong", "năm"));
  EXPECT_THAT(cut("Việt-Nhật"), ElementsAre("Việt", "-", "Nhật"));
}

TEST(Syllables, AGluedSurnameIsCutOff) {
  EXPECT_THAT(cut("Bộ TT&TTNguyễn Văn An"), ElementsAre("Bộ", "TT&TT", "Nguyễn", "Văn", "An"));
  EXPECT_THAT(cut("UBNDTrần Thị Bích"), ElementsAre("UBND", "Trần", "Thị", "Bích"));
  EXPECT_THAT(cut("trưởngLê Hoà"), ElementsAre("trưởng", "Lê", "Hoà"));
  EXPECT_THAT(cut("Cty3Vũ"), ElementsAre("Cty3", "Vũ"));
  const Document document = annotated("TT&TTNguyễn");
  EXPECT_FALSE(document.syllables[0].is(Syllable::kGluedLeft));
  EXPECT_TRUE(document.syllables[1].is(Syllable::kGluedLeft));
  EXPECT_EQ(document.syllables[1].key, key("Nguyễn"));
}

TEST(Syllables, OtherCapitalsWithinWordsAreNotCut) {
  EXPECT_THAT(cut("VietNam"), ElementsAre("VietNam"));
  EXPECT_THAT(cut("GDĐT"), ElementsAre("GDĐT"));
  EXPECT_THAT(cut("TT&TTNGUYỄN"), ElementsAre("TT&TTNGUYỄN"));
  EXPECT_THAT(cut("Nguyễn"), ElementsAre("Nguyễn"));
  EXPECT_THAT(cut("NguyễnX"), ElementsAre("NguyễnX"));
  EXPECT_THAT(cut("ThS"), ElementsAre("ThS"));
}

TEST(Syllables, SurnamesComeFromTheSeeds) {
  Document document;
  document.text = "ABXyz CDNguyễn";
  SyllableAnnotator("# comment\n\nXyz").annotate(document, {0, 15});
  EXPECT_THAT(texts(document), ElementsAre("AB", "Xyz", "CDNguyễ"));
  const SyllableAnnotator none("");
  document = annotated("");
  document.text = "CDNguyễn";
  none.annotate(document, {0, static_cast<uint32_t>(document.text.size())});
  EXPECT_THAT(texts(document), ElementsAre("CDNguyễn"));
}

TEST(Syllables, SeedLinesMayEndInWhiteSpace) {
  Document document;
  document.text = "ABXyz";
  SyllableAnnotator("Xyz \r\nUvw").annotate(document, {0, 5});
  EXPECT_THAT(texts(document), ElementsAre("AB", "Xyz"));
}

TEST(Syllables, HaveShapes) {
  using enum Syllable::Shape;
  EXPECT_EQ(shape("nước"), kLetters);
  EXPECT_EQ(shape("Đảng"), kLetters | kCapital);
  EXPECT_EQ(shape("UBND"), kLetters | kCapital | kAllCapitals);
  EXPECT_EQ(shape("TT&TT"), kLetters | kCapital | kAllCapitals);
  EXPECT_EQ(shape("Ý"), kLetters | kCapital);
  EXPECT_EQ(shape("iPhone"), kLetters);
  EXPECT_EQ(shape("ThS"), kLetters | kCapital);
  EXPECT_EQ(shape("1.234,5"), kDigits);
  EXPECT_EQ(shape("m3"), kLetters | kDigits);
  EXPECT_EQ(shape("5G"), kLetters | kDigits | kCapital);
  EXPECT_EQ(shape("H5N1"), kLetters | kDigits | kCapital | kAllCapitals);
  EXPECT_EQ(shape("..."), kPunctuation);
  EXPECT_EQ(shape("–"), kPunctuation);
  EXPECT_EQ(shape("漢字"), kLetters);
  EXPECT_EQ(shape("😀"), kPunctuation);
}

TEST(Syllables, KnowWhetherTheyAreGlued) {
  const Document document = annotated("(An, Bình) đi");
  std::string glued;
  for (const Syllable& s : document.syllables) glued += s.is(Syllable::kGluedLeft) ? 'g' : '.';
  EXPECT_EQ(glued, ".gg.g.");  // ( An , Bình ) đi
}

TEST(Syllables, KeysFoldCaseAndTonePlacement) {
  EXPECT_EQ(key("Hoà"), key("HÒA"));
  EXPECT_EQ(key("uỷ"), key("Ủy"));
  EXPECT_EQ(key("quý"), key("QUÝ"));
  EXPECT_NE(key("quý"), key("quí"));
  EXPECT_NE(key("hòa"), key("hóa"));
  EXPECT_EQ(key("Đ"), hash_bytes("đ"));
  EXPECT_EQ(key("Hoà&Co"), key("hòa&co"));
}

TEST(Syllables, CreditsAndDatelinesHaveNone) {
  for (BlockKind kind : {BlockKind::kCredit, BlockKind::kDateline})
    EXPECT_TRUE(annotated("Ảnh: An Bình", kind).syllables.empty());
  for (BlockKind kind : {BlockKind::kTitle, BlockKind::kParagraph, BlockKind::kCaption})
    EXPECT_EQ(annotated("Ảnh: An Bình", kind).syllables.size(), 4u);
}

TEST(Syllables, NeverCrossBlocks) {
  Document document;
  document.text = "Tin mới";
  document.blocks = {{.span = {0, 2}}, {.span = {2, 3}}, {.span = {3, 8}}};
  annotator().annotate(document);
  EXPECT_THAT(texts(document), ElementsAre("Ti", "n", "mớ"));
}

TEST(Syllables, NumbersAndMarksEndWithTheirBlock) {
  Document document;
  document.text = "1.5 --- 5G A&B";
  document.blocks = {{.span = {0, 2}}, {.span = {4, 6}}, {.span = {8, 9}}, {.span = {11, 13}}};
  annotator().annotate(document);
  EXPECT_THAT(texts(document), ElementsAre("1", ".", "--", "5", "A", "&"));
}

TEST(Syllables, AreMadeAnewEachTime) {
  Document document = annotated("một hai");
  const auto before = texts(document);
  annotator().annotate(document);
  EXPECT_EQ(texts(document), before);
}

TEST(Syllables, EmojiSelectorsAreNoLetters) {
  EXPECT_THAT(cut("❤\uFE0F yêu"), ElementsAre("❤", "\uFE0F", "yêu"));
  EXPECT_FALSE(annotated("❤\uFE0F").syllables[1].is(Syllable::kLetters));
}

TEST(Syllables, TakeInvalidBytes) {
  EXPECT_THAT(cut("a\xFF b\xE1\xBA"), ElementsAre("a", "\xFF", "b", "\xE1\xBA"));
}

const std::vector<std::string_view>& pieces() {
  static const std::vector<std::string_view> pieces = {
      "Nguyễn", "TT&TT", "hoà", "thuỷ",   "UBND", "5",      "G",  "17.000", "m3", "Đ",  "ệ",
      ".",      "...",   "…",   ",",      "-",    "–",      "&",  "'",      "’",  "\"", "“",
      " ",      " ",     " ",   "\u00A0", "\t",   "\u200B", "Vũ", "漢",     "😀",  "/",  "e\u0301"};
  return pieces;
}

std::string random_text(std::mt19937_64& random, size_t most) {
  std::string text;
  for (size_t i = random() % most; i > 0; --i) text += pieces()[random() % pieces().size()];
  return text;
}

void expect_tiles(const Document& document, const Block& block, size_t& next) {
  const bool silent = block.kind == BlockKind::kCredit || block.kind == BlockKind::kDateline;
  const std::string_view text = document.text;
  bool space = true;
  for (uint32_t at = block.span.begin; !silent && at < block.span.end;) {
    const CodePoint c = decode(text, at);
    if (is_space(c.value)) {
      at += c.length;
      space = true;
      continue;
    }
    ASSERT_LT(next, document.syllables.size());
    const Syllable& syllable = document.syllables[next++];
    ASSERT_EQ(syllable.span.begin, at);
    ASSERT_GT(syllable.span.end, at);
    ASSERT_LE(syllable.span.end, block.span.end);
    ASSERT_EQ(find_invalid_utf8(document.in(syllable.span)), std::nullopt);
    ASSERT_EQ(syllable.is(Syllable::kGluedLeft), !space);
    ASSERT_EQ(syllable.key, hash_bytes(fold(document.in(syllable.span))));
    for (at = syllable.span.begin; at < syllable.span.end; at += decode(text, at).length)
      ASSERT_FALSE(is_space(decode(text, at).value));
    space = false;
  }
}

TEST(Syllables, TileAllButWhiteSpace) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 3000; ++round) {
    Document document;
    for (size_t b = 1 + random() % 4; b > 0; --b) {
      const auto begin = static_cast<uint32_t>(document.text.size());
      document.text += random_text(random, 12);
      document.blocks.push_back({.span = {begin, static_cast<uint32_t>(document.text.size())},
                                 .kind = static_cast<BlockKind>(random() % 5)});
      if (random() % 2 == 0) document.text += "\n";
    }
    SCOPED_TRACE(testing::PrintToString(document.text));
    annotator().annotate(document);
    size_t next = 0;
    for (const Block& block : document.blocks) {
      expect_tiles(document, block, next);
      ASSERT_FALSE(HasFatalFailure());
    }
    ASSERT_EQ(next, document.syllables.size());
  }
}

std::vector<uint64_t> keys(const std::string& text) {
  std::vector<uint64_t> out;
  for (const Syllable& syllable : annotated(text).syllables) out.push_back(syllable.key);
  return out;
}

// One text in three spellings: NFC with either tone placement, and NFD once it is composed.
TEST(Syllables, SpellingsOfOneTextHaveTheSameKeys) {
  struct Word {
    std::string_view newer, older, decomposed;
  };
  const std::vector<Word> words = {{"hoà", "hòa", "ho\u0300a"},
                                   {"Thuỷ", "Thủy", "Thuy\u0309"},
                                   {"khoẻ", "khỏe", "kho\u0309e"},
                                   {"UỶ", "ỦY", "UY\u0309"},
                                   {"quý", "quý", "quy\u0301"},
                                   {"Việt", "Việt", "Vie\u0323\u0302t"},
                                   {"nước", "nước", "nu\u031Bo\u031B\u0301c"},
                                   {"Đào", "Đào", "Đa\u0300o"},
                                   {"5G", "5G", "5G"}};
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const std::vector<std::string_view> gaps = {" ", ", ", "\u00A0", "-", " (", ". "};
  for (int round = 0; round < 500; ++round) {
    std::string newer, older, decomposed;
    for (int i = 0; i < 8; ++i) {
      const Word& word = words[random() % words.size()];
      const std::string_view gap = gaps[random() % gaps.size()];
      newer.append(word.newer).append(gap);
      older.append(word.older).append(gap);
      decomposed.append(word.decomposed).append(gap);
    }
    ASSERT_EQ(keys(newer), keys(older)) << newer;
    ASSERT_EQ(keys(to_nfc(decomposed)), keys(older)) << decomposed;
  }
}

}  // namespace
}  // namespace boba
