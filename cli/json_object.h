// One JSON object, key by key in the order of the calls.
#ifndef BOBA_CLI_JSON_OBJECT_H_
#define BOBA_CLI_JSON_OBJECT_H_

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "export/escape.h"

namespace boba::cli {

class JsonObject {
 public:
  JsonObject& text(std::string_view key, std::string_view valid_utf8) {
    return raw(key, "\"" + escape_json(valid_utf8) + "\"");
  }
  // Nothing for an empty text.
  JsonObject& text_if(std::string_view key, std::string_view valid_utf8) {
    return valid_utf8.empty() ? *this : text(key, valid_utf8);
  }
  template <typename Number>
  JsonObject& number(std::string_view key, Number value) {
    return raw(key, fmt::to_string(value));
  }
  JsonObject& raw(std::string_view key, std::string_view json) {
    body_ += fmt::format("{}\"{}\":{}", body_.empty() ? "" : ",", key, json);
    return *this;
  }
  bool empty() const { return body_.empty(); }
  std::string str() const { return "{" + body_ + "}"; }

 private:
  std::string body_;
};

inline std::string json_array(const std::vector<std::string>& items) {
  return fmt::format("[{}]", fmt::join(items, ","));
}

}  // namespace boba::cli

#endif  // BOBA_CLI_JSON_OBJECT_H_
