// boba split: take merges back; keep two of one name apart.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>

#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/merge_list.h"
#include "cli/output.h"
#include "embedded/seeds.h"
#include "graph/query/namesakes.h"
#include "graph/query/separation.h"

namespace boba::cli {
namespace {

struct Options {
  std::string graph, from;
  std::vector<std::string> entities, documents;
  bool candidates = false, certain = false;
};

// ---- merges

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

Result<IdentityRecords> named_merges(const Store& store, const Options& options) {
  const auto as_read = store.snapshot_as_read();
  const std::vector<MergeRecord> merges = store.snapshot()->identity_records().merges;
  std::vector<EntityId> ids;
  for (const std::string& text : options.entities) {
    const auto id = id_of(*as_read, merges, text);
    if (!id) return id.error();
    ids.push_back(*id);
  }
  IdentityRecords records;
  for (const MergeRecord& record : merges)
    if (std::all_of(ids.begin(), ids.end(), [&](EntityId id) { return names(record, id); })) records.merges.push_back(record);
  if (records.empty())
    return Error{ErrorCode::kNotFound, fmt::format("no merge is of '{}'", fmt::join(options.entities, "' and '")), {},
                 "boba merge --list; entities may be one through a third"};
  return records;
}

Outcome take_back(Store& store, const Options& options) {
  IdentityRecords records;
  if (options.from.empty()) {
    auto named = named_merges(store, options);
    if (!named) return outcome_of(named.error());
    records = *std::move(named);
  } else {
    const auto listed = read_records(options.from);
    if (!listed) return outcome_of(listed.error());
    records = records_of(*listed);
  }
  const auto taken = store.take_back(records);
  if (!taken) return outcome_of(taken.error());
  return outcome_of(print_to_stdout(fmt::format("{} taken back\n", *taken)));
}

// ---- two of one name

std::string counted(size_t n, std::string_view what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); }

Outcome separate(Store& store, const Options& options) {
  const auto entity = find_entity(*store.snapshot(), options.entities.front());
  if (!entity) return outcome_of(entity.error());
  const auto records = records_apart(store, entity->id, options.documents);
  if (!records) return outcome_of(records.error());
  const auto added = store.record(*records);
  if (!added) return outcome_of(added.error());
  const auto made = store.snapshot()->entity(separate_id(records->separations.front()));
  if (!made) return failed(made.error());
  return outcome_of(print_to_stdout(fmt::format("{} in {} is {} now\n", entity->name,
                                                counted(options.documents.size(), "document"),
                                                format_entity_id((*made)->id))));
}

Result<std::vector<Namesakes>> namesakes(const Snapshot& snapshot) {
  return find_namesakes(snapshot, BirthCues::parse(seeds::find("grammar/births.tsv")));
}

std::string why(const Namesake& person) {
  if (person.born) return fmt::format("born {}", *person.born);
  std::set<std::string> all = person.offices.positions;
  all.insert(person.offices.organizations.begin(), person.offices.organizations.end());
  return fmt::format("{}", fmt::join(all, "; "));
}

Outcome print_candidates(const Options& options) {
  const auto graph = open_graph(options.graph);
  if (!graph) return failed(graph.error());
  const auto all = namesakes(*graph->snapshot);
  if (!all) return failed(all.error());
  std::string out;
  for (const Namesakes& one : *all) {
    const std::string id = format_entity_id(one.entity.id);
    out += fmt::format("{}  {}  {}{}\n", one.entity.name, id, counted(one.entity.documents, "document"),
                       one.certain ? "  certain" : "");
    for (const Namesake& person : one.persons)
      out += fmt::format("  {}: {}\n", why(person), fmt::join(person.documents, " "));
    for (size_t i = 1; i < one.persons.size(); ++i)
      out += fmt::format("    boba split {} --document {}\n", id, fmt::join(one.persons[i].documents, " --document "));
  }
  return outcome_of(print_to_stdout(out));
}

// All that is told apart with certainty, but for the one of each name with most documents, who keeps its id.
Outcome separate_certain(Store& store) {
  const auto all = namesakes(*store.snapshot());
  if (!all) return failed(all.error());
  IdentityRecords records;
  size_t names = 0, persons = 0;
  for (const Namesakes& one : *all) {
    if (!one.certain) continue;
    ++names;
    for (size_t i = 1; i < one.persons.size(); ++i, ++persons) {
      const auto apart = records_apart(store, one.entity.id, one.persons[i].documents);
      if (!apart) return outcome_of(apart.error());
      records.merges.insert(records.merges.end(), apart->merges.begin(), apart->merges.end());
      records.separations.insert(records.separations.end(), apart->separations.begin(), apart->separations.end());
    }
  }
  const auto added = store.record(records);
  if (!added) return outcome_of(added.error());
  return outcome_of(print_to_stdout(fmt::format("{} of {} kept apart, {} recorded\n", counted(persons, "person"),
                                                counted(names, "name"), *added)));
}

Outcome run(const Options& options) {
  const bool apart = !options.documents.empty(), named = !options.entities.empty(), listed = !options.from.empty();
  if (named + listed + options.candidates + options.certain != 1 || (apart && options.entities.size() != 1) ||
      options.entities.size() > 2)
    return misused({ErrorCode::kInvalidInput,
                    "one entity, two that are merged, one with --document, --from FILE, --candidates or --certain", {},
                    "boba split --help"});
  if (options.candidates) return print_candidates(options);
  auto store = open_rocksdb_store(options.graph, {.mode = RocksDbOptions::Mode::kWrite});
  if (!store) return failed(store.error());
  if (options.certain) return separate_certain(**store);
  return apart ? separate(**store, options) : take_back(**store, options);
}

}  // namespace

extern const Command kSplit = {
    "split", "Take merges back; keep two of one name apart",
    "  boba split \"nguyen van an\" --graph news.boba            all merges of this name\n"
    "  boba split e:618ba6d0c3f1a254 e:0c77aa01d2e3f4b5         the merge of these two\n"
    "  boba split --from merges.tsv\n"
    "  boba split \"nguyen van an\" --document tin-7            another one of the name is meant there\n"
    "  boba split --candidates                                  names that two may bear, and why\n"
    "`boba merge --list` shows what is recorded, `boba merge NAME --document ID` makes one of two again.",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_graph(app, options->graph);
      app.add_option("ENTITY", options->entities, "Name, alias or id as articles give it: one, or two that are merged")
          ->type_name("");
      app.add_option("--document", options->documents,
                     "A document that means another one by the name than others do; again for more, which mean the same one")
          ->type_name("ID")
          ->allow_extra_args(false);
      app.add_flag("--candidates", options->candidates, "Print persons who may be two, by births and offices, and commands");
      app.add_flag("--certain", options->certain, "Keep those apart whose births lie three years apart or more");
      app.add_option("--from", options->from, "Take back the lines of a file as `boba merge --list` prints them")
          ->type_name("FILE");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
