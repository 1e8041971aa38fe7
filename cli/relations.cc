// boba relations: the closed list of what a statement can say.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/json_object.h"
#include "cli/output.h"
#include "cli/seed_ontology.h"
#include "cli/table.h"

namespace boba::cli {
namespace {

std::string types(const ArgumentTypes& argument) {
  std::vector<std::string_view> names;
  for (size_t i = 0; i < kEntityTypes; ++i)
    if (const auto type = static_cast<EntityType>(i); argument.allows(type)) names.push_back(to_string(type));
  if (argument.literal) names.push_back("literal");
  return fmt::format("{}", fmt::join(names, " "));
}

Outcome run(const std::string& format) {
  const auto ontology = seed_ontology();
  if (!ontology) return failed(ontology.error());
  Table table({"relation", "English", "Vietnamese", "subject", "object"}, 48);
  std::vector<std::string> items;
  for (const Relation& relation : ontology->relations()) {
    table.add({relation.name, relation.label_en, relation.label_vi, types(relation.subject), types(relation.object)});
    items.push_back(JsonObject()
                        .text("name", relation.name)
                        .text("en", relation.label_en)
                        .text("vi", relation.label_vi)
                        .text("subject", types(relation.subject))
                        .text("object", types(relation.object))
                        .str());
  }
  return outcome_of(print_to_stdout(format == "json" ? json_array(items) + "\n" : table.print()));
}

}  // namespace

extern const Command kRelations = {
    "relations", "List the relations, with labels in English and Vietnamese",
    "  boba relations",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto format = std::make_shared<std::string>("table");
      app.add_option("--format", *format, "table or json")
          ->capture_default_str()
          ->check(CLI::IsMember({"table", "json"}))
          ->type_name("FORMAT");
      return [format] { return run(*format); };
    }};

}  // namespace boba::cli
