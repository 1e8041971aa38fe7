#include "graph/query/planner.h"

#include <algorithm>

namespace boba {

Plan make_plan(const Filter& filter, size_t limit) {
  Plan plan;
  if (!filter.subject && !filter.object && (filter.speaker || limit > 0)) {
    plan.kind = filter.speaker ? Plan::Kind::kSpeaker : Plan::Kind::kNewest;
    plan.name = filter.speaker ? "speaker" : "newest";
    return plan;
  }
  TriplePattern pattern;
  pattern.subject = filter.subject;
  if (filter.object) pattern.object = ObjectKey{ObjectKey::Kind::kEntity, *filter.object};
  std::vector<std::string> relations = filter.relations;
  std::sort(relations.begin(), relations.end());
  relations.erase(std::unique(relations.begin(), relations.end()), relations.end());
  for (const std::string& relation : relations) {
    pattern.relation = relation;
    plan.patterns.push_back(pattern);
  }
  if (plan.patterns.empty()) plan.patterns.push_back(pattern);
  constexpr std::string_view kNames[] = {"spo", "pos", "osp"};
  plan.name = kNames[static_cast<size_t>(choose_order(plan.patterns.front()))];
  return plan;
}

}  // namespace boba
