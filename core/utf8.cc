#include "core/utf8.h"

#include <unicode/utf8.h>

namespace boba {
namespace {

constexpr uint32_t kStride = 64;

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

}  // namespace

CodePoint decode(std::string_view text, size_t at) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  size_t next = at;
  UChar32 value;
  U8_NEXT(bytes, next, text.size(), value);
  return {value < 0 ? U'\uFFFD' : static_cast<char32_t>(value), static_cast<uint32_t>(next - at)};
}

void append(std::string& out, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = U'\uFFFD';
  char buffer[4];
  int length = 0;
  U8_APPEND_UNSAFE(buffer, length, static_cast<UChar32>(value));
  out.append(buffer, static_cast<size_t>(length));
}

std::optional<size_t> find_invalid_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  for (size_t at = 0; at < bytes.size();) {
    if (data[at] < 0x80) {
      ++at;
      continue;
    }
    const size_t begin = at;
    UChar32 value;
    U8_NEXT(data, at, bytes.size(), value);
    if (value < 0) return begin;
  }
  return std::nullopt;
}

size_t count_code_points(std::string_view text) {
  size_t count = 0;
  for (char byte : text) count += starts_code_point(byte);
  return count;
}

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  every_.reserve(text.size() / kStride + 1);
  uint32_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i % kStride == 0) every_.push_back(count);
    count += starts_code_point(text[i]);
  }
  if (text.size() % kStride == 0) every_.push_back(count);
}

uint32_t CodePointIndex::at(uint32_t offset) const {
  const uint32_t base = offset / kStride;
  uint32_t count = every_[base];
  for (uint32_t i = base * kStride; i < offset; ++i) count += starts_code_point(text_[i]);
  return count;
}

}  // namespace boba
