// The contract of a graph store: documents go in and out whole, readers see a graph that stands still.
// Two implementations: RocksDB (rocksdb_store.h) and memory (memory_store.h), the oracle of the tests.
#ifndef BOBA_GRAPH_STORE_STORE_H_
#define BOBA_GRAPH_STORE_STORE_H_

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/graph.h"
#include "core/result.h"
#include "core/statement.h"

namespace boba {

// The record of a document that was read and extracted by `extractor_version`.
DocumentRecord to_record(const Document& document, std::string_view extractor_version);

// One article and all it says.
struct DocumentFacts {
  DocumentRecord document;
  Extraction extraction;
};

// That two entities are one, across articles: someone's word, not an article's. Records chain: all that are joined by
// some of them are one entity, known by the lowest of their ids.
struct MergeRecord {
  EntityId a = 0, b = 0;
  friend auto operator<=>(const MergeRecord&, const MergeRecord&) = default;
};

// That a document means another entity by a name than other documents: what it says of `entity` is said of an entity of
// its own, known by separate_id(). Documents that mean the same other one are told so by merges of those.
struct SeparationRecord {
  EntityId entity = 0;
  std::string document;
  friend auto operator<=>(const SeparationRecord&, const SeparationRecord&) = default;
};
// Hash of the entity and the document.
EntityId separate_id(const SeparationRecord& record);

// All that people say about who is who.
struct IdentityRecords {
  std::vector<MergeRecord> merges;
  std::vector<SeparationRecord> separations;
  bool empty() const { return merges.empty() && separations.empty(); }
  size_t size() const { return merges.size() + separations.size(); }
  friend bool operator==(const IdentityRecords&, const IdentityRecords&) = default;
};

// What a put did, document by document.
struct PutSummary {
  uint64_t added = 0;
  uint64_t replaced = 0;
  uint64_t unchanged = 0;  // same content, same extractor version: nothing was written
  PutSummary& operator+=(const PutSummary& other);
};

// The object of a statement as indexes see it.
struct ObjectKey {
  enum class Kind : uint8_t { kEntity, kClause, kQuantity, kDate };
  Kind kind = Kind::kEntity;
  uint64_t value = 0;  // an EntityId, or literal_id()
  friend auto operator<=>(const ObjectKey&, const ObjectKey&) = default;
};
ObjectKey object_key(const Object& object);

// A statement's identity, without what documents say of it.
struct StatementHead {
  StatementId id = 0;
  EntityId subject = 0;
  std::string relation;
  ObjectKey object;
  Modality modality = Modality::kAsserted;
  EntityId speaker = 0;
  friend bool operator==(const StatementHead&, const StatementHead&) = default;
};

// Which terms of a triple are given. An index serves the patterns that bind a prefix of its order.
struct TriplePattern {
  std::optional<EntityId> subject;
  std::optional<std::string> relation;
  std::optional<ObjectKey> object;
};

enum class IndexOrder : uint8_t { kSpo, kPos, kOsp };
// The order in which the bound terms of `pattern` come first: one range of keys, nothing to skip.
IndexOrder choose_order(const TriplePattern& pattern);

// A document without its text, for dates and captions; `title` is a copy.
struct DocumentHeader {
  std::string id;
  std::string title;
  std::string source;
  std::string url;
  std::string published;
  friend bool operator==(const DocumentHeader&, const DocumentHeader&) = default;
};

// The graph at one moment; writers go on beside it. Must not outlive its Store.
class Snapshot : public GraphView {
 public:
  // Statements that match, in the order of choose_order(pattern): by its three terms, then id. A relation sorts by
  // relation_key of its name (docs/store_format.md).
  virtual std::unique_ptr<Cursor<StatementHead>> match(const TriplePattern& pattern) const = 0;

  // Documents, newest first: by `published` bytewise down (undated last), then by id up.
  virtual std::unique_ptr<Cursor<DocumentHeader>> newest() const = 0;
  virtual Result<std::optional<DocumentHeader>> header(std::string_view document_id) const = 0;
  // Statements that a document supports, by id; nothing when there is no such document.
  virtual Result<std::optional<std::vector<StatementId>>> statements_of(std::string_view document_id) const = 0;

  // Documents that name an entity, as anything in them: by id. Nothing named: empty.
  virtual Result<std::vector<std::string>> documents_of(EntityId entity) const = 0;

  // Entities that have a name or an alias with this token (name_tokens.h), or with one that begins with it, by id.
  virtual Result<std::vector<EntityId>> entities_with(std::string_view token, bool prefix) const = 0;

  // Names of relations that the store has met, sorted.
  virtual std::vector<std::string> relations() const = 0;

  // The records that are applied: merges with the lower id first, all sorted.
  virtual IdentityRecords identity_records() const = 0;
};

// One writer at a time; snapshots from any thread at any time.
class Store {
 public:
  virtual ~Store() = default;

  // Makes the graph say what these documents say. Each document is atomic: after a crash it is there whole or as
  // it was before. A document with an id that is there replaces what that document said; one with the same
  // content and extractor version writes nothing. `relations[i]` is the name of RelationId i of the extractions.
  // Errors: kInvalidInput for a span outside its text, an entity that the extraction does not list, a relation
  // without a name, a statement without evidence (documents before it are stored); kIo.
  virtual Result<PutSummary> put(std::span<const DocumentFacts> documents,
                                 std::span<const std::string> relations) = 0;

  // Forgets a document and everything that only it supports. False when there is none of that id.
  virtual Result<bool> remove(std::string_view document_id) = 0;

  // Adds records about entities and documents in the graph or not; answers how many are new. What documents say stays as
  // it was, so that a record can be taken back, and it does not matter whether it came before or after the documents.
  // Errors: kInvalidInput for an entity with itself, id 0 and a document without an id; kIo.
  virtual Result<size_t> record(const IdentityRecords& records) = 0;
  // Takes records back; answers how many of them there were.
  virtual Result<size_t> take_back(const IdentityRecords& records) = 0;

  // A merged entity has the names and the documents of all its members; statements of which merges leave nothing to
  // tell them apart are one, with the evidence of all. Look-ups take the id of any member. A separated entity is what
  // its documents say.
  virtual std::unique_ptr<Snapshot> snapshot() const = 0;
  // Without records: what the documents alone say.
  virtual std::unique_ptr<Snapshot> snapshot_as_read() const = 0;

  // Bytes on disk; 0 in memory.
  virtual Result<uint64_t> size_on_disk() const = 0;

  // After many puts: writes out what is in memory and compacts. Optional; nothing is lost without it.
  virtual Status finish() = 0;
};

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_STORE_H_
