// From what people type to entities: without diacritics, by alias, by a part of the name.
#ifndef BOBA_GRAPH_QUERY_RESOLVE_H_
#define BOBA_GRAPH_QUERY_RESOLVE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"
#include "graph/store/store.h"

namespace boba {

enum class NameMatch : uint8_t {  // better first
  kId,            // "e:" and the 16 hexadecimal digits of format_entity_id
  kExactName,     // a canonical name, up to case, tone placement and i/y
  kFoldedName,    // a canonical name, without diacritics
  kExactAlias,
  kFoldedAlias,
  kTokens,        // every word typed is a word of one name or alias; the last may be a beginning
};

struct NamedEntity {
  EntityRecord entity;
  NameMatch match = NameMatch::kTokens;
};

// Entities that `text` may mean: by match, then documents down, then shorter name, then id; at most `limit`.
// Linear in the entities that share the rarest word of `text`.
Result<std::vector<NamedEntity>> resolve(const Snapshot& snapshot, std::string_view text, size_t limit = 20);

// Of candidates in the order of resolve(), the one that `text` must mean: the only one of the best match, where a
// kTokens match must be the only candidate. Nothing when the name is ambiguous or there are no candidates.
const NamedEntity* unambiguous(const std::vector<NamedEntity>& candidates);

// "e:00ff..." (16 hexadecimal digits), the form that commands print and resolve() reads.
std::string format_entity_id(EntityId id);
std::optional<EntityId> parse_entity_id(std::string_view text);

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_RESOLVE_H_
