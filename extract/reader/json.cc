#include <nlohmann/json.hpp>
#include <utility>

#include "extract/reader/fields.h"

namespace boba {
namespace {

// The members of the outermost object; what lies deeper is passed over.
class Handler : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Handler(Fields& fields) : fields_(fields) {}

  bool null() override { return take(); }
  bool boolean(bool) override { return take(); }
  bool number_integer(number_integer_t value) override {
    return take_number(std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return take_number(std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& digits) override { return take_number(digits); }
  bool binary(binary_t&) override { return take(); }
  bool string(string_t& value) override {
    if (std::string* member = std::exchange(member_, nullptr)) *member = std::move(value);
    return true;
  }
  bool key(string_t& name) override {
    member_ = depth_ == 1 ? member_of(name) : nullptr;
    return true;
  }
  bool start_object(size_t) override {
    object_ = object_ || depth_ == 0;
    return open();
  }
  bool start_array(size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) override {
    failed_at_ = position;
    return false;
  }

  bool has_text() const { return has_text_; }
  bool is_object() const { return object_; }
  size_t failed_at() const { return failed_at_; }

 private:
  std::string* member_of(std::string_view name) {
    if (name == "text") {
      has_text_ = true;
      return &fields_.body;
    }
    if (name == "id") return &fields_.id;
    if (name == "title") return &fields_.title;
    if (name == "date") return &fields_.date;
    if (name == "source") return &fields_.source;
    if (name == "url") return &fields_.url;
    return nullptr;
  }
  bool take() {
    member_ = nullptr;
    return true;
  }
  bool take_number(std::string digits) {
    if (member_ == &fields_.id || member_ == &fields_.date) *member_ = std::move(digits);
    return take();
  }
  bool open() {
    ++depth_;
    return take();
  }
  bool close() {
    --depth_;
    return true;
  }

  Fields& fields_;
  std::string* member_ = nullptr;  // where the next value belongs
  size_t depth_ = 0;
  size_t failed_at_ = 0;
  bool object_ = false;
  bool has_text_ = false;
};

}  // namespace

Result<Fields> read_json(std::string_view line) {
  Fields fields;
  Handler handler(fields);
  if (!nlohmann::json::sax_parse(line.begin(), line.end(), &handler)) {
    const bool cut = handler.failed_at() > line.size();
    return Error{.message =
                     cut ? "JSON cut after byte " + std::to_string(line.size()) + ", line skipped"
                         : "JSON does not parse at byte " + std::to_string(handler.failed_at()) +
                               ", line skipped"};
  }
  if (!handler.is_object())
    return Error{.message = "not a JSON object, line skipped",
                 .advice = R"({"id": "1", "title": "...", "text": "..."} on each line)"};
  if (!handler.has_text())
    return Error{.message = "no member \"text\", line skipped",
                 .advice = R"(rename the member that holds the article to "text")"};
  return fields;
}

}  // namespace boba
