// Keys and values of docs/store_format.md. Encoders are total over valid records; decoders take any bytes and
// answer nothing when those are not what an encoder writes.
#ifndef BOBA_GRAPH_STORE_CODEC_H_
#define BOBA_GRAPH_STORE_CODEC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/statement.h"
#include "graph/store/store.h"

namespace boba {

inline constexpr uint32_t kSchemaVersion = 3;

// What stands for a relation in keys: the upper half of the hash of its name.
using RelationKey = uint32_t;
RelationKey relation_key(std::string_view name);

// A statement's identity as keys hold it.
struct Triple {
  EntityId subject = 0;
  RelationKey relation = 0;
  ObjectKey object;
  StatementId id = 0;
  friend bool operator==(const Triple&, const Triple&) = default;
};

// The rest of a statement's identity: the value of an index key.
struct Claim {
  Modality modality = Modality::kAsserted;
  EntityId speaker = 0;
  friend bool operator==(const Claim&, const Claim&) = default;
};

// A value of statement.1: the statement (without id) and what one document says of it.
struct StatementValue {
  EntityId subject = 0;
  RelationKey relation = 0;
  ObjectKey object;
  Claim claim;
  Literal literal;  // as the document writes it, unless the object is an entity
  float confidence = 1;
  std::vector<Qualifier> qualifiers;
  std::vector<Evidence> evidence;
};

// A value of entity.1.
struct EntityValue {
  EntityType type = EntityType::kConcept;
  std::string name;
  std::vector<std::string> aliases;
  friend bool operator==(const EntityValue&, const EntityValue&) = default;
};

// A value of document.1.
struct DocumentValue {
  bool has_title = false;
  std::string title;
  std::string source;
  std::string url;
  std::string published;
  std::string extractor_version;
  uint64_t content_hash = 0;
  std::vector<StatementId> statements;
  std::vector<EntityId> entities;
  friend bool operator==(const DocumentValue&, const DocumentValue&) = default;
};

// Keys, and the beginnings of keys that scans start from.
std::string encode_u32(uint32_t value);
std::string encode_u64(uint64_t value);  // prefix of statement.1 and entity.1
std::string encode_index_key(IndexOrder order, const Triple& triple);
// The bound terms of `pattern` in the order, up to the first that is free.
std::string encode_index_prefix(IndexOrder order, const TriplePattern& pattern);
std::string encode_owned_key(uint64_t id, std::string_view document);  // keys of statement.1, entity.1 and separate.1
std::string encode_name_key(std::string_view token, EntityId entity);
std::string encode_newest_key(std::string_view published, std::string_view document);

std::string encode_id_pair(uint64_t first, uint64_t second);  // keys of merge.1 and moved.1

struct OwnedKey {
  uint64_t id = 0;
  std::string_view document;
};
struct NameKey {
  std::string_view token;
  EntityId entity = 0;
};
std::optional<uint32_t> decode_u32(std::string_view bytes);
std::optional<Triple> decode_index_key(IndexOrder order, std::string_view bytes);
std::optional<OwnedKey> decode_owned_key(std::string_view bytes);
std::optional<NameKey> decode_name_key(std::string_view bytes);
std::optional<std::pair<uint64_t, uint64_t>> decode_id_pair(std::string_view bytes);
std::optional<std::string_view> decode_newest_key(std::string_view bytes);  // the document's id

std::string encode(const Claim& claim);
std::string encode(const StatementValue& value);
std::string encode(const EntityValue& value);
std::string encode(const DocumentValue& value);
std::optional<Claim> decode_claim(std::string_view bytes);
std::optional<StatementValue> decode_statement(std::string_view bytes);
std::optional<EntityValue> decode_entity(std::string_view bytes);
std::optional<DocumentValue> decode_document(std::string_view bytes);
// All but the two lists, which a caption does not need.
std::optional<DocumentValue> decode_document_header(std::string_view bytes);

// Of the fields that make a document's content, with its body.
uint64_t content_hash(const DocumentValue& value, std::string_view body);

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_CODEC_H_
