#include "extract/annotators/name_rules.h"

namespace boba {
namespace {

// Over the end of a name into what is said of it; the titles of works, in quotation marks, may hold any word.
bool runs_on(const NameCells& cells, uint32_t first, uint32_t last) {
  for (uint32_t at = first + 1; at < last; ++at)
    if (cells[at].ends_names && !cells[at].quoted) return true;
  return false;
}

bool is_balanced(const Document& document, uint32_t first, uint32_t last) {
  int depth = 0, quotes = 0;
  bool straight = false;  // quotation marks that open and close alike
  for (uint32_t at = first; at < last && depth >= 0 && quotes >= 0; ++at) {
    const std::string_view text = document.in(document.syllables[at].span);
    if (text == "(") ++depth;
    if (text == ")") --depth;
    if (text == "\xE2\x80\x9C") ++quotes;  // U+201C, U+201D
    if (text == "\xE2\x80\x9D") --quotes;
    if (text == "\"") straight = !straight;
  }
  return depth == 0 && quotes == 0 && !straight;
}

}  // namespace

bool cuts_phrase(const NameCells& cells, uint32_t last) {
  constexpr uint32_t kWhole = bit(PhraseClass::kPosition) | bit(PhraseClass::kConceptHead) |
                              bit(PhraseClass::kProvince) | bit(PhraseClass::kCountry);
  if (last >= cells.all().size()) return false;
  return cells[last].inside > 0 && (cells[last].classes & kWhole) != 0;
}

bool cannot_be_name(const Document& document, const NameCells& cells, uint32_t first, uint32_t last) {
  return runs_on(cells, first, last) || cuts_phrase(cells, last) || !is_balanced(document, first, last);
}

}  // namespace boba
