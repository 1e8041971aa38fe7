// boba remove: forget articles.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/output.h"

namespace boba::cli {
namespace {

struct Options {
  std::string graph;
  std::vector<std::string> documents;
};

Outcome run(const Options& options) {
  auto store = open_rocksdb_store(options.graph, {.mode = RocksDbOptions::Mode::kWrite});
  if (!store) return failed(store.error());
  std::vector<std::string> missing;
  for (const std::string& document : options.documents) {
    const auto removed = (*store)->remove(document);
    if (!removed) return failed(removed.error());
    if (!*removed) missing.push_back(document);
  }
  const size_t removed = options.documents.size() - missing.size();
  if (auto printed = print_to_stdout(fmt::format("{} removed\n", removed)); !printed) return failed(printed.error());
  if (missing.empty()) return done();
  return failed({ErrorCode::kNotFound, fmt::format("not in the graph: {}", fmt::join(missing, ", ")), {},
                 "the id that `boba query --evidence` prints after a quotation"});
}

}  // namespace

extern const Command kRemove = {
    "remove", "Remove documents and everything that only they support",
    "  boba remove tin-123 --graph news.boba",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_graph(app, options->graph);
      app.add_option("DOC", options->documents, "Ids of documents")->required()->type_name("");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
