// boba path: how two entities hang together.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/answer_formats.h"
#include "cli/answer_json.h"
#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/json_object.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/seed_ontology.h"
#include "graph/algorithms/algorithms.h"

namespace boba::cli {
namespace {

struct Options {
  std::string graph, from, to, format = "text";
  std::vector<std::string> relations;
  size_t max_hops = 6;
  float min_confidence = 0;
};

struct Step {
  EntityRecord from, to;
  std::vector<Answer> answers;  // what links the two, surest first
};

Result<Step> step(const Snapshot& snapshot, const EntityGraph::Hop& hop) {
  Step out;
  for (const auto& [id, record] : {std::pair(hop.from, &out.from), std::pair(hop.to, &out.to)}) {
    auto entity = snapshot.entity(id);
    if (!entity) return entity.error();
    if (*entity) *record = **std::move(entity);
  }
  for (const StatementId id : hop.statements) {
    auto answer = answer_of(snapshot, id);
    if (!answer) return answer.error();
    if (*answer) out.answers.push_back(**std::move(answer));
  }
  std::stable_sort(out.answers.begin(), out.answers.end(),
                   [](const Answer& a, const Answer& b) { return a.confidence > b.confidence; });
  return out;
}

std::string print_text(const std::vector<Step>& steps) {
  std::string out;
  for (const Step& hop : steps) {
    if (hop.answers.empty()) continue;
    const Answer& answer = hop.answers.front();
    const bool forward = answer.subject.id == hop.from.id;
    out += fmt::format(fmt::runtime(forward ? "{} --{}--> {}" : "{} <--{}-- {}"), hop.from.name, answer.relation,
                       hop.to.name);
    const std::string more = hop.answers.size() > 1 ? fmt::format(", and {} more", hop.answers.size() - 1) : "";
    out += fmt::format("  ({:.2f}{})\n", answer.confidence, more);
    if (!answer.evidence.empty()) out += "    " + quotation(answer.evidence.front(), stdout_has_colour()) + "\n";
  }
  return out;
}

std::string print_json(const std::vector<Step>& steps) {
  std::vector<std::string> hops;
  for (const Step& hop : steps) {
    std::vector<std::string> statements;
    for (const Answer& answer : hop.answers) statements.push_back(answer_json(answer));
    hops.push_back(JsonObject()
                       .raw("from", entity_json({hop.from.id, hop.from.type, hop.from.name}))
                       .raw("to", entity_json({hop.to.id, hop.to.type, hop.to.name}))
                       .raw("statements", json_array(statements))
                       .str());
  }
  return json_array(hops) + "\n";
}

Result<EntityGraph::Options> view_options(const std::vector<std::string>& labels, float min_confidence) {
  EntityGraph::Options view{.min_confidence = min_confidence};
  if (labels.empty()) return view;
  const auto ontology = seed_ontology();
  if (!ontology) return ontology.error();
  for (const std::string& label : labels) {
    const auto relation = find_relation(*ontology, label);
    if (!relation) return relation.error();
    view.relations.push_back((*ontology)[*relation].name);
  }
  return view;
}

Outcome run(const Options& options) {
  const auto view = view_options(options.relations, options.min_confidence);
  if (!view) return outcome_of(view.error());
  const auto graph = open_graph(options.graph);
  if (!graph) return failed(graph.error());
  const auto from = find_entity(*graph->snapshot, options.from);
  if (!from) return outcome_of(from.error());
  const auto to = find_entity(*graph->snapshot, options.to);
  if (!to) return outcome_of(to.error());
  const auto entities = EntityGraph::build(*graph->snapshot, *view);
  if (!entities) return failed(entities.error());
  const auto hops = entities->shortest_path(from->id, to->id, options.max_hops);
  std::vector<Step> steps;
  if (hops)
    for (const EntityGraph::Hop& hop : *hops) {
      auto one = step(*graph->snapshot, hop);
      if (!one) return failed(one.error());
      steps.push_back(*std::move(one));
    }
  if (from->id == to->id) report_note(fmt::format("both names mean {}", from->name));
  if (!hops) report_note(fmt::format("no path of at most {} hops", options.max_hops));
  return outcome_of(print_to_stdout(options.format == "json" ? print_json(steps) : print_text(steps)));
}

}  // namespace

extern const Command kPath = {
    "path", "Find a shortest path between two entities, with a sentence for every hop",
    "  boba path \"nguyen van an\" \"bo y te\"\n"
    "  boba path \"nguyen van an\" \"bo y te\" --min-confidence 0.6\n"
    "  boba path \"A\" \"B\" --relation memberOf --relation partOf --max-hops 4",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_graph(app, options->graph);
      app.add_option("FROM", options->from, "Name, alias or id")->required()->type_name("");
      app.add_option("TO", options->to, "Name, alias or id")->required()->type_name("");
      app.add_option("--relation", options->relations, "Go along these relations alone")
          ->type_name("RELATION")
          ->take_all()
          ->expected(1);
      declare_min_confidence(app, options->min_confidence);
      app.add_option("--max-hops", options->max_hops, "Longest path to look for")->capture_default_str()
          ->check(CLI::Range(1, 1000))
          ->type_name("N");
      app.add_option("--format", options->format, "text or json")->capture_default_str()
          ->check(CLI::IsMember({"text", "json"}))
          ->type_name("FORMAT");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
