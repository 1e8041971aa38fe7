#include "graph/store/rocksdb_store.h"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>

#include "core/hash.h"
#include "graph/store/codec.h"
#include "graph/store/identities.h"
#include "graph/store/name_tokens.h"
#include "graph/store/prepare.h"
#include "graph/store/rocksdb_parts.h"

namespace boba {
namespace {

constexpr size_t kBatchBytes = size_t{4} << 20;
constexpr IndexOrder kOrders[] = {IndexOrder::kSpo, IndexOrder::kPos, IndexOrder::kOsp};

rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

// Remembers keys whose records are known to be in the database, so that they need not be written again: in a corpus
// most entities and many statements come back. Forgets when slots run out (8 MiB); never claims what is not so.
class KnownKeys {
 public:
  // Whether `key` was known; it is from now on.
  bool insert(uint64_t key) {
    if (slots_.empty()) slots_.resize(kSlots);
    uint64_t& slot = slots_[key % kSlots];
    return std::exchange(slot, key) == key;
  }
  void erase(uint64_t key) {
    if (!slots_.empty() && slots_[key % kSlots] == key) slots_[key % kSlots] = 0;
  }
  void clear() { slots_.clear(); }

 private:
  static constexpr size_t kSlots = size_t{1} << 20;
  std::vector<uint64_t> slots_;  // none until the first insert
};

// A record to be written, or to be deleted.
struct Change {
  Family family;
  std::string key;
  std::optional<std::string> value;
};

uint64_t key_of_index(StatementId id) { return mix(id, 1); }
uint64_t key_of_name(EntityId entity, std::string_view name) { return mix(entity, hash_bytes(name)); }

class RocksDbStore : public Store {
 public:
  RocksDbStore(std::unique_ptr<RocksDbParts> parts, Identities identities)
      : parts_(std::move(parts)), identities_(std::move(identities)) {}

  Result<PutSummary> put(std::span<const DocumentFacts> documents, std::span<const std::string> relations) override {
    const std::lock_guard lock(mutex_);
    if (const Status writable = check_writable(); !writable.ok()) return writable.error();
    PutSummary summary;
    for (const DocumentFacts& facts : documents) {
      if (const Status status = put_one(facts, relations, summary); !status.ok()) {
        const Status committed = commit();  // the documents before this one
        return committed.ok() ? status.error() : committed.error();
      }
      if (batch_bytes_ < kBatchBytes) continue;
      if (const Status status = commit(); !status.ok()) return status.error();
    }
    if (const Status status = commit(); !status.ok()) return status.error();
    return summary;
  }

  Result<bool> remove(std::string_view document_id) override {
    const std::lock_guard lock(mutex_);
    if (const Status writable = check_writable(); !writable.ok()) return writable.error();
    const auto old = document(document_id);
    if (!old) return old.error();
    if (!*old) return false;
    Status status = undo(document_id, **old);
    if (status.ok()) status = commit();
    if (!status.ok()) return status.error();
    return true;
  }

  Result<size_t> record(const IdentityRecords& records) override {
    return change_identities(records, [](auto& all, const auto& record) { return all.insert(record).second; });
  }

  Result<size_t> take_back(const IdentityRecords& records) override {
    return change_identities(records, [](auto& all, const auto& record) { return all.erase(record) > 0; });
  }

  std::unique_ptr<Snapshot> snapshot() const override { return make_rocksdb_snapshot(*parts_, false); }
  std::unique_ptr<Snapshot> snapshot_as_read() const override { return make_rocksdb_snapshot(*parts_, true); }

  Result<uint64_t> size_on_disk() const override {
    namespace fs = std::filesystem;
    uint64_t bytes = 0;
    std::error_code error;
    for (fs::directory_iterator it(parts_->directory, error), end; !error && it != end; it.increment(error)) {
      std::error_code gone;  // a file that a compaction has just deleted
      const uintmax_t size = it->is_regular_file(gone) ? it->file_size(gone) : 0;
      if (!gone) bytes += size;
    }
    if (error) return Error{ErrorCode::kIo, error.message(), parts_->directory};
    return bytes;
  }

  Status finish() override {
    const std::lock_guard lock(mutex_);
    if (parts_->read_only) return {};
    std::vector<rocksdb::ColumnFamilyHandle*> handles(parts_->handles.begin(), parts_->handles.end());
    rocksdb::Status status = parts_->db->Flush({}, handles);
    const Result<uint64_t> size = size_on_disk();
    if (!size) return size.error();
    // Rewriting a large graph for a few documents costs more than it gives.
    if (written_bytes_ * 4 < *size) return status.ok() ? Status() : to_error(status, parts_->directory);
    written_bytes_ = 0;
    rocksdb::CompactRangeOptions options;
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
    for (size_t i = 0; i < handles.size() && status.ok(); ++i)
      status = parts_->db->CompactRange(options, handles[i], nullptr, nullptr);
    return status.ok() ? Status() : to_error(status, parts_->directory);
  }

 private:
  Status check_writable() const {
    if (!parts_->read_only) return {};
    return Error{ErrorCode::kUnsupported, "the graph was opened for reading", parts_->directory};
  }

  // Adds or takes away records, and with them the statements that they move: one pass over all identities.
  template <typename Change>
  Result<size_t> change_identities(const IdentityRecords& records, Change change) {
    const std::lock_guard lock(mutex_);
    if (const Status writable = check_writable(); !writable.ok()) return writable.error();
    const auto given = in_order(records);
    if (!given) return given.error();
    size_t count = 0;
    IdentityRecords all;
    all.merges = changed(identities_.records().merges, given->merges, change, count, [&](const MergeRecord& r, bool there) {
      put_key(Family::kMerge, encode_id_pair(r.a, r.b), there);
    });
    all.separations = changed(identities_.records().separations, given->separations, change, count,
                              [&](const SeparationRecord& r, bool there) {
                                put_key(Family::kSeparate, encode_owned_key(r.entity, r.document), there);
                              });
    Identities next(std::move(all));
    Status status = count == 0 ? Status() : move_statements(next);
    if (status.ok()) status = commit();
    if (!status.ok()) {
      drop_batch();
      return status.error();
    }
    identities_ = std::move(next);
    return count;
  }

  // `records` once those that are `given` have changed them; each that was another is shown to `write`.
  template <typename Record, typename Change, typename Write>
  static std::vector<Record> changed(const std::vector<Record>& records, const std::vector<Record>& given, Change change,
                                     size_t& count, Write write) {
    std::set<Record> all(records.begin(), records.end());
    for (const Record& record : given) {
      if (!change(all, record)) continue;
      ++count;
      write(record, all.contains(record));
    }
    return {all.begin(), all.end()};
  }

  void put_key(Family family, std::string key, bool there) {
    there ? write(family, std::move(key), {}) : erase(family, std::move(key));
  }

  // Puts into the batch where statements move to when `next` takes the place of the records that hold now.
  Status move_statements(const Identities& next) {
    rocksdb::ReadOptions options;
    options.total_order_seek = true;
    options.fill_cache = false;
    const std::unique_ptr<rocksdb::Iterator> it(parts_->db->NewIterator(options, parts_->handle(Family::kSpo)));
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      const auto triple = decode_index_key(IndexOrder::kSpo, view(it->key()));
      const auto claim = decode_claim(view(it->value()));
      if (!triple || !claim) return damaged(Family::kSpo, parts_->directory);
      const auto name = relation_name(triple->relation);
      if (!name) return name.error();
      const StatementHead head{triple->id, triple->subject, *name, triple->object, claim->modality, claim->speaker};
      const auto before = ids_of(identities_, head), after = ids_of(next, head);
      if (!before) return before.error();
      if (!after) return after.error();
      for (StatementId id : *before)
        if (id != head.id && !after->contains(id)) erase(Family::kMoved, encode_id_pair(id, head.id));
      for (StatementId id : *after)
        if (id != head.id && !before->contains(id)) write(Family::kMoved, encode_id_pair(id, head.id), {});
    }
    return it->status().ok() ? Status() : to_error(it->status(), parts_->directory);
  }

  // The ids under which a stored statement is shown: one, unless documents mean several things by its ends.
  Result<std::set<StatementId>> ids_of(const Identities& identities, const StatementHead& head) const {
    if (!identities.separates(head)) return std::set{identities.apply(head).id};
    std::set<StatementId> ids;
    bool readable = true;
    const Status status = for_others(Family::kStatement, head.id, {}, [&](std::string_view key, std::string_view) {
      const auto owned = decode_owned_key(key);
      if (!owned) return readable = false;
      ids.insert(identities.apply(head, owned->document).id);
      return true;
    });
    if (!status.ok()) return status.error();
    if (!readable) return damaged(Family::kStatement, parts_->directory);
    return ids;
  }

  // The id under which what a document says is shown.
  Result<StatementId> id_of(StatementId id, const StatementValue& value, std::string_view document) {
    if (identities_.empty()) return id;
    const auto name = relation_name(value.relation);
    if (!name) return name.error();
    return identities_.statement_id_of(value.subject, *name, value.object, value.claim, document);
  }

  Result<std::string> relation_name(RelationKey relation) {
    if (const auto known = relations_.find(relation); known != relations_.end()) return known->second;
    auto name = get(Family::kRelation, encode_u32(relation));
    if (!name) return name.error();
    if (!*name) return damaged(Family::kRelation, parts_->directory);
    return relations_.emplace(relation, **std::move(name)).first->second;
  }

  Status put_one(const DocumentFacts& facts, std::span<const std::string> relations, PutSummary& summary) {
    const Result<DocumentValue> header = prepare_header(facts.document);
    if (!header) return header.error();
    // What is undone must be visible to reads: a document before this one may support the same statements.
    if (pending_.contains(facts.document.id))
      if (Status status = commit(); !status.ok()) return status;
    const auto old = document(facts.document.id);
    if (!old) return old.error();
    if (*old && (*old)->content_hash == header->content_hash &&
        (*old)->extractor_version == header->extractor_version) {
      ++summary.unchanged;
      return {};
    }
    const Result<PreparedDocument> prepared = prepare(facts, relations);
    if (!prepared) return prepared.error();
    if (*old) {
      if (Status status = commit(); !status.ok()) return status;
      if (Status status = undo(facts.document.id, **old); !status.ok()) return status;
    }
    if (Status status = add(*prepared); !status.ok()) return status;
    ++(*old ? summary.replaced : summary.added);
    return {};
  }

  // Puts all records of a document into the batch.
  Status add(const PreparedDocument& document) {
    for (const std::string& relation : document.relations)
      if (Status status = add_relation(relation); !status.ok()) return status;
    for (const auto& [id, value] : document.statements) {
      write(Family::kStatement, encode_owned_key(id, document.id), encode(value));
      const bool known = known_.insert(key_of_index(id));
      if (known && !identities_.separates(value)) continue;
      const auto shown = id_of(id, value, document.id);
      if (!shown) return shown.error();
      if (*shown != id) write(Family::kMoved, encode_id_pair(*shown, id), {});
      if (known) continue;
      const Triple triple{value.subject, value.relation, value.object, id};
      const std::string claim = encode(value.claim);
      for (IndexOrder order : kOrders) write(index_family(order), encode_index_key(order, triple), claim);
    }
    for (const auto& [id, value] : document.entities) {
      write(Family::kEntity, encode_owned_key(id, document.id), encode(value));
      add_name(id, value.name);
      for (const std::string& alias : value.aliases) add_name(id, alias);
    }
    write(Family::kDocument, document.id, encode(document.value));
    write(Family::kText, document.id, document.body);
    write(Family::kNewest, encode_newest_key(document.value.published, document.id), {});
    pending_.insert(document.id);
    return {};
  }

  void add_name(EntityId entity, std::string_view name) {
    if (known_.insert(key_of_name(entity, name))) return;
    for (const std::string& token : name_tokens(name)) write(Family::kName, encode_name_key(token, entity), {});
  }

  Status add_relation(const std::string& name) {
    const RelationKey relation = relation_key(name);
    const std::string key = encode_u32(relation);
    auto known = relations_.find(relation);
    if (known == relations_.end()) {
      const auto there = get(Family::kRelation, key);
      if (!there) return there.error();
      if (!*there) write(Family::kRelation, key, name);
      known = relations_.emplace(relation, there->value_or(name)).first;
    }
    if (known->second == name) return {};
    return Error{ErrorCode::kUnsupported, "the relations " + known->second + " and " + name + " have the same key",
                 parts_->directory, "rename one of them"};
  }

  // Puts into the batch the deletion of all that only this document supports. The batch holds no other document.
  Status undo(std::string_view id, const DocumentValue& old) {
    Status status;
    for (size_t i = 0; i < old.statements.size() && status.ok(); ++i) status = undo_statement(id, old.statements[i]);
    for (size_t i = 0; i < old.entities.size() && status.ok(); ++i) status = undo_entity(id, old.entities[i]);
    if (!status.ok()) {
      drop_batch();
      return status;
    }
    erase(Family::kDocument, std::string(id));
    erase(Family::kText, std::string(id));
    erase(Family::kNewest, encode_newest_key(old.published, id));
    return {};
  }

  Status undo_statement(std::string_view document, StatementId id) {
    const std::string key = encode_owned_key(id, document);
    const auto bytes = get(Family::kStatement, key);
    if (!bytes) return bytes.error();
    const auto value = *bytes ? decode_statement(**bytes) : std::nullopt;
    if (!value) return damaged(Family::kStatement, parts_->directory);
    erase(Family::kStatement, key);
    const auto shown = id_of(id, *value, document);
    if (!shown) return shown.error();
    const bool several = identities_.separates(*value);  // then others may be shown under other ids
    bool supported = false, readable = true, still_shown = *shown == id;
    Status status = for_others(Family::kStatement, id, key, [&](std::string_view other, std::string_view) {
      supported = true;
      const auto owned = decode_owned_key(other);
      if (!owned) return readable = false;
      const auto its = id_of(id, *value, owned->document);  // as above: the relation is known
      still_shown |= its && *its == *shown;
      return several && !still_shown;
    });
    if (!status.ok()) return status;
    if (!readable) return damaged(Family::kStatement, parts_->directory);
    if (!still_shown) erase(Family::kMoved, encode_id_pair(*shown, id));
    if (supported) return {};
    known_.erase(key_of_index(id));
    const Triple triple{value->subject, value->relation, value->object, id};
    for (IndexOrder order : kOrders) erase(index_family(order), encode_index_key(order, triple));
    return {};
  }

  Status undo_entity(std::string_view document, EntityId id) {
    const std::string key = encode_owned_key(id, document);
    const auto bytes = get(Family::kEntity, key);
    if (!bytes) return bytes.error();
    const auto value = *bytes ? decode_entity(**bytes) : std::nullopt;
    if (!value) return damaged(Family::kEntity, parts_->directory);
    erase(Family::kEntity, key);
    std::vector<std::string> tokens = name_tokens_of(*value);
    bool readable = true;
    Status status = for_others(Family::kEntity, id, key, [&](std::string_view, std::string_view other_bytes) {
      const auto other = decode_entity(other_bytes);
      if (!other) return readable = false;
      const std::vector<std::string> kept = name_tokens_of(*other);
      std::erase_if(tokens, [&](const std::string& t) { return std::binary_search(kept.begin(), kept.end(), t); });
      return !tokens.empty();
    });
    if (!status.ok()) return status;
    if (!readable) return damaged(Family::kEntity, parts_->directory);
    known_.erase(key_of_name(id, value->name));
    for (const std::string& alias : value->aliases) known_.erase(key_of_name(id, alias));
    for (const std::string& token : tokens) erase(Family::kName, encode_name_key(token, id));
    return {};
  }

  // Shows the keys (id, document) other than `but` with their values, until `visit` answers false.
  template <typename Visit>
  Status for_others(Family family, uint64_t id, std::string_view but, Visit visit) const {
    const std::string prefix = encode_u64(id);
    rocksdb::ReadOptions options;
    options.prefix_same_as_start = true;
    const std::unique_ptr<rocksdb::Iterator> it(parts_->db->NewIterator(options, parts_->handle(family)));
    for (it->Seek(prefix); it->Valid(); it->Next())
      if (view(it->key()) != but && !visit(view(it->key()), view(it->value()))) break;
    return it->status().ok() ? Status() : to_error(it->status(), parts_->directory);
  }

  Result<std::optional<std::string>> get(Family family, std::string_view key) const {
    std::string bytes;
    const rocksdb::Status status = parts_->db->Get({}, parts_->handle(family), slice(key), &bytes);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return to_error(status, parts_->directory);
    return std::optional(std::move(bytes));
  }

  Result<std::optional<DocumentValue>> document(std::string_view id) const {
    const auto bytes = get(Family::kDocument, id);
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<DocumentValue>();
    std::optional<DocumentValue> value = decode_document(**bytes);
    if (!value) return damaged(Family::kDocument, parts_->directory);
    return value;
  }

  void write(Family family, std::string key, std::string value) {
    batch_bytes_ += key.size() + value.size();
    batch_.push_back({family, std::move(key), std::move(value)});
  }
  void erase(Family family, std::string key) {
    batch_bytes_ += key.size();
    batch_.push_back({family, std::move(key), std::nullopt});
  }

  // In the order of keys, which a memtable takes several times faster than keys at random; of changes to one key the
  // last is made.
  Status commit() {
    if (batch_.empty()) return {};
    std::stable_sort(batch_.begin(), batch_.end(), [](const Change& a, const Change& b) {
      return std::tie(a.family, a.key) < std::tie(b.family, b.key);
    });
    rocksdb::WriteBatch writes(batch_bytes_ + 16 * batch_.size());
    rocksdb::Status status;
    for (size_t i = 0; i < batch_.size() && status.ok(); ++i) {
      const Change& change = batch_[i];
      if (i + 1 < batch_.size() && batch_[i + 1].family == change.family && batch_[i + 1].key == change.key) continue;
      rocksdb::ColumnFamilyHandle* handle = parts_->handle(change.family);
      status = change.value ? writes.Put(handle, change.key, *change.value) : writes.Delete(handle, change.key);
    }
    if (status.ok()) status = parts_->db->Write({}, &writes);
    written_bytes_ += writes.GetDataSize();
    if (!status.ok()) {
      drop_batch();
      return to_error(status, parts_->directory);
    }
    clear_batch();
    return {};
  }

  void clear_batch() {
    batch_.clear();
    batch_bytes_ = 0;
    pending_.clear();
  }

  // What the batch would have written is not known any more.
  void drop_batch() {
    clear_batch();
    known_.clear();
    relations_.clear();
  }

  std::unique_ptr<RocksDbParts> parts_;
  Identities identities_;
  std::mutex mutex_;
  std::vector<Change> batch_;
  size_t batch_bytes_ = 0;
  std::set<std::string, std::less<>> pending_;  // documents in the batch
  KnownKeys known_;
  std::map<RelationKey, std::string> relations_;
  uint64_t written_bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Store>> open_rocksdb_store(const std::string& directory, RocksDbOptions options) {
  Result<std::unique_ptr<RocksDbParts>> parts = open_rocksdb(directory, options);
  if (!parts) return parts.error();
  Result<Identities> identities = read_identities(**parts);
  if (!identities) return identities.error();
  return std::unique_ptr<Store>(std::make_unique<RocksDbStore>(*std::move(parts), *std::move(identities)));
}

}  // namespace boba
