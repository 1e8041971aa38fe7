// Lines of a seed file.
#ifndef BOBA_EXTRACT_ANNOTATORS_LINES_H_
#define BOBA_EXTRACT_ANNOTATORS_LINES_H_

#include <algorithm>
#include <string_view>

namespace boba {

// Calls take(line) for each line that is neither empty nor a comment ("#").
template <typename Take>
void for_each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (!line.empty() && line[0] != '#') take(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_LINES_H_
