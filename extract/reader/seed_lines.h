// Lines of a table under seeds/reader.
#ifndef BOBA_EXTRACT_READER_SEED_LINES_H_
#define BOBA_EXTRACT_READER_SEED_LINES_H_

#include <algorithm>
#include <string_view>

namespace boba {

// Calls take(first, second) for each line that is neither empty nor a comment ("#"); columns are
// divided by one tab, `second` is empty where there is none.
template <typename Take>
void for_each_seed(std::string_view table, Take take) {
  while (!table.empty()) {
    const size_t end = std::min(table.find('\n'), table.size());
    const std::string_view line = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    if (line.empty() || line[0] == '#') continue;
    const size_t tab = std::min(line.find('\t'), line.size());
    take(line.substr(0, tab), line.substr(std::min(tab + 1, line.size())));
  }
}

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_SEED_LINES_H_
