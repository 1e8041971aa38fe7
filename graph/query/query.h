// Questions to a graph: patterns of (subject, relation, object) with filters, and answers ready to print.
#ifndef BOBA_GRAPH_QUERY_QUERY_H_
#define BOBA_GRAPH_QUERY_QUERY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/graph.h"
#include "graph/query/resolve.h"
#include "graph/store/store.h"

namespace boba {

// A place of a pattern: free, an entity, or text to resolve.
using Term = std::variant<std::monostate, EntityId, std::string>;

struct Query {
  Term subject;
  std::vector<std::string> relations;  // names, any of them; empty is free. Ontology::find_label reads what people type
  // Text that is no whole name or alias of an entity is looked for in all objects: entities that have its words
  // (resolve(), kTokens) and literals whose text holds it, both without diacritics.
  Term object;
  Term speaker;                        // free: whoever speaks

  // The subject or the object is one of these. A name that several entities share means the one of these types.
  std::vector<EntityType> types;
  std::vector<Modality> modalities;    // one of these
  // EDTF dates or periods. A statement fits when a supporting document gives it a time within: its time qualifiers
  // and date object, or, where these give no year ("XXXX-08-14", "P12M"), the date of publication. What has no date
  // at all does not fit.
  std::string since;
  std::string until;
  float min_confidence = 0;
  size_t limit = 0;                    // 0 is all
};

// An entity as an answer names it.
struct EntityRef {
  EntityId id = 0;
  EntityType type = EntityType::kConcept;
  std::string name;
};

// A place in a document, in code points relative to a field, as Web Annotation's TextPositionSelector counts.
struct Quote {
  enum class Field : uint8_t { kTitle, kBody };  // exported as "title" and "text"
  Field field = Field::kBody;
  uint32_t begin = 0, end = 0;  // [begin, end)
  std::string text;             // the words themselves
};

struct EvidenceAnswer {
  DocumentHeader document;
  float confidence = 1;         // what this document's statement was given
  uint32_t sentence_index = 0;  // Evidence::sentence_index
  Quote sentence;
  std::optional<Quote> trigger, subject, object;  // nothing where it is not in words
};

struct Answer {
  StatementId id = 0;
  EntityRef subject;
  std::string relation;
  std::variant<EntityRef, Literal> object;
  Modality modality = Modality::kAsserted;
  std::optional<EntityRef> speaker;
  std::vector<Qualifier> qualifiers;
  float confidence = 0;
  std::string date;                      // of the newest supporting document, EDTF; empty when unknown
  std::vector<EvidenceAnswer> evidence;  // by document newest first, then text order
};

// A text of the query that may mean several entities.
struct Ambiguity {
  enum class Place : uint8_t { kSubject, kObject, kSpeaker };
  Place place = Place::kSubject;
  std::string text;
  std::vector<NamedEntity> candidates;     // none: nothing of that name
};

struct QueryResult {
  // By newest supporting document (published down, undated last; id up), then place in that document's text, then id.
  std::vector<Answer> answers;
  std::vector<Ambiguity> ambiguities;    // when not empty there are no answers
  std::string plan;                      // the index that was read: "spo", "pos", "osp", "newest" or "speaker"
  uint64_t scanned = 0;                  // statements looked at
};

// Errors: kInvalidInput for a date that is no EDTF; what the store reports.
Result<QueryResult> run_query(const Snapshot& snapshot, const Query& query);

// All about one entity.
struct EntityCard {
  EntityRecord entity;
  std::vector<Answer> outgoing;  // it is the subject
  std::vector<Answer> incoming;  // it is the object
  std::vector<Answer> spoken;    // it is the speaker of what is not already above
};
// Nothing when there is no such entity. `limit` bounds each list; 0 is all.
Result<std::optional<EntityCard>> entity_card(const Snapshot& snapshot, EntityId id, size_t limit = 0);

// A statement as an answer; nothing when there is none.
Result<std::optional<Answer>> answer_of(const Snapshot& snapshot, StatementId id);

struct NamedCount {
  std::string name;
  uint64_t count = 0;
};
struct GraphStats {
  uint64_t documents = 0;
  uint64_t entities = 0;
  uint64_t statements = 0;
  uint64_t supports = 0;                     // statement and document pairs
  uint64_t evidence = 0;
  std::vector<NamedCount> entities_by_type;  // every list by count down, then name
  std::vector<NamedCount> statements_by_relation;
  std::vector<NamedCount> statements_by_modality;
  std::string oldest, newest;                // dates of publication; empty when none is known
};
// Reads the whole graph once.
Result<GraphStats> graph_stats(const Snapshot& snapshot);

}  // namespace boba

#endif  // BOBA_GRAPH_QUERY_QUERY_H_
