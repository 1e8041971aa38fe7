// Packed bytes and files for the tests of the reader.
#ifndef BOBA_TESTS_EXTRACT_READER_SUPPORT_H_
#define BOBA_TESTS_EXTRACT_READER_SUPPORT_H_

#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "extract/reader/article_parser.h"
#include "extract/reader/article_stream.h"
#include "extract/reader/byte_sources.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"

namespace boba::reader_tests {

inline std::string gzip(std::string_view bytes) {
  z_stream stream = {};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

// UTF-16 of text in the Basic Multilingual Plane, with a byte-order mark.
inline std::string utf16(std::u16string_view text, bool big) {
  std::string out;
  const auto add = [&](char16_t unit) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    out += big ? std::string{high, low} : std::string{low, high};
  };
  add(0xFEFF);
  for (const char16_t unit : text) add(unit);
  return out;
}

// A folder with files, gone after the test.
class Folder {
 public:
  std::string add(const std::string& name, std::string_view bytes) const {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  const std::string& path() const { return folder_.path(); }

 private:
  testing::TempDir folder_;
};

struct Outcome {
  std::vector<ParsedArticle> articles;
  std::vector<std::string> errors;  // of stream and parser
  std::vector<std::string> repairs;
};

inline Outcome read_all(ArticleStream stream) {
  const auto parser = ArticleParser::create();
  EXPECT_TRUE(parser.ok());
  Outcome outcome;
  while (auto raw = stream.next()) {
    if (!raw->ok()) {
      outcome.errors.push_back(raw->error().to_string());
      continue;
    }
    auto article = parser->parse(**raw);
    if (!article) {
      outcome.errors.push_back(article.error().to_string());
      continue;
    }
    for (const Error& repair : article->repairs) outcome.repairs.push_back(repair.to_string());
    outcome.articles.push_back(*std::move(article));
  }
  return outcome;
}

inline Outcome read_paths(std::vector<std::string> paths, StreamOptions options = {}) {
  return read_all(ArticleStream(std::move(paths), options));
}

inline Outcome read_stdin(std::string bytes, StreamOptions options = {}) {
  return read_all(ArticleStream({"-"}, options, memory_source(std::move(bytes))));
}

// One article of a format, which must parse.
inline ParsedArticle parse(ArticleFormat format, std::string bytes, std::string id = "a") {
  const auto parser = ArticleParser::create();
  auto article = parser->parse(
      {.format = format, .bytes = std::move(bytes), .where = "test", .id = std::move(id)});
  EXPECT_TRUE(article.ok()) << article.error().to_string();
  return article.ok() ? *std::move(article) : ParsedArticle{};
}

// "P:text" of each block, '*' for one that repeats.
inline std::vector<std::string> blocks_of(const Document& document) {
  std::vector<std::string> out;
  for (const Block& block : document.blocks)
    out.push_back(std::string(1, "TPCRD"[static_cast<int>(block.kind)]) +
                  (block.repeats ? "*:" : ":") + std::string(document.in(block.span)));
  return out;
}

}  // namespace boba::reader_tests

#endif  // BOBA_TESTS_EXTRACT_READER_SUPPORT_H_
