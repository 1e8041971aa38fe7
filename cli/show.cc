// boba show: the card of an entity.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/answer_formats.h"
#include "cli/answer_json.h"
#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/json_object.h"
#include "cli/output.h"

namespace boba::cli {
namespace {

struct Options {
  std::string graph, entity, format = "text";
  size_t limit = 20;
};

std::string forms(const std::vector<NameForm>& names, std::string_view without) {
  std::string out;
  for (const NameForm& form : names)
    if (form.text != without) out += (out.empty() ? "" : "; ") + form.text;
  return out;
}

// One fact a paragraph: the statement, its circumstances, its sentences.
std::string facts(std::string_view heading, const std::vector<Answer>& answers, bool colour) {
  if (answers.empty()) return {};
  std::string out = fmt::format("\n{}\n", heading);
  for (const Answer& answer : answers) {
    const std::string modality =
        answer.modality == Modality::kAsserted ? "" : fmt::format(" [{}]", to_string(answer.modality));
    out += fmt::format("  {} - {} - {}{} ({:.2f})\n", answer.subject.name, answer.relation, object_text(answer), modality,
                       answer.confidence);
    if (const std::string more = circumstances(answer); !more.empty()) out += "      " + more + "\n";
    for (const EvidenceAnswer& evidence : answer.evidence) out += "      " + quotation(evidence, colour) + "\n";
  }
  return out;
}

std::string print_text(const EntityCard& card) {
  const EntityRecord& entity = card.entity;
  const bool colour = stdout_has_colour();
  std::string out = fmt::format("{}\n{}  {}  {} document{}\n", entity.name, to_string(entity.type),
                                format_entity_id(entity.id), entity.documents, entity.documents == 1 ? "" : "s");
  if (const std::string names = forms(entity.names, entity.name); !names.empty()) out += "also written: " + names + "\n";
  if (const std::string names = forms(entity.aliases, entity.name); !names.empty()) out += "also called: " + names + "\n";
  out += facts("facts", card.outgoing, colour);
  out += facts("facts of others about it", card.incoming, colour);
  return out + facts("claims by it", card.spoken, colour);
}

std::string print_json(const EntityCard& card) {
  const auto list = [](const std::vector<Answer>& answers) {
    std::vector<std::string> items;
    for (const Answer& answer : answers) items.push_back(answer_json(answer));
    return json_array(items);
  };
  std::vector<std::string> aliases;
  for (const auto* forms : {&card.entity.names, &card.entity.aliases})
    for (const NameForm& form : *forms)
      aliases.push_back(JsonObject().text("name", form.text).number("documents", form.documents).str());
  return JsonObject()
             .raw("entity", entity_json({card.entity.id, card.entity.type, card.entity.name}))
             .number("documents", card.entity.documents)
             .raw("names", json_array(aliases))
             .raw("outgoing", list(card.outgoing))
             .raw("incoming", list(card.incoming))
             .raw("spoken", list(card.spoken))
             .str() +
         "\n";
}

Outcome run(const Options& options) {
  const auto graph = open_graph(options.graph);
  if (!graph) return failed(graph.error());
  const auto entity = find_entity(*graph->snapshot, options.entity);
  if (!entity) return outcome_of(entity.error());
  const auto card = entity_card(*graph->snapshot, entity->id, options.limit);
  if (!card) return failed(card.error());
  if (!*card) return failed({ErrorCode::kNotFound, fmt::format("no entity {}", options.entity)});
  return outcome_of(print_to_stdout(options.format == "json" ? print_json(**card) : print_text(**card)));
}

}  // namespace

extern const Command kShow = {
    "show", "Show all about an entity, with the quoted sentences",
    "  boba show \"nguyen van an\"\n"
    "  boba show \"bo y te\" --format json --limit 0",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_graph(app, options->graph);
      app.add_option("ENTITY", options->entity, "Name, alias or id")->required()->type_name("");
      app.add_option("--limit", options->limit, "At most so many facts of each kind; 0 is all")->capture_default_str()
          ->check(CLI::Range(0, kMostAnswers))
          ->type_name("N");
      app.add_option("--format", options->format, "text or json")->capture_default_str()
          ->check(CLI::IsMember({"text", "json"}))
          ->type_name("FORMAT");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
