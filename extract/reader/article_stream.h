// Files, folders and standard input to articles, one after the other.
//
//   ArticleStream stream(paths);
//   while (auto raw = stream.next()) {                 // one thread: input and decompression
//     if (!raw->ok()) { report(raw->error()); ++summary.skipped; continue; }
//     Result<ParsedArticle> article = parser.parse(**raw);   // any thread
//   }
#ifndef BOBA_EXTRACT_READER_ARTICLE_STREAM_H_
#define BOBA_EXTRACT_READER_ARTICLE_STREAM_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/byte_source.h"
#include "core/result.h"
#include "extract/reader/article.h"

namespace boba {

struct StreamOptions {
  size_t max_article_bytes = size_t{32} << 20;  // larger files and lines are skipped
};

// Paths are files, folders (read recursively in the order of their bytes) or "-" (JSONL on standard
// input). The format follows the name: .txt .html .htm .jsonl .ndjson, each also with .gz or .zst;
// other files of a folder are passed over, as are names that begin with a dot. A file that was
// named itself and has another suffix is judged by its first byte: '{' JSONL, '<' HTML, else text.
// Compression is recognised by its magic number, UTF-16 by its byte-order mark. Holds one article
// and one buffer; memory does not grow with the input.
class ArticleStream {
 public:
  explicit ArticleStream(std::vector<std::string> paths, StreamOptions options = {});
  // `standard_input` stands for "-".
  ArticleStream(std::vector<std::string> paths, StreamOptions options,
                std::unique_ptr<ByteSource> standard_input);
  ArticleStream(ArticleStream&&) noexcept;
  ArticleStream& operator=(ArticleStream&&) noexcept;
  ~ArticleStream();

  // The next article, or the one Error for a path, file or line that gives none (kNotFound:
  // missing; kIo: cannot be read; kInvalidInput: empty, not text, cut, too large); nothing at the
  // end. An error ends a file, not the stream: of a cut JSONL file the whole lines come first.
  std::optional<Result<RawArticle>> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_ARTICLE_STREAM_H_
