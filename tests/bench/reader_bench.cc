// Bytes to documents, on one thread. Words are runs of text between spaces: Vietnamese syllables.
#include <algorithm>
#include <string>

#include "benchmark/benchmark.h"
#include "extract/reader/article_parser.h"
#include "extract/reader/article_stream.h"
#include "extract/reader/byte_sources.h"

namespace boba {
namespace {

// A body of about `words` words with the captions and credits of a news page.
std::string body(size_t words) {
  const std::string sentence =
      "Sở Thông tin và Truyền thông tỉnh An Lạc công bố kế hoạch chuyển đổi số năm 2021. ";
  std::string text = "VietTimes - ";
  for (size_t count = 0; count < words; count += 18) {
    text += sentence;
    if (count % 180 == 0)
      text += "Lễ công bố tại An Lạc. Ảnh: Minh Quân Theo Sở, kế hoạch gồm ba nhóm việc. ";
  }
  return text + "Gia Khánh";
}

int64_t words_of(const std::string& text) { return std::count(text.begin(), text.end(), ' ') + 1; }

void parse_articles(benchmark::State& state, ArticleFormat format, const std::string& bytes,
                    const std::string& text) {
  const auto parser = ArticleParser::create();
  const RawArticle article = {.format = format, .bytes = bytes, .where = "bench", .id = "bench"};
  for (auto _ : state) benchmark::DoNotOptimize(parser->parse(article));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
  state.counters["words/s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * words_of(text)), benchmark::Counter::kIsRate);
}

void BM_ParseText(benchmark::State& state) {
  const std::string text = body(600);
  parse_articles(state, ArticleFormat::kText, "Tiêu đề\n" + text, text);
}
BENCHMARK(BM_ParseText);

void BM_ParseJson(benchmark::State& state) {
  const std::string text = body(600);
  parse_articles(state, ArticleFormat::kJson,
                 R"({"id":"1","title":"Tiêu đề","text":")" + text + "\"}", text);
}
BENCHMARK(BM_ParseJson);

void BM_ParseHtml(benchmark::State& state) {
  const std::string text = body(600);
  parse_articles(state, ArticleFormat::kHtml,
                 "<html><head><title>Tiêu đề</title></head><body><article><p>" + text +
                     "</p></article></body></html>",
                 text);
}
BENCHMARK(BM_ParseHtml);

void BM_FrameLines(benchmark::State& state) {
  std::string lines;
  const std::string text = body(600);
  for (int i = 0; i < 1000; ++i)
    lines += R"({"id":"1","title":"Tiêu đề","text":")" + text + "\"}\n";
  for (auto _ : state) {
    ArticleStream stream({"-"}, {}, memory_source(lines));
    while (auto article = stream.next()) benchmark::DoNotOptimize(*article);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(lines.size()));
}
BENCHMARK(BM_FrameLines);

}  // namespace
}  // namespace boba
