// boba split: take merges back.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/merge_list.h"
#include "cli/output.h"

namespace boba::cli {
namespace {

struct Options {
  std::string graph, from;
  std::vector<std::string> entities;
};

bool names(const MergeRecord& record, EntityId id) { return record.a == id || record.b == id; }

// The entity as articles name it, without merges; of several of the name, one that is merged.
Result<EntityId> id_of(const Snapshot& as_read, const std::vector<MergeRecord>& merges, const std::string& text) {
  const auto recorded = [&](EntityId id) {
    return std::any_of(merges.begin(), merges.end(), [&](const MergeRecord& record) { return names(record, id); });
  };
  const Error unknown{ErrorCode::kNotFound, fmt::format("no merge names '{}'", text), {}, "boba merge --list"};
  if (const auto id = parse_entity_id(text)) return recorded(*id) ? Result<EntityId>(*id) : unknown;
  auto candidates = resolve(as_read, text, SIZE_MAX);
  if (!candidates) return candidates.error();
  std::erase_if(*candidates, [&](const NamedEntity& candidate) { return !recorded(candidate.entity.id); });
  if (candidates->empty()) return unknown;
  if (const NamedEntity* one = unambiguous(*candidates)) return one->entity.id;
  return ambiguous(text, *candidates);
}

Result<std::vector<MergeRecord>> named_records(const Store& store, const Options& options) {
  const auto as_read = store.snapshot_as_read();
  const std::vector<MergeRecord> merges = store.snapshot()->merges();
  std::vector<EntityId> ids;
  for (const std::string& text : options.entities) {
    const auto id = id_of(*as_read, merges, text);
    if (!id) return id.error();
    ids.push_back(*id);
  }
  std::vector<MergeRecord> records;
  for (const MergeRecord& record : merges)
    if (std::all_of(ids.begin(), ids.end(), [&](EntityId id) { return names(record, id); })) records.push_back(record);
  if (records.empty())
    return Error{ErrorCode::kNotFound, fmt::format("no merge is of '{}'", fmt::join(options.entities, "' and '")), {},
                 "boba merge --list; entities may be one through a third"};
  return records;
}

Outcome run(const Options& options) {
  if (options.entities.empty() == options.from.empty() || options.entities.size() > 2)
    return misused({ErrorCode::kInvalidInput, "one entity, two that are merged, or --from FILE", {}, "boba split --help"});
  auto store = open_rocksdb_store(options.graph, {.mode = RocksDbOptions::Mode::kWrite});
  if (!store) return failed(store.error());
  std::vector<MergeRecord> records;
  if (options.from.empty()) {
    auto named = named_records(**store, options);
    if (!named) return outcome_of(named.error());
    records = *std::move(named);
  } else {
    const auto listed = read_merges(options.from);
    if (!listed) return outcome_of(listed.error());
    for (const ListedMerge& one : *listed) records.push_back(one.record);
  }
  const auto taken = (*store)->split(records);
  if (!taken) return outcome_of(taken.error());
  return outcome_of(print_to_stdout(fmt::format("{} taken back\n", *taken)));
}

}  // namespace

extern const Command kSplit = {
    "split", "Take merges back",
    "  boba split \"nguyen van an\" --graph news.boba            all merges of this name\n"
    "  boba split e:618ba6d0c3f1a254 e:0c77aa01d2e3f4b5         the merge of these two\n"
    "  boba split --from merges.tsv",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_graph(app, options->graph);
      app.add_option("ENTITY", options->entities, "Name, alias or id as articles give it: one, or two that are merged")
          ->type_name("");
      app.add_option("--from", options->from, "Take back the lines of a file as `boba merge --list` prints them")
          ->type_name("FILE");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
