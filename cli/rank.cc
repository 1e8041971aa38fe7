// boba rank: the entities at the centre of the graph.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/answer_formats.h"
#include "cli/answer_json.h"
#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/json_object.h"
#include "cli/output.h"
#include "cli/table.h"
#include "graph/algorithms/algorithms.h"

namespace boba::cli {
namespace {

struct Options {
  std::string graph, by = "pagerank", type, format = "table";
  size_t limit = 20;
  float min_confidence = 0;
};

struct Ranked {
  EntityRecord entity;
  double score = 0;
};

Result<std::vector<Ranked>> ranked(const Options& options, const Snapshot& snapshot) {
  const auto entities = EntityGraph::build(snapshot, {.min_confidence = options.min_confidence});
  if (!entities) return entities.error();
  const auto type = parse_entity_type(options.type);
  std::vector<Ranked> out;
  for (const EntityGraph::Rank& rank : options.by == "degree" ? entities->degree_rank() : entities->page_rank()) {
    if (options.limit != 0 && out.size() == options.limit) break;
    auto entity = snapshot.entity(rank.entity);
    if (!entity) return entity.error();
    if (*entity && (!type || (*entity)->type == *type)) out.push_back({**std::move(entity), rank.score});
  }
  return out;
}

std::string score_text(const Options& options, double score) {
  return options.by == "degree" ? fmt::format("{:.0f}", score) : fmt::format("{:.6f}", score);
}

std::string print(const Options& options, const std::vector<Ranked>& all) {
  Table table({"rank", options.by, "docs", "type", "name"}, 72);
  std::vector<std::string> lines;
  std::string csv = csv_line({"rank", options.by, "documents", "type", "id", "name"});
  for (size_t i = 0; i < all.size(); ++i) {
    const EntityRecord& entity = all[i].entity;
    const std::string rank = fmt::to_string(i + 1), score = score_text(options, all[i].score);
    const std::string type(to_string(entity.type)), documents = fmt::to_string(entity.documents);
    table.add({rank, score, documents, type, entity.name});
    csv += csv_line({rank, score, documents, type, format_entity_id(entity.id), entity.name});
    lines.push_back(JsonObject()
                        .number("rank", i + 1)
                        .raw(options.by, score)
                        .raw("entity", entity_json({entity.id, entity.type, entity.name}))
                        .number("documents", entity.documents)
                        .str());
  }
  if (options.format == "csv") return csv;
  if (options.format == "json") return json_array(lines) + "\n";
  if (options.format == "jsonl") return lines.empty() ? "" : fmt::format("{}\n", fmt::join(lines, "\n"));
  return table.print();
}

Outcome run(const Options& options) {
  const auto graph = open_graph(options.graph);
  if (!graph) return failed(graph.error());
  const auto all = ranked(options, *graph->snapshot);
  if (!all) return failed(all.error());
  return outcome_of(print_to_stdout(print(options, *all)));
}

std::vector<std::string> type_names() {
  std::vector<std::string> names;
  for (size_t i = 0; i < kEntityTypes; ++i) names.emplace_back(to_string(static_cast<EntityType>(i)));
  return names;
}

}  // namespace

extern const Command kRank = {
    "rank", "List the most central entities, by PageRank or degree",
    "  boba rank --type Person --limit 10\n"
    "  boba rank --by degree --format csv",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_graph(app, options->graph);
      app.add_option("--by", options->by, "pagerank or degree (statements in and out)")->capture_default_str()
          ->check(CLI::IsMember({"pagerank", "degree"}))
          ->type_name("MEASURE");
      app.add_option("--type", options->type, "Entities of this type alone")
          ->transform(CLI::IsMember(type_names(), CLI::ignore_case))
          ->type_name("TYPE");
      declare_min_confidence(app, options->min_confidence);
      app.add_option("--limit", options->limit, "At most so many; 0 is all")->capture_default_str()
          ->check(CLI::Range(0, kMostAnswers))
          ->type_name("N");
      app.add_option("--format", options->format, "table, json, jsonl or csv")->capture_default_str()
          ->check(CLI::IsMember(answer_format_names()))
          ->type_name("FORMAT");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
