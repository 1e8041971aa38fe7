// A snapshot with what people say about who is who applied. Costs nothing for what no record touches but the look that
// says so: entities and statements that records move are few, are found by id (moved.1) and put together from their
// values.
#include <algorithm>
#include <tuple>

#include "core/sort_unique.h"
#include "graph/store/merged_records.h"
#include "graph/store/prepare.h"
#include "graph/store/record_source.h"

namespace boba {
namespace {

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

// Runs through the entities that no record names, and puts the others in their places.
class EntityCursor : public Cursor<EntityRecord> {
 public:
  explicit EntityCursor(const MergedRecords& records)
      : records_(records), named_(records.identities().representatives()), base_(records.source().entity_says()) {}

  Result<std::optional<EntityRecord>> next() override {
    while (true) {
      auto& base = base_.item();
      if (!started_ || (base && !records_.identities().members(base->id).empty())) {
        started_ = true;
        if (const Status status = base_.advance(); !status.ok()) return status.error();
        continue;
      }
      if (at_ < named_.size() && (!base || named_[at_] < base->id)) {
        auto record = records_.entity(named_[at_++]);
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
  std::vector<EntityId> named_;
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
      status = records_.add(*std::move(base), id, together);
      if (status.ok()) status = next_base();
    }
    while (status.ok() && moved && moved->to == id) {
      status = records_.add(*moved, together);
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
  // To the next statement of which something keeps its id.
  Status next_base() {
    while (true) {
      if (const Status status = base_.advance(); !status.ok()) return status;
      if (!base_.item()) return {};
      if (const Status status = records_.keep(*base_.item(), base_.item()->id); !status.ok()) return status;
      if (!base_.item()->values.empty()) return {};
    }
  }

  const MergedRecords& records_;
  Peek<Says<StatementValue>> base_;
  Peek<MovedStatement> moved_;
  bool started_ = false;
};

// Whether a stored statement may be shown as another, in some document at least.
bool moves(const Identities& identities, const StatementHead& head) {
  return identities.separates(head) || identities.apply(head) != head;
}

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

  HeadCursor(const Identities& identities, IndexOrder order, std::vector<StatementHead> moved,
             std::unique_ptr<Cursor<StatementHead>> base)
      : identities_(identities), order_(order), moved_(std::move(moved)), base_(std::move(base)) {
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
    } while (base_.item() && moves(identities_, *base_.item()));
    return {};
  }

  const Identities& identities_;
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
  MergedSnapshot(std::unique_ptr<Snapshot> base, const RecordSource& records, Identities identities)
      : base_(std::move(base)), records_(records, std::move(identities)) {}

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
  IdentityRecords identity_records() const override { return identities().records(); }

  // Twice through what matches: once for what is moved, once for the rest.
  std::unique_ptr<Cursor<StatementHead>> match(const TriplePattern& pattern) const override {
    TriplePattern kept = pattern;
    if (kept.subject) kept.subject = identities().of(*kept.subject);
    if (kept.object && kept.object->kind == ObjectKey::Kind::kEntity)
      kept.object->value = identities().of(kept.object->value);
    std::vector<StatementHead> moved;
    for (const TriplePattern& one : patterns_of(pattern)) {
      const auto cursor = base_->match(one);
      while (true) {
        auto head = cursor->next();
        if (!head) return std::make_unique<FailedCursor>(head.error());
        if (!*head) break;
        if (!moves(identities(), **head)) continue;
        auto shown = records_.shown(**head);
        if (!shown) return std::make_unique<FailedCursor>(shown.error());
        for (StatementHead& now : *shown)
          if ((!kept.subject || now.subject == *kept.subject) && (!kept.object || now.object == *kept.object))
            moved.push_back(std::move(now));
      }
    }
    return std::make_unique<HeadCursor>(identities(), choose_order(pattern), std::move(moved), base_->match(kept));
  }

  Result<std::optional<std::vector<StatementId>>> statements_of(std::string_view document) const override {
    auto ids = base_->statements_of(document);
    if (!ids || !*ids) return ids;
    for (StatementId& id : **ids) {
      const auto value = records_.source().statement_says(id, document);
      if (!value) return value.error();
      if (!*value) return Error{ErrorCode::kCorrupt, "the graph is damaged: a statement of " + std::string(document) +
                                                         " is not there"};
      const auto now = records_.id_of(**value, document);
      if (!now) return now.error();
      id = *now;
    }
    std::sort((*ids)->begin(), (*ids)->end());
    (*ids)->erase(std::unique((*ids)->begin(), (*ids)->end()), (*ids)->end());
    return ids;
  }

  Result<std::vector<std::string>> documents_of(EntityId entity) const override {
    const std::span<const EntityId> members = identities().members(entity);
    if (members.empty()) return base_->documents_of(entity);
    std::vector<std::string> all;
    for (EntityId id : members) {
      const Identities::Member member = identities().member(id);
      const auto some = base_->documents_of(member.id);
      if (!some) return some;
      std::copy_if(some->begin(), some->end(), std::back_inserter(all),
                   [&](const std::string& document) { return identities().says(member, document); });
    }
    sort_unique(all);
    return all;
  }

  Result<std::vector<EntityId>> entities_with(std::string_view token, bool prefix) const override {
    const auto ids = base_->entities_with(token, prefix);
    if (!ids) return ids;
    std::vector<EntityId> all;
    for (EntityId id : *ids) {
      if (!identities().separates(id)) {
        all.push_back(identities().of(id));
        continue;
      }
      const auto says = records_.source().entity_says(id);
      if (!says) return says.error();
      if (!*says) continue;
      for (const auto& [document, value] : (*says)->values)
        if (has_token(value, token, prefix)) all.push_back(identities().of(id, document));
    }
    sort_unique(all);
    return all;
  }

 private:
  const Identities& identities() const { return records_.identities(); }

  static bool has_token(const EntityValue& value, std::string_view token, bool prefix) {
    const std::vector<std::string> tokens = name_tokens_of(value);
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const std::string& t) { return prefix ? t.starts_with(token) : t == token; });
  }

  // The pattern for what is stored of each member of the classes of its ends.
  std::vector<TriplePattern> patterns_of(const TriplePattern& pattern) const {
    const auto stored = [&](EntityId id) {
      std::vector<EntityId> out;
      for (EntityId member : identities().members(id)) out.push_back(identities().member(member).id);
      if (out.empty()) out.push_back(id);
      sort_unique(out);
      return out;
    };
    std::vector<TriplePattern> out = {pattern};
    if (pattern.subject) {
      out.clear();
      for (EntityId subject : stored(*pattern.subject)) out.push_back({subject, pattern.relation, pattern.object});
    }
    if (!pattern.object || pattern.object->kind != ObjectKey::Kind::kEntity) return out;
    std::vector<TriplePattern> both;
    for (const TriplePattern& one : out)
      for (EntityId object : stored(pattern.object->value))
        both.push_back({one.subject, one.relation, ObjectKey{ObjectKey::Kind::kEntity, object}});
    return both;
  }

  std::unique_ptr<Snapshot> base_;
  MergedRecords records_;
};

}  // namespace

std::unique_ptr<Snapshot> make_merged_snapshot(std::unique_ptr<Snapshot> base, const RecordSource& records,
                                               Identities identities) {
  return std::make_unique<MergedSnapshot>(std::move(base), records, std::move(identities));
}

}  // namespace boba
