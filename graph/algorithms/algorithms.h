// Graph algorithms over a snapshot: statements between two entities are edges, their entities vertices. Literal
// objects and statements of an entity about itself take no part.
#ifndef BOBA_GRAPH_ALGORITHMS_ALGORITHMS_H_
#define BOBA_GRAPH_ALGORITHMS_ALGORITHMS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "graph/store/store.h"

namespace boba {

// A Boost.Graph view (compressed sparse rows) of the entities and edges of a snapshot. Immutable: for all threads.
class EntityGraph {
 public:
  struct Options {
    std::vector<std::string> relations;  // edges of these alone; empty is all
    bool negated = false;                // take edges of modality negated too
    float min_confidence = 0;            // of surer statements alone; above 0 each is read whole
  };
  // Reads every statement head once. O(E log E); about 50 bytes an edge.
  static Result<EntityGraph> build(const Snapshot& snapshot, const Options& options);
  EntityGraph(EntityGraph&&) noexcept;
  EntityGraph& operator=(EntityGraph&&) noexcept;
  ~EntityGraph();

  size_t vertex_count() const;
  size_t edge_count() const;                   // statements
  std::span<const EntityId> vertices() const;  // sorted

  struct Hop {
    EntityId from = 0, to = 0;
    std::vector<StatementId> statements;  // every edge between the two, either way, sorted
  };
  // A shortest path, edges read both ways. Among several the one whose entities come first by id, hop by hop. Empty
  // hops when from == to; nothing when there is no path within max_hops or an end is not in the graph. O(V + E).
  std::optional<std::vector<Hop>> shortest_path(EntityId from, EntityId to,
                                                size_t max_hops = SIZE_MAX) const;

  struct Rank {
    EntityId entity = 0;
    double score = 0;
  };
  // Both by score down, then id. PageRank (Page, Brin et al. 1998) over subject -> object, one edge a pair of
  // entities; scores sum to 1, vertices without edges out give to all alike.
  std::vector<Rank> page_rank(double damping = 0.85, size_t iterations = 50) const;
  std::vector<Rank> degree_rank() const;  // statements in and out

  // Connected components, edges read both ways: largest first, then by smallest id; each sorted by id.
  std::vector<std::vector<EntityId>> components() const;

 private:
  struct Parts;
  explicit EntityGraph(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace boba

#endif  // BOBA_GRAPH_ALGORITHMS_ALGORITHMS_H_
