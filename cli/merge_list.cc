#include "cli/merge_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>

#include "graph/query/resolve.h"

namespace boba::cli {
namespace {

constexpr std::string_view kSeparate = "separate";
constexpr std::pair<char, char> kEscapes[] = {{'\t', 't'}, {'\n', 'n'}, {'\r', 'r'}, {'\\', '\\'}};

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    const auto* escape = std::find_if(std::begin(kEscapes), std::end(kEscapes), [&](auto e) { return e.first == c; });
    if (escape == std::end(kEscapes)) {
      out += c;
    } else {
      out += {'\\', escape->second};
    }
  }
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto* escape = text[i] != '\\' || i + 1 == text.size()
                             ? std::end(kEscapes)
                             : std::find_if(std::begin(kEscapes), std::end(kEscapes),
                                            [&](auto e) { return e.second == text[i + 1]; });
    if (escape != std::end(kEscapes)) ++i;
    out += escape == std::end(kEscapes) ? text[i] : escape->first;
  }
  return out;
}

Result<std::string> name_of(EntityId id, const Snapshot& as_read) {
  const auto entity = as_read.entity(id);
  if (!entity) return entity.error();
  std::string name = *entity ? (*entity)->name : std::string();
  std::replace_if(name.begin(), name.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return name;
}

// What stands before the next tab, taken off the line.
std::string_view take_field(std::string_view& line) {
  const size_t end = std::min(line.find('\t'), line.size());
  const std::string_view field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

std::optional<std::variant<MergeRecord, SeparationRecord>> parse_record(std::string_view line) {
  const std::string_view first = take_field(line);
  const auto a = parse_entity_id(first == kSeparate ? take_field(line) : first);
  const std::string_view second = take_field(line);
  if (!a || *a == 0) return std::nullopt;
  if (first == kSeparate) {
    if (second.empty()) return std::nullopt;
    return SeparationRecord{*a, unescaped(second)};
  }
  const auto b = parse_entity_id(second);
  if (!b || *b == 0 || *a == *b) return std::nullopt;
  return MergeRecord{*a, *b};
}

}  // namespace

Result<std::string> print_records(const IdentityRecords& records, const Snapshot& as_read) {
  // What a separation makes has no name of its own before records are applied: it is that of the one of the others.
  std::map<EntityId, EntityId> origins;
  for (const SeparationRecord& record : records.separations) origins.emplace(separate_id(record), record.entity);
  const auto name = [&](EntityId id) {
    const auto origin = origins.find(id);
    return name_of(origin == origins.end() ? id : origin->second, as_read);
  };
  std::string out;
  for (const MergeRecord& record : records.merges) {
    const auto a = name(record.a), b = name(record.b);
    if (!a) return a.error();
    if (!b) return b.error();
    out += fmt::format("{}\t{}\t{}\t{}\n", format_entity_id(record.a), format_entity_id(record.b), *a, *b);
  }
  for (const SeparationRecord& record : records.separations) {
    const auto its = name(record.entity);
    if (!its) return its.error();
    out += fmt::format("{}\t{}\t{}\t{}\n", kSeparate, format_entity_id(record.entity), escaped(record.document), *its);
  }
  return out;
}

IdentityRecords records_of(const std::vector<ListedRecord>& listed) {
  IdentityRecords out;
  for (const ListedRecord& one : listed) {
    if (const auto* merge = std::get_if<MergeRecord>(&one.record)) {
      out.merges.push_back(*merge);
    } else {
      out.separations.push_back(std::get<SeparationRecord>(one.record));
    }
  }
  return out;
}

Result<std::vector<ListedRecord>> parse_records(std::istream& in, std::string_view name) {
  std::vector<ListedRecord> out;
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    auto record = parse_record(line);
    if (!record)
      return Error{ErrorCode::kInvalidInput, "these are not the ids of two entities, nor of one and a document, with tabs between",
                   fmt::format("{}:{}", name, number), "lines as `boba merge --list` prints them"};
    out.push_back({*std::move(record), number});
  }
  if (in.bad()) return Error{ErrorCode::kIo, "cannot be read", std::string(name)};
  return out;
}

Result<std::vector<ListedRecord>> read_records(const std::string& path) {
  if (path == "-") return parse_records(std::cin, "standard input");
  std::ifstream file(path);
  if (!file) return Error{ErrorCode::kNotFound, std::string("cannot be read: ") + std::strerror(errno), path};
  return parse_records(file, path);
}

}  // namespace boba::cli
