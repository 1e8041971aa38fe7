#include "graph/store/name_tokens.h"

#include <algorithm>

#include "core/utf8.h"
#include "core/vietnamese.h"

namespace boba {

std::string search_form(std::string_view name) {
  const std::string folded = fold_diacritics(fold_i_y(name));
  std::string out;
  out.reserve(folded.size());
  bool space = false;
  for (size_t at = 0; at < folded.size();) {
    const CodePoint c = decode(folded, at);
    if (is_letter(c.value) || is_digit(c.value)) {
      if (space && !out.empty()) out += ' ';
      out.append(folded, at, c.length);
      space = false;
    } else {
      space = true;
    }
    at += c.length;
  }
  return out;
}

std::vector<std::string> name_tokens(std::string_view name) {
  const std::string form = search_form(name);
  std::vector<std::string> tokens;
  for (size_t begin = 0; begin < form.size();) {
    const size_t end = std::min(form.find(' ', begin), form.size());
    tokens.push_back(form.substr(begin, end - begin));
    begin = end + 1;
  }
  std::sort(tokens.begin(), tokens.end());
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  return tokens;
}

}  // namespace boba
