#include "export/escape.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "core/utf8.h"
#include "tests/export/sample_graph.h"

namespace boba::testing {
namespace {

TEST(Escape, ReplacesWhatNoFormatTakes) {
  EXPECT_EQ(clean_text("a\x01"
                       "b"), "a\uFFFDb");
  EXPECT_EQ(clean_text("\xEF\xBF\xBE"), "\uFFFD");  // U+FFFE
  EXPECT_EQ(clean_text("tab\tline\r\n"), "tab\tline\r\n");
  EXPECT_EQ(clean_text("🌊"), "🌊");
}

TEST(Escape, LabelsAreNfcWithoutInvisibleCharacters) {
  EXPECT_EQ(clean_label("e\u0301\u200B\uFEFF\n"), "é ");
}

TEST(Escape, EscapesForEachSyntax) {
  EXPECT_EQ(escape_xml("<a href=\"x&y\">"), "&lt;a href=&quot;x&amp;y&quot;&gt;");
  EXPECT_EQ(escape_nquads("\"\\\n\r\t"), "\\\"\\\\\\n\\r\\t");
  EXPECT_EQ(nlohmann::json::parse("\"" + escape_json(clean_text(kHostile)) + "\""), clean_text(kHostile));
  EXPECT_EQ(escape_json("a\x01\x1F"), "a\\u0001\\u001f");
}

TEST(Escape, AnyBytesBecomeValidText) {
  std::mt19937 random(20201122);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 24, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::string clean = clean_text(bytes);
    EXPECT_FALSE(find_invalid_utf8(clean)) << "round " << round;
    EXPECT_EQ(clean_text(clean), clean) << "round " << round;
    EXPECT_EQ(nlohmann::json::parse("\"" + escape_json(clean) + "\""), clean) << "round " << round;
  }
}

TEST(Escape, OffsetsStayTrue) {
  for (const char* text : {"\x01\x02", "a\xEF\xBF\xBF", "zero\u200Bwidth", "\u001F🌊"})
    EXPECT_EQ(count_code_points(clean_text(text)), count_code_points(text));
}

TEST(Escape, MakesIrisSafe) {
  EXPECT_EQ(safe_iri("https://bao.example/tin 1.html?a=<b>"), "https://bao.example/tin%201.html?a=%3Cb%3E");
  EXPECT_EQ(safe_iri("https://bao.example/tin-tức"), "https://bao.example/tin-tức");
  EXPECT_EQ(safe_iri("tin/1.html"), "");
  EXPECT_EQ(safe_iri("javascript:alert(1)"), "");
}

}  // namespace
}  // namespace boba::testing
