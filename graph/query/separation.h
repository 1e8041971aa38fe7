// The records that keep what documents say of one name apart, and those to take back again.
#ifndef BOBA_GRAPH_QUERY_SEPARATION_H_
#define BOBA_GRAPH_QUERY_SEPARATION_H_

#include <span>
#include <string>

#include "core/result.h"
#include "graph/store/store.h"

namespace boba {

// The records that make of what these documents say of `entity` (an id of `store`'s snapshot) one entity of its own. Errors:
// kNotFound for a document that does not name it; kInvalidInput when no other document does, or when one is separated
// already and only merged with it.
Result<IdentityRecords> records_apart(const Store& store, EntityId entity, std::span<const std::string> documents);

struct RecordChange {
  IdentityRecords take_back, record;
};
// What makes these documents mean by the name of `entity` what others mean: `entity` is theirs, or the one that was made.
// Other documents that mean the same as one of these go on meaning one thing. Error: kNotFound for a document without such a
// separation.
Result<RecordChange> records_together(const Snapshot& snapshot, EntityId entity, std::span<const std::string> documents);

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_SEPARATION_H_
