// A graph as plain lists: what tests of the exporters write down by hand.
#ifndef BOBA_TESTS_SUPPORT_LIST_GRAPH_VIEW_H_
#define BOBA_TESTS_SUPPORT_LIST_GRAPH_VIEW_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/graph.h"
#include "core/hash.h"

namespace boba::testing {

class ListGraphView : public GraphView {
 public:
  EntityId add(EntityType type, std::string name, std::vector<NameForm> aliases = {}) {
    EntityRecord record{entity_id(type, name), type, name, {{name, 1}}, std::move(aliases), {{type, 1}}, 1};
    const EntityId id = record.id;
    entities_[id] = std::move(record);
    return id;
  }
  void add(DocumentRecord document) {
    const uint64_t id = hash_bytes(document.id);
    documents_[id] = std::move(document);
  }
  StatementId add(StatementRecord statement) {
    Statement identity;
    identity.subject = statement.subject;
    identity.object = statement.object;
    identity.modality = statement.modality;
    identity.speaker = statement.speaker;
    statement.id = statement_id(identity, statement.relation);
    const StatementId id = statement.id;
    statements_[id] = std::move(statement);
    return id;
  }

  std::unique_ptr<Cursor<EntityRecord>> entities() const override { return cursor(entities_); }
  std::unique_ptr<Cursor<StatementRecord>> statements() const override { return cursor(statements_); }
  std::unique_ptr<Cursor<DocumentRecord>> documents() const override { return cursor(documents_); }
  Result<std::optional<EntityRecord>> entity(EntityId id) const override { return find(entities_, id); }
  Result<std::optional<StatementRecord>> statement(StatementId id) const override { return find(statements_, id); }
  Result<std::optional<DocumentRecord>> document(std::string_view id) const override {
    return find(documents_, hash_bytes(id));
  }

 private:
  template <typename T>
  using List = std::map<uint64_t, T>;

  template <typename T>
  class ListCursor : public Cursor<T> {
   public:
    explicit ListCursor(const List<T>& list) : at_(list.begin()), end_(list.end()) {}
    Result<std::optional<T>> next() override {
      return at_ == end_ ? std::optional<T>() : std::optional<T>((at_++)->second);
    }

   private:
    typename List<T>::const_iterator at_, end_;
  };

  template <typename T>
  static std::unique_ptr<Cursor<T>> cursor(const List<T>& list) {
    return std::make_unique<ListCursor<T>>(list);
  }
  template <typename T>
  static Result<std::optional<T>> find(const List<T>& list, uint64_t id) {
    const auto it = list.find(id);
    return it == list.end() ? std::optional<T>() : std::optional<T>(it->second);
  }

  List<EntityRecord> entities_;
  List<StatementRecord> statements_;
  List<DocumentRecord> documents_;
};

}  // namespace boba::testing

#endif  // BOBA_TESTS_SUPPORT_LIST_GRAPH_VIEW_H_
