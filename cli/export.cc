// boba export: the graph in a format that other programs read.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/output.h"
#include "cli/seed_ontology.h"
#include "export/formats.h"

namespace boba::cli {
namespace {

struct Options {
  std::string graph, format, output = "-";
  ExportOptions exported;
};

Outcome run(const Options& options) {
  const Format* format = options.format.empty() ? format_of_path(options.output) : find_format(options.format);
  if (format == nullptr)
    return misused({ErrorCode::kInvalidInput, "no format given", {}, "--format graphml, or -o with a known suffix"});
  if (auto good = check_base(options.exported.base); !good) return misused(good.error());
  const auto ontology = seed_ontology();
  if (!ontology) return failed(ontology.error());
  const auto graph = open_graph(options.graph);
  if (!graph) return failed(graph.error());
  auto output = open_output(options.output);
  if (!output) return failed(output.error());
  if (auto written = format->write(*graph->snapshot, *ontology, options.exported, **output); !written)
    return failed(written.error());
  if (auto closed = (*output)->close(); !closed) return failed(closed.error());
  return done();
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : formats()) names.emplace_back(format.name);
  return names;
}

}  // namespace

extern const Command kExport = {
    "export", "Write the graph as GraphML, JSON-LD or N-Quads",
    "  boba export -o news.graphml\n"
    "  boba export --format nquads -o news.nq.zst --base https://news.example.org/\n"
    "GraphML opens in Gephi, Cytoscape, networkx; above a million edges prefer N-Quads.",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      options->exported.generator = "boba " BOBA_VERSION;
      declare_graph(app, options->graph);
      app.add_option("--format", options->format, fmt::format("{}; else by the suffix of -o", fmt::join(format_names(), ", ")))
          ->check(CLI::IsMember(format_names()))
          ->type_name("FORMAT");
      app.add_option("-o,--output", options->output, "File, complete or not there; .gz and .zst compress")
          ->type_name("FILE");
      app.add_option("--base", options->exported.base, "IRIs begin with this")->capture_default_str()->type_name("IRI");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
