#include "extract/learn/train/articles.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/vietnamese.h"
#include "embedded/seeds.h"
#include "extract/annotators/lines.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"
#include "extract/learn/train/files.h"
#include "extract/reader/article_parser.h"

namespace boba::train {
namespace {

// A line that is no JSON object gives an empty document.
Document read_article(std::string_view line) {
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
  Document document;
  if (!json.is_object()) return document;
  document.text = to_nfc(json.value("title", "") + "\n" + json.value("text", ""));
  const std::string_view all = document.text;
  for (size_t begin = 0; begin < all.size();) {
    const size_t end = std::min(all.find('\n', begin), all.size());
    if (end > begin)
      document.blocks.push_back({.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}});
    begin = end + 1;
  }
  return document;
}

}  // namespace

Status for_each_article(const std::vector<std::string>& paths, const std::function<void(Document&)>& take) {
  const SyllableAnnotator syllables(seeds::find("gazetteers/surnames.txt"));
  const SentenceAnnotator sentences(seeds::find("gazetteers/sentence_abbreviations.txt"));
  for (const std::string& path : paths) {
    const auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    for_each_line(*bytes, [&](std::string_view line) {
      Document document = read_article(line);
      syllables.annotate(document);
      sentences.annotate(document);
      take(document);
    });
  }
  return {};
}

Result<std::map<std::string, Document>> read_documents(const std::string& path) {
  const auto lines = read_file(path);
  if (!lines) return lines.error();
  auto parser = ArticleParser::create();
  if (!parser) return parser.error();
  std::map<std::string, Document> documents;
  for_each_line(*lines, [&](std::string_view line) {
    auto parsed = parser->parse({.format = ArticleFormat::kJson, .bytes = std::string(line), .where = path, .id = {}});
    if (parsed) documents[parsed->document.id] = std::move(parsed->document);
  });
  return documents;
}

}  // namespace boba::train
