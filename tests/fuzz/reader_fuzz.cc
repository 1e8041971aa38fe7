// Any bytes through the reader. The first byte chooses the way in: a file of text, a page of HTML,
// one line of JSON, or standard input with whatever packing and encoding its magic number says.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/utf8.h"
#include "core/vietnamese.h"
#include "extract/reader/article_parser.h"
#include "extract/reader/article_stream.h"
#include "extract/reader/byte_sources.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const boba::ParsedArticle& article) {
  const boba::Document& document = article.document;
  require(!document.id.empty());
  require(!boba::find_invalid_utf8(document.text) && !boba::find_invalid_utf8(document.id));
  require(document.text == boba::to_nfc(document.text));
  require(document.text.find('\0') == std::string::npos);
  require(document.body <= document.text.size());
  uint32_t at = 0;
  for (const boba::Block& block : document.blocks) {
    require(at <= block.span.begin && block.span.begin < block.span.end);
    require(!boba::find_invalid_utf8(document.in(block.span)));
    at = block.span.end;
  }
  require(at <= document.text.size());
}

const boba::ArticleParser& parser() {
  static const boba::ArticleParser created = *boba::ArticleParser::create();
  return created;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 4 == 3) {
    boba::ArticleStream stream({"-"}, {.max_article_bytes = 1 << 16}, boba::memory_source(bytes));
    while (const auto raw = stream.next())
      if (raw->ok())
        if (const auto article = parser().parse(**raw)) check(*article);
    return 0;
  }
  const auto format = static_cast<boba::ArticleFormat>(data[0] % 4);
  if (const auto article =
          parser().parse({.format = format, .bytes = bytes, .where = "fuzz", .id = "f"}))
    check(*article);
  return 0;
}
