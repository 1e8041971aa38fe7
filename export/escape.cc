#include "export/escape.h"

#include <fmt/format.h>

#include <array>

#include "core/utf8.h"
#include "core/vietnamese.h"

namespace boba {
namespace {

bool is_illegal(char32_t c) {
  const bool line = c == U'\t' || c == U'\n' || c == U'\r';
  return (c < 0x20 && !line) || c == 0x7F || c == 0xFFFE || c == 0xFFFF;
}

// Copies `clean`, each byte that `replacement` names replaced by what it returns.
template <typename Replacement>
std::string replace_bytes(std::string_view clean, Replacement replacement) {
  std::string out;
  out.reserve(clean.size() + clean.size() / 16);
  for (const char c : clean) {
    const std::string_view other = replacement(c);
    if (other.empty()) {
      out += c;
    } else {
      out += other;
    }
  }
  return out;
}

std::string_view backslash_escape(char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return {};
  }
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += c.length;
    append(out, is_illegal(c.value) ? U'\uFFFD' : c.value);
  }
  return out;
}

std::string clean_label(std::string_view text) {
  const std::string nfc = to_nfc(clean_text(text));
  std::string out;
  out.reserve(nfc.size());
  for (size_t at = 0; at < nfc.size();) {
    const CodePoint c = decode(nfc, at);
    at += c.length;
    if (c.value == 0x200B || c.value == 0xFEFF) continue;
    append(out, c.value == U'\t' || c.value == U'\n' || c.value == U'\r' ? U' ' : c.value);
  }
  return out;
}

std::string escape_xml(std::string_view clean) {
  return replace_bytes(clean, [](char c) -> std::string_view {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '"': return "&quot;";
      case '\n': return "&#10;";
      case '\r': return "&#13;";
      case '\t': return "&#9;";
      default: return {};
    }
  });
}

std::string escape_json(std::string_view valid) {
  std::array<char, 8> buffer;  // outlives each call of the lambda
  return replace_bytes(valid, [&](char c) -> std::string_view {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 || c == '\n' || c == '\r' || c == '\t') return backslash_escape(c);
    const auto end = fmt::format_to(buffer.begin(), "\\u{:04x}", byte);
    return {buffer.data(), static_cast<size_t>(end - buffer.begin())};
  });
}

std::string escape_nquads(std::string_view clean) { return replace_bytes(clean, backslash_escape); }

std::string safe_iri(std::string_view url) {
  if (!url.starts_with("http://") && !url.starts_with("https://")) return {};
  std::string out;
  for (const char c : to_nfc(clean_text(url))) {
    const bool illegal = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F ||
                         std::string_view("<>\"{}|^`\\").find(c) != std::string_view::npos;
    if (illegal) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace boba
