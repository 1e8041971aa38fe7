#include <algorithm>
#include <map>

#include "graph/query/query.h"

namespace boba {
namespace {

using Counts = std::map<std::string, uint64_t>;

std::vector<NamedCount> by_count(const Counts& counts) {
  std::vector<NamedCount> out;
  for (const auto& [name, count] : counts) out.push_back({name, count});
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  return out;
}

// Shows every record to `visit`.
template <typename T, typename Visit>
Status for_each(const std::unique_ptr<Cursor<T>>& cursor, Visit visit) {
  while (true) {
    const auto record = cursor->next();
    if (!record) return record.error();
    if (!*record) return {};
    visit(**record);
  }
}

}  // namespace

Result<GraphStats> graph_stats(const Snapshot& snapshot) {
  GraphStats stats;
  Counts types, relations, modalities;
  Status status = for_each(snapshot.newest(), [&](const DocumentHeader& document) {
    ++stats.documents;
    if (document.published.empty()) return;
    if (stats.newest.empty()) stats.newest = document.published;
    stats.oldest = document.published;
  });
  if (status.ok()) status = for_each(snapshot.entities(), [&](const EntityRecord& entity) {
    ++stats.entities;
    ++types[std::string(to_string(entity.type))];
  });
  if (status.ok()) status = for_each(snapshot.statements(), [&](const StatementRecord& statement) {
    ++stats.statements;
    ++relations[statement.relation];
    ++modalities[std::string(to_string(statement.modality))];
    stats.supports += statement.supports.size();
    for (const Support& support : statement.supports) stats.evidence += support.evidence.size();
  });
  if (!status.ok()) return status.error();
  stats.entities_by_type = by_count(types);
  stats.statements_by_relation = by_count(relations);
  stats.statements_by_modality = by_count(modalities);
  return stats;
}

}  // namespace boba
