// Which entities people say are one, across articles, and which articles they say mean another one by a name. What
// documents say is never touched by it: stores keep it as it was read, and show it with these records applied.
#ifndef BOBA_GRAPH_STORE_IDENTITIES_H_
#define BOBA_GRAPH_STORE_IDENTITIES_H_

#include <compare>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/mention.h"
#include "core/result.h"
#include "graph/store/codec.h"
#include "graph/store/store.h"

namespace boba {

// Merges with the lower id first, all sorted, without repeats. Errors: kInvalidInput for an id that is 0, for an entity
// with itself, and for a document without a name.
Result<IdentityRecords> in_order(const IdentityRecords& records);

// First a document may mean another entity by an id than others do (separations), then entities are one (merges):
// whatever the order of the records, through chains and cycles. A document's own entity may be merged like any other.
class Identities {
 public:
  Identities() = default;
  explicit Identities(IdentityRecords records);  // as in_order() gives them

  bool empty() const { return records_.empty(); }
  const IdentityRecords& records() const { return records_; }

  // The entity that stands for all of its class: the one of the lowest id, in the graph or not. `id` itself if there
  // is no record of it.
  EntityId of(EntityId id) const;
  // What a document means by an id of its own.
  EntityId of(EntityId id, std::string_view document) const;

  // Whether some document means another entity by this id.
  bool separates(EntityId id) const { return separated_.contains(id); }
  // The same of an end of a statement: then each document has to be asked.
  bool separates(const StatementHead& head) const;
  bool separates(const StatementValue& value) const;

  // An entity of a class, by what is stored: all that documents say of `id`, but for documents that mean another one by
  // it; or what the one document says that does.
  struct Member {
    EntityId id = 0;
    std::string_view document;  // empty: all others
  };
  Member member(EntityId id) const;
  // Whether what `document` says of `member.id` is said of the member.
  bool says(const Member& member, std::string_view document) const;

  // All of the class of `id`, sorted; none if there is no record of it.
  std::span<const EntityId> members(EntityId id) const;
  // What of() answers for entities that records name or make, sorted.
  std::vector<EntityId> representatives() const;

  // What a statement is called and says with the records applied, as a document means it.
  StatementId statement_id_of(EntityId subject, std::string_view relation, ObjectKey object, Claim claim,
                              std::string_view document) const;
  // Precondition: no separates(head).
  StatementHead apply(StatementHead head) const { return apply(std::move(head), {}); }
  StatementHead apply(StatementHead head, std::string_view document) const;
  void apply(StatementValue& value, std::string_view document) const;  // not tidied

 private:
  using Documents = std::set<std::string, std::less<>>;

  IdentityRecords records_;
  std::unordered_map<EntityId, Documents> separated_;  // by the id that documents share
  std::unordered_map<EntityId, std::pair<EntityId, std::string>> origin_;  // of the ids that separations make
  std::vector<std::vector<EntityId>> classes_;
  std::unordered_map<EntityId, size_t> class_of_;
};

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_IDENTITIES_H_
