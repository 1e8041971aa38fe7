// From what documents say one by one to what they say together. The order of the inputs never shows.
#ifndef BOBA_GRAPH_STORE_AGGREGATE_H_
#define BOBA_GRAPH_STORE_AGGREGATE_H_

#include <string>
#include <utility>
#include <vector>

#include "core/graph.h"
#include "graph/store/codec.h"

namespace boba {

// `says`: one value a document, at least one.
EntityRecord aggregate_entity(EntityId id, const std::vector<EntityValue>& says);

// `says`: document id and value, at least one, all of the same identity. `relation`: its name.
StatementRecord aggregate_statement(StatementId id, std::string relation,
                                    std::vector<std::pair<std::string, StatementValue>> says);

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_AGGREGATE_H_
