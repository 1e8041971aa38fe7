#include "graph/store/codec.h"

#include <algorithm>
#include <bit>

#include "core/hash.h"

namespace boba {
namespace {

constexpr uint8_t kObjectKinds = 4, kModalities = 5, kQualifierKinds = 9;

class Writer {
 public:
  void u8(uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void u32(uint32_t value) { big_endian(value, 4); }
  void u64(uint64_t value) { big_endian(value, 8); }
  void varint(uint32_t value) {
    for (; value >= 0x80; value >>= 7) u8(static_cast<uint8_t>(value | 0x80));
    u8(static_cast<uint8_t>(value));
  }
  void raw(std::string_view bytes) { bytes_ += bytes; }
  void str(std::string_view text) {
    varint(static_cast<uint32_t>(text.size()));
    raw(text);
  }
  void span(Span span) {
    varint(span.begin);
    varint(span.size());
  }
  void object(const ObjectKey& object) {
    u8(static_cast<uint8_t>(object.kind));
    u64(object.value);
  }
  std::string take() { return std::move(bytes_); }

 private:
  void big_endian(uint64_t value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) u8(static_cast<uint8_t>(value >> shift));
  }
  std::string bytes_;
};

// Reads pieces one after another. After the first piece that is not there every further one is 0 and done() false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  uint8_t u8() { return static_cast<uint8_t>(big_endian(1)); }
  uint32_t u32() { return static_cast<uint32_t>(big_endian(4)); }
  uint64_t u64() { return big_endian(8); }
  uint32_t varint() {
    uint64_t value = 0;
    for (int shift = 0; shift <= 28; shift += 7) {
      const uint8_t byte = u8();
      value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte & 0x80) continue;
      if ((byte == 0 && shift > 0) || value > UINT32_MAX) fail();  // not in the fewest bytes, or too large
      return good_ ? static_cast<uint32_t>(value) : 0;
    }
    fail();
    return 0;
  }
  std::string_view raw(size_t size) {
    if (size > rest_.size()) {
      fail();
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::string str() { return std::string(raw(varint())); }
  // A list's length, where an item takes at least `item_size` bytes: a lie never makes us allocate.
  uint32_t count(size_t item_size) {
    const uint32_t n = varint();
    if (n > rest_.size() / item_size) fail();
    return good_ ? n : 0;
  }
  Span span() {
    const uint32_t begin = varint(), size = varint();
    if (size > UINT32_MAX - begin) fail();
    return good_ ? Span{begin, begin + size} : Span{};
  }
  template <typename Kind>
  Kind enumerator(uint8_t kinds) {
    const uint8_t value = u8();
    if (value >= kinds) fail();
    return good_ ? static_cast<Kind>(value) : Kind{};
  }
  ObjectKey object() {
    ObjectKey key;
    key.kind = enumerator<ObjectKey::Kind>(kObjectKinds);
    key.value = u64();
    return key;
  }
  float confidence() {
    const float value = std::bit_cast<float>(u32());
    if (!(value >= 0 && value <= 1)) fail();
    return value;
  }
  size_t left() const { return rest_.size(); }
  bool good() const { return good_; }
  bool done() const { return good_ && rest_.empty(); }
  void fail() {
    good_ = false;
    rest_ = {};
  }

 private:
  uint64_t big_endian(size_t size) {
    uint64_t value = 0;
    for (char c : raw(size)) value = value << 8 | static_cast<uint8_t>(c);
    return value;
  }
  std::string_view rest_;
  bool good_ = true;
};

template <typename T>
std::optional<T> if_done(const Reader& reader, T value) {
  return reader.done() ? std::optional<T>(std::move(value)) : std::nullopt;
}

Qualifier read_qualifier(Reader& in) {
  Qualifier qualifier;
  qualifier.kind = in.enumerator<QualifierKind>(kQualifierKinds);
  qualifier.text = in.str();
  qualifier.value = in.str();
  qualifier.entity = in.u64();
  return qualifier;
}

Evidence read_evidence(Reader& in) {
  Evidence evidence;
  evidence.sentence_index = in.varint();
  evidence.sentence = in.span();
  evidence.trigger = in.span();
  evidence.subject = in.span();
  evidence.object = in.span();
  return evidence;
}

DocumentValue read_header(Reader& in) {
  DocumentValue value;
  value.has_title = in.enumerator<uint8_t>(2) == 1;
  value.title = in.str();
  value.source = in.str();
  value.url = in.str();
  value.published = in.str();
  value.extractor_version = in.str();
  value.content_hash = in.u64();
  return value;
}

void write_content_fields(Writer& out, const DocumentValue& value) {
  out.u8(value.has_title ? 1 : 0);
  for (const std::string* field : {&value.title, &value.source, &value.url, &value.published}) out.str(*field);
}

void write_ids(Writer& out, const std::vector<uint64_t>& ids) {
  out.varint(static_cast<uint32_t>(ids.size()));
  for (uint64_t id : ids) out.u64(id);
}

// Strictly rising, as the encoder's callers write them.
std::vector<uint64_t> read_ids(Reader& in) {
  std::vector<uint64_t> ids(in.count(8));
  for (uint64_t& id : ids) id = in.u64();
  if (std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>()) != ids.end()) in.fail();
  return ids;
}

}  // namespace

RelationKey relation_key(std::string_view name) { return static_cast<RelationKey>(hash_bytes(name) >> 32); }

std::string encode_u32(uint32_t value) {
  Writer out;
  out.u32(value);
  return out.take();
}

std::string encode_u64(uint64_t value) {
  Writer out;
  out.u64(value);
  return out.take();
}

std::optional<uint32_t> decode_u32(std::string_view bytes) {
  Reader in(bytes);
  return if_done(in, in.u32());
}

std::string encode_index_key(IndexOrder order, const Triple& triple) {
  Writer out;
  switch (order) {
    case IndexOrder::kSpo:
      out.u64(triple.subject), out.u32(triple.relation), out.object(triple.object);
      break;
    case IndexOrder::kPos:
      out.u32(triple.relation), out.object(triple.object), out.u64(triple.subject);
      break;
    case IndexOrder::kOsp:
      out.object(triple.object), out.u64(triple.subject), out.u32(triple.relation);
      break;
  }
  out.u64(triple.id);
  return out.take();
}

std::string encode_index_prefix(IndexOrder order, const TriplePattern& pattern) {
  Writer out;
  const auto subject = [&] { return pattern.subject && (out.u64(*pattern.subject), true); };
  const auto relation = [&] { return pattern.relation && (out.u32(relation_key(*pattern.relation)), true); };
  const auto object = [&] { return pattern.object && (out.object(*pattern.object), true); };
  switch (order) {
    case IndexOrder::kSpo:
      (void)(subject() && relation() && object());
      break;
    case IndexOrder::kPos:
      (void)(relation() && object() && subject());
      break;
    case IndexOrder::kOsp:
      (void)(object() && subject() && relation());
      break;
  }
  return out.take();
}

std::optional<Triple> decode_index_key(IndexOrder order, std::string_view bytes) {
  Reader in(bytes);
  Triple triple;
  switch (order) {
    case IndexOrder::kSpo:
      triple.subject = in.u64(), triple.relation = in.u32(), triple.object = in.object();
      break;
    case IndexOrder::kPos:
      triple.relation = in.u32(), triple.object = in.object(), triple.subject = in.u64();
      break;
    case IndexOrder::kOsp:
      triple.object = in.object(), triple.subject = in.u64(), triple.relation = in.u32();
      break;
  }
  triple.id = in.u64();
  return if_done(in, triple);
}

std::string encode_owned_key(uint64_t id, std::string_view document) {
  Writer out;
  out.u64(id);
  out.raw(document);
  return out.take();
}

std::optional<OwnedKey> decode_owned_key(std::string_view bytes) {
  Reader in(bytes);
  OwnedKey key;
  key.id = in.u64();
  if (in.left() == 0) return std::nullopt;
  key.document = in.raw(in.left());
  return if_done(in, key);
}

std::string encode_id_pair(uint64_t first, uint64_t second) {
  Writer out;
  out.u64(first);
  out.u64(second);
  return out.take();
}

std::optional<std::pair<uint64_t, uint64_t>> decode_id_pair(std::string_view bytes) {
  Reader in(bytes);
  const uint64_t first = in.u64();
  const uint64_t second = in.u64();
  return if_done(in, std::pair(first, second));
}

std::string encode_name_key(std::string_view token, EntityId entity) {
  Writer out;
  out.raw(token);
  out.u8(0);
  out.u64(entity);
  return out.take();
}

std::optional<NameKey> decode_name_key(std::string_view bytes) {
  const size_t end = bytes.find('\0');
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  Reader in(bytes.substr(end + 1));
  NameKey key;
  key.token = bytes.substr(0, end);
  key.entity = in.u64();
  return if_done(in, key);
}

std::string encode_newest_key(std::string_view published, std::string_view document) {
  Writer out;
  for (char c : published) out.u8(static_cast<uint8_t>(0xFF - static_cast<uint8_t>(c)));
  out.u8(0xFF);
  out.raw(document);
  return out.take();
}

std::optional<std::string_view> decode_newest_key(std::string_view bytes) {
  const size_t end = bytes.find('\xFF');
  if (end == std::string_view::npos || end + 1 == bytes.size()) return std::nullopt;
  return bytes.substr(end + 1);
}

std::string encode(const Claim& claim) {
  Writer out;
  out.u8(static_cast<uint8_t>(claim.modality));
  if (claim.speaker != 0) out.u64(claim.speaker);
  return out.take();
}

std::optional<Claim> decode_claim(std::string_view bytes) {
  Reader in(bytes);
  Claim claim;
  claim.modality = in.enumerator<Modality>(kModalities);
  if (in.left() != 0) {
    claim.speaker = in.u64();
    if (claim.speaker == 0) in.fail();
  }
  return if_done(in, claim);
}

std::string encode(const StatementValue& value) {
  Writer out;
  out.u64(value.subject);
  out.u32(value.relation);
  out.object(value.object);
  out.u8(static_cast<uint8_t>(value.claim.modality));
  out.u64(value.claim.speaker);
  if (value.object.kind != ObjectKey::Kind::kEntity)
    for (const std::string* field : {&value.literal.text, &value.literal.value, &value.literal.unit}) out.str(*field);
  out.u32(std::bit_cast<uint32_t>(value.confidence));
  out.varint(static_cast<uint32_t>(value.qualifiers.size()));
  for (const Qualifier& qualifier : value.qualifiers) {
    out.u8(static_cast<uint8_t>(qualifier.kind));
    out.str(qualifier.text);
    out.str(qualifier.value);
    out.u64(qualifier.entity);
  }
  out.varint(static_cast<uint32_t>(value.evidence.size()));
  for (const Evidence& evidence : value.evidence) {
    out.varint(evidence.sentence_index);
    for (Span span : {evidence.sentence, evidence.trigger, evidence.subject, evidence.object}) out.span(span);
  }
  return out.take();
}

std::optional<StatementValue> decode_statement(std::string_view bytes) {
  Reader in(bytes);
  StatementValue value;
  value.subject = in.u64();
  value.relation = in.u32();
  value.object = in.object();
  value.claim.modality = in.enumerator<Modality>(kModalities);
  value.claim.speaker = in.u64();
  if (value.object.kind != ObjectKey::Kind::kEntity) {
    value.literal.kind = static_cast<Literal::Kind>(static_cast<int>(value.object.kind) - 1);
    value.literal.text = in.str();
    value.literal.value = in.str();
    value.literal.unit = in.str();
  }
  value.confidence = in.confidence();
  value.qualifiers.resize(in.count(11));
  for (Qualifier& qualifier : value.qualifiers) qualifier = read_qualifier(in);
  value.evidence.resize(in.count(9));
  if (value.evidence.empty()) return std::nullopt;
  for (Evidence& evidence : value.evidence) evidence = read_evidence(in);
  return if_done(in, std::move(value));
}

std::string encode(const EntityValue& value) {
  Writer out;
  out.u8(static_cast<uint8_t>(value.type));
  out.str(value.name);
  out.varint(static_cast<uint32_t>(value.aliases.size()));
  for (const std::string& alias : value.aliases) out.str(alias);
  return out.take();
}

std::optional<EntityValue> decode_entity(std::string_view bytes) {
  Reader in(bytes);
  EntityValue value;
  value.type = in.enumerator<EntityType>(kEntityTypes);
  value.name = in.str();
  value.aliases.resize(in.count(1));
  for (std::string& alias : value.aliases) alias = in.str();
  return if_done(in, std::move(value));
}

std::string encode(const DocumentValue& value) {
  Writer out;
  write_content_fields(out, value);
  out.str(value.extractor_version);
  out.u64(value.content_hash);
  write_ids(out, value.statements);
  write_ids(out, value.entities);
  return out.take();
}

std::optional<DocumentValue> decode_document(std::string_view bytes) {
  Reader in(bytes);
  DocumentValue value = read_header(in);
  value.statements = read_ids(in);
  value.entities = read_ids(in);
  return if_done(in, std::move(value));
}

std::optional<DocumentValue> decode_document_header(std::string_view bytes) {
  Reader in(bytes);
  DocumentValue value = read_header(in);
  return in.good() ? std::optional<DocumentValue>(std::move(value)) : std::nullopt;
}

uint64_t content_hash(const DocumentValue& value, std::string_view body) {
  Writer out;
  write_content_fields(out, value);
  out.raw(body);
  return hash_bytes(out.take());
}

}  // namespace boba
