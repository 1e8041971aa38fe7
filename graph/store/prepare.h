// From an extraction to the records of a document: checked, merged by identity, sorted. What every store writes.
#ifndef BOBA_GRAPH_STORE_PREPARE_H_
#define BOBA_GRAPH_STORE_PREPARE_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "graph/store/codec.h"
#include "graph/store/identities.h"
#include "graph/store/store.h"

namespace boba {

inline constexpr size_t kMaxDocumentIdBytes = 1024;

struct PreparedDocument {
  std::string id;
  DocumentValue value;  // with its lists
  std::string body;
  std::vector<std::pair<StatementId, StatementValue>> statements;  // by id
  std::vector<std::pair<EntityId, EntityValue>> entities;          // by id
  std::vector<std::string> relations;                              // names in use, sorted
};

// Header fields and content hash, without reading the extraction: enough to see that nothing changed.
Result<DocumentValue> prepare_header(const DocumentRecord& document);

// What one document says of one identity in two values, as one. The order does not show once tidy() is called.
void merge_into(StatementValue& into, StatementValue&& other);
void merge_into(EntityValue& into, EntityValue&& other);
// Lists in their order, without repeats.
void tidy(StatementValue& value);
void tidy(EntityValue& value);

// Statements of one identity become one. Errors: kInvalidInput, as Store::put says.
Result<PreparedDocument> prepare(const DocumentFacts& facts, std::span<const std::string> relations);

// The document as if it had known who is who.
PreparedDocument apply(const Identities& identities, PreparedDocument document);

// The text of a document from its parts.
std::string join_text(const DocumentValue& value, std::string_view body);
// A document as readers see it, from its parts.
DocumentRecord to_record(std::string_view id, const DocumentValue& value, std::string_view body);
DocumentHeader to_header(std::string_view id, const DocumentValue& value);

// Tokens of all names of an entity in one document, sorted, without repeats.
std::vector<std::string> name_tokens_of(const EntityValue& value);

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_PREPARE_H_
