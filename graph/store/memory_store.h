// The contract in the plainest way: documents in a map, every snapshot computed from them. The tests' oracle.
#ifndef BOBA_GRAPH_STORE_MEMORY_STORE_H_
#define BOBA_GRAPH_STORE_MEMORY_STORE_H_

#include <memory>

#include "graph/store/store.h"

namespace boba {

// A put or remove is constant a document; a snapshot is linear in the graph.
std::unique_ptr<Store> make_memory_store();

}  // namespace boba

#endif  // BOBA_GRAPH_STORE_MEMORY_STORE_H_
