#include "cli/merge_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "graph/query/resolve.h"

namespace boba::cli {
namespace {

Result<std::string> name_of(EntityId id, const Snapshot& as_read) {
  const auto entity = as_read.entity(id);
  if (!entity) return entity.error();
  std::string name = *entity ? (*entity)->name : std::string();
  std::replace_if(name.begin(), name.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return name;
}

}  // namespace

Result<std::string> print_merges(const std::vector<MergeRecord>& merges, const Snapshot& as_read) {
  std::string out;
  for (const MergeRecord& record : merges) {
    const auto a = name_of(record.a, as_read), b = name_of(record.b, as_read);
    if (!a) return a.error();
    if (!b) return b.error();
    out += fmt::format("{}\t{}\t{}\t{}\n", format_entity_id(record.a), format_entity_id(record.b), *a, *b);
  }
  return out;
}

Result<std::vector<ListedMerge>> parse_merges(std::istream& in, std::string_view name) {
  std::vector<ListedMerge> out;
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const size_t tab = line.find('\t');
    const size_t end = tab == std::string::npos ? tab : line.find('\t', tab + 1);
    const auto a = parse_entity_id(std::string_view(line).substr(0, tab));
    const auto b = tab == std::string::npos ? std::nullopt
                                            : parse_entity_id(std::string_view(line).substr(tab + 1, end - tab - 1));
    if (!a || !b || *a == *b || *a == 0 || *b == 0)
      return Error{ErrorCode::kInvalidInput, "these are not the ids of two entities with a tab between",
                   fmt::format("{}:{}", name, number), "lines as `boba merge --list` prints them"};
    out.push_back({{*a, *b}, number});
  }
  if (in.bad()) return Error{ErrorCode::kIo, "cannot be read", std::string(name)};
  return out;
}

Result<std::vector<ListedMerge>> read_merges(const std::string& path) {
  if (path == "-") return parse_merges(std::cin, "standard input");
  std::ifstream file(path);
  if (!file) return Error{ErrorCode::kNotFound, std::string("cannot be read: ") + std::strerror(errno), path};
  return parse_merges(file, path);
}

}  // namespace boba::cli
