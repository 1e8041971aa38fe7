// A snapshot in which merged entities are one. Costs nothing for what no record touches but the look that says so:
// entities and statements that merges move are few, are found by id (moved.1) and put together from their values.
#include <algorithm>
#include <map>
#include <tuple>

#include "graph/store/aggregate.h"
#include "graph/store/prepare.h"
#include "graph/store/record_source.h"

namespace boba {
namespace {

// Values of several identities that are now one, by document.
template <typename Value>
class Together {
 public:
  void add(std::vector<std::pair<std::string, Value>> values) {
    for (auto& [document, value] : values) {
      const auto [place, is_new] = values_.try_emplace(std::move(document));
      if (is_new) {
        place->second = std::move(value);
      } else {
        merge_into(place->second, std::move(value));
      }
    }
  }
  bool empty() const { return values_.empty(); }
  std::vector<std::pair<std::string, Value>> take() {
    std::vector<std::pair<std::string, Value>> out;
    for (auto& [document, value] : values_) {
      tidy(value);
      out.emplace_back(document, std::move(value));
    }
    return out;
  }

 private:
  std::map<std::string, Value> values_;
};

// A cursor that shows its next item before it is taken.
template <typename T>
class Peek {
 public:
  explicit Peek(std::unique_ptr<Cursor<T>> cursor) : cursor_(std::move(cursor)) {}
  Status advance() {
    auto item = cursor_->next();
    if (!item) return item.error();
    item_ = *std::move(item);
    return {};
  }
  // Nothing before the first advance() and at the end.
  std::optional<T>& item() { return item_; }

 private:
  std::unique_ptr<Cursor<T>> cursor_;
  std::optional<T> item_;
};

// Entities and statements with merges applied, by id.
class MergedRecords {
 public:
  MergedRecords(const RecordSource& records, Merges merges) : records_(records), merges_(std::move(merges)) {}
  const RecordSource& source() const { return records_; }
  const Merges& merges() const { return merges_; }

  static EntityRecord record_of(EntityId id, std::vector<std::pair<std::string, EntityValue>> values) {
    std::vector<EntityValue> says;
    for (auto& [document, value] : values) says.push_back(std::move(value));
    return aggregate_entity(id, says);
  }

  Result<StatementRecord> record_of(StatementId id, std::vector<std::pair<std::string, StatementValue>> values) const {
    auto relation = records_.relation_name(values.front().second.relation);
    if (!relation) return relation.error();
    return aggregate_statement(id, *std::move(relation), std::move(values));
  }

  // What a statement's id is with merges applied.
  Result<StatementId> id_of(const StatementValue& value) const {
    const auto relation = records_.relation_name(value.relation);
    if (!relation) return relation.error();
    return merges_.statement_id_of(value.subject, *relation, value.object, value.claim);
  }

  Result<std::optional<EntityRecord>> entity(EntityId id) const {
    Together<EntityValue> together;
    const EntityId alone[] = {id};
    const std::span<const EntityId> members = merges_.members(id);
    for (EntityId member : members.empty() ? std::span<const EntityId>(alone) : members) {
      auto says = records_.entity_says(member);
      if (!says) return says.error();
      if (*says) together.add(std::move((*says)->values));
    }
    if (together.empty()) return std::optional<EntityRecord>();
    return std::optional(record_of(merges_.of(id), together.take()));
  }

  // Adds what documents say of a statement by its own id.
  void add(Says<StatementValue> says, Together<StatementValue>& together) const {
    for (auto& [document, value] : says.values) merges_.apply(value);
    together.add(std::move(says.values));
  }

  Status add_moved(const MovedStatement& moved, Together<StatementValue>& together) const {
    auto says = records_.statement_says(moved.from);
    if (!says) return says.error();
    if (!*says) return Error{ErrorCode::kCorrupt, "the graph is damaged: a merged statement is not there", {},
                             "restore a copy, or build the graph again in a new directory"};
    add(**std::move(says), together);
    return {};
  }

  Result<std::optional<StatementRecord>> statement(StatementId id) const {
    Together<StatementValue> together;
    auto own = records_.statement_says(id);
    if (!own) return own.error();
    if (*own) {
      const auto now = id_of((*own)->values.front().second);
      if (!now) return now.error();
      if (*now == id) add(**std::move(own), together);
    }
    const auto cursor = records_.moved_to(id);
    while (true) {
      const auto moved = cursor->next();
      if (!moved) return moved.error();
      if (!*moved) break;
      if (const Status status = add_moved(**moved, together); !status.ok()) return status.error();
    }
    if (together.empty()) return std::optional<StatementRecord>();
    auto record = record_of(id, together.take());
    if (!record) return record.error();
    return std::optional(*std::move(record));
  }

 private:
  const RecordSource& records_;
  Merges merges_;
};

// Runs through the entities that no record names, and puts the merged ones in their places.
class EntityCursor : public Cursor<EntityRecord> {
 public:
  explicit EntityCursor(const MergedRecords& records)
      : records_(records), merged_(records.merges().representatives()), base_(records.source().entity_says()) {}

  Result<std::optional<EntityRecord>> next() override {
    while (true) {
      auto& base = base_.item();
      if (!started_ || (base && !records_.merges().members(base->id).empty())) {
        started_ = true;
        if (const Status status = base_.advance(); !status.ok()) return status.error();
        continue;
      }
      if (at_ < merged_.size() && (!base || merged_[at_] < base->id)) {
        auto record = records_.entity(merged_[at_++]);
        if (!record) return record.error();
        if (*record) return record;
        continue;
      }
      if (!base) return std::optional<EntityRecord>();
      EntityRecord record = MergedRecords::record_of(base->id, std::move(base->values));
      if (const Status status = base_.advance(); !status.ok()) return status.error();
      return std::optional(std::move(record));
    }
  }

 private:
  const MergedRecords& records_;
  std::vector<EntityId> merged_;
  size_t at_ = 0;
  Peek<Says<EntityValue>> base_;
  bool started_ = false;
};

// Runs through the statements that keep their id beside those that are moved, in the order of the ids to show.
class StatementCursor : public Cursor<StatementRecord> {
 public:
  explicit StatementCursor(const MergedRecords& records)
      : records_(records), base_(records.source().statement_says()), moved_(records.source().moved()) {}

  Result<std::optional<StatementRecord>> next() override {
    if (const Status status = start(); !status.ok()) return status.error();
    auto& base = base_.item();
    auto& moved = moved_.item();
    if (!base && !moved) return std::optional<StatementRecord>();
    const StatementId id = !base ? moved->to : !moved ? base->id : std::min(base->id, moved->to);
    Together<StatementValue> together;
    Status status;
    if (base && base->id == id) {
      records_.add(*std::move(base), together);
      status = next_base();
    }
    while (status.ok() && moved && moved->to == id) {
      status = records_.add_moved(*moved, together);
      if (status.ok()) status = moved_.advance();
    }
    if (!status.ok()) return status.error();
    auto record = records_.record_of(id, together.take());
    if (!record) return record.error();
    return std::optional(*std::move(record));
  }

 private:
  Status start() {
    if (std::exchange(started_, true)) return {};
    const Status status = next_base();
    return status.ok() ? moved_.advance() : status;
  }
  // To the next statement that keeps its id.
  Status next_base() {
    while (true) {
      if (const Status status = base_.advance(); !status.ok()) return status;
      if (!base_.item()) return {};
      const auto id = records_.id_of(base_.item()->values.front().second);
      if (!id) return id.error();
      if (*id == base_.item()->id) return {};
    }
  }

  const MergedRecords& records_;
  Peek<Says<StatementValue>> base_;
  Peek<MovedStatement> moved_;
  bool started_ = false;
};

// The heads that keep their id, as `base` gives them, with the moved ones, which are held in memory, among them.
class HeadCursor : public Cursor<StatementHead> {
 public:
  using Key = std::tuple<uint64_t, uint64_t, uint64_t, uint64_t, StatementId>;
  static Key key(IndexOrder order, const StatementHead& h) {
    const uint64_t relation = relation_key(h.relation);
    const auto kind = static_cast<uint64_t>(h.object.kind);
    if (order == IndexOrder::kSpo) return {h.subject, relation, kind, h.object.value, h.id};
    if (order == IndexOrder::kPos) return {relation, kind, h.object.value, h.subject, h.id};
    return {kind, h.object.value, h.subject, relation, h.id};
  }

  HeadCursor(const Merges& merges, IndexOrder order, std::vector<StatementHead> moved,
             std::unique_ptr<Cursor<StatementHead>> base)
      : merges_(merges), order_(order), moved_(std::move(moved)), base_(std::move(base)) {
    std::sort(moved_.begin(), moved_.end(), [&](const StatementHead& a, const StatementHead& b) {
      return key(order_, a) < key(order_, b);
    });
    moved_.erase(std::unique(moved_.begin(), moved_.end()), moved_.end());
  }

  Result<std::optional<StatementHead>> next() override {
    if (!std::exchange(started_, true))
      if (const Status status = next_base(); !status.ok()) return status.error();
    std::optional<StatementHead> head = base_.item();
    const bool from_moved =
        at_ < moved_.size() && (!head || key(order_, moved_[at_]) <= key(order_, *head));
    if (from_moved) {
      if (head && moved_[at_] == *head)
        if (const Status status = next_base(); !status.ok()) return status.error();
      return std::optional(std::move(moved_[at_++]));
    }
    if (head)
      if (const Status status = next_base(); !status.ok()) return status.error();
    return head;
  }

 private:
  Status next_base() {
    do {
      if (const Status status = base_.advance(); !status.ok()) return status;
    } while (base_.item() && merges_.apply(*base_.item()) != *base_.item());
    return {};
  }

  const Merges& merges_;
  IndexOrder order_;
  std::vector<StatementHead> moved_;
  size_t at_ = 0;
  Peek<StatementHead> base_;
  bool started_ = false;
};

// What could not be read, in the place of what was to be read.
class FailedCursor : public Cursor<StatementHead> {
 public:
  explicit FailedCursor(Error error) : error_(std::move(error)) {}
  Result<std::optional<StatementHead>> next() override { return error_; }

 private:
  Error error_;
};

class MergedSnapshot : public Snapshot {
 public:
  MergedSnapshot(std::unique_ptr<Snapshot> base, const RecordSource& records, Merges merges)
      : base_(std::move(base)), records_(records, std::move(merges)) {}

  std::unique_ptr<Cursor<EntityRecord>> entities() const override { return std::make_unique<EntityCursor>(records_); }
  std::unique_ptr<Cursor<StatementRecord>> statements() const override {
    return std::make_unique<StatementCursor>(records_);
  }
  std::unique_ptr<Cursor<DocumentRecord>> documents() const override { return base_->documents(); }
  Result<std::optional<EntityRecord>> entity(EntityId id) const override { return records_.entity(id); }
  Result<std::optional<StatementRecord>> statement(StatementId id) const override { return records_.statement(id); }
  Result<std::optional<DocumentRecord>> document(std::string_view id) const override { return base_->document(id); }
  std::unique_ptr<Cursor<DocumentHeader>> newest() const override { return base_->newest(); }
  Result<std::optional<DocumentHeader>> header(std::string_view id) const override { return base_->header(id); }
  std::vector<std::string> relations() const override { return base_->relations(); }
  std::vector<MergeRecord> merges() const override { return records_.merges().records(); }

  // Twice through what matches: once for what is moved, once for the rest.
  std::unique_ptr<Cursor<StatementHead>> match(const TriplePattern& pattern) const override {
    const Merges& merges = records_.merges();
    std::vector<StatementHead> moved;
    for (const TriplePattern& one : patterns_of(pattern)) {
      const auto cursor = base_->match(one);
      while (true) {
        auto head = cursor->next();
        if (!head) return std::make_unique<FailedCursor>(head.error());
        if (!*head) break;
        StatementHead now = merges.apply(**head);
        if (now != **head) moved.push_back(std::move(now));
      }
    }
    TriplePattern kept = pattern;
    if (kept.subject) kept.subject = merges.of(*kept.subject);
    if (kept.object) kept.object = merges.of(*kept.object);
    return std::make_unique<HeadCursor>(merges, choose_order(pattern), std::move(moved), base_->match(kept));
  }

  Result<std::optional<std::vector<StatementId>>> statements_of(std::string_view document) const override {
    auto ids = base_->statements_of(document);
    if (!ids || !*ids) return ids;
    for (StatementId& id : **ids) {
      const auto value = records_.source().statement_says(id, document);
      if (!value) return value.error();
      if (!*value) return Error{ErrorCode::kCorrupt, "the graph is damaged: a statement of " + std::string(document) +
                                                         " is not there"};
      const auto now = records_.id_of(**value);
      if (!now) return now.error();
      id = *now;
    }
    std::sort((*ids)->begin(), (*ids)->end());
    (*ids)->erase(std::unique((*ids)->begin(), (*ids)->end()), (*ids)->end());
    return ids;
  }

  Result<std::vector<std::string>> documents_of(EntityId entity) const override {
    const std::span<const EntityId> members = records_.merges().members(entity);
    if (members.empty()) return base_->documents_of(entity);
    std::vector<std::string> all;
    for (EntityId member : members) {
      auto some = base_->documents_of(member);
      if (!some) return some;
      all.insert(all.end(), some->begin(), some->end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  Result<std::vector<EntityId>> entities_with(std::string_view token, bool prefix) const override {
    auto ids = base_->entities_with(token, prefix);
    if (!ids) return ids;
    for (EntityId& id : *ids) id = records_.merges().of(id);
    std::sort(ids->begin(), ids->end());
    ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
    return ids;
  }

 private:
  // The pattern for each member of the classes of its ends.
  std::vector<TriplePattern> patterns_of(const TriplePattern& pattern) const {
    const auto members = [&](EntityId id) {
      const std::span<const EntityId> all = records_.merges().members(id);
      return all.empty() ? std::vector<EntityId>{id} : std::vector<EntityId>(all.begin(), all.end());
    };
    std::vector<TriplePattern> out = {pattern};
    if (pattern.subject) {
      out.clear();
      for (EntityId subject : members(*pattern.subject)) out.push_back({subject, pattern.relation, pattern.object});
    }
    if (!pattern.object || pattern.object->kind != ObjectKey::Kind::kEntity) return out;
    std::vector<TriplePattern> both;
    for (const TriplePattern& one : out)
      for (EntityId object : members(pattern.object->value))
        both.push_back({one.subject, one.relation, ObjectKey{ObjectKey::Kind::kEntity, object}});
    return both;
  }

  std::unique_ptr<Snapshot> base_;
  MergedRecords records_;
};

}  // namespace

std::unique_ptr<Snapshot> make_merged_snapshot(std::unique_ptr<Snapshot> base, const RecordSource& records,
                                               Merges merges) {
  return std::make_unique<MergedSnapshot>(std::move(base), records, std::move(merges));
}

}  // namespace boba
