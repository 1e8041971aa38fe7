// UTF-8: decoding, validation, and code-point offsets.
#ifndef BOBA_CORE_UTF8_H_
#define BOBA_CORE_UTF8_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boba {

struct CodePoint {
  char32_t value;   // U+FFFD where the bytes are not valid UTF-8
  uint32_t length;  // bytes taken, at least 1
};

// The code point that begins at text[at]. Precondition: at < text.size().
CodePoint decode(std::string_view text, size_t at);

// Appends `value` in UTF-8; values that are no scalar value become U+FFFD.
void append(std::string& out, char32_t value);

// Byte offset of the first ill-formed sequence (Unicode 15, D92), or nothing.
std::optional<size_t> find_invalid_utf8(std::string_view bytes);

// Number of code points in valid UTF-8.
size_t count_code_points(std::string_view text);

// Byte offsets of one text to code-point offsets. Building is linear; a look-up is O(64).
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);
  // Code points before byte `offset`. Precondition: offset <= text.size(), on a boundary.
  uint32_t at(uint32_t offset) const;

 private:
  std::string_view text_;
  std::vector<uint32_t> every_;  // code points before each 64th byte
};

}  // namespace boba

#endif  // BOBA_CORE_UTF8_H_
