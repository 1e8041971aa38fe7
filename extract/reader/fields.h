// What one format makes of the bytes of an article, before normal forms and blocks. One function a
// format.
#ifndef BOBA_EXTRACT_READER_FIELDS_H_
#define BOBA_EXTRACT_READER_FIELDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/result.h"
#include "extract/reader/dates.h"

namespace boba {

// Strings in UTF-8, valid if the bytes were.
struct Fields {
  std::string id;  // as the article itself states it, else empty
  std::string title;
  std::string body;
  std::string date;  // as written
  std::string source;
  std::string url;
  uint32_t title_origin = 0, body_origin = 0;  // OffsetMap, for the formats that have one
  std::vector<BlockKind> line_kinds;           // .html: of each line of `body`; else empty
};

// First non-empty line, the rest.
Result<Fields> read_text(std::string_view bytes);

// {"id", "title", "text"} and, optional, "date", "source", "url"; further members are passed over
// at any depth, of two members with one name the last counts. Stack and memory do not grow with the
// depth of the JSON.
Result<Fields> read_json(std::string_view line);

// Publisher-neutral: JSON-LD of schema.org (Article and its subtypes), Open Graph and article: meta
// elements, microdata, <article>, and where none of these holds the text, the element that holds
// most of the paragraphs. `dates` finds the date in the visible page when no metadata give it.
Result<Fields> read_html(std::string_view bytes, const DateReader& dates);

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_FIELDS_H_
