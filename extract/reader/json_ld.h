// What a page says of itself in JSON-LD (schema.org).
#ifndef BOBA_EXTRACT_READER_JSON_LD_H_
#define BOBA_EXTRACT_READER_JSON_LD_H_

#include <string>
#include <string_view>

namespace boba {

// Empty where the page does not say.
struct ArticleMetadata {
  std::string headline;
  std::string body;
  std::string date_published;
  std::string publisher;
  std::string url;
};

// The first schema.org Article (NewsArticle, Report, BlogPosting ...) of `script`, also inside
// "@graph", arrays and "mainEntity". JSON that does not parse says nothing.
ArticleMetadata read_json_ld(std::string_view script);

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_JSON_LD_H_
