#include "graph/query/separation.h"

#include <algorithm>
#include <set>

#include "graph/store/identities.h"

namespace boba {

Result<IdentityRecords> records_apart(const Store& store, EntityId entity, std::span<const std::string> documents) {
  const auto snapshot = store.snapshot(), as_read = store.snapshot_as_read();
  const Identities identities(snapshot->identity_records());
  const auto all = snapshot->documents_of(entity);
  if (!all) return all.error();
  const std::span<const EntityId> known = identities.members(entity);
  const std::vector<EntityId> members = known.empty() ? std::vector{entity} : std::vector(known.begin(), known.end());
  IdentityRecords records;
  for (const std::string& document : documents) {
    const size_t before = records.separations.size();
    for (EntityId id : members) {
      const Identities::Member member = identities.member(id);
      if (!member.document.empty() || !identities.says(member, document)) continue;
      const auto naming = as_read->documents_of(id);
      if (!naming) return naming.error();
      if (std::binary_search(naming->begin(), naming->end(), document)) records.separations.push_back({id, document});
    }
    if (records.separations.size() > before) continue;
    if (std::binary_search(all->begin(), all->end(), document))
      return Error{ErrorCode::kInvalidInput, "what it says is separated, and merged with this one again", document,
                   "boba merge --list; boba split takes a merge back"};
    return Error{ErrorCode::kNotFound, "the document does not name it", document, "boba show --format json names documents"};
  }
  const auto is_given = [&](const std::string& document) {
    return std::find(documents.begin(), documents.end(), document) != documents.end();
  };
  if (std::all_of(all->begin(), all->end(), is_given))
    return Error{ErrorCode::kInvalidInput, "no other document names it: there is nothing to keep apart from", {},
                 "leave out the documents that mean the one whose id stays"};
  for (size_t i = 1; i < records.separations.size(); ++i)
    records.merges.push_back({separate_id(records.separations.front()), separate_id(records.separations[i])});
  return in_order(records);
}

Result<RecordChange> records_together(const Snapshot& snapshot, EntityId entity, std::span<const std::string> documents) {
  const IdentityRecords all = snapshot.identity_records();
  const Identities identities(all);
  RecordChange change;
  std::set<EntityId> gone;
  for (const std::string& document : documents) {
    const size_t before = gone.size();
    for (const SeparationRecord& record : all.separations) {
      const EntityId made = separate_id(record);
      const bool meant = identities.of(record.entity) == identities.of(entity) || identities.of(made) == identities.of(entity);
      if (record.document != document || !meant) continue;
      change.take_back.separations.push_back(record);
      gone.insert(made);
    }
    if (gone.size() == before)
      return Error{ErrorCode::kNotFound, "what the document says of it is not separated", document, "boba merge --list"};
  }
  IdentityRecords left = all;
  std::erase_if(left.separations, [&](const SeparationRecord& record) { return gone.contains(separate_id(record)); });
  std::erase_if(left.merges, [&](const MergeRecord& record) {
    if (!gone.contains(record.a) && !gone.contains(record.b)) return false;
    change.take_back.merges.push_back(record);
    return true;
  });
  // Those that were one through what is gone.
  const Identities after(left);
  for (EntityId made : gone) {
    EntityId first = 0;
    for (EntityId member : identities.members(made)) {
      if (gone.contains(member)) continue;
      if (first != 0 && after.of(first) != after.of(member)) change.record.merges.push_back({first, member});
      if (first == 0) first = member;
    }
  }
  return change;
}

}  // namespace boba
