#include <algorithm>

#include "core/vietnamese.h"
#include "extract/reader/fields.h"

namespace boba {

Result<Fields> read_text(std::string_view bytes) {
  Fields fields;
  const size_t begin = leading_space(bytes);
  if (begin == bytes.size()) return Error{.message = "empty, skipped"};
  const size_t end = std::min(bytes.find_first_of("\r\n", begin), bytes.size());
  size_t body = end;
  if (body < bytes.size() && bytes[body] == '\r') ++body;
  if (body < bytes.size() && bytes[body] == '\n') ++body;
  if (leading_space(bytes.substr(body)) == bytes.size() - body) {
    body = begin;  // one line is what there is to read, and titles are read less than texts
  } else {
    fields.title = bytes.substr(begin, end - begin);
  }
  fields.body = bytes.substr(body);
  fields.title_origin = static_cast<uint32_t>(begin);
  fields.body_origin = static_cast<uint32_t>(body);
  return fields;
}

}  // namespace boba
