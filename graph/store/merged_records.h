// Entities and statements with what people say about who is who applied, by id: what a merged snapshot looks up.
#ifndef BOBA_GRAPH_STORE_MERGED_RECORDS_H_
#define BOBA_GRAPH_STORE_MERGED_RECORDS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/store/identities.h"
#include "graph/store/prepare.h"
#include "graph/store/record_source.h"

namespace boba {

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

class MergedRecords {
 public:
  MergedRecords(const RecordSource& records, Identities identities)
      : records_(records), identities_(std::move(identities)) {}
  const RecordSource& source() const { return records_; }
  const Identities& identities() const { return identities_; }

  Result<std::optional<EntityRecord>> entity(EntityId id) const;
  // What documents say of a member of a class; without values when none does.
  Result<Says<EntityValue>> member_says(EntityId id) const;
  static EntityRecord record_of(EntityId id, std::vector<std::pair<std::string, EntityValue>> values);

  Result<std::optional<StatementRecord>> statement(StatementId id) const;
  Result<StatementRecord> record_of(StatementId id, std::vector<std::pair<std::string, StatementValue>> values) const;
  // What a statement's id is, as a document means it.
  Result<StatementId> id_of(const StatementValue& value, std::string_view document) const;
  // The statements that a stored one is shown as: one, unless documents mean several things by its ends.
  Result<std::vector<StatementHead>> shown(const StatementHead& head) const;

  // Leaves of what documents say of a stored statement that which they say of the one of the id `as`.
  Status keep(Says<StatementValue>& says, StatementId as) const;
  // Adds it to what others say.
  Status add(Says<StatementValue> says, StatementId as, Together<StatementValue>& together) const;
  Status add(const MovedStatement& moved, Together<StatementValue>& together) const;

 private:
  const RecordSource& records_;
  Identities identities_;
};

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_MERGED_RECORDS_H_
