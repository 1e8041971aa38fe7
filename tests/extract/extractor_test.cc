// Properties of all layers together, on texts put together at random from sentences of ours.
#include "extract/extractor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/vietnamese.h"
#include "embedded/models.h"

namespace boba {
namespace {

// Pairs: tone marks placed the new way, and the old.
struct Piece {
  const char* new_way;
  const char* old_way;
};
constexpr Piece kPieces[] = {
    {"Bộ trưởng Bộ TT&TTNguyễn Văn Hòa cho biết, dự án sẽ hoàn thành trước ngày 30/6.",
     "Bộ trưởng Bộ TT&TTNguyễn Văn Hoà cho biết, dự án sẽ hoàn thành trước ngày 30/6."},
    {"Một là,\u00A0tỉnh Khánh Hòa hỗ trợ 1.234,5 tỷ đồng cho các doanh nghiệp.",
     "Một là,\u00A0tỉnh Khánh Hoà hỗ trợ 1.234,5 tỷ đồng cho các doanh nghiệp."},
    {"“Chính phủ số không thể thiếu dữ liệu”, ông Lê Thụy nhấn mạnh.",
     "“Chính phủ số không thể thiếu dữ liệu”, ông Lê Thuỵ nhấn mạnh."},
    {"Quyết định số 12/QĐ-UBND (xã Thủy Xuân) chưa được phê duyệt!",
     "Quyết định số 12/QĐ-UBND (xã Thuỷ Xuân) chưa được phê duyệt!"},
    {"Tập đoàn Hóa chất An Phú (AnPhu Chem) tăng 3,2% trong quý I/2017 🙂.",
     "Tập đoàn Hoá chất An Phú (AnPhu Chem) tăng 3,2% trong quý I/2017 🙂."},
};

const Extractor& extractor() {
  static const auto kExtractor = Extractor::create();
  return *kExtractor;
}

Document annotated(const std::string& text) {
  Document document;
  document.text = to_nfc(text);
  for (size_t begin = 0; begin < document.text.size();) {
    const size_t end = std::min(document.text.find('\n', begin), document.text.size());
    document.blocks.push_back({.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}});
    begin = end + 1;
  }
  extractor().annotate(document);
  return document;
}

// Every accent of a Vietnamese text on its own, as some keyboards write it: the letters that the pieces hold.
std::string decomposed(std::string text) {
  constexpr std::pair<const char*, const char*> kLetters[] = {
      {"ò", "o\u0300"}, {"ó", "o\u0301"}, {"ủ", "u\u0309"}, {"ỷ", "y\u0309"}, {"ộ", "o\u0323\u0302"}, {"ưở", "u\u031Bo\u031B\u0309"},
      {"à", "a\u0300"}, {"ế", "e\u0302\u0301"}, {"ụ", "u\u0323"}, {"ỵ", "y\u0323"}, {"ă", "a\u0306"}, {"ự", "u\u031B\u0323"}};
  for (const auto& [whole, parts] : kLetters)
    for (size_t at = text.find(whole); at != text.npos; at = text.find(whole, at + 1))
      text.replace(at, std::string(whole).size(), parts);
  return text;
}

bool on_code_points(const std::string& text, Span span) {
  const auto starts = [&](uint32_t at) { return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80; };
  return span.begin < span.end && span.end <= text.size() && starts(span.begin) && starts(span.end);
}

void expect_same_layers(const Document& a, const Document& b) {
  ASSERT_EQ(a.syllables.size(), b.syllables.size());
  ASSERT_EQ(a.tokens.size(), b.tokens.size());
  for (size_t i = 0; i < a.tokens.size(); ++i) {
    EXPECT_EQ(a.tokens[i].first, b.tokens[i].first);
    EXPECT_EQ(a.tokens[i].upos, b.tokens[i].upos);
    EXPECT_EQ(a.tokens[i].head, b.tokens[i].head);
  }
  ASSERT_EQ(a.mentions.size(), b.mentions.size());
  for (size_t i = 0; i < a.mentions.size(); ++i) {
    EXPECT_EQ(a.mentions[i].first, b.mentions[i].first);
    EXPECT_EQ(a.mentions[i].last, b.mentions[i].last);
    EXPECT_EQ(a.mentions[i].type, b.mentions[i].type);
  }
  ASSERT_EQ(a.times.size(), b.times.size());
  for (size_t i = 0; i < a.times.size(); ++i) EXPECT_EQ(a.times[i].edtf, b.times[i].edtf);
  ASSERT_EQ(a.quantities.size(), b.quantities.size());
  for (size_t i = 0; i < a.quantities.size(); ++i) EXPECT_EQ(a.quantities[i].value, b.quantities[i].value);
}

TEST(Layers, HoldForRandomTextsInEverySpelling) {
  constexpr uint32_t kSeed = 20;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 random(kSeed);
  for (int round = 0; round < 60; ++round) {
    std::string text, old_text;
    for (int i = 0; i < 1 + static_cast<int>(random() % 6); ++i) {
      const Piece& piece = kPieces[random() % std::size(kPieces)];
      const char* gap = random() % 2 == 0 ? " " : "\n";
      text += piece.new_way + std::string(gap);
      old_text += piece.old_way + std::string(gap);
    }
    SCOPED_TRACE(text);
    const Document document = annotated(text);
    // Words tile the syllables, syllables all that is no white space.
    uint32_t syllable = 0, byte = 0;
    for (const Token& token : document.tokens) {
      ASSERT_EQ(token.first, syllable);
      syllable = token.last;
    }
    ASSERT_EQ(syllable, document.syllables.size());
    for (const Syllable& s : document.syllables) {
      ASSERT_TRUE(on_code_points(document.text, s.span));
      for (; byte < s.span.begin; ++byte) ASSERT_TRUE(std::string(" \n\xC2\xA0").find(document.text[byte]) != std::string::npos);
      byte = s.span.end;
    }
    for (const Mention& m : document.mentions) ASSERT_TRUE(on_code_points(document.text, m.span));
    for (const TimeExpression& t : document.times) ASSERT_TRUE(on_code_points(document.text, t.span));
    for (const Quantity& q : document.quantities) ASSERT_TRUE(on_code_points(document.text, q.span));
    ASSERT_NE(decomposed(text), text);
    expect_same_layers(document, annotated(decomposed(text)));
    expect_same_layers(document, annotated(old_text));
  }
}

TEST(Extractor, TakesOtherModelsInPlaceOfItsOwn) {
  const std::string own(models::find("names.model"));
  const auto same = Extractor::create({.models = {{"names.model", own}}});
  ASSERT_TRUE(same);
  EXPECT_EQ(same->version(), extractor().version());
  const auto other = Extractor::create({.models = {{"frames.model", std::string(own)}}});
  ASSERT_FALSE(other) << "a model of another kind";
  const auto unknown = Extractor::create({.models = {{"nomes.model", own}}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kInvalidInput);
}

}  // namespace
}  // namespace boba
