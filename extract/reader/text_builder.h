// Fields to the text of a document: valid UTF-8, then NFC, and the way back.
#ifndef BOBA_EXTRACT_READER_TEXT_BUILDER_H_
#define BOBA_EXTRACT_READER_TEXT_BUILDER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "extract/reader/article.h"

namespace boba {

struct Repair {
  std::string text;  // with U+FFFD for each byte that cannot be part of UTF-8, and for NUL
  size_t count = 0;  // how many were put in
  size_t first = 0;  // byte of the first in the input; meaningless when count is 0
};
Repair repair_utf8(std::string text);

class TextBuilder {
 public:
  // Appends NFC of `field`, valid UTF-8, which begins at byte `origin` of what the reader was
  // given.
  void add_field(std::string_view field, uint32_t origin);
  void add_line_end() { text_.push_back('\n'); }

  std::string take_text() { return std::move(text_); }
  OffsetMap take_origins() { return std::move(origins_); }
  uint32_t size() const { return static_cast<uint32_t>(text_.size()); }

 private:
  std::string text_;
  OffsetMap origins_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_TEXT_BUILDER_H_
