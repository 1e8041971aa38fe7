// boba stats: how much a graph holds.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/json_object.h"
#include "cli/output.h"
#include "cli/table.h"

namespace boba::cli {
namespace {

struct Options {
  std::string graph, format = "table";
};

std::string counts_json(const std::vector<NamedCount>& counts) {
  JsonObject object;
  for (const NamedCount& count : counts) object.number(count.name, count.count);
  return object.str();
}

std::string print_json(const GraphStats& stats, uint64_t bytes) {
  return JsonObject()
             .number("documents", stats.documents)
             .number("entities", stats.entities)
             .number("statements", stats.statements)
             .number("supports", stats.supports)
             .number("evidence", stats.evidence)
             .text("oldest", stats.oldest)
             .text("newest", stats.newest)
             .number("bytes", bytes)
             .raw("entities_by_type", counts_json(stats.entities_by_type))
             .raw("statements_by_relation", counts_json(stats.statements_by_relation))
             .raw("statements_by_modality", counts_json(stats.statements_by_modality))
             .str() +
         "\n";
}

std::string print_table(const GraphStats& stats, uint64_t bytes) {
  Table table({"what", "count"});
  table.add({"documents", fmt::to_string(stats.documents)});
  if (!stats.oldest.empty()) table.add_note(fmt::format("published {} to {}", stats.oldest, stats.newest));
  table.add({"entities", fmt::to_string(stats.entities)});
  for (const NamedCount& count : stats.entities_by_type) table.add({"  " + count.name, fmt::to_string(count.count)});
  table.add({"statements", fmt::to_string(stats.statements)});
  for (const NamedCount& count : stats.statements_by_relation)
    table.add({"  " + count.name, fmt::to_string(count.count)});
  for (const NamedCount& count : stats.statements_by_modality)
    table.add({"  " + count.name, fmt::to_string(count.count)});
  table.add({"evidence", fmt::to_string(stats.evidence)});
  table.add({"bytes on disk", fmt::to_string(bytes)});
  return table.print();
}

Outcome run(const Options& options) {
  const auto graph = open_graph(options.graph);
  if (!graph) return failed(graph.error());
  const auto stats = graph_stats(*graph->snapshot);
  if (!stats) return failed(stats.error());
  const auto bytes = graph->store->size_on_disk();
  if (!bytes) return failed(bytes.error());
  return outcome_of(print_to_stdout(options.format == "json" ? print_json(*stats, *bytes) : print_table(*stats, *bytes)));
}

}  // namespace

extern const Command kStats = {
    "stats", "Count documents, entities and statements of a graph",
    "  boba stats --graph news.boba",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_graph(app, options->graph);
      app.add_option("--format", options->format, "table or json")->capture_default_str()
          ->check(CLI::IsMember({"table", "json"}))
          ->type_name("FORMAT");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
