#include "graph/store/aggregate.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace boba {
namespace {

// Most documents, then the longest, then bytewise.
std::vector<NameForm> ranked(const std::map<std::string, uint32_t>& counts) {
  std::vector<NameForm> forms;
  for (const auto& [text, documents] : counts) forms.push_back({text, documents});
  std::sort(forms.begin(), forms.end(), [](const NameForm& a, const NameForm& b) {
    return std::tuple(b.documents, b.text.size(), std::string_view(a.text)) <
           std::tuple(a.documents, a.text.size(), std::string_view(b.text));
  });
  return forms;
}

Literal common_literal(const std::vector<std::pair<std::string, StatementValue>>& says) {
  using Form = std::tuple<std::string, std::string, std::string>;
  std::map<Form, uint32_t> counts;
  for (const auto& [document, value] : says)
    ++counts[{value.literal.text, value.literal.value, value.literal.unit}];
  const auto size = [](const Form& form) { return std::get<0>(form).size() + std::get<1>(form).size(); };
  const auto best = std::max_element(counts.begin(), counts.end(), [&](const auto& a, const auto& b) {
    return std::tuple(a.second, size(a.first)) < std::tuple(b.second, size(b.first));
  });  // the first of equals, which is the bytewise first
  const auto& [text, value, unit] = best->first;
  return {says.front().second.literal.kind, text, value, unit};
}

}  // namespace

EntityRecord aggregate_entity(EntityId id, const std::vector<EntityValue>& says) {
  std::map<std::string, uint32_t> names, aliases;
  std::array<uint32_t, kEntityTypes> types{};
  for (const EntityValue& value : says) {
    ++names[value.name];
    ++types[static_cast<size_t>(value.type)];
  }
  for (const EntityValue& value : says)
    for (const std::string& alias : value.aliases)
      if (!names.contains(alias)) ++aliases[alias];

  EntityRecord record;
  record.id = id;
  record.names = ranked(names);
  record.name = record.names.front().text;
  record.aliases = ranked(aliases);
  for (size_t type = 0; type < kEntityTypes; ++type)
    if (types[type] > 0) record.types.push_back({static_cast<EntityType>(type), types[type]});
  std::stable_sort(record.types.begin(), record.types.end(),
                   [](const TypeCount& a, const TypeCount& b) { return a.documents > b.documents; });
  record.type = record.types.front().type;
  record.documents = static_cast<uint32_t>(says.size());
  return record;
}

StatementRecord aggregate_statement(StatementId id, std::string relation,
                                    std::vector<std::pair<std::string, StatementValue>> says) {
  std::sort(says.begin(), says.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const StatementValue& first = says.front().second;
  StatementRecord record;
  record.id = id;
  record.subject = first.subject;
  record.relation = std::move(relation);
  if (first.object.kind == ObjectKey::Kind::kEntity) {
    record.object = EntityId{first.object.value};
  } else {
    record.object = common_literal(says);
  }
  record.modality = first.claim.modality;
  record.speaker = first.claim.speaker;
  for (auto& [document, value] : says) {
    record.confidence = std::max(record.confidence, value.confidence);
    record.qualifiers.insert(record.qualifiers.end(), value.qualifiers.begin(), value.qualifiers.end());
    record.supports.push_back(
        {std::move(document), value.confidence, std::move(value.qualifiers), std::move(value.evidence)});
  }
  const auto order = [](const Qualifier& q) { return std::tie(q.kind, q.text, q.value, q.entity); };
  std::sort(record.qualifiers.begin(), record.qualifiers.end(),
            [&](const Qualifier& a, const Qualifier& b) { return order(a) < order(b); });
  record.qualifiers.erase(std::unique(record.qualifiers.begin(), record.qualifiers.end()), record.qualifiers.end());
  return record;
}

}  // namespace boba
