#ifndef BOBA_CLI_GRAPH_OPTION_H_
#define BOBA_CLI_GRAPH_OPTION_H_

#include <memory>
#include <optional>
#include <string>

#include "core/result.h"
#include "graph/query/query.h"
#include "graph/query/resolve.h"
#include "graph/store/rocksdb_store.h"

namespace CLI {
class App;
}

namespace boba::cli {

// Declares --graph DIR (or BOBA_GRAPH) into `directory`.
void declare_graph(CLI::App& app, std::string& directory);

// Declares --min-confidence P, of statements, into `least`.
void declare_min_confidence(CLI::App& app, float& least);

// A graph open for reading and its snapshot.
struct OpenGraph {
  std::unique_ptr<Store> store;
  std::unique_ptr<Snapshot> snapshot;  // goes before its store
};
Result<OpenGraph> open_graph(const std::string& directory);

// The one entity that `text` means. Errors: kNotFound when nothing has that name, kInvalidInput with the candidates
// when several have.
Result<EntityRecord> find_entity(const Snapshot& snapshot, const std::string& text);

// The error for a text with several candidates: one a line, with the id that would have been clear.
Error ambiguous(const std::string& text, const std::vector<NamedEntity>& candidates);

}  // namespace boba::cli

#endif  // BOBA_CLI_GRAPH_OPTION_H_
