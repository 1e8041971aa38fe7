// Persons of one name whom documents tell apart.
#ifndef BOBA_GRAPH_QUERY_NAMESAKES_H_
#define BOBA_GRAPH_QUERY_NAMESAKES_H_

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "graph/query/births.h"
#include "graph/query/identity.h"
#include "graph/store/store.h"

namespace boba {

struct Namesake {
  std::vector<std::string> documents;  // that say so, by id; others of the name may mean this one as well
  std::optional<int> born;             // the earliest year of those that are told apart by it
  Offices offices;                     // of those that are told apart by offices
};

struct Namesakes {
  EntityRecord entity;            // that they are now
  std::vector<Namesake> persons;  // at least two; most documents first, then by the first document
  bool certain = false;           // told apart by births, not by offices
};

// Persons in two documents or more whose births lie at least three years apart in some of them (certain:
// docs/evaluation.md; names of three words or more), else whose positions and organisations contradict each other (two
// words or more). By name, then id. Reads all documents that name such a person.
Result<std::vector<Namesakes>> find_namesakes(const Snapshot& snapshot, const BirthCues& cues);

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_NAMESAKES_H_
