#include "cli/seed_ontology.h"

#include <fmt/format.h>

#include <vector>

#include "cli/suggest.h"
#include "core/vietnamese.h"
#include "embedded/seeds.h"

namespace boba::cli {

Result<Ontology> seed_ontology() {
  std::vector<Ontology::Source> sources;
  for (const seeds::File& file : seeds::files())
    if (file.path.starts_with("relations/") && file.path.ends_with(".toml")) sources.push_back({file.path, file.bytes});
  return Ontology::parse(sources);
}

Result<RelationId> find_relation(const Ontology& ontology, std::string_view label) {
  if (const auto found = ontology.find_label(label)) return *found;
  std::vector<std::string> names;
  for (const Relation& relation : ontology.relations()) {
    names.push_back(relation.name);
    names.push_back(relation.label_vi);
  }
  const auto close = suggest(label, names);
  return Error{ErrorCode::kInvalidInput,
               fmt::format("unknown relation '{}'{}", label, close ? "; did you mean '" + *close + "'?" : ""), {},
               "a name or label that `boba relations` lists, or ? for any"};
}

}  // namespace boba::cli
