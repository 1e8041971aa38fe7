// Which entities people say are one, across articles. What documents say is never touched by it: stores keep it as it
// was read, and show it with these records applied.
#ifndef BOBA_GRAPH_STORE_MERGES_H_
#define BOBA_GRAPH_STORE_MERGES_H_

#include <compare>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/mention.h"
#include "core/result.h"
#include "graph/store/codec.h"
#include "graph/store/store.h"

namespace boba {

// The records with the lower id first, sorted, without repeats. Errors: kInvalidInput for an id that is 0, and for an
// entity with itself.
Result<std::vector<MergeRecord>> in_order(std::span<const MergeRecord> records);

// The classes of entities that records make one: whatever the order of the records, through chains and cycles.
class Merges {
 public:
  Merges() = default;
  explicit Merges(std::vector<MergeRecord> records);  // as in_order() gives them

  bool empty() const { return records_.empty(); }
  const std::vector<MergeRecord>& records() const { return records_; }

  // The entity that stands for all of its class: the one of the lowest id, in the graph or not. `id` itself if there
  // is no record of it.
  EntityId of(EntityId id) const;
  // All of the class of `id`, sorted; none if there is no record of it.
  std::span<const EntityId> members(EntityId id) const;
  // What of() answers for entities that records name, sorted.
  std::vector<EntityId> representatives() const;

  // What a statement is called and says with the records applied.
  StatementId statement_id_of(EntityId subject, std::string_view relation, ObjectKey object, Claim claim) const;
  ObjectKey of(ObjectKey object) const;
  StatementHead apply(StatementHead head) const;
  void apply(StatementValue& value) const;  // not tidied

 private:
  std::vector<MergeRecord> records_;
  std::vector<std::vector<EntityId>> classes_;
  std::unordered_map<EntityId, size_t> class_of_;
};

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_MERGES_H_
