// What people say about who is who as lines of text, to keep a list of it under version control.
#ifndef BOBA_CLI_MERGE_LIST_H_
#define BOBA_CLI_MERGE_LIST_H_

#include <istream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "graph/store/store.h"

namespace boba::cli {

// One record a line, tabs between: of a merge two ids, then the names that the graph knows them by; of a separation
// "separate", the id, the document, then the name. Names are for people to read; in a document's id tabs, line ends and
// backslashes are \t, \n, \r and \\. `as_read` is a snapshot without records.
Result<std::string> print_records(const IdentityRecords& records, const Snapshot& as_read);

struct ListedRecord {
  std::variant<MergeRecord, SeparationRecord> record;
  size_t line = 0;  // from 1
};
IdentityRecords records_of(const std::vector<ListedRecord>& listed);

// Reads what print_records writes; names do not count. Empty lines and those that begin with # are passed over. Errors:
// kInvalidInput with `name` and the line.
Result<std::vector<ListedRecord>> parse_records(std::istream& in, std::string_view name);

// The lines of a file, "-" is standard input.
Result<std::vector<ListedRecord>> read_records(const std::string& path);

}  // namespace boba::cli

#endif  // BOBA_CLI_MERGE_LIST_H_
