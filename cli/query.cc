// boba query: patterns of subject, relation and object.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/answer_formats.h"
#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/seed_ontology.h"

namespace boba::cli {
namespace {

constexpr size_t kTableLimit = 50;
constexpr size_t kWidest = 56;

struct Options {
  std::string graph, subject = "?", relation = "?", object = "?", since, until, by, format = "table";
  std::vector<std::string> types, modalities;
  std::optional<size_t> limit;
  float min_confidence = 0;
  bool evidence = false, wide = false, explain = false;
};

// "_" too, because shells take a bare ? for a file name of one letter.
bool is_any(const std::string& text) { return text.empty() || text == "?" || text == "_"; }

Term term(const std::string& text) { return is_any(text) ? Term() : Term(text); }

Result<Query> parse(const Options& options, size_t limit) {
  Query query;
  query.subject = term(options.subject);
  query.object = term(options.object);
  query.speaker = term(options.by);
  if (!is_any(options.relation)) {
    const auto ontology = seed_ontology();
    if (!ontology) return ontology.error();
    const auto relation = find_relation(*ontology, options.relation);
    if (!relation) return relation.error();
    query.relations = {(*ontology)[*relation].name};
  }
  for (const std::string& name : options.types) query.types.push_back(*parse_entity_type(name));
  for (const std::string& name : options.modalities) query.modalities.push_back(*parse_modality(name));
  query.since = options.since;
  query.until = options.until;
  query.min_confidence = options.min_confidence;
  query.limit = limit == 0 ? 0 : limit + 1;  // one more shows whether there are more
  return query;
}

// The first place of the question that names several entities, as an error; notes for those that name none.
std::optional<Error> unclear(const std::vector<Ambiguity>& ambiguities) {
  for (const Ambiguity& place : ambiguities) {
    if (!place.candidates.empty()) return ambiguous(place.text, place.candidates);
    report_note(fmt::format("nothing in the graph is named '{}'", place.text));
  }
  return std::nullopt;
}

Outcome run(const Options& options) {
  const size_t limit = options.limit.value_or(options.format == "table" ? kTableLimit : 0);
  const auto query = parse(options, limit);
  if (!query) return outcome_of(query.error());
  const auto graph = open_graph(options.graph);
  if (!graph) return failed(graph.error());
  auto result = run_query(*graph->snapshot, *query);
  if (!result) return outcome_of(result.error());
  if (auto error = unclear(result->ambiguities)) return misused(*std::move(error));
  if (options.explain) report_note(fmt::format("index {}, {} statements read", result->plan, result->scanned));
  const bool more = limit != 0 && result->answers.size() > limit;
  if (more) result->answers.resize(limit);
  const AnswerStyle style{.evidence = options.evidence, .colour = stdout_has_colour(),
                          .widest = options.wide ? 0 : kWidest};
  if (auto printed = print_to_stdout(answer_format(options.format).print(result->answers, style)); !printed)
    return failed(printed.error());
  if (result->answers.empty() && result->ambiguities.empty() && options.format == "table")
    report_note("no such facts; `boba show NAME` has what is said about a name");
  if (more && !options.limit) report_note(fmt::format("the first {} answers; --limit 0 prints all", limit));
  return done();
}

std::vector<std::string> type_names() {
  std::vector<std::string> names;
  for (size_t i = 0; i < kEntityTypes; ++i) names.emplace_back(to_string(static_cast<EntityType>(i)));
  return names;
}

std::vector<std::string> modality_names() { return {"asserted", "planned", "obligation", "negated", "claimed"}; }

}  // namespace

extern const Command kQuery = {
    "query", "Ask for statements: SUBJECT RELATION OBJECT, ? or _ for any",
    "  boba query \"nguyen van an\" --evidence\n"
    "  boba query _ \"cong bo\" _ --type Program --since 2020\n"
    "  boba query \"Bo Y te\" supports --format jsonl\n"
    "Names match without diacritics and by alias; relations by name or label, which `boba relations` lists.",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_graph(app, options->graph);
      app.add_option("SUBJECT", options->subject, "Name or id of an entity")->type_name("");
      app.add_option("RELATION", options->relation, "Relation by name or label")->type_name("");
      app.add_option("OBJECT", options->object, "Name or id, or words of a literal")->type_name("");
      app.add_option("--type", options->types, "Subject or object is of this type: Person, Organization ...")
          ->transform(CLI::IsMember(type_names(), CLI::ignore_case))
          ->type_name("TYPE")
          ->take_all()
          ->expected(1);
      app.add_option("--since", options->since, "Not before this date: 2020, 2020-08, 2020-08-18")->type_name("DATE");
      app.add_option("--until", options->until, "Not after this date")->type_name("DATE");
      app.add_option("--modality", options->modalities, "asserted, planned, obligation, negated or claimed")
          ->transform(CLI::IsMember(modality_names(), CLI::ignore_case))
          ->type_name("MODALITY")
          ->take_all()
          ->expected(1);
      app.add_option("--by", options->by, "Name of who claims it")->type_name("SPEAKER");
      declare_min_confidence(app, options->min_confidence);
      app.add_option("--limit", options->limit, "At most so many answers; 0 is all (tables: 50)")
          ->check(CLI::Range(0, kMostAnswers))
          ->type_name("N");
      app.add_flag("-e,--evidence", options->evidence, "Quote the sentences below each row of a table");
      app.add_flag("--wide", options->wide, "Do not cut the cells of a table");
      app.add_flag("--explain", options->explain, "Say which index was read");
      app.add_option("--format", options->format, "table, json, jsonl or csv")->capture_default_str()
          ->check(CLI::IsMember(answer_format_names()))
          ->type_name("FORMAT");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
