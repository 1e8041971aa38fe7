// What lies between a file and a Document.
#ifndef BOBA_EXTRACT_READER_ARTICLE_H_
#define BOBA_EXTRACT_READER_ARTICLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/error.h"

namespace boba {

enum class ArticleFormat : uint8_t { kText, kJson, kHtml };

// The bytes of one article, decompressed and in UTF-8 (not validated yet), cut out but not parsed.
struct RawArticle {
  ArticleFormat format = ArticleFormat::kText;
  std::string bytes;  // kText, kHtml: a whole file; kJson: one line of JSONL
  std::string where;  // for messages: the path, or "path:line"; "-" is standard input
  std::string id;     // kText, kHtml: the path below the given root, '/' between folders, without
                      // ".gz" or ".zst"
};

// From Document::text back to what the reader was given. Offsets are UTF-8 bytes on both sides; the
// origin is
//   .txt    the whole file, decoded, without a byte-order mark,
//   .jsonl  the field "title" for the title of the document, "text" for its body, as JSON decodes
//   them, .html   nothing: its text is put together from many nodes, and the map is empty.
// One run for each place where the distance changes: two for an article that came in NFC.
struct OffsetMap {
  struct Run {
    uint32_t text;    // from this byte of Document::text ...
    uint32_t origin;  // ... the origin goes on at this byte, up to the next run
  };
  std::vector<Run> runs;  // by text

  // The origin of byte `text`; inside letters that NFC composed or reordered, their begin. O(log
  // runs). Precondition: runs is not empty.
  uint32_t origin(uint32_t text) const;
};

struct ParsedArticle {
  Document document;  // id, text, body, source, url, published, blocks; no further layer
  OffsetMap origins;
  std::vector<Error> repairs;  // at most one of a kind: what was wrong and what was done about it
};

// What a run over many articles came to. Every item of ArticleStream ends as one of the two.
struct ReadSummary {
  size_t read = 0;
  size_t skipped = 0;   // files or lines that gave no article
  size_t repaired = 0;  // among `read`: with at least one repair
};

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_ARTICLE_H_
