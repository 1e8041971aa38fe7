#include "core/ontology.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "core/hash.h"
#include "core/vietnamese.h"

namespace boba {
namespace {

Error seed_error(std::string_view file, std::string message) {
  return {ErrorCode::kInvalidInput, std::move(message), "seeds/" + std::string(file),
          "docs/seed_format.md describes the fields"};
}

// The strings of an array; none when the key is absent.
Result<std::vector<std::string>> strings(const toml::table& table, std::string_view key,
                                         std::string_view file) {
  std::vector<std::string> out;
  if (!table.contains(key)) return out;
  const auto malformed = [&] { return seed_error(file, std::string(key) + " is no list of strings"); };
  const toml::array* array = table[key].as_array();
  if (array == nullptr) return malformed();
  for (const toml::node& node : *array) {
    if (!node.is_string()) return malformed();
    out.push_back(node.as_string()->get());
  }
  return out;
}

Result<ArgumentTypes> argument_types(const toml::table& table, std::string_view key,
                                     std::string_view file) {
  const auto names = strings(table, key, file);
  if (!names) return names.error();
  ArgumentTypes types;
  for (const std::string& name : *names) {
    if (name == "literal") {
      types.literal = true;
    } else if (const auto type = parse_entity_type(name)) {
      types.entities |= static_cast<uint16_t>(1u << static_cast<int>(*type));
    } else {
      return seed_error(file, "unknown type '" + name + "' in " + std::string(key));
    }
  }
  if (types.entities == 0 && !types.literal) return seed_error(file, std::string(key) + " lists no type");
  return types;
}

Result<Relation> parse_relation(const Ontology::Source& source) {
  const toml::parse_result parsed = toml::parse(source.toml);
  if (!parsed) {
    std::ostringstream at;
    at << parsed.error().description() << " at line " << parsed.error().source().begin.line;
    return seed_error(source.name, at.str());
  }
  const toml::table& table = parsed.table();
  Relation relation;
  relation.name = table["name"].value_or(std::string());
  relation.label_en = table["label"]["en"].value_or(std::string());
  relation.label_vi = table["label"]["vi"].value_or(std::string());
  if (relation.name.empty() || relation.label_en.empty() || relation.label_vi.empty())
    return seed_error(source.name, "name, label.en and label.vi are required");
  auto synonyms = strings(table, "synonyms", source.name);
  if (!synonyms) return synonyms.error();
  auto close_match = strings(table, "close_match", source.name);
  if (!close_match) return close_match.error();
  relation.synonyms = *std::move(synonyms);
  relation.close_match = *std::move(close_match);
  auto subject = argument_types(table, "subject", source.name);
  if (!subject) return subject.error();
  if (subject->literal) return seed_error(source.name, "a subject cannot be a literal");
  auto object = argument_types(table, "object", source.name);
  if (!object) return object.error();
  relation.subject = *subject;
  relation.object = *object;
  return relation;
}

bool labelled(const Relation& relation, std::string_view key) {
  const auto same = [&](const std::string& label) { return fold_diacritics(label) == key; };
  return same(relation.name) || same(relation.label_en) || same(relation.label_vi) ||
         std::any_of(relation.synonyms.begin(), relation.synonyms.end(), same);
}

}  // namespace

Result<Ontology> Ontology::parse(std::span<const Source> sources) {
  Ontology ontology;
  for (const Source& source : sources) {
    auto relation = parse_relation(source);
    if (!relation) return relation.error();
    ontology.relations_.push_back(*std::move(relation));
  }
  if (ontology.relations_.empty() || ontology.relations_.size() > 255)
    return Error{ErrorCode::kInvalidInput, "an ontology has 1 to 255 relations", "seeds/relations", ""};
  std::sort(ontology.relations_.begin(), ontology.relations_.end(),
            [](const Relation& a, const Relation& b) { return a.name < b.name; });
  for (size_t i = 0; i < ontology.relations_.size(); ++i) {
    ontology.relations_[i].id = static_cast<RelationId>(i);
    ontology.relations_[i].key = hash_bytes(ontology.relations_[i].name);
    if (i > 0 && ontology.relations_[i].name == ontology.relations_[i - 1].name)
      return seed_error("relations", "relation '" + ontology.relations_[i].name + "' stands twice");
  }
  return ontology;
}

std::optional<RelationId> Ontology::find(std::string_view name) const {
  for (const Relation& relation : relations_)
    if (relation.name == name) return relation.id;
  return std::nullopt;
}

std::optional<RelationId> Ontology::find_label(std::string_view label) const {
  if (const auto exact = find(label)) return exact;
  const std::string key = fold_diacritics(to_nfc(label));
  for (const Relation& relation : relations_)
    if (labelled(relation, key)) return relation.id;
  return std::nullopt;
}

}  // namespace boba
