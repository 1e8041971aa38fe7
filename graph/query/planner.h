// Which index a query reads.
#ifndef BOBA_GRAPH_QUERY_PLANNER_H_
#define BOBA_GRAPH_QUERY_PLANNER_H_

#include <string>
#include <vector>

#include "graph/query/filter.h"
#include "graph/store/store.h"

namespace boba {

// Either ranges of an index, read whole and sorted; or documents, newest first, until there are enough answers.
struct Plan {
  enum class Kind { kPatterns, kNewest, kSpeaker };
  Kind kind = Kind::kPatterns;
  std::vector<TriplePattern> patterns;  // of kPatterns; no statement is in two of them
  std::string name;                     // "spo", "pos", "osp", "newest" or "speaker"
};

// A subject or an object that is given makes the ranges short: they are read. A speaker alone is looked for in the
// documents that name it. When no entity is given and `limit` bounds the answers,
// documents are walked in the order of the answers, so that the walk stops early; without a limit the index of the
// relations, or everything, is read.
Plan make_plan(const Filter& filter, size_t limit);

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_PLANNER_H_
