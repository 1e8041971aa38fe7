// Half-open ranges of a UTF-8 text.
#ifndef BOBA_CORE_SPAN_H_
#define BOBA_CORE_SPAN_H_

#include <compare>
#include <cstdint>
#include <string_view>

namespace boba {

// [begin, end) in bytes of Document::text, both on code-point boundaries. Exported as code points
// (core/utf8.h converts), because Web Annotation selectors count those.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }

  friend auto operator<=>(const Span&, const Span&) = default;
};

// The smallest span that holds both.
inline Span cover(Span a, Span b) {
  return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace boba

#endif  // BOBA_CORE_SPAN_H_
