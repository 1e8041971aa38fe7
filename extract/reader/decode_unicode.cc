#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "core/utf8.h"
#include "extract/reader/byte_sources.h"

namespace boba {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kLittleMark = "\xFF\xFE";
constexpr std::string_view kBigMark = "\xFE\xFF";
constexpr char kBad = '\xFF';  // never a byte of UTF-8

bool is_high(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

// UTF-16 to UTF-8 (Unicode 15, D91 and D92).
class Utf16Source : public ByteSource {
 public:
  Utf16Source(std::unique_ptr<ByteSource> source, bool big)
      : source_(std::move(source)), big_(big) {}

  Result<size_t> read(char* buffer, size_t size) override {
    while (at_ == text_.size() && !ended_) {
      const Result<std::string> bytes = read_up_to(*source_, size_t{64} << 10);
      if (!bytes) return bytes.error();
      at_ = 0;
      text_.clear();
      for (const char byte : *bytes) take(static_cast<unsigned char>(byte));
      if (bytes->empty()) finish();
    }
    const size_t count = std::min(size, text_.size() - at_);
    std::memcpy(buffer, text_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  void take(unsigned char byte) {
    if (!half_) {
      half_ = byte;
      return;
    }
    const char32_t first = *std::exchange(half_, std::nullopt);
    const char32_t unit = big_ ? first << 8 | byte : static_cast<char32_t>(byte) << 8 | first;
    if (high_ != 0) {
      const char32_t high = std::exchange(high_, 0);
      if (is_low(unit)) {
        append(text_, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
        return;
      }
      text_.push_back(kBad);
    }
    if (is_high(unit)) {
      high_ = unit;
    } else if (is_low(unit)) {
      text_.push_back(kBad);
    } else {
      append(text_, unit);
    }
  }

  void finish() {
    if (high_ != 0) text_.push_back(kBad);
    if (half_) text_.push_back(kBad);
    ended_ = true;
  }

  std::unique_ptr<ByteSource> source_;
  bool big_;
  bool ended_ = false;
  std::optional<unsigned char> half_;  // the first byte of a unit whose second has not come
  char32_t high_ = 0;                  // a high surrogate that waits for its low one
  std::string text_;
  size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> decode_unicode(std::unique_ptr<ByteSource> source) {
  Result<std::string> head = read_up_to(*source, kUtf8Mark.size());
  if (!head) return head.error();
  const bool big = head->starts_with(kBigMark);
  if (big || head->starts_with(kLittleMark)) {
    std::unique_ptr<ByteSource> rest = prepend(head->substr(kBigMark.size()), std::move(source));
    return std::unique_ptr<ByteSource>(std::make_unique<Utf16Source>(std::move(rest), big));
  }
  if (head->starts_with(kUtf8Mark)) head->clear();
  return prepend(std::move(*head), std::move(source));
}

}  // namespace boba
