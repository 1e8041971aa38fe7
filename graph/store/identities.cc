#include "graph/store/identities.h"

#include <algorithm>
#include <map>

#include "core/hash.h"
#include "core/sort_unique.h"

namespace boba {
EntityId separate_id(const SeparationRecord& record) {
  constexpr uint64_t kSalt = 0x7365706172617465;  // unlike the id of what only this document tells: "separate"
  const EntityId id = mix(record.entity, hash_bytes(record.document, kSalt));
  return id == 0 ? 1 : id;
}

Result<IdentityRecords> in_order(const IdentityRecords& records) {
  const Error none{ErrorCode::kInvalidInput, "0 is the id of no entity"};
  IdentityRecords out = records;
  for (MergeRecord& record : out.merges) {
    if (record.a == record.b) return Error{ErrorCode::kInvalidInput, "an entity cannot be merged with itself"};
    if (record.a == 0 || record.b == 0) return none;
    if (record.b < record.a) std::swap(record.a, record.b);
  }
  for (const SeparationRecord& record : out.separations) {
    if (record.entity == 0) return none;
    if (record.document.empty()) return Error{ErrorCode::kInvalidInput, "a document has an id"};
  }
  sort_unique(out.merges);
  sort_unique(out.separations);
  return out;
}

Identities::Identities(IdentityRecords records) : records_(std::move(records)) {
  // Union by the lower id: the root of a class is its lowest.
  std::map<EntityId, EntityId> parent;
  const auto root = [&](EntityId id) {
    EntityId at = parent.try_emplace(id, id).first->second;
    while (parent[at] != at) at = parent[at];
    return parent[id] = at;
  };
  for (const SeparationRecord& record : records_.separations) {
    const EntityId made = separate_id(record);
    separated_[record.entity].insert(record.document);
    origin_.emplace(made, std::pair(record.entity, record.document));
    root(record.entity);
    root(made);
  }
  for (const MergeRecord& record : records_.merges) {
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

EntityId Identities::of(EntityId id) const {
  const auto it = class_of_.find(id);
  return it == class_of_.end() ? id : classes_[it->second].front();
}

EntityId Identities::of(EntityId id, std::string_view document) const {
  const auto it = separated_.find(id);
  if (it == separated_.end() || !it->second.contains(document)) return of(id);
  return of(separate_id({id, std::string(document)}));
}

bool Identities::separates(const StatementHead& head) const {
  return separates(head.subject) || separates(head.speaker) ||
         (head.object.kind == ObjectKey::Kind::kEntity && separates(head.object.value));
}

bool Identities::separates(const StatementValue& value) const {
  return separates(value.subject) || separates(value.claim.speaker) ||
         (value.object.kind == ObjectKey::Kind::kEntity && separates(value.object.value));
}

Identities::Member Identities::member(EntityId id) const {
  const auto it = origin_.find(id);
  return it == origin_.end() ? Member{id, {}} : Member{it->second.first, it->second.second};
}

bool Identities::says(const Member& member, std::string_view document) const {
  if (!member.document.empty()) return member.document == document;
  const auto it = separated_.find(member.id);
  return it == separated_.end() || !it->second.contains(document);
}

std::span<const EntityId> Identities::members(EntityId id) const {
  const auto it = class_of_.find(id);
  return it == class_of_.end() ? std::span<const EntityId>() : classes_[it->second];
}

std::vector<EntityId> Identities::representatives() const {
  std::vector<EntityId> out;
  for (const std::vector<EntityId>& members : classes_) out.push_back(members.front());
  std::sort(out.begin(), out.end());
  return out;
}

StatementId Identities::statement_id_of(EntityId subject, std::string_view relation, ObjectKey object, Claim claim,
                                        std::string_view document) const {
  const bool literal = object.kind != ObjectKey::Kind::kEntity;
  return statement_id(of(subject, document), relation, literal ? mix(object.value, 1) : of(object.value, document),
                      claim.modality, of(claim.speaker, document));
}

StatementHead Identities::apply(StatementHead head, std::string_view document) const {
  head.id = statement_id_of(head.subject, head.relation, head.object, {head.modality, head.speaker}, document);
  head.subject = of(head.subject, document);
  if (head.object.kind == ObjectKey::Kind::kEntity) head.object.value = of(head.object.value, document);
  head.speaker = of(head.speaker, document);
  return head;
}

void Identities::apply(StatementValue& value, std::string_view document) const {
  value.subject = of(value.subject, document);
  if (value.object.kind == ObjectKey::Kind::kEntity) value.object.value = of(value.object.value, document);
  value.claim.speaker = of(value.claim.speaker, document);
  for (Qualifier& qualifier : value.qualifiers) qualifier.entity = of(qualifier.entity, document);
}

}  // namespace boba
