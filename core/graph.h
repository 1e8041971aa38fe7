// What a graph holds once documents are put together, and the reading side that queries, algorithms and exports
// share. A store's snapshot (graph/store/store.h) is a GraphView; exporters read nothing else.
#ifndef BOBA_CORE_GRAPH_H_
#define BOBA_CORE_GRAPH_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/mention.h"
#include "core/result.h"
#include "core/statement.h"

namespace boba {

// An article as the graph keeps it: enough to quote it and to see whether it changed.
struct DocumentRecord {
  std::string id;
  std::string text;       // Document::text: NFC, the title, '\n', the body; evidence spans are offsets into it
  uint32_t body = 0;      // Document::body: byte where the body begins, 0 when there is no title
  std::string source;     // publisher, if known
  std::string url;
  std::string published;  // EDTF date, if known
  std::string extractor_version;

  std::string_view title() const {
    return body == 0 ? std::string_view() : std::string_view(text).substr(0, body - 1);
  }
  friend bool operator==(const DocumentRecord&, const DocumentRecord&) = default;
};

// A form that names an entity, and how many documents use it.
struct NameForm {
  std::string text;
  uint32_t documents = 0;
  friend bool operator==(const NameForm&, const NameForm&) = default;
};

struct TypeCount {
  EntityType type = EntityType::kConcept;
  uint32_t documents = 0;
  friend bool operator==(const TypeCount&, const TypeCount&) = default;
};

// An entity of the corpus: what all documents that name it say together.
struct EntityRecord {
  EntityId id = 0;
  EntityType type = EntityType::kConcept;  // of most documents, the lower enumerator on a tie
  std::string name;                  // canonical in most documents; then the longest, then the bytewise first
  std::vector<NameForm> names;       // canonical names, `name` first: by documents down, length down, bytes up
  std::vector<NameForm> aliases;     // further forms, none of `names`, in the same order
  std::vector<TypeCount> types;      // by documents down, then enumerator
  uint32_t documents = 0;
  friend bool operator==(const EntityRecord&, const EntityRecord&) = default;
};

// What one document says of a statement.
struct Support {
  std::string document;               // DocumentRecord::id
  float confidence = 1;
  std::vector<Qualifier> qualifiers;  // by kind, text, value, entity; no two equal
  std::vector<Evidence> evidence;     // at least one; by sentence span, then the other spans
};

// A statement of the corpus: one identity (subject, relation, object, modality, speaker), one Support a document.
struct StatementRecord {
  StatementId id = 0;
  EntityId subject = 0;
  std::string relation;               // name: "announced"
  Object object;                      // a literal is shown as most documents write it; then longest, then bytes
  Modality modality = Modality::kAsserted;
  EntityId speaker = 0;               // 0 is the article itself
  float confidence = 0;               // the highest of the supports
  std::vector<Qualifier> qualifiers;  // the union of the supports', by kind, text, value, entity
  std::vector<Support> supports;      // by document id, at least one

  const Literal* literal() const { return std::get_if<Literal>(&object); }
  EntityId object_entity() const {  // 0 for a literal
    const EntityId* entity = std::get_if<EntityId>(&object);
    return entity == nullptr ? 0 : *entity;
  }
};

// Pulls records one at a time; memory does not grow with what was pulled.
template <typename T>
class Cursor {
 public:
  virtual ~Cursor() = default;
  // The next record; nothing at the end, and ever after.
  virtual Result<std::optional<T>> next() = 0;
};

// A graph that stands still. Look-ups and cursors may be used from several threads at once, each cursor from one.
// A cursor must not outlive its view. Every order depends on what the graph says alone, never on how it was built.
class GraphView {
 public:
  virtual ~GraphView() = default;

  virtual std::unique_ptr<Cursor<EntityRecord>> entities() const = 0;        // by id
  virtual std::unique_ptr<Cursor<StatementRecord>> statements() const = 0;   // by id
  virtual std::unique_ptr<Cursor<DocumentRecord>> documents() const = 0;     // by id, with text

  virtual Result<std::optional<EntityRecord>> entity(EntityId id) const = 0;
  virtual Result<std::optional<StatementRecord>> statement(StatementId id) const = 0;
  virtual Result<std::optional<DocumentRecord>> document(std::string_view id) const = 0;
};

}  // namespace boba

#endif  // BOBA_CORE_GRAPH_H_
