#include "graph/store/store.h"

namespace boba {

DocumentRecord to_record(const Document& document, std::string_view extractor_version) {
  return {document.id,  document.text,      document.body,
          document.source, document.url, document.published, std::string(extractor_version)};
}

PutSummary& PutSummary::operator+=(const PutSummary& other) {
  added += other.added;
  replaced += other.replaced;
  unchanged += other.unchanged;
  return *this;
}

ObjectKey object_key(const Object& object) {
  if (const auto* entity = std::get_if<EntityId>(&object)) return {ObjectKey::Kind::kEntity, *entity};
  const Literal& literal = std::get<Literal>(object);
  return {static_cast<ObjectKey::Kind>(static_cast<int>(literal.kind) + 1), literal_id(literal)};
}

IndexOrder choose_order(const TriplePattern& pattern) {
  if (pattern.object && !pattern.relation) return IndexOrder::kOsp;
  if (pattern.relation && !pattern.subject) return IndexOrder::kPos;
  return IndexOrder::kSpo;
}

}  // namespace boba
