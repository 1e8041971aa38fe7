// What the files of the RocksDB store share: the open database, its column families, its errors. Not for others.
#ifndef BOBA_GRAPH_STORE_ROCKSDB_PARTS_H_
#define BOBA_GRAPH_STORE_ROCKSDB_PARTS_H_

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "graph/store/identities.h"
#include "graph/store/rocksdb_store.h"
#include "graph/store/store.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Status;
}  // namespace rocksdb

namespace boba {

// Column families of docs/store_format.md, in the order of kFamilies.
enum class Family { kMeta, kRelation, kStatement, kSpo, kPos, kOsp, kEntity, kName, kDocument, kText, kNewest,
                    kMerge, kMoved, kSeparate };

struct FamilySpec {
  std::string_view name;
  size_t prefix = 0;  // bytes of its keys that a prefix bloom filter covers; 0 is none
  uint32_t since = 1;  // the schema that brought it: a graph of an older one may be read without it
};
inline constexpr std::array<FamilySpec, 14> kFamilies = {{{"meta"},
                                                          {"relation.1"},
                                                          {"statement.1", 8},
                                                          {"spo.1", 8},
                                                          {"pos.1"},
                                                          {"osp.1", 9},
                                                          {"entity.1", 8},
                                                          {"name.1"},
                                                          {"document.1"},
                                                          {"text.1"},
                                                          {"newest.1"},
                                                          {"merge.1", 0, 2},
                                                          {"moved.1", 8, 2},
                                                          {"separate.1", 0, 3}}};

constexpr const FamilySpec& spec_of(Family family) { return kFamilies[static_cast<size_t>(family)]; }

constexpr Family index_family(IndexOrder order) {
  return order == IndexOrder::kSpo ? Family::kSpo : order == IndexOrder::kPos ? Family::kPos : Family::kOsp;
}

// An open database. Everything made from it goes first.
struct RocksDbParts {
  RocksDbParts();
  ~RocksDbParts();
  rocksdb::ColumnFamilyHandle* handle(Family family) const { return handles[static_cast<size_t>(family)]; }

  std::string directory;
  bool read_only = true;
  std::unique_ptr<rocksdb::DB> db;
  std::array<rocksdb::ColumnFamilyHandle*, kFamilies.size()> handles{};
  std::vector<rocksdb::ColumnFamilyHandle*> others;  // "default", which is empty
};

Result<std::unique_ptr<RocksDbParts>> open_rocksdb(const std::string& directory, const RocksDbOptions& options);

Error to_error(const rocksdb::Status& status, const std::string& directory);
Error damaged(Family family, const std::string& directory);

// The least string after all that begin with `prefix`; empty when there is none.
std::string after_prefix(std::string prefix);

// What people say about who is who that the graph records now.
Result<Identities> read_identities(const RocksDbParts& parts);

// With the identities that the graph records at this moment, or as documents were read.
std::unique_ptr<Snapshot> make_rocksdb_snapshot(const RocksDbParts& parts, bool as_read);

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_ROCKSDB_PARTS_H_
