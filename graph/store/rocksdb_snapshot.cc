#include <rocksdb/db.h>
#include <rocksdb/snapshot.h>

#include <algorithm>
#include <map>

#include "graph/store/aggregate.h"
#include "graph/store/codec.h"
#include "graph/store/prepare.h"
#include "graph/store/record_source.h"
#include "graph/store/rocksdb_parts.h"

namespace boba {
namespace {

std::string_view view(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }
rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

// A walk over the keys of a family that begin with a prefix.
class Scan {
 public:
  Scan(const RocksDbParts& parts, Family family, std::string prefix)
      : parts_(parts), family_(family), end_(after_prefix(std::move(prefix))) {}

  static std::unique_ptr<Scan> open(const RocksDbParts& parts, const rocksdb::Snapshot* snapshot, Family family,
                                    const std::string& prefix) {
    auto scan = std::make_unique<Scan>(parts, family, prefix);
    rocksdb::ReadOptions options;
    options.snapshot = snapshot;
    const size_t filtered = spec_of(family).prefix;
    const bool narrow = filtered > 0 && prefix.size() >= filtered;
    options.prefix_same_as_start = narrow;
    options.total_order_seek = !narrow;
    options.fill_cache = !prefix.empty();  // a scan of everything would push out what queries need
    if (!scan->end_.empty()) {
      scan->bound_ = slice(scan->end_);
      options.iterate_upper_bound = &scan->bound_;
    }
    scan->it_.reset(parts.db->NewIterator(options, parts.handle(family)));
    scan->it_->Seek(slice(prefix));
    return scan;
  }

  bool valid() const { return it_->Valid(); }
  std::string_view key() const { return view(it_->key()); }
  std::string_view value() const { return view(it_->value()); }
  void next() { it_->Next(); }
  Status status() const {
    return it_->status().ok() ? Status() : Status(to_error(it_->status(), parts_.directory));
  }
  Error damaged_here() const { return damaged(family_, parts_.directory); }

 private:
  const RocksDbParts& parts_;
  Family family_;
  std::string end_;
  rocksdb::Slice bound_;
  std::unique_ptr<rocksdb::Iterator> it_;
};

// Holds one moment of the database for the snapshot and its cursors.
class Moment {
 public:
  explicit Moment(const RocksDbParts& parts)
      : parts_(parts), snapshot_(parts.read_only ? nullptr : parts.db->GetSnapshot()) {}
  ~Moment() {
    if (snapshot_ != nullptr) parts_.db->ReleaseSnapshot(snapshot_);
  }
  Moment(const Moment&) = delete;
  Moment& operator=(const Moment&) = delete;

  const std::string& directory() const { return parts_.directory; }
  // Not so of a graph of a format before it that is only read.
  bool has(Family family) const { return parts_.handle(family) != nullptr; }
  std::unique_ptr<Scan> scan(Family family, const std::string& prefix = "") const {
    return Scan::open(parts_, snapshot_, family, prefix);
  }
  Result<std::optional<std::string>> get(Family family, std::string_view key) const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    std::string value;
    const rocksdb::Status status = parts_.db->Get(options, parts_.handle(family), slice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return to_error(status, parts_.directory);
    return std::optional(std::move(value));
  }
  Result<std::optional<DocumentValue>> header(std::string_view id) const {
    const auto bytes = get(Family::kDocument, id);
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<DocumentValue>();
    std::optional<DocumentValue> value = decode_document_header(**bytes);
    if (!value) return damaged(Family::kDocument, directory());
    return value;
  }

 private:
  const RocksDbParts& parts_;
  const rocksdb::Snapshot* snapshot_;
};

using RelationNames = std::map<RelationKey, std::string>;

// The next run of keys with one id, decoded. Nothing at the end.
template <typename Value>
Result<std::optional<Says<Value>>> next_says(Scan& scan, std::optional<Value> (*decode)(std::string_view)) {
  std::optional<Says<Value>> says;
  for (; scan.valid(); scan.next()) {
    const std::optional<OwnedKey> key = decode_owned_key(scan.key());
    if (!key) return scan.damaged_here();
    if (says && says->id != key->id) break;
    std::optional<Value> value = decode(scan.value());
    if (!value) return scan.damaged_here();
    if (!says) says.emplace().id = key->id;
    says->values.emplace_back(key->document, *std::move(value));
  }
  if (const Status status = scan.status(); !status.ok()) return status.error();
  return says;
}

Result<std::optional<Says<EntityValue>>> next_entity_says(Scan& scan) { return next_says(scan, &decode_entity); }
Result<std::optional<Says<StatementValue>>> next_statement_says(Scan& scan) { return next_says(scan, &decode_statement); }

Result<std::optional<EntityRecord>> next_entity(Scan& scan) {
  auto says = next_entity_says(scan);
  if (!says) return says.error();
  if (!*says) return std::optional<EntityRecord>();
  std::vector<EntityValue> values;
  for (auto& [document, value] : (*says)->values) values.push_back(std::move(value));
  return std::optional(aggregate_entity((*says)->id, values));
}

Result<std::optional<StatementRecord>> next_statement(Scan& scan, const RelationNames& names) {
  auto says = next_statement_says(scan);
  if (!says) return says.error();
  if (!*says) return std::optional<StatementRecord>();
  const auto name = names.find((*says)->values.front().second.relation);
  if (name == names.end()) return scan.damaged_here();
  return std::optional(aggregate_statement((*says)->id, name->second, std::move((*says)->values)));
}

Result<std::optional<MovedStatement>> next_moved(Scan& scan) {
  if (const Status status = scan.status(); !status.ok()) return status.error();
  if (!scan.valid()) return std::optional<MovedStatement>();
  const auto pair = decode_id_pair(scan.key());
  if (!pair) return scan.damaged_here();
  scan.next();
  return std::optional(MovedStatement{pair->first, pair->second});
}

// Whatever `read` reads off a scan.
template <typename T, typename Read>
class ScanCursor : public Cursor<T> {
 public:
  ScanCursor(std::unique_ptr<Scan> scan, Read read) : scan_(std::move(scan)), read_(std::move(read)) {}
  Result<std::optional<T>> next() override { return read_(*scan_); }

 private:
  std::unique_ptr<Scan> scan_;
  Read read_;
};

template <typename T, typename Read>
std::unique_ptr<Cursor<T>> cursor_over(std::unique_ptr<Scan> scan, Read read) {
  return std::make_unique<ScanCursor<T, Read>>(std::move(scan), std::move(read));
}

class DocumentCursor : public Cursor<DocumentRecord> {
 public:
  DocumentCursor(std::unique_ptr<Scan> headers, std::unique_ptr<Scan> texts)
      : headers_(std::move(headers)), texts_(std::move(texts)) {}

  Result<std::optional<DocumentRecord>> next() override {
    for (const Scan* scan : {headers_.get(), texts_.get()})
      if (const Status status = scan->status(); !status.ok()) return status.error();
    if (!headers_->valid()) return std::optional<DocumentRecord>();
    if (!texts_->valid() || texts_->key() != headers_->key()) return texts_->damaged_here();
    const std::optional<DocumentValue> value = decode_document_header(headers_->value());
    if (!value) return headers_->damaged_here();
    DocumentRecord record = to_record(headers_->key(), *value, texts_->value());
    headers_->next();
    texts_->next();
    return std::optional(std::move(record));
  }

 private:
  std::unique_ptr<Scan> headers_, texts_;
};

class HeadCursor : public Cursor<StatementHead> {
 public:
  HeadCursor(IndexOrder order, std::unique_ptr<Scan> scan, const RelationNames& names)
      : order_(order), scan_(std::move(scan)), names_(names) {}

  Result<std::optional<StatementHead>> next() override {
    if (const Status status = scan_->status(); !status.ok()) return status.error();
    if (!scan_->valid()) return std::optional<StatementHead>();
    const std::optional<Triple> triple = decode_index_key(order_, scan_->key());
    const std::optional<Claim> claim = decode_claim(scan_->value());
    const auto name = triple ? names_.find(triple->relation) : names_.end();
    if (!claim || name == names_.end()) return scan_->damaged_here();
    StatementHead head{triple->id, triple->subject, name->second, triple->object, claim->modality, claim->speaker};
    scan_->next();
    return std::optional(std::move(head));
  }

 private:
  IndexOrder order_;
  std::unique_ptr<Scan> scan_;
  const RelationNames& names_;
};

class NewestCursor : public Cursor<DocumentHeader> {
 public:
  NewestCursor(const Moment& moment, std::unique_ptr<Scan> scan) : moment_(moment), scan_(std::move(scan)) {}

  Result<std::optional<DocumentHeader>> next() override {
    if (const Status status = scan_->status(); !status.ok()) return status.error();
    if (!scan_->valid()) return std::optional<DocumentHeader>();
    const std::optional<std::string_view> id = decode_newest_key(scan_->key());
    if (!id) return scan_->damaged_here();
    const auto value = moment_.header(*id);
    if (!value) return value.error();
    if (!*value) return scan_->damaged_here();
    DocumentHeader header = to_header(*id, **value);
    scan_->next();
    return std::optional(std::move(header));
  }

 private:
  const Moment& moment_;
  std::unique_ptr<Scan> scan_;
};

class RocksDbSnapshot : public Snapshot, public RecordSource {
 public:
  explicit RocksDbSnapshot(const RocksDbParts& parts) : moment_(parts) {
    // A relation that cannot be read here is missed, and reported, where a statement needs it.
    for (const auto scan = moment_.scan(Family::kRelation); scan->valid(); scan->next())
      if (const auto key = decode_u32(scan->key())) names_.emplace(*key, scan->value());
  }

  std::unique_ptr<Cursor<EntityRecord>> entities() const override {
    return cursor_over<EntityRecord>(moment_.scan(Family::kEntity), next_entity);
  }
  std::unique_ptr<Cursor<StatementRecord>> statements() const override {
    return cursor_over<StatementRecord>(moment_.scan(Family::kStatement),
                                        [this](Scan& scan) { return next_statement(scan, names_); });
  }
  std::unique_ptr<Cursor<DocumentRecord>> documents() const override {
    return std::make_unique<DocumentCursor>(moment_.scan(Family::kDocument), moment_.scan(Family::kText));
  }

  Result<std::optional<EntityRecord>> entity(EntityId id) const override {
    return next_entity(*moment_.scan(Family::kEntity, encode_u64(id)));
  }
  Result<std::optional<StatementRecord>> statement(StatementId id) const override {
    return next_statement(*moment_.scan(Family::kStatement, encode_u64(id)), names_);
  }
  Result<std::optional<DocumentRecord>> document(std::string_view id) const override {
    const auto value = moment_.header(id);
    if (!value) return value.error();
    if (!*value) return std::optional<DocumentRecord>();
    const auto body = moment_.get(Family::kText, id);
    if (!body) return body.error();
    if (!*body) return damaged(Family::kText, moment_.directory());
    return std::optional(to_record(id, **value, **body));
  }

  std::unique_ptr<Cursor<StatementHead>> match(const TriplePattern& pattern) const override {
    const IndexOrder order = choose_order(pattern);
    return std::make_unique<HeadCursor>(order, moment_.scan(index_family(order), encode_index_prefix(order, pattern)),
                                        names_);
  }

  std::unique_ptr<Cursor<DocumentHeader>> newest() const override {
    return std::make_unique<NewestCursor>(moment_, moment_.scan(Family::kNewest));
  }

  Result<std::optional<DocumentHeader>> header(std::string_view id) const override {
    const auto value = moment_.header(id);
    if (!value) return value.error();
    return *value ? std::optional(to_header(id, **value)) : std::nullopt;
  }

  Result<std::optional<std::vector<StatementId>>> statements_of(std::string_view id) const override {
    const auto bytes = moment_.get(Family::kDocument, id);
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<std::vector<StatementId>>();
    std::optional<DocumentValue> value = decode_document(**bytes);
    if (!value) return damaged(Family::kDocument, moment_.directory());
    return std::optional(std::move(value->statements));
  }

  Result<std::vector<std::string>> documents_of(EntityId entity) const override {
    std::vector<std::string> found;
    const auto scan = moment_.scan(Family::kEntity, encode_u64(entity));
    for (; scan->valid(); scan->next()) {
      const std::optional<OwnedKey> key = decode_owned_key(scan->key());
      if (!key) return scan->damaged_here();
      found.emplace_back(key->document);
    }
    if (const Status status = scan->status(); !status.ok()) return status.error();
    return found;
  }

  Result<std::vector<EntityId>> entities_with(std::string_view token, bool prefix) const override {
    std::string from(token);
    if (!prefix) from += '\0';
    std::vector<EntityId> found;
    const auto scan = moment_.scan(Family::kName, from);
    for (; scan->valid(); scan->next()) {
      const std::optional<NameKey> key = decode_name_key(scan->key());
      if (!key) return scan->damaged_here();
      found.push_back(key->entity);
    }
    if (const Status status = scan->status(); !status.ok()) return status.error();
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  IdentityRecords identity_records() const override { return {}; }

  std::unique_ptr<Cursor<Says<EntityValue>>> entity_says() const override {
    return cursor_over<Says<EntityValue>>(moment_.scan(Family::kEntity), next_entity_says);
  }
  std::unique_ptr<Cursor<Says<StatementValue>>> statement_says() const override {
    return cursor_over<Says<StatementValue>>(moment_.scan(Family::kStatement), next_statement_says);
  }
  Result<std::optional<Says<EntityValue>>> entity_says(EntityId id) const override {
    return next_entity_says(*moment_.scan(Family::kEntity, encode_u64(id)));
  }
  Result<std::optional<Says<StatementValue>>> statement_says(StatementId id) const override {
    return next_statement_says(*moment_.scan(Family::kStatement, encode_u64(id)));
  }
  Result<std::optional<StatementValue>> statement_says(StatementId id, std::string_view document) const override {
    const auto bytes = moment_.get(Family::kStatement, encode_owned_key(id, document));
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<StatementValue>();
    std::optional<StatementValue> value = decode_statement(**bytes);
    if (!value) return damaged(Family::kStatement, moment_.directory());
    return value;
  }
  std::unique_ptr<Cursor<MovedStatement>> moved() const override {
    return cursor_over<MovedStatement>(moment_.scan(Family::kMoved), next_moved);
  }
  std::unique_ptr<Cursor<MovedStatement>> moved_to(StatementId id) const override {
    return cursor_over<MovedStatement>(moment_.scan(Family::kMoved, encode_u64(id)), next_moved);
  }
  Result<std::string> relation_name(RelationKey relation) const override {
    const auto name = names_.find(relation);
    if (name == names_.end()) return damaged(Family::kRelation, moment_.directory());
    return name->second;
  }

  // What people say at this moment.
  Result<Identities> recorded() const {
    IdentityRecords records;
    if (moment_.has(Family::kMerge)) {
      const auto scan = moment_.scan(Family::kMerge);
      for (; scan->valid(); scan->next()) {
        const auto pair = decode_id_pair(scan->key());
        if (!pair) return scan->damaged_here();
        records.merges.push_back({pair->first, pair->second});
      }
      if (const Status status = scan->status(); !status.ok()) return status.error();
    }
    if (moment_.has(Family::kSeparate)) {
      const auto scan = moment_.scan(Family::kSeparate);
      for (; scan->valid(); scan->next()) {
        const auto key = decode_owned_key(scan->key());
        if (!key) return scan->damaged_here();
        records.separations.push_back({key->id, std::string(key->document)});
      }
      if (const Status status = scan->status(); !status.ok()) return status.error();
    }
    return Identities(std::move(records));
  }

  std::vector<std::string> relations() const override {
    std::vector<std::string> names;
    for (const auto& [key, name] : names_) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  Moment moment_;
  RelationNames names_;
};

}  // namespace

Result<Identities> read_identities(const RocksDbParts& parts) { return RocksDbSnapshot(parts).recorded(); }

std::unique_ptr<Snapshot> make_rocksdb_snapshot(const RocksDbParts& parts, bool as_read) {
  auto snapshot = std::make_unique<RocksDbSnapshot>(parts);
  if (as_read) return snapshot;
  Result<Identities> identities = snapshot->recorded();  // opening the graph has read them and reported what is damaged
  if (!identities || identities->empty()) return snapshot;
  const RecordSource& records = *snapshot;
  return make_merged_snapshot(std::move(snapshot), records, *std::move(identities));
}

}  // namespace boba
