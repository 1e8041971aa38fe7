// Merges as lines of text, to keep a list of them under version control.
#ifndef BOBA_CLI_MERGE_LIST_H_
#define BOBA_CLI_MERGE_LIST_H_

#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "graph/store/store.h"

namespace boba::cli {

// One record a line: two ids with a tab between, then the names that the graph knows them by, for people to read.
// `as_read` is a snapshot without merges.
Result<std::string> print_merges(const std::vector<MergeRecord>& merges, const Snapshot& as_read);

struct ListedMerge {
  MergeRecord record;
  size_t line = 0;  // from 1
};
// Reads what print_merges writes; only the two ids count. Empty lines and those that begin with # are passed over.
// Errors: kInvalidInput with `name` and the line.
Result<std::vector<ListedMerge>> parse_merges(std::istream& in, std::string_view name);

// The lines of a file, "-" is standard input.
Result<std::vector<ListedMerge>> read_merges(const std::string& path);

}  // namespace boba::cli

#endif  // BOBA_CLI_MERGE_LIST_H_
