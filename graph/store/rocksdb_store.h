// The store on disk. Its bytes are specified in docs/store_format.md.
#ifndef BOBA_GRAPH_STORE_ROCKSDB_STORE_H_
#define BOBA_GRAPH_STORE_ROCKSDB_STORE_H_

#include <cstddef>
#include <memory>
#include <string>

#include "core/result.h"
#include "graph/store/store.h"

namespace boba {

struct RocksDbOptions {
  enum class Mode {
    kRead,    // of a graph that is there; may go on beside a writer in another process, and sees what it had written
    kWrite,   // of a graph that is there
    kCreate,  // kWrite, making the graph when the directory is missing or empty
  };
  Mode mode = Mode::kRead;
  size_t write_buffer_bytes = size_t{16} << 20;  // of each column family; all together take at most 4 times this
  size_t block_cache_bytes = size_t{64} << 20;
};

// Errors: kNotFound (no directory, or no graph in it), kIo (locked by another writer, not permitted, full),
// kCorrupt (a damaged graph), kUnsupported (written by a newer version, or a write in mode kRead).
Result<std::unique_ptr<Store>> open_rocksdb_store(const std::string& directory, RocksDbOptions options = {});

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_ROCKSDB_STORE_H_
