// A query whose names are resolved: what a statement must be to answer it.
#ifndef BOBA_GRAPH_QUERY_FILTER_H_
#define BOBA_GRAPH_QUERY_FILTER_H_

#include <optional>
#include <string>
#include <vector>

#include "graph/query/answers.h"
#include "graph/query/edtf.h"
#include "graph/query/query.h"

namespace boba {

struct Filter {
  std::optional<EntityId> subject;
  std::optional<EntityId> object;
  std::optional<EntityId> speaker;
  std::optional<EntityId> neither_end;    // not the subject, not the object
  // For an object that is typed and names no entity exactly: any of these entities, or a literal that holds `words`.
  bool object_by_words = false;
  std::vector<EntityId> object_entities;  // sorted
  std::string words;                      // search_form
  std::vector<std::string> relations;     // empty is any
  std::vector<EntityType> types;
  std::vector<Modality> modalities;
  std::optional<Period> window;
  float min_confidence = 0;

  // Subject, relation, object entity, modality, speaker: what an index entry tells.
  bool admits(const StatementHead& head) const;
  bool admits(const StatementRecord& statement) const;  // the same of a whole statement, and confidence and words
  // Types of its ends and times, which need look-ups.
  Result<bool> admits(const StatementRecord& statement, AnswerBuilder& lookups) const;
};

struct ResolvedQuery {
  Filter filter;
  std::vector<Ambiguity> ambiguities;
};
// Errors: kInvalidInput for a date that is no EDTF with a year.
Result<ResolvedQuery> resolve_query(const Snapshot& snapshot, const Query& query);

// The answers to a filter, in the order of QueryResult::answers.
Result<QueryResult> run_filter(const Snapshot& snapshot, const Filter& filter, size_t limit);

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_FILTER_H_
