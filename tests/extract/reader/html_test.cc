#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extract/reader/support.h"

namespace boba {
namespace {

using reader_tests::blocks_of;
using reader_tests::parse;
using ::testing::ElementsAre;

Document page(const std::string& html) {
  return parse(ArticleFormat::kHtml, html, "p.html").document;
}

constexpr const char* kFirst =
    "Sáng 18/8, Sở Thông tin và Truyền thông tỉnh An Lạc công bố kế hoạch chuyển đổi số của tỉnh "
    "trong năm tới.";
constexpr const char* kSecond =
    "Kế hoạch gồm ba nhóm việc: hạ tầng số, dịch vụ công trực tuyến và đào tạo cán bộ ở cấp xã, "
    "phường.";

std::string paragraphs() { return std::string("<p>") + kFirst + "</p><p>" + kSecond + "</p>"; }
std::string both() { return std::string(kFirst) + "\n" + kSecond; }

TEST(Html, JsonLdTellsEverything) {
  const Document d = page(
      R"(<html><head><title>Khác</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[)"
      R"({"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"An Lạc chuyển đổi số",)"
      R"("datePublished":"2020-08-18T09:30:00+07:00","publisher":{"@type":"Organization","name":"Báo An Lạc"},)"
      R"("url":"https://anlac.example/1","articleBody":")" +
      std::string(kFirst) + R"(\n\n)" + kSecond +
      R"("}]}</script></head><body><div>Trang chủ</div></body></html>)");
  EXPECT_EQ(d.title(), "An Lạc chuyển đổi số");
  EXPECT_EQ(d.body_text(), both());
  EXPECT_EQ(d.published, "2020-08-18");
  EXPECT_EQ(d.source, "Báo An Lạc");
  EXPECT_EQ(d.url, "https://anlac.example/1");
  EXPECT_EQ(d.id, "p.html");
}

TEST(Html, OpenGraphAndArticle) {
  const Document d = page(
      R"(<html><head><meta property="og:title" content="An Lạc chuyển đổi số - Báo An Lạc">)"
      R"(<meta property="og:site_name" content="Báo An Lạc"><meta property="og:url" content="https://anlac.example/1">)"
      R"(<meta property="article:published_time" content="2020-08-18T09:30:00+07:00"></head><body>)"
      R"(<nav><a href="/">Trang chủ</a></nav><article>)" +
      paragraphs() +
      R"(<figure><img src="x.jpg"><figcaption>Lễ công bố tại An Lạc.</figcaption></figure><script>var x=1;</script>)"
      R"(<ul><li><a href="/2">Tin liên quan về chuyển đổi số</a></li></ul></article><footer>Toà soạn</footer></body></html>)");
  EXPECT_EQ(d.title(), "An Lạc chuyển đổi số");
  EXPECT_EQ(d.published, "2020-08-18");
  EXPECT_EQ(d.source, "Báo An Lạc");
  EXPECT_THAT(blocks_of(d), ElementsAre("T:An Lạc chuyển đổi số", std::string("P:") + kFirst,
                                        std::string("P:") + kSecond, "C:Lễ công bố tại An Lạc."));
}

TEST(Html, TheDensestElementAndTheDateInThePage) {
  const Document d = page(
      "<html><head><title>An Lạc chuyển đổi số | Báo An Lạc</title></head><body><div class=top>Thứ "
      "bảy, 22/11/2025, 08:00</div>"
      "<div class=menu><a href=1>Thời sự</a> <a href=2>Kinh tế</a></div><div class=main><h1>An Lạc "
      "chuyển đổi số</h1>"
      "<span>Thứ ba, 18/8/2020, 09:30 (GMT+7)</span><div class=content>" +
      paragraphs() +
      "</div></div><div class=more><p><a href=3>Một tin khác rất dài về một chuyện khác hẳn ở nơi "
      "khác</a></p></div>");
  EXPECT_EQ(d.title(), "An Lạc chuyển đổi số");
  EXPECT_EQ(d.published, "2020-08-18");
  EXPECT_EQ(d.body_text(), both());
}

TEST(Html, MicrodataAndLineBreaks) {
  const Document d = page(
      "<h1 itemprop=headline>Tiêu đề</h1><time datetime='2020-08-18'></time><div "
      "itemprop=articleBody>" +
      std::string(kFirst) + "<br>" + kSecond + "</div><div>" + paragraphs() + paragraphs() +
      "</div>");
  EXPECT_EQ(d.title(), "Tiêu đề");
  EXPECT_EQ(d.body_text(), both());
  EXPECT_EQ(d.published, "2020-08-18");
}

TEST(Html, EntitiesSpacesAndNoBreakSpaces) {
  const Document d = page(
      "<h1>T</h1><p>B&#7897;  TT&amp;TT\n c&ocirc;ng b&#x1ED1;&nbsp;<b>k&#7871;</b> "
      "ho&#x1EA1;ch</p>");
  EXPECT_EQ(d.body_text(), "Bộ TT&TT công bố\u00A0kế hoạch");
}

TEST(Html, MeaninglessBytesMeetNoCrash) {
  const auto parser = ArticleParser::create();
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  for (const std::string& bytes :
       {std::string("<"), std::string("<html"), std::string("<!--"), std::string("<script>"), deep,
        deep + "x", std::string("<script type='application/ld+json'>{</script>")}) {
    const auto article = parser->parse(
        {.format = ArticleFormat::kHtml, .bytes = bytes, .where = "p.html", .id = "p"});
    EXPECT_TRUE(!article || !article->document.text.empty());
  }
}

}  // namespace
}  // namespace boba
