#include "graph/store/memory_store.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

#include "graph/store/aggregate.h"
#include "graph/store/name_tokens.h"
#include "graph/store/prepare.h"

namespace boba {
namespace {

using Documents = std::map<std::string, std::shared_ptr<const PreparedDocument>, std::less<>>;

// Records that are there already, in their order.
template <typename T>
class VectorCursor : public Cursor<T> {
 public:
  explicit VectorCursor(std::vector<T> items) : items_(std::move(items)) {}
  Result<std::optional<T>> next() override {
    if (at_ == items_.size()) return std::optional<T>();
    return std::optional<T>(std::move(items_[at_++]));
  }

 private:
  std::vector<T> items_;
  size_t at_ = 0;
};

template <typename T>
std::unique_ptr<Cursor<T>> cursor_over(std::vector<T> items) {
  return std::make_unique<VectorCursor<T>>(std::move(items));
}

class MemorySnapshot : public Snapshot {
 public:
  MemorySnapshot(Documents documents, std::set<std::string> relations, Identities identities)
      : documents_(std::move(documents)), relations_(std::move(relations)), identities_(std::move(identities)) {
    if (!identities_.empty())
      for (auto& [id, document] : documents_)
        document = std::make_shared<const PreparedDocument>(apply(identities_, *document));
    std::map<RelationKey, std::string> names;
    for (const std::string& relation : relations_) names[relation_key(relation)] = relation;
    std::map<EntityId, std::vector<EntityValue>> entities;
    std::map<StatementId, std::vector<std::pair<std::string, StatementValue>>> statements;
    for (const auto& [id, document] : documents_) {
      for (const auto& [entity, value] : document->entities) entities[entity].push_back(value);
      for (const auto& [statement, value] : document->statements) statements[statement].emplace_back(id, value);
    }
    for (const auto& [id, says] : entities) entities_.emplace(id, aggregate_entity(id, says));
    for (auto& [id, says] : statements) {
      const StatementValue& any = says.front().second;
      heads_.push_back({id, any.subject, names[any.relation], any.object, any.claim.modality, any.claim.speaker});
      statements_.emplace(id, aggregate_statement(id, names[any.relation], std::move(says)));
    }
  }

  std::unique_ptr<Cursor<EntityRecord>> entities() const override {
    std::vector<EntityRecord> all;
    for (const auto& [id, record] : entities_) all.push_back(record);
    return cursor_over(std::move(all));
  }
  std::unique_ptr<Cursor<StatementRecord>> statements() const override {
    std::vector<StatementRecord> all;
    for (const auto& [id, record] : statements_) all.push_back(record);
    return cursor_over(std::move(all));
  }
  std::unique_ptr<Cursor<DocumentRecord>> documents() const override {
    std::vector<DocumentRecord> all;
    for (const auto& [id, document] : documents_) all.push_back(to_record(id, document->value, document->body));
    return cursor_over(std::move(all));
  }

  Result<std::optional<EntityRecord>> entity(EntityId id) const override { return find(entities_, identities_.of(id)); }
  Result<std::optional<StatementRecord>> statement(StatementId id) const override { return find(statements_, id); }
  Result<std::optional<DocumentRecord>> document(std::string_view id) const override {
    const auto it = documents_.find(id);
    if (it == documents_.end()) return std::optional<DocumentRecord>();
    return std::optional(to_record(id, it->second->value, it->second->body));
  }

  std::unique_ptr<Cursor<StatementHead>> match(const TriplePattern& typed) const override {
    TriplePattern pattern = typed;
    if (pattern.subject) pattern.subject = identities_.of(*pattern.subject);
    if (pattern.object && pattern.object->kind == ObjectKey::Kind::kEntity)
      pattern.object->value = identities_.of(pattern.object->value);
    std::vector<StatementHead> found;
    for (const StatementHead& head : heads_) {
      if (pattern.subject && head.subject != *pattern.subject) continue;
      if (pattern.relation && head.relation != *pattern.relation) continue;
      if (pattern.object && head.object != *pattern.object) continue;
      found.push_back(head);
    }
    const IndexOrder order = choose_order(pattern);
    const auto key = [order](const StatementHead& h) {
      const RelationKey relation = relation_key(h.relation);
      const auto kind = static_cast<uint64_t>(h.object.kind);
      if (order == IndexOrder::kSpo) return std::tuple(h.subject, uint64_t{relation}, kind, h.object.value, h.id);
      if (order == IndexOrder::kPos) return std::tuple(uint64_t{relation}, kind, h.object.value, h.subject, h.id);
      return std::tuple(kind, h.object.value, h.subject, uint64_t{relation}, h.id);
    };
    std::sort(found.begin(), found.end(),
              [&](const StatementHead& a, const StatementHead& b) { return key(a) < key(b); });
    return cursor_over(std::move(found));
  }

  std::unique_ptr<Cursor<DocumentHeader>> newest() const override {
    std::vector<DocumentHeader> all;
    for (const auto& [id, document] : documents_) all.push_back(to_header(id, document->value));
    std::stable_sort(all.begin(), all.end(), [](const DocumentHeader& a, const DocumentHeader& b) {
      return a.published > b.published;
    });
    return cursor_over(std::move(all));
  }

  Result<std::optional<DocumentHeader>> header(std::string_view id) const override {
    const auto it = documents_.find(id);
    if (it == documents_.end()) return std::optional<DocumentHeader>();
    return std::optional(to_header(id, it->second->value));
  }

  Result<std::optional<std::vector<StatementId>>> statements_of(std::string_view id) const override {
    const auto it = documents_.find(id);
    if (it == documents_.end()) return std::optional<std::vector<StatementId>>();
    return std::optional(it->second->value.statements);
  }

  Result<std::vector<std::string>> documents_of(EntityId entity) const override {
    std::vector<std::string> found;
    for (const auto& [id, document] : documents_)
      if (std::binary_search(document->value.entities.begin(), document->value.entities.end(), identities_.of(entity)))
        found.push_back(id);
    return found;
  }

  Result<std::vector<EntityId>> entities_with(std::string_view token, bool prefix) const override {
    std::vector<EntityId> found;
    for (const auto& [id, record] : entities_) {
      const auto has = [&](const NameForm& form) {
        for (const std::string& t : name_tokens(form.text))
          if (prefix ? t.starts_with(token) : t == token) return true;
        return false;
      };
      if (std::any_of(record.names.begin(), record.names.end(), has) ||
          std::any_of(record.aliases.begin(), record.aliases.end(), has))
        found.push_back(id);
    }
    return found;
  }

  std::vector<std::string> relations() const override { return {relations_.begin(), relations_.end()}; }
  IdentityRecords identity_records() const override { return identities_.records(); }

 private:
  template <typename Record>
  static Result<std::optional<Record>> find(const std::map<uint64_t, Record>& records, uint64_t id) {
    const auto it = records.find(id);
    return it == records.end() ? std::optional<Record>() : std::optional<Record>(it->second);
  }

  Documents documents_;
  std::set<std::string> relations_;
  Identities identities_;
  std::map<EntityId, EntityRecord> entities_;
  std::map<StatementId, StatementRecord> statements_;
  std::vector<StatementHead> heads_;
};

class MemoryStore : public Store {
 public:
  Result<PutSummary> put(std::span<const DocumentFacts> documents, std::span<const std::string> relations) override {
    const std::lock_guard lock(mutex_);
    PutSummary summary;
    for (const DocumentFacts& facts : documents) {
      Result<PreparedDocument> prepared = prepare(facts, relations);
      if (!prepared) return prepared.error();
      std::shared_ptr<const PreparedDocument>& place = documents_[prepared->id];
      if (place != nullptr && place->value.content_hash == prepared->value.content_hash &&
          place->value.extractor_version == prepared->value.extractor_version) {
        ++summary.unchanged;
        continue;
      }
      ++(place == nullptr ? summary.added : summary.replaced);
      relations_.insert(prepared->relations.begin(), prepared->relations.end());
      place = std::make_shared<const PreparedDocument>(*std::move(prepared));
    }
    return summary;
  }

  Result<bool> remove(std::string_view document_id) override {
    const std::lock_guard lock(mutex_);
    const auto it = documents_.find(document_id);
    if (it == documents_.end()) return false;
    documents_.erase(it);
    return true;
  }

  Result<size_t> record(const IdentityRecords& records) override {
    const auto added = in_order(records);
    if (!added) return added.error();
    const std::lock_guard lock(mutex_);
    size_t count = 0;
    for (const MergeRecord& record : added->merges) count += merges_.insert(record).second;
    for (const SeparationRecord& record : added->separations) count += separations_.insert(record).second;
    return count;
  }

  Result<size_t> take_back(const IdentityRecords& records) override {
    const auto taken = in_order(records);
    if (!taken) return taken.error();
    const std::lock_guard lock(mutex_);
    size_t count = 0;
    for (const MergeRecord& record : taken->merges) count += merges_.erase(record);
    for (const SeparationRecord& record : taken->separations) count += separations_.erase(record);
    return count;
  }

  std::unique_ptr<Snapshot> snapshot() const override {
    const std::lock_guard lock(mutex_);
    return std::make_unique<MemorySnapshot>(
        documents_, relations_, Identities({{merges_.begin(), merges_.end()}, {separations_.begin(), separations_.end()}}));
  }

  std::unique_ptr<Snapshot> snapshot_as_read() const override {
    const std::lock_guard lock(mutex_);
    return std::make_unique<MemorySnapshot>(documents_, relations_, Identities());
  }

  Result<uint64_t> size_on_disk() const override { return uint64_t{0}; }
  Status finish() override { return {}; }

 private:
  mutable std::mutex mutex_;
  Documents documents_;
  std::set<std::string> relations_;
  std::set<MergeRecord> merges_;
  std::set<SeparationRecord> separations_;
};

}  // namespace

std::unique_ptr<Store> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace boba
