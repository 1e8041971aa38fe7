// What an article says: typed, qualified, attributed, evidenced.
#ifndef BOBA_CORE_STATEMENT_H_
#define BOBA_CORE_STATEMENT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/mention.h"
#include "core/span.h"

namespace boba {

// Index into Ontology::relations().
using RelationId = uint8_t;

enum class Modality : uint8_t { kAsserted, kPlanned, kObligation, kNegated, kClaimed };
std::string_view to_string(Modality modality);  // "asserted"
std::optional<Modality> parse_modality(std::string_view name);

// An object that is no entity: a clause in the article's words, a quantity or a date.
struct Literal {
  enum class Kind : uint8_t { kClause, kQuantity, kDate };
  Kind kind = Kind::kClause;
  std::string text;   // as written
  std::string value;  // kQuantity: decimal; kDate: EDTF; else empty
  std::string unit;   // kQuantity
};

using Object = std::variant<EntityId, Literal>;

enum class QualifierKind : uint8_t { kTime, kPlace, kEvent, kRecipient, kContent, kAmount, kMetric, kFrom, kRole };
std::string_view to_string(QualifierKind kind);  // "time"
std::optional<QualifierKind> parse_qualifier_kind(std::string_view name);

struct Qualifier {
  QualifierKind kind = QualifierKind::kTime;
  std::string text;     // as written, or the entity's name
  std::string value;    // kTime: EDTF; kAmount: decimal; else empty
  EntityId entity = 0;  // when the value is an entity
  friend bool operator==(const Qualifier&, const Qualifier&) = default;
};

// Where a statement stands: spans of Document::text. Empty spans mean "not in words" (apposition, left out).
struct Evidence {
  Span sentence;
  Span trigger;
  Span subject;
  Span object;
  uint32_t sentence_index = 0;  // 0 is the title when there is one
};

// One fact as one document states it.
struct Statement {
  EntityId subject = 0;
  RelationId relation = 0;
  Object object;
  Modality modality = Modality::kAsserted;
  EntityId speaker = 0;  // who claims it; 0 is the article itself
  std::vector<Qualifier> qualifiers;  // by kind, then text
  float confidence = 1;               // calibrated probability that the fact is right
  std::vector<Evidence> evidence;     // at least one, in text order
};

// 64-bit identity over the corpus: hash of (subject, relation, object, modality, speaker). Qualifiers,
// confidence and evidence do not take part. `relation_name` stands for the id, which seeds may renumber.
using StatementId = uint64_t;
StatementId statement_id(const Statement& statement, std::string_view relation_name);
// The same from its parts: `object` is an EntityId or, for a literal, mix(literal_id(), 1).
StatementId statement_id(EntityId subject, std::string_view relation_name, uint64_t object, Modality modality,
                         EntityId speaker);

// Identity of a literal object within its kind: hash of kind and folded text.
uint64_t literal_id(const Literal& literal);

// All that one document says.
struct Extraction {
  std::vector<Entity> entities;       // every entity that a statement, a qualifier or a speaker names, by id
  std::vector<Statement> statements;  // by first evidence, then relation
  const Entity* find(EntityId id) const;  // nullptr when absent; binary search
};

}  // namespace boba

#endif  // BOBA_CORE_STATEMENT_H_
