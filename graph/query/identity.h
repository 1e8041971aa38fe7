// Whether what articles say of two entities lets them be one.
#ifndef BOBA_GRAPH_QUERY_IDENTITY_H_
#define BOBA_GRAPH_QUERY_IDENTITY_H_

#include <functional>
#include <set>
#include <string>

#include "core/mention.h"
#include "core/result.h"
#include "graph/store/store.h"

namespace boba {

// What a person is told by: names as articles write them.
struct Offices {
  std::set<std::string> positions;      // holdsPosition, appointedTo
  std::set<std::string> organizations;  // memberOf
};

// Calls `see` for each fact of the person with this relation that is not negated and whose object is an entity, with that;
// ends with the first error.
Status for_each_object(const Snapshot& snapshot, EntityId person, const std::string& relation,
                       const std::function<Status(const StatementHead&, const EntityRecord&)>& see);

// Of facts that are not negated.
Result<Offices> offices_of(const Snapshot& snapshot, EntityId person);

// Whether they tell of two persons: both have positions, or both organisations, and no name of the one is a name of the
// other in more or fewer words ("Bo Y te" and "Bo Y te Viet Nam"; diacritics and case do not count) or by its initials. Nothing known
// contradicts nothing. People change posts: this is a reason to look, not a proof.
bool contradict(const Offices& a, const Offices& b);

// Whether a name of the one is, so told, a name of the other.
bool share_an_office(const Offices& a, const Offices& b);

// Why the two should not be merged, in one line: types of different families, persons that contradict. Empty when there
// is no reason, also when the graph does not know one of them.
Result<std::string> objection(const Snapshot& snapshot, EntityId a, EntityId b);

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_IDENTITY_H_
