#include "extract/reader/article_parser.h"

#include <atomic>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "extract/reader/text_builder.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/reader/support.h"

namespace boba {
namespace {

using reader_tests::parse;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string failure(ArticleFormat format, std::string bytes) {
  const auto article = ArticleParser::create()->parse(
      {.format = format, .bytes = std::move(bytes), .where = "f.jsonl:7", .id = ""});
  return article ? "no failure" : article.error().to_string();
}

TEST(ArticleParser, JsonFieldsGoOverAsTheyAre) {
  const auto article = parse(
      ArticleFormat::kJson,
      R"({"id":"a-1","title":"Tiêu\u00A0đề ","text":" Dòng một.\nDòng hai. ","date":"2020-08-18T07:00:00+07:00",)"
      R"("source":"Báo","url":"https://vi.example/1","tags":[{"text":"khác"}],"n":1.5})");
  EXPECT_EQ(article.document.id, "a-1");
  EXPECT_EQ(article.document.text, "Tiêu\u00A0đề \n Dòng một.\nDòng hai. ");
  EXPECT_EQ(article.document.title(), "Tiêu\u00A0đề ");
  EXPECT_EQ(article.document.body_text(), " Dòng một.\nDòng hai. ");
  EXPECT_EQ(article.document.published, "2020-08-18");
  EXPECT_EQ(article.document.source, "Báo");
  EXPECT_EQ(article.document.url, "https://vi.example/1");
  EXPECT_THAT(article.repairs, IsEmpty());
}

TEST(ArticleParser, JsonWithoutIdOrTitle) {
  const auto first = parse(ArticleFormat::kJson, R"({"text":"Một đoạn."})", "").document;
  EXPECT_EQ(first.text, "Một đoạn.");
  EXPECT_EQ(first.body, 0u);
  EXPECT_EQ(first.id.size(), 16u);
  EXPECT_EQ(parse(ArticleFormat::kJson, R"({"text":"Một đoạn.","id":null})", "").document.id,
            first.id);
  EXPECT_EQ(parse(ArticleFormat::kJson, R"({"text":"x","id":12})", "").document.id, "12");
}

TEST(ArticleParser, SaysWhatIsWrongWithALine) {
  const auto json = [](std::string line) { return failure(ArticleFormat::kJson, std::move(line)); };
  EXPECT_THAT(json(R"({"id":"1","text":"Một)"), HasSubstr("f.jsonl:7: JSON cut after byte 23"));
  EXPECT_THAT(json(R"({"id":"1",})"), HasSubstr("f.jsonl:7: JSON does not parse at byte 11"));
  EXPECT_THAT(json(R"(["text"])"), HasSubstr("not a JSON object"));
  EXPECT_THAT(json(R"("text")"), HasSubstr("not a JSON object"));
  EXPECT_THAT(json(R"({"id":"1","title":"t"})"), HasSubstr("no member \"text\""));
  EXPECT_THAT(json(R"({"id":"1","text":" \n"})"), HasSubstr("no text"));
  EXPECT_THAT(json(R"({"text":"\ud800"})"), HasSubstr("does not parse"));
  EXPECT_THAT(failure(ArticleFormat::kText, " \n\u00A0"), HasSubstr("empty"));
}

TEST(ArticleParser, DeepJsonNeedsNoStack) {
  const size_t depth = 1'000'000;
  const std::string deep = std::string(depth, '[') + std::string(depth, ']');
  EXPECT_EQ(parse(ArticleFormat::kJson, R"({"x":)" + deep + R"(,"text":"Một"})").document.text,
            "Một");
  EXPECT_THAT(failure(ArticleFormat::kJson, R"({"x":)" + std::string(depth, '[')),
              HasSubstr("cut"));
}

TEST(ArticleParser, BadBytesAreReplacedAndReported) {
  const auto article = parse(ArticleFormat::kText, std::string("Ti\xFFn\nH\xC3 \xE1\xBB N\0i", 14));
  EXPECT_EQ(article.document.text, "Ti\uFFFDn\nH\uFFFD \uFFFD N\uFFFDi");
  ASSERT_EQ(article.repairs.size(), 1u);
  EXPECT_EQ(article.repairs[0].to_string(),
            "test: 4 bad bytes replaced by U+FFFD, the first at byte 2");
  const auto nul = parse(ArticleFormat::kJson, R"({"text":"a\u0000b"})");
  EXPECT_EQ(nul.document.text, "a\uFFFDb");
  EXPECT_EQ(nul.repairs.size(), 1u);
  EXPECT_THAT(parse(ArticleFormat::kText, "a \uFFFD b").repairs, IsEmpty());
}

TEST(ArticleParser, AnotherEncodingIsNotGuessed) {
  std::string latin;
  for (int i = 0; i < 50; ++i)
    latin +=
        "tin t\xFC"
        "c ";
  EXPECT_THAT(failure(ArticleFormat::kText, latin),
              HasSubstr("not UTF-8 (50 bad bytes, the first at byte 5)"));
}

TEST(ArticleParser, ADateThatIsNoneIsLeftOut) {
  const auto article = parse(ArticleFormat::kJson, R"({"text":"x","date":"hôm qua"})");
  EXPECT_EQ(article.document.published, "");
  ASSERT_EQ(article.repairs.size(), 1u);
  EXPECT_THAT(article.repairs[0].message, HasSubstr("date not understood"));
}

TEST(ArticleParser, TextKeepsEverythingBehindTheTitle) {
  EXPECT_EQ(parse(ArticleFormat::kText, "\n  Tiêu đề \r\n\r\n Một.\r\n").document.text,
            "Tiêu đề \n\r\n Một.\r\n");
}

TEST(ArticleParser, ATextOfOneLineHasNoTitle) {
  const Document document = parse(ArticleFormat::kText, "\n  Một câu. \n\n").document;
  EXPECT_EQ(document.title(), "");
  EXPECT_EQ(document.body_text(), "Một câu. \n\n");
}

const char32_t kLetters[] = {U'e',  U'ê',   U'ế',   U'o',   U'ợ',   U'a',    U'đ',  0x301,
                             0x302, 0x323,  0x31B,  0x300,  U' ',   U'\n',   U'.',  0xA0,
                             U'x',  0x1100, 0x1161, 0xAC00, 0x11A8, 0x1F600, 0x2126};

std::string random_text(std::mt19937& random) {
  std::string text = "x";
  const int count = std::uniform_int_distribution(0, 60)(random);
  for (int i = 0; i < count; ++i)
    append(text,
           kLetters[std::uniform_int_distribution<size_t>(0, std::size(kLetters) - 1)(random)]);
  return text;
}

// The map leads every code point of the NFC text to a place of the input such that both heads are
// one text.
TEST(OffsetMap, LeadsBackToTheInput) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    const std::string input = random_text(random);
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + input);
    TextBuilder builder;
    builder.add_field(input, 0);
    const OffsetMap map = builder.take_origins();
    const std::string text = builder.take_text();
    ASSERT_EQ(text, to_nfc(input));
    EXPECT_EQ(map.origin(static_cast<uint32_t>(text.size())), input.size());
    uint32_t before = 0;
    for (uint32_t at = 0; at < text.size(); at += decode(text, at).length) {
      const uint32_t origin = map.origin(at);
      ASSERT_LE(before, origin);
      ASSERT_LE(origin, input.size());
      // Inside letters that were composed together the head of the input is shorter; between them
      // it is the same text.
      const bool inside = at > 0 && origin == before;
      if (!inside) {
        EXPECT_EQ(to_nfc(std::string_view(input).substr(0, origin)), text.substr(0, at)) << at;
      }
      before = origin;
    }
  }
}

TEST(OffsetMap, PointsIntoFieldsOrTheFile) {
  const auto json = parse(ArticleFormat::kJson, "{\"title\":\"e\u0301x\",\"text\":\"ae\u0301b\"}");
  EXPECT_EQ(json.document.text, "éx\naéb");
  EXPECT_EQ(json.origins.origin(2), 3u);                       // x of the title
  EXPECT_EQ(json.origins.origin(json.document.body), 0u);      // a of the text
  EXPECT_EQ(json.origins.origin(json.document.body + 3), 4u);  // b
  const auto text = parse(ArticleFormat::kText, "\ne\u0301x\r\nab");
  EXPECT_EQ(text.document.text, "éx\nab");
  EXPECT_EQ(text.origins.origin(0), 1u);
  EXPECT_EQ(text.origins.origin(text.document.body + 1), 8u);  // b
}

TEST(ArticleParser, BothNormalFormsGiveOneDocument) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    std::string composed = to_nfc(random_text(random) + " Ảnh: Minh Quân. Thế là hết. Gia Khánh");
    std::string decomposed = composed;
    // NFD of the letters that Vietnamese composes.
    for (const auto& [from, to] : {std::pair{"ế", "e\u0302\u0301"},
                                   {"ê", "e\u0302"},
                                   {"ợ", "o\u031B\u0323"},
                                   {"Ả", "A\u0309"},
                                   {"â", "a\u0302"},
                                   {"á", "a\u0301"},
                                   {"à", "a\u0300"}})
      for (size_t at = 0; (at = decomposed.find(from, at)) != std::string::npos;
           at += std::string_view(to).size())
        decomposed.replace(at, std::string_view(from).size(), to);
    const auto a = parse(ArticleFormat::kText, "T\n" + composed).document;
    const auto b = parse(ArticleFormat::kText, "T\n" + decomposed).document;
    ASSERT_EQ(a.text, b.text) << "seed " << seed;
    ASSERT_EQ(reader_tests::blocks_of(a), reader_tests::blocks_of(b)) << "seed " << seed;
  }
}

TEST(ArticleParser, OneForAllThreads) {
  const auto parser = ArticleParser::create();
  const std::vector<RawArticle> articles = {
      {.format = ArticleFormat::kText,
       .bytes = "T\nTTO - Mưa. Ảnh: Minh Quân",
       .where = "t",
       .id = "t"},
      {.format = ArticleFormat::kJson,
       .bytes = R"({"id":"1","text":"e\u0301","date":"2020-08-18"})",
       .where = "j",
       .id = ""},
      {.format = ArticleFormat::kHtml,
       .bytes = "<h1>T</h1><p>Một &amp; hai</p>",
       .where = "h",
       .id = "h"}};
  std::vector<std::string> texts;
  for (const RawArticle& article : articles) texts.push_back(parser->parse(article)->document.text);
  std::vector<std::jthread> threads;
  std::atomic<int> differences = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (size_t i = 0; i < 300; ++i) {
        const auto article = parser->parse(articles[i % articles.size()]);
        differences += !article || article->document.text != texts[i % articles.size()];
      }
    });
  threads.clear();
  EXPECT_EQ(differences, 0);
}

}  // namespace
}  // namespace boba
