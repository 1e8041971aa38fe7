#include "extract/reader/article_parser.h"

#include <fmt/format.h>

#include <utility>

#include "core/hash.h"
#include "core/utf8.h"
#include "core/vietnamese.h"
#include "embedded/seeds.h"
#include "extract/reader/blocks.h"
#include "extract/reader/fields.h"
#include "extract/reader/html_tree.h"
#include "extract/reader/text_builder.h"

namespace boba {
namespace {

constexpr size_t kLargest = size_t{1}
                            << 30;  // offsets are 32 bits wide, and NFC may lengthen a text

// More than this many bad bytes, and more than one in kBadShare, are no slip: the text is in
// another encoding.
constexpr size_t kBadBytes = 16;
constexpr size_t kBadShare = 50;

bool is_blank(std::string_view text) { return leading_space(text) == text.size(); }

Error with_place(Error error, const RawArticle& article) {
  error.where = article.where;
  return error;
}

Result<std::string> valid_bytes(const RawArticle& article, std::vector<Error>& repairs) {
  Repair repair = repair_utf8(article.bytes);
  if (repair.count == 0) return std::move(repair.text);
  if (repair.count > kBadBytes && repair.count > article.bytes.size() / kBadShare)
    return Error{.message = fmt::format("not UTF-8 ({} bad bytes, the first at byte {}), skipped",
                                        repair.count, repair.first),
                 .where = article.where,
                 .advice = "iconv -f WINDOWS-1258 -t UTF-8, or the encoding it is in"};
  repairs.push_back(
      {.message = fmt::format("{} bad {} replaced by U+FFFD, the first at byte {}", repair.count,
                              repair.count == 1 ? "byte" : "bytes", repair.first),
       .where = article.where});
  return std::move(repair.text);
}

// JSON may write NUL as an escape.
void replace_nul(std::string& field, const RawArticle& article, std::vector<Error>& repairs) {
  if (field.find('\0') == std::string::npos) return;
  Repair repair = repair_utf8(std::move(field));
  field = std::move(repair.text);
  repairs.push_back({.message = "NUL replaced by U+FFFD", .where = article.where});
}

}  // namespace

struct ArticleParser::Parts {
  LinePatterns patterns{{.credit_openers = seeds::find("reader/credit_openers.tsv"),
                         .publishers = seeds::find("reader/publishers.txt"),
                         .sentence_starters = seeds::find("reader/sentence_starters.txt"),
                         .author_words = seeds::find("reader/author_words.txt"),
                         .abbreviations = seeds::find("gazetteers/sentence_abbreviations.txt")}};
  DateReader dates{seeds::find("reader/date_words.tsv")};

  Result<Fields> fields(ArticleFormat format, std::string_view bytes) const {
    switch (format) {
      case ArticleFormat::kJson:
        return read_json(bytes);
      case ArticleFormat::kHtml:
        return read_html(bytes, dates);
      case ArticleFormat::kText:
        break;
    }
    return read_text(bytes);
  }
};

Result<ArticleParser> ArticleParser::create() {
  for (const std::string_view path :
       {"reader/credit_openers.tsv", "reader/publishers.txt", "reader/sentence_starters.txt",
        "reader/author_words.txt", "reader/date_words.tsv",
        "gazetteers/sentence_abbreviations.txt"})
    if (seeds::find(path).empty())
      return Error{.code = ErrorCode::kNotFound,
                   .message = "not embedded",
                   .where = "seeds/" + std::string(path)};
  prepare_html_parser();
  return ArticleParser(std::make_unique<const Parts>());
}

ArticleParser::ArticleParser(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
ArticleParser::ArticleParser(ArticleParser&&) noexcept = default;
ArticleParser& ArticleParser::operator=(ArticleParser&&) noexcept = default;
ArticleParser::~ArticleParser() = default;

Result<ParsedArticle> ArticleParser::parse(const RawArticle& article) const {
  if (article.bytes.size() > kLargest)
    return Error{.message = "larger than 1 GiB, skipped", .where = article.where};
  ParsedArticle parsed;
  const Result<std::string> bytes = valid_bytes(article, parsed.repairs);
  if (!bytes) return bytes.error();
  Result<Fields> read = parts_->fields(article.format, *bytes);
  if (!read) return with_place(read.error(), article);
  Fields fields = *std::move(read);
  replace_nul(fields.title, article, parsed.repairs);
  replace_nul(fields.body, article, parsed.repairs);
  if (is_blank(fields.title)) fields.title.clear();
  if (fields.title.empty() && is_blank(fields.body))
    return Error{.message = "no text, skipped", .where = article.where};

  TextBuilder builder;
  if (!fields.title.empty()) {
    builder.add_field(fields.title, fields.title_origin);
    builder.add_line_end();
  }
  Document& document = parsed.document;
  document.body = builder.size();
  builder.add_field(fields.body, fields.body_origin);
  document.text = builder.take_text();
  if (article.format != ArticleFormat::kHtml) parsed.origins = builder.take_origins();
  document.source = to_nfc(fields.source);
  document.url = std::move(fields.url);
  if (!fields.date.empty()) {
    if (const auto date = parts_->dates.read(fields.date)) {
      document.published = *date;
    } else {
      parsed.repairs.push_back({.message = "date not understood, left out",
                                .where = article.where,
                                .advice = "2020-08-18"});
    }
  }
  // Names of files need not be UTF-8, and one name is NFD on some systems and NFC on others.
  document.id =
      repair_utf8(fields.id.empty() ? to_nfc(repair_utf8(article.id).text) : std::move(fields.id))
          .text;
  // Without an id of its own an article is known by its words, wherever it stands.
  if (document.id.empty()) document.id = fmt::format("{:016x}", hash_bytes(document.text));
  document.blocks = find_blocks(document.text, document.body, fields.line_kinds, parts_->patterns);
  return parsed;
}

}  // namespace boba
