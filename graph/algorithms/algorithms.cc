#include "graph/algorithms/algorithms.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/property_map/property_map.hpp>
#include <boost/range/iterator_range.hpp>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace boba {
namespace {

// Vertices are numbered by entity id, so that the order of numbers is the order of ids.
using Vertex = uint32_t;
using Pair = std::pair<Vertex, Vertex>;
using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                               boost::no_property, Vertex, uint32_t>;

constexpr uint32_t kFar = std::numeric_limits<uint32_t>::max();

struct StatementEdge {
  Vertex subject = 0, object = 0;
  StatementId id = 0;
  Pair ends() const { return std::minmax(subject, object); }
};

// A graph of distinct pairs; the neighbours of a vertex come in their order.
Csr make_csr(std::vector<Pair> pairs, size_t vertices) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return {boost::edges_are_sorted, pairs.begin(), pairs.end(), static_cast<Vertex>(vertices)};
}

auto neighbours(Vertex vertex, const Csr& graph) { return boost::make_iterator_range(adjacent_vertices(vertex, graph)); }

// Distances to `target`, until `source` has one or max_hops are gone.
std::vector<uint32_t> distances(const Csr& graph, Vertex target, Vertex source, size_t max_hops) {
  std::vector<uint32_t> distance(num_vertices(graph), kFar);
  std::vector<Vertex> front = {target}, next;
  distance[target] = 0;
  for (uint32_t hops = 1; hops <= max_hops && !front.empty() && distance[source] == kFar; ++hops) {
    for (Vertex vertex : front) {
      for (Vertex neighbour : neighbours(vertex, graph)) {
        if (distance[neighbour] != kFar) continue;
        distance[neighbour] = hops;
        next.push_back(neighbour);
      }
    }
    front.swap(next);
    next.clear();
  }
  return distance;
}

std::vector<EntityGraph::Rank> by_score(std::span<const EntityId> entities, const std::vector<double>& scores) {
  std::vector<EntityGraph::Rank> ranks;
  for (size_t i = 0; i < entities.size(); ++i) ranks.push_back({entities[i], scores[i]});
  std::stable_sort(ranks.begin(), ranks.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  return ranks;
}

// A statement with its ends as entities, before they are numbered.
struct RawEdge {
  EntityId subject = 0, object = 0;
  StatementId id = 0;
};

Result<std::vector<RawEdge>> read_edges(const Snapshot& snapshot, const EntityGraph::Options& options) {
  std::vector<TriplePattern> patterns;
  std::vector<std::string> relations = options.relations;
  std::sort(relations.begin(), relations.end());
  relations.erase(std::unique(relations.begin(), relations.end()), relations.end());
  for (const std::string& relation : relations) patterns.push_back({{}, relation, {}});
  if (patterns.empty()) patterns.emplace_back();
  std::vector<RawEdge> edges;
  for (const TriplePattern& pattern : patterns) {
    const auto cursor = snapshot.match(pattern);
    while (true) {
      const auto head = cursor->next();
      if (!head) return head.error();
      if (!*head) break;
      const StatementHead& h = **head;
      if (h.object.kind != ObjectKey::Kind::kEntity || h.object.value == h.subject) continue;
      if (h.modality == Modality::kNegated && !options.negated) continue;
      if (options.min_confidence > 0) {
        const auto statement = snapshot.statement(h.id);
        if (!statement) return statement.error();
        if (!*statement || (*statement)->confidence < options.min_confidence) continue;
      }
      edges.push_back({h.subject, h.object.value, h.id});
    }
  }
  return edges;
}

}  // namespace

struct EntityGraph::Parts {
  std::vector<EntityId> entities;     // by id; a vertex is an index
  std::vector<StatementEdge> edges;   // by both ends, lower first, then statement
  Csr links;                          // both ways
  Csr arcs;                           // subject -> object

  std::optional<Vertex> find(EntityId entity) const {
    const auto it = std::lower_bound(entities.begin(), entities.end(), entity);
    if (it == entities.end() || *it != entity) return std::nullopt;
    return static_cast<Vertex>(it - entities.begin());
  }

  std::vector<StatementId> statements_between(Vertex a, Vertex b) const {
    const Pair ends = std::minmax(a, b);
    auto it = std::lower_bound(edges.begin(), edges.end(), ends,
                               [](const StatementEdge& e, const Pair& wanted) { return e.ends() < wanted; });
    std::vector<StatementId> ids;
    for (; it != edges.end() && it->ends() == ends; ++it) ids.push_back(it->id);
    return ids;
  }
};

Result<EntityGraph> EntityGraph::build(const Snapshot& snapshot, const Options& options) {
  const auto raw = read_edges(snapshot, options);
  if (!raw) return raw.error();
  auto parts = std::make_unique<Parts>();
  for (const RawEdge& edge : *raw) {
    parts->entities.push_back(edge.subject);
    parts->entities.push_back(edge.object);
  }
  std::sort(parts->entities.begin(), parts->entities.end());
  parts->entities.erase(std::unique(parts->entities.begin(), parts->entities.end()), parts->entities.end());
  if (std::max(parts->entities.size(), 2 * raw->size()) >= kFar)
    return Error{ErrorCode::kUnsupported, "the graph has more than 2^31 edges", {}, "choose some relations"};

  std::vector<Pair> links, arcs;
  for (const RawEdge& edge : *raw) {
    const StatementEdge numbered{*parts->find(edge.subject), *parts->find(edge.object), edge.id};
    parts->edges.push_back(numbered);
    arcs.emplace_back(numbered.subject, numbered.object);
    links.emplace_back(numbered.subject, numbered.object);
    links.emplace_back(numbered.object, numbered.subject);
  }
  std::sort(parts->edges.begin(), parts->edges.end(), [](const StatementEdge& a, const StatementEdge& b) {
    return std::pair(a.ends(), a.id) < std::pair(b.ends(), b.id);
  });
  parts->links = make_csr(std::move(links), parts->entities.size());
  parts->arcs = make_csr(std::move(arcs), parts->entities.size());
  return EntityGraph(std::move(parts));
}

EntityGraph::EntityGraph(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
EntityGraph::EntityGraph(EntityGraph&&) noexcept = default;
EntityGraph& EntityGraph::operator=(EntityGraph&&) noexcept = default;
EntityGraph::~EntityGraph() = default;

size_t EntityGraph::vertex_count() const { return parts_->entities.size(); }
size_t EntityGraph::edge_count() const { return parts_->edges.size(); }
std::span<const EntityId> EntityGraph::vertices() const { return parts_->entities; }

std::optional<std::vector<EntityGraph::Hop>> EntityGraph::shortest_path(EntityId from, EntityId to,
                                                                        size_t max_hops) const {
  const auto source = parts_->find(from), target = parts_->find(to);
  if (!source || !target) return std::nullopt;
  const std::vector<uint32_t> distance = distances(parts_->links, *target, *source, max_hops);
  if (distance[*source] == kFar) return std::nullopt;
  std::vector<Hop> path;
  for (Vertex at = *source; at != *target;) {
    const auto next_ones = neighbours(at, parts_->links);
    const Vertex next = *std::find_if(next_ones.begin(), next_ones.end(),
                                      [&](Vertex v) { return distance[v] + 1 == distance[at]; });
    path.push_back({parts_->entities[at], parts_->entities[next], parts_->statements_between(at, next)});
    at = next;
  }
  return path;
}

std::vector<EntityGraph::Rank> EntityGraph::page_rank(double damping, size_t iterations) const {
  const Csr& graph = parts_->arcs;
  const size_t n = parts_->entities.size();
  if (n == 0) return {};
  std::vector<double> rank(n, 1.0 / static_cast<double>(n)), next(n);
  for (size_t i = 0; i < iterations; ++i) {
    double lost = 0;  // of vertices without edges out
    std::fill(next.begin(), next.end(), 0.0);
    for (Vertex vertex = 0; vertex < n; ++vertex) {
      const auto degree = static_cast<double>(out_degree(vertex, graph));
      if (degree == 0) lost += rank[vertex];
      for (Vertex neighbour : neighbours(vertex, graph)) next[neighbour] += rank[vertex] / degree;
    }
    for (double& score : next) score = (1 - damping + damping * lost) / static_cast<double>(n) + damping * score;
    rank.swap(next);
  }
  return by_score(parts_->entities, rank);
}

std::vector<EntityGraph::Rank> EntityGraph::degree_rank() const {
  std::vector<double> degree(parts_->entities.size());
  for (const StatementEdge& edge : parts_->edges) {
    ++degree[edge.subject];
    ++degree[edge.object];
  }
  return by_score(parts_->entities, degree);
}

std::vector<std::vector<EntityId>> EntityGraph::components() const {
  const size_t n = parts_->entities.size();
  std::vector<Vertex> component(n);
  // Every link goes both ways, so that strong components are the connected ones.
  const auto ids = get(boost::vertex_index, parts_->links);
  boost::strong_components(parts_->links, boost::make_iterator_property_map(component.begin(), ids));
  std::vector<std::vector<EntityId>> all;
  std::vector<uint32_t> place(n, kFar);  // in `all`, of a component
  for (Vertex vertex = 0; vertex < n; ++vertex) {
    uint32_t& at = place[component[vertex]];
    if (at == kFar) {
      at = static_cast<uint32_t>(all.size());
      all.emplace_back();
    }
    all[at].push_back(parts_->entities[vertex]);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return all;
}

}  // namespace boba
