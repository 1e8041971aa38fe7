// Builds documents with facts for tests: sentences in, spans and records out.
#ifndef BOBA_TESTS_SUPPORT_FACTS_H_
#define BOBA_TESTS_SUPPORT_FACTS_H_

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/statement.h"
#include "graph/store/store.h"

namespace boba::testing {

// Relation names by RelationId in everything that FactsBuilder makes.
inline const std::vector<std::string>& relation_names() {
  static const std::vector<std::string> kNames = {"announced", "approved",      "attended", "changed", "drafted",
                                                  "hasMeasure", "holdsPosition", "locatedIn", "memberOf",
                                                  "occurredOn", "states",       "supports"};
  return kNames;
}

inline RelationId relation_id(std::string_view name) {
  const auto& names = relation_names();
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) throw std::invalid_argument("no test relation " + std::string(name));
  return static_cast<RelationId>(it - names.begin());
}

inline Literal clause(std::string text) { return {Literal::Kind::kClause, std::move(text), "", ""}; }
inline Literal date(std::string text, std::string edtf) {
  return {Literal::Kind::kDate, std::move(text), std::move(edtf), ""};
}
inline Literal quantity(std::string text, std::string value, std::string unit) {
  return {Literal::Kind::kQuantity, std::move(text), std::move(value), std::move(unit)};
}

// One document. Sentences are appended in the order of fact(); an entity is made the first time it is named.
//   FactsBuilder b("d1", "Title");
//   const EntityId a = b.entity(EntityType::kPerson, "An"), h = b.entity(EntityType::kPlace, "Hue");
//   b.fact(a, "locatedIn", h, "An o Hue.").confidence = 0.5f;
//   const DocumentFacts facts = b.build();
class FactsBuilder {
 public:
  explicit FactsBuilder(std::string id, std::string title = "", std::string published = "") {
    facts_.document.id = std::move(id);
    facts_.document.published = std::move(published);
    facts_.document.extractor_version = "test-1";
    facts_.document.source = "Test";
    if (!title.empty()) {
      facts_.document.text = std::move(title) + "\n";
      facts_.document.body = static_cast<uint32_t>(facts_.document.text.size());
    }
  }

  DocumentRecord& document() { return facts_.document; }

  EntityId entity(EntityType type, std::string_view name, std::vector<std::string> aliases = {}) {
    const EntityId id = entity_id(type, name);
    auto& all = facts_.extraction.entities;
    const auto it = std::lower_bound(all.begin(), all.end(), id,
                                     [](const Entity& e, EntityId wanted) { return e.id < wanted; });
    if (it == all.end() || it->id != id) {
      std::sort(aliases.begin(), aliases.end());
      all.insert(it, Entity{id, type, std::string(name), std::move(aliases)});
    }
    return id;
  }

  // A statement whose evidence is `sentence`, appended to the text; subject, object and trigger get spans where the
  // sentence holds their words. The reference is good until the next fact().
  Statement& fact(EntityId subject, std::string_view relation, Object object, std::string_view sentence,
                  std::string_view trigger = "") {
    std::string& text = facts_.document.text;
    if (text.size() > facts_.document.body) text += ' ';
    const auto begin = static_cast<uint32_t>(text.size());
    text += sentence;
    Statement statement;
    statement.subject = subject;
    statement.relation = relation_id(relation);
    statement.object = std::move(object);
    Evidence evidence;
    evidence.sentence = {begin, static_cast<uint32_t>(text.size())};
    evidence.trigger = span_of(sentence, begin, trigger);
    evidence.subject = span_of(sentence, begin, name_of(subject));
    const Literal* literal = std::get_if<Literal>(&statement.object);
    evidence.object = span_of(sentence, begin, literal != nullptr ? literal->text
                                                                  : name_of(std::get<EntityId>(statement.object)));
    evidence.sentence_index = ++sentences_;
    statement.evidence.push_back(evidence);
    facts_.extraction.statements.push_back(std::move(statement));
    return facts_.extraction.statements.back();
  }

  DocumentFacts build() const { return facts_; }

 private:
  std::string name_of(EntityId id) const {
    const Entity* entity = facts_.extraction.find(id);
    return entity == nullptr ? std::string() : entity->name;
  }
  static Span span_of(std::string_view sentence, uint32_t offset, std::string_view words) {
    const size_t at = words.empty() ? std::string_view::npos : sentence.find(words);
    if (at == std::string_view::npos) return {};
    const auto begin = static_cast<uint32_t>(offset + at);
    return {begin, static_cast<uint32_t>(begin + words.size())};
  }

  DocumentFacts facts_;
  uint32_t sentences_ = 0;
};

}  // namespace boba::testing

#endif  // BOBA_TESTS_SUPPORT_FACTS_H_
