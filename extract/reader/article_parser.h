// The bytes of an article to a Document.
#ifndef BOBA_EXTRACT_READER_ARTICLE_PARSER_H_
#define BOBA_EXTRACT_READER_ARTICLE_PARSER_H_

#include <memory>

#include "core/result.h"
#include "extract/reader/article.h"

namespace boba {

// Holds the patterns of seeds/reader, parsed once. const and re-entrant: one for all threads.
class ArticleParser {
 public:
  static Result<ArticleParser> create();
  ArticleParser(ArticleParser&&) noexcept;
  ArticleParser& operator=(ArticleParser&&) noexcept;
  ~ArticleParser();

  // Document::text is title + '\n' + body (the body alone where there is no title) in NFC, and
  // nothing else changed: code-point offsets into it, less those before Document::body, are offsets
  // into NFC of the fields given. Invalid bytes and NUL become U+FFFD, with a repair. Errors:
  // kInvalidInput for an article without text, JSON that does not parse (message with the byte),
  // bytes that are mostly not UTF-8. Linear.
  Result<ParsedArticle> parse(const RawArticle& article) const;

 private:
  struct Parts;
  explicit ArticleParser(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_ARTICLE_PARSER_H_
