#include "extract/relations/brackets.h"

namespace boba {

uint32_t end_with_brackets(const Document& document, uint32_t first, uint32_t last, uint32_t end) {
  const auto is = [&](uint32_t at, std::string_view bracket) { return document.in(document.syllables[at].span) == bracket; };
  uint32_t opened = last;
  int depth = 0;
  for (uint32_t at = first; at < last; ++at) {
    if (is(at, "(") && depth++ == 0) opened = at;
    if (is(at, ")") && depth-- == 0) return at > first ? at : last;
  }
  if (depth == 0) return last;
  if (depth == 1 && last < end && is(last, ")")) return last + 1;
  return opened > first ? opened : last;
}

}  // namespace boba
