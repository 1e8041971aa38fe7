#include "core/statement.h"

#include <algorithm>

#include "core/hash.h"
#include "core/vietnamese.h"

namespace boba {
namespace {

constexpr std::array<std::string_view, 5> kModalities = {"asserted", "planned", "obligation", "negated", "claimed"};
constexpr std::array<std::string_view, 9> kQualifiers = {"time",   "place",  "event", "recipient", "content",
                                                         "amount", "metric", "from",  "role"};

template <typename Kind, size_t n>
std::optional<Kind> parse(const std::array<std::string_view, n>& names, std::string_view name) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) return std::nullopt;
  return static_cast<Kind>(it - names.begin());
}

}  // namespace

std::string_view to_string(Modality modality) { return kModalities[static_cast<size_t>(modality)]; }
std::optional<Modality> parse_modality(std::string_view name) { return parse<Modality>(kModalities, name); }

std::string_view to_string(QualifierKind kind) { return kQualifiers[static_cast<size_t>(kind)]; }
std::optional<QualifierKind> parse_qualifier_kind(std::string_view name) {
  return parse<QualifierKind>(kQualifiers, name);
}

uint64_t literal_id(const Literal& literal) {
  return hash_bytes(fold(literal.text), static_cast<uint64_t>(literal.kind) + 1);
}

StatementId statement_id(const Statement& statement, std::string_view relation_name) {
  const uint64_t object = std::holds_alternative<EntityId>(statement.object)
                              ? std::get<EntityId>(statement.object)
                              : mix(literal_id(std::get<Literal>(statement.object)), 1);
  return statement_id(statement.subject, relation_name, object, statement.modality, statement.speaker);
}

StatementId statement_id(EntityId subject, std::string_view relation_name, uint64_t object, Modality modality,
                         EntityId speaker) {
  uint64_t id = mix(subject, hash_bytes(relation_name));
  id = mix(id, object);
  id = mix(id, static_cast<uint64_t>(modality));
  return mix(id, speaker);
}

const Entity* Extraction::find(EntityId id) const {
  const auto it = std::lower_bound(entities.begin(), entities.end(), id,
                                   [](const Entity& e, EntityId wanted) { return e.id < wanted; });
  return it != entities.end() && it->id == id ? &*it : nullptr;
}

}  // namespace boba
