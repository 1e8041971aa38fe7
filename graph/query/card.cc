#include "graph/query/filter.h"
#include "graph/query/query.h"

namespace boba {

Result<std::optional<EntityCard>> entity_card(const Snapshot& snapshot, EntityId id, size_t limit) {
  auto entity = snapshot.entity(id);
  if (!entity) return entity.error();
  if (!*entity) return std::optional<EntityCard>();
  EntityCard card;
  card.entity = **std::move(entity);
  Filter outgoing, incoming, spoken;
  outgoing.subject = id;
  incoming.object = id;
  spoken.speaker = id;
  spoken.neither_end = id;
  const auto fill = [&](const Filter& filter, std::vector<Answer>& answers) -> Status {
    auto result = run_filter(snapshot, filter, limit);
    if (!result) return result.error();
    answers = std::move(result->answers);
    return {};
  };
  Status status = fill(outgoing, card.outgoing);
  if (status.ok()) status = fill(incoming, card.incoming);
  if (status.ok()) status = fill(spoken, card.spoken);
  if (!status.ok()) return status.error();
  return std::optional(std::move(card));
}

}  // namespace boba
