// What a store holds document by document, before it is put together: what a merged snapshot puts together anew.
#ifndef BOBA_GRAPH_STORE_RECORD_SOURCE_H_
#define BOBA_GRAPH_STORE_RECORD_SOURCE_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/graph.h"
#include "graph/store/codec.h"
#include "graph/store/identities.h"

namespace boba {

// All that documents say of one identity: document ids, sorted, with what each says; at least one.
template <typename Value>
struct Says {
  uint64_t id = 0;
  std::vector<std::pair<std::string, Value>> values;
};

// A statement that records give another id, in some of its documents at least.
struct MovedStatement {
  StatementId to = 0, from = 0;
  friend auto operator<=>(const MovedStatement&, const MovedStatement&) = default;
};

class RecordSource {
 public:
  virtual ~RecordSource() = default;
  virtual std::unique_ptr<Cursor<Says<EntityValue>>> entity_says() const = 0;        // by id
  virtual std::unique_ptr<Cursor<Says<StatementValue>>> statement_says() const = 0;  // by id
  virtual Result<std::optional<Says<EntityValue>>> entity_says(EntityId id) const = 0;
  virtual Result<std::optional<Says<StatementValue>>> statement_says(StatementId id) const = 0;
  virtual Result<std::optional<StatementValue>> statement_says(StatementId id, std::string_view document) const = 0;
  virtual std::unique_ptr<Cursor<MovedStatement>> moved() const = 0;  // sorted
  virtual std::unique_ptr<Cursor<MovedStatement>> moved_to(StatementId id) const = 0;
  virtual Result<std::string> relation_name(RelationKey relation) const = 0;
};

// The snapshot `base` with what people say applied; `records` is what `base` puts together, and part of it.
std::unique_ptr<Snapshot> make_merged_snapshot(std::unique_ptr<Snapshot> base, const RecordSource& records,
                                               Identities identities);

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_RECORD_SOURCE_H_
