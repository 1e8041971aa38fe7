#include "graph/store/merges.h"

#include <algorithm>
#include <map>

#include "core/hash.h"

namespace boba {

Result<std::vector<MergeRecord>> in_order(std::span<const MergeRecord> records) {
  std::vector<MergeRecord> out(records.begin(), records.end());
  for (MergeRecord& record : out) {
    if (record.a == record.b) return Error{ErrorCode::kInvalidInput, "an entity cannot be merged with itself"};
    if (record.a == 0 || record.b == 0) return Error{ErrorCode::kInvalidInput, "0 is the id of no entity"};
    if (record.b < record.a) std::swap(record.a, record.b);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Merges::Merges(std::vector<MergeRecord> records) : records_(std::move(records)) {
  // Union by the lower id: the root of a class is its lowest.
  std::map<EntityId, EntityId> parent;
  const auto root = [&](EntityId id) {
    EntityId at = parent.try_emplace(id, id).first->second;
    while (parent[at] != at) at = parent[at];
    return parent[id] = at;
  };
  for (const MergeRecord& record : records_) {
    const EntityId a = root(record.a), b = root(record.b);
    parent[std::max(a, b)] = std::min(a, b);
  }
  std::map<EntityId, size_t> class_of_root;
  for (const auto& entry : parent) {  // by id: members come sorted
    const auto [place, is_new] = class_of_root.try_emplace(root(entry.first), classes_.size());
    if (is_new) classes_.emplace_back();
    classes_[place->second].push_back(entry.first);
    class_of_[entry.first] = place->second;
  }
}

EntityId Merges::of(EntityId id) const {
  const auto it = class_of_.find(id);
  return it == class_of_.end() ? id : classes_[it->second].front();
}

std::span<const EntityId> Merges::members(EntityId id) const {
  const auto it = class_of_.find(id);
  return it == class_of_.end() ? std::span<const EntityId>() : classes_[it->second];
}

std::vector<EntityId> Merges::representatives() const {
  std::vector<EntityId> out;
  for (const std::vector<EntityId>& members : classes_) out.push_back(members.front());
  std::sort(out.begin(), out.end());
  return out;
}

ObjectKey Merges::of(ObjectKey object) const {
  if (object.kind == ObjectKey::Kind::kEntity) object.value = of(object.value);
  return object;
}

StatementId Merges::statement_id_of(EntityId subject, std::string_view relation, ObjectKey object, Claim claim) const {
  const bool literal = object.kind != ObjectKey::Kind::kEntity;
  return statement_id(of(subject), relation, literal ? mix(object.value, 1) : of(object.value), claim.modality,
                      of(claim.speaker));
}

StatementHead Merges::apply(StatementHead head) const {
  head.id = statement_id_of(head.subject, head.relation, head.object, {head.modality, head.speaker});
  head.subject = of(head.subject);
  head.object = of(head.object);
  head.speaker = of(head.speaker);
  return head;
}

void Merges::apply(StatementValue& value) const {
  value.subject = of(value.subject);
  value.object = of(value.object);
  value.claim.speaker = of(value.claim.speaker);
  for (Qualifier& qualifier : value.qualifiers) qualifier.entity = of(qualifier.entity);
}

}  // namespace boba
