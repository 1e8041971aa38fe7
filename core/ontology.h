// The closed list of relations: names, labels, argument types. Read from seeds/relations/*.toml.
#ifndef BOBA_CORE_ONTOLOGY_H_
#define BOBA_CORE_ONTOLOGY_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/mention.h"
#include "core/result.h"
#include "core/statement.h"

namespace boba {

// A set of entity types, and of literals for objects.
struct ArgumentTypes {
  uint16_t entities = 0;  // bit i: EntityType i
  bool literal = false;   // a clause, quantity or date
  bool allows(EntityType type) const { return (entities >> static_cast<int>(type)) & 1; }
};

struct Relation {
  RelationId id = 0;
  std::string name;        // "announced"
  std::string label_en;    // "announced"
  std::string label_vi;
  std::vector<std::string> synonyms;     // further labels people may type, in either language
  ArgumentTypes subject;
  ArgumentTypes object;
  std::vector<std::string> close_match;  // IRIs of schema.org, W3C ORG, PROV-O, ELI terms
  uint64_t key = 0;        // hash_bytes(name): what models know it by, whatever other relations there are
};

class Ontology {
 public:
  // One TOML text a relation, `name` its file name for error messages. Ids follow the order of relation names.
  struct Source {
    std::string_view name;
    std::string_view toml;
  };
  static Result<Ontology> parse(std::span<const Source> sources);

  std::span<const Relation> relations() const { return relations_; }
  const Relation& operator[](RelationId id) const { return relations_[id]; }
  std::optional<RelationId> find(std::string_view name) const;  // exact name
  // By name, label or synonym in either language, with or without diacritics, any case.
  std::optional<RelationId> find_label(std::string_view label) const;

 private:
  std::vector<Relation> relations_;
};

}  // namespace boba

#endif  // BOBA_CORE_ONTOLOGY_H_
