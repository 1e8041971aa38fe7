// Time, place, event, recipient, content, amount, metric and origin of a statement, as far as its sentence says them.
#ifndef BOBA_EXTRACT_RELATIONS_QUALIFIERS_H_
#define BOBA_EXTRACT_RELATIONS_QUALIFIERS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/ontology.h"
#include "extract/relations/candidates.h"

namespace boba {

// A qualifier before its entity has an id.
struct LocalQualifier {
  QualifierKind kind = QualifierKind::kTime;
  std::string text;
  std::string value;
  int32_t entity = -1;  // index into DocumentContext::entities
};

// Which qualifiers a relation takes besides time, place and event: `qualifiers` in seeds/relations/*.toml.
struct QualifierSet {
  uint16_t kinds = 0;  // bit i: QualifierKind i
  bool has(QualifierKind kind) const { return (kinds >> static_cast<int>(kind)) & 1; }
};

// By kind, then text; at most one of a kind. Those of the candidate's frame, else, and behind a rule, what rules find. Linear in the
// sentence.
std::vector<LocalQualifier> find_qualifiers(const DocumentContext& context, const Candidate& candidate,
                                            QualifierSet kinds);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_QUALIFIERS_H_
