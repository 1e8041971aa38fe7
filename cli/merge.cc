// boba merge: record that names mean one entity; take separations back.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/merge_list.h"
#include "cli/output.h"
#include "graph/query/identity.h"
#include "graph/query/separation.h"

namespace boba::cli {
namespace {

struct Options {
  std::string graph, from;
  std::vector<std::string> entities, documents;
  bool list = false, force = false;
};

constexpr std::string_view kForce = "boba show to compare them; --force merges all the same";

// The id that is typed, or that of the one entity of the name.
Result<EntityId> id_of(const Snapshot& snapshot, const std::string& text, bool force) {
  const auto id = parse_entity_id(text);
  if (id && force) return *id;
  const auto entity = find_entity(snapshot, text);
  if (entity) return id ? *id : entity->id;
  Error error = entity.error();
  if (id) error.advice = "ids as `boba show` prints them; --force records it for articles to come";
  return error;
}

Status check(const Snapshot& snapshot, const MergeRecord& record, const std::string& where) {
  const auto reason = objection(snapshot, record.a, record.b);
  if (!reason) return reason.error();
  if (reason->empty()) return {};
  return Error{ErrorCode::kInvalidInput, *reason, where, std::string(kForce)};
}

Result<IdentityRecords> typed_records(const Snapshot& snapshot, const Options& options) {
  IdentityRecords records;
  std::optional<EntityId> first;
  for (const std::string& text : options.entities) {
    const auto id = id_of(snapshot, text, options.force);
    if (!id) return id.error();
    if (!first) {
      first = *id;
      continue;
    }
    if (*id == *first)
      return Error{ErrorCode::kInvalidInput, fmt::format("'{}' and '{}' are one already", options.entities.front(), text),
                   {}, "boba merge --list"};
    const MergeRecord record{*first, *id};
    if (!options.force)
      if (const Status good = check(snapshot, record, {}); !good) return good.error();
    records.merges.push_back(record);
  }
  return records;
}

Result<IdentityRecords> listed_records(const Snapshot& snapshot, const Options& options) {
  const auto listed = read_records(options.from);
  if (!listed) return listed.error();
  for (const auto& [record, line] : *listed) {
    const auto* merge = std::get_if<MergeRecord>(&record);
    if (merge == nullptr || options.force) continue;
    if (const Status good = check(snapshot, *merge, fmt::format("{}:{}", options.from, line)); !good) return good.error();
  }
  return records_of(*listed);
}

Outcome list(const Options& options) {
  const auto graph = open_graph(options.graph);
  if (!graph) return failed(graph.error());
  const auto lines = print_records(graph->snapshot->identity_records(), *graph->store->snapshot_as_read());
  if (!lines) return failed(lines.error());
  return outcome_of(print_to_stdout(*lines));
}

Outcome unite(Store& store, const Options& options) {
  const auto snapshot = store.snapshot();
  // By a name the one that articles give it to: several are known by it now.
  const auto id = id_of(*store.snapshot_as_read(), options.entities.front(), true);
  if (!id) return outcome_of(id.error());
  const auto change = records_together(*snapshot, *id, options.documents);
  if (!change) return outcome_of(change.error());
  // First what goes on being one: a program that ends between the two leaves nothing apart.
  const auto recorded = store.record(change->record);
  if (!recorded) return failed(recorded.error());
  const auto taken = store.take_back(change->take_back);
  if (!taken) return failed(taken.error());
  return outcome_of(print_to_stdout(fmt::format("{} taken back\n", change->take_back.separations.size())));
}

Outcome run(const Options& options) {
  const bool named = !options.entities.empty(), listed = !options.from.empty();
  const bool separated = !options.documents.empty();
  if (named + listed + options.list != 1 || (named && (options.entities.size() == 1) != separated) ||
      (separated && !named))
    return misused({ErrorCode::kInvalidInput, "two entities to merge, one with --document, or --from FILE, or --list", {},
                    "boba merge --help"});
  if (options.list) return list(options);
  // A list may come before the first article.
  const auto mode = listed ? RocksDbOptions::Mode::kCreate : RocksDbOptions::Mode::kWrite;
  auto store = open_rocksdb_store(options.graph, {.mode = mode});
  if (!store) return failed(store.error());
  if (separated) return unite(**store, options);
  const auto snapshot = listed ? (*store)->snapshot_as_read() : (*store)->snapshot();
  const auto records = listed ? listed_records(*snapshot, options) : typed_records(*snapshot, options);
  if (!records) return outcome_of(records.error());
  const auto added = (*store)->record(*records);
  if (!added) return outcome_of(added.error());
  return outcome_of(print_to_stdout(fmt::format("{} recorded, {} known\n", *added, records->size() - *added)));
}

}  // namespace

extern const Command kMerge = {
    "merge", "Record that two names mean one entity; list such records",
    "  boba merge \"nguyen van an\" e:618ba6d0c3f1a254 --graph news.boba\n"
    "  boba merge \"nguyen van an\" --document tin-7           what `boba split --document` told apart is one again\n"
    "  boba merge --list > merges.tsv\n"
    "  boba merge --from merges.tsv\n"
    "Articles stay as they were read: `boba split` takes a merge back without a trace.",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_graph(app, options->graph);
      app.add_option("ENTITY", options->entities, "Names, aliases or ids of one entity")->type_name("");
      app.add_option("--document", options->documents,
                     "The entity of which the document is no longer to mean another one of the name; again for more")
          ->type_name("ID")
          ->allow_extra_args(false);
      app.add_flag("--list", options->list,
                   "Print what is recorded, tabs between: two ids that are one, or \"separate\", an id and a document; names");
      app.add_option("--from", options->from, "Record the lines of a file as --list prints them; - is standard input")
          ->type_name("FILE");
      app.add_flag("--force", options->force, "Also two types, contradicting persons, ids that the graph does not know");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
