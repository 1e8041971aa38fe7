#include "graph/store/merged_records.h"

#include "graph/store/aggregate.h"

namespace boba {

EntityRecord MergedRecords::record_of(EntityId id, std::vector<std::pair<std::string, EntityValue>> values) {
  std::vector<EntityValue> says;
  for (auto& [document, value] : values) says.push_back(std::move(value));
  return aggregate_entity(id, says);
}

Result<Says<EntityValue>> MergedRecords::member_says(EntityId id) const {
  const Identities::Member member = identities_.member(id);
  auto says = records_.entity_says(member.id);
  if (!says) return says.error();
  if (!*says) return Says<EntityValue>{id, {}};
  std::erase_if((*says)->values, [&](const auto& value) { return !identities_.says(member, value.first); });
  return **std::move(says);
}

Result<std::optional<EntityRecord>> MergedRecords::entity(EntityId id) const {
  Together<EntityValue> together;
  const EntityId alone[] = {id};
  const std::span<const EntityId> members = identities_.members(id);
  for (EntityId one : members.empty() ? std::span<const EntityId>(alone) : members) {
    auto says = member_says(one);
    if (!says) return says.error();
    together.add(std::move(says->values));
  }
  if (together.empty()) return std::optional<EntityRecord>();
  return std::optional(record_of(identities_.of(id), together.take()));
}

Result<StatementRecord> MergedRecords::record_of(StatementId id,
                                                 std::vector<std::pair<std::string, StatementValue>> values) const {
  auto relation = records_.relation_name(values.front().second.relation);
  if (!relation) return relation.error();
  return aggregate_statement(id, *std::move(relation), std::move(values));
}

Result<StatementId> MergedRecords::id_of(const StatementValue& value, std::string_view document) const {
  const auto relation = records_.relation_name(value.relation);
  if (!relation) return relation.error();
  return identities_.statement_id_of(value.subject, *relation, value.object, value.claim, document);
}

Result<std::optional<StatementRecord>> MergedRecords::statement(StatementId id) const {
  Together<StatementValue> together;
  auto own = records_.statement_says(id);
  if (!own) return own.error();
  if (*own)
    if (const Status status = add(**std::move(own), id, together); !status.ok()) return status.error();
  const auto cursor = records_.moved_to(id);
  while (true) {
    const auto moved = cursor->next();
    if (!moved) return moved.error();
    if (!*moved) break;
    if (const Status status = add(**moved, together); !status.ok()) return status.error();
  }
  if (together.empty()) return std::optional<StatementRecord>();
  auto record = record_of(id, together.take());
  if (!record) return record.error();
  return std::optional(*std::move(record));
}

Result<std::vector<StatementHead>> MergedRecords::shown(const StatementHead& head) const {
  if (!identities_.separates(head)) return std::vector{identities_.apply(head)};
  const auto says = records_.statement_says(head.id);
  if (!says) return says.error();
  std::vector<StatementHead> all;
  if (*says)
    for (const auto& [document, value] : (*says)->values) all.push_back(identities_.apply(head, document));
  return all;
}

Status MergedRecords::keep(Says<StatementValue>& says, StatementId as) const {
  Status status;
  const auto differs = [&](const std::pair<std::string, StatementValue>& one) {
    const auto id = id_of(one.second, one.first);
    if (!id) status = id.error();
    return !id || *id != as;
  };
  if (identities_.separates(says.values.front().second)) {
    std::erase_if(says.values, differs);
  } else if (differs(says.values.front())) {
    says.values.clear();
  }
  return status;
}

Status MergedRecords::add(Says<StatementValue> says, StatementId as, Together<StatementValue>& together) const {
  if (const Status status = keep(says, as); !status.ok()) return status;
  for (auto& [document, value] : says.values) identities_.apply(value, document);
  together.add(std::move(says.values));
  return {};
}

Status MergedRecords::add(const MovedStatement& moved, Together<StatementValue>& together) const {
  auto says = records_.statement_says(moved.from);
  if (!says) return says.error();
  if (*says) return add(**std::move(says), moved.to, together);
  return Error{ErrorCode::kCorrupt, "the graph is damaged: a merged statement is not there", {},
               "restore a copy, or build the graph again in a new directory"};
}

}  // namespace boba
