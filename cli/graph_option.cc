#include "cli/graph_option.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/table.h"

namespace boba::cli {

void declare_graph(CLI::App& app, std::string& directory) {
  app.add_option("--graph", directory, "Directory of the graph (or set BOBA_GRAPH)")
      ->envname("BOBA_GRAPH")
      ->required()
      ->type_name("DIR");
}

void declare_min_confidence(CLI::App& app, float& least) {
  app.add_option("--min-confidence", least, "Statements of at least this probability")->check(CLI::Range(0.0, 1.0))->type_name("P");
}

Result<OpenGraph> open_graph(const std::string& directory) {
  auto store = open_rocksdb_store(directory);
  if (!store) {
    Error error = store.error();
    if (error.advice.empty() && error.code == ErrorCode::kNotFound) error.advice = "boba build ARTICLES --graph " + directory;
    return error;
  }
  OpenGraph graph{*std::move(store), nullptr};
  graph.snapshot = graph.store->snapshot();
  return graph;
}

Result<EntityRecord> find_entity(const Snapshot& snapshot, const std::string& text) {
  auto candidates = resolve(snapshot, text);
  if (!candidates) return candidates.error();
  if (const NamedEntity* one = unambiguous(*candidates)) return one->entity;
  if (candidates->empty())
    return Error{ErrorCode::kNotFound, fmt::format("nothing in the graph is named '{}'", text), {},
                 "fewer words of the name; diacritics and case do not matter"};
  return ambiguous(text, *candidates);
}

Error ambiguous(const std::string& text, const std::vector<NamedEntity>& candidates) {
  Table table({"id", "type", "docs", "name"}, 72);
  for (const NamedEntity& candidate : candidates)
    table.add({format_entity_id(candidate.entity.id), std::string(to_string(candidate.entity.type)),
               fmt::to_string(candidate.entity.documents), candidate.entity.name});
  std::string lines = table.print();
  lines.pop_back();
  return {ErrorCode::kInvalidInput, fmt::format("'{}' may mean {} entities\n{}", text, candidates.size(), lines), {},
          fmt::format("one of the ids, as in {}", format_entity_id(candidates.front().entity.id))};
}

}  // namespace boba::cli
