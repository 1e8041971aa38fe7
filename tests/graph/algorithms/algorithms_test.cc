#include "graph/algorithms/algorithms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <random>
#include <set>

#include "graph/store/memory_store.h"
#include "tests/support/facts.h"
#include "tests/support/graph_dump.h"

namespace boba {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using namespace boba::testing;

EntityId node(int i) { return entity_id(EntityType::kPerson, "Người " + std::to_string(i)); }

struct Edge {
  int from, to;
  std::string relation = "supports";
  Modality modality = Modality::kAsserted;
  float confidence = 1;
};

EntityGraph graph_of(const std::vector<Edge>& edges, const EntityGraph::Options& options = {}) {
  FactsBuilder b("d");
  for (const Edge& e : edges) {
    b.entity(EntityType::kPerson, "Người " + std::to_string(e.from));
    b.entity(EntityType::kPerson, "Người " + std::to_string(e.to));
    Statement& fact = b.fact(node(e.from), e.relation, node(e.to), "Có sự thật.");
    fact.modality = e.modality;
    fact.confidence = e.confidence;
  }
  const auto store = make_memory_store();
  must(store->put(std::vector{b.build()}, relation_names()));
  return must(EntityGraph::build(*store->snapshot(), options));
}

std::vector<EntityId> stops(const std::vector<EntityGraph::Hop>& path) {
  std::vector<EntityId> all;
  for (const auto& hop : path) all.push_back(hop.to);
  return all;
}

TEST(ShortestPath, GoesEitherWayAndNamesItsStatements) {
  const EntityGraph g = graph_of({{1, 2}, {3, 2}, {3, 2, "announced"}, {2, 3}, {3, 4}});
  const auto path = g.shortest_path(node(1), node(4));
  ASSERT_TRUE(path);
  EXPECT_THAT(stops(*path), ElementsAre(node(2), node(3), node(4)));
  EXPECT_EQ((*path)[1].from, node(2));
  EXPECT_THAT((*path)[0].statements, SizeIs(1));
  EXPECT_THAT((*path)[1].statements, SizeIs(3));
  EXPECT_TRUE(std::is_sorted((*path)[1].statements.begin(), (*path)[1].statements.end()));
}

TEST(ShortestPath, KnowsWhenThereIsNone) {
  const EntityGraph g = graph_of({{1, 2}, {2, 3}, {8, 9}});
  EXPECT_FALSE(g.shortest_path(node(1), node(9)));
  EXPECT_FALSE(g.shortest_path(node(1), node(77)));
  EXPECT_FALSE(g.shortest_path(node(77), node(77)));
  EXPECT_FALSE(g.shortest_path(node(1), node(3), 1));
  EXPECT_TRUE(g.shortest_path(node(1), node(3), 2));
  ASSERT_TRUE(g.shortest_path(node(1), node(1)));
  EXPECT_THAT(*g.shortest_path(node(1), node(1)), SizeIs(0));
}

TEST(EntityGraph, TakesTheEdgesThatAreAskedFor) {
  const std::vector<Edge> edges = {{1, 2}, {2, 3, "announced"}, {1, 3, "supports", Modality::kNegated}, {4, 4}};
  EXPECT_EQ(graph_of(edges).edge_count(), 2u);
  EXPECT_EQ(graph_of(edges).vertex_count(), 3u) << "4 is about itself alone";
  EXPECT_EQ(graph_of(edges, {{"announced", "announced"}, false}).edge_count(), 1u);
  EXPECT_EQ(graph_of(edges, {{}, true}).edge_count(), 3u);
  EXPECT_FALSE(graph_of(edges, {{"announced"}, false}).shortest_path(node(1), node(2)));
}

TEST(EntityGraph, LeavesOutWhatIsNotSureEnough) {
  const std::vector<Edge> edges = {{1, 2, "supports", Modality::kAsserted, 0.4f}, {1, 3}, {3, 2, "announced", Modality::kAsserted, 0.7f}};
  EXPECT_THAT(*graph_of(edges).shortest_path(node(1), node(2)), SizeIs(1));
  const EntityGraph::Options sure{.min_confidence = 0.5f};
  EXPECT_THAT(stops(*graph_of(edges, sure).shortest_path(node(1), node(2))), ElementsAre(node(3), node(2)));
  EXPECT_EQ(graph_of(edges, {.min_confidence = 0.9f}).edge_count(), 1u);
}

TEST(EntityGraph, MayBeEmpty) {
  const EntityGraph g = graph_of({});
  EXPECT_EQ(g.vertex_count(), 0u);
  EXPECT_TRUE(g.page_rank().empty());
  EXPECT_TRUE(g.degree_rank().empty());
  EXPECT_TRUE(g.components().empty());
}

TEST(PageRank, SolvesASmallGraph) {
  // 1 -> 2, 1 -> 3, 2 -> 3, 3 -> 1: the textbook triangle; solved by hand with d = 0.85.
  const auto ranks = graph_of({{1, 2}, {1, 3}, {1, 3, "announced"}, {2, 3}, {3, 1}}).page_rank(0.85, 200);
  std::map<EntityId, double> score;
  for (const auto& r : ranks) score[r.entity] = r.score;
  EXPECT_NEAR(score[node(1)], 0.387790, 1e-5);
  EXPECT_NEAR(score[node(2)], 0.214811, 1e-5);
  EXPECT_NEAR(score[node(3)], 0.397400, 1e-5);
  EXPECT_EQ(ranks[0].entity, node(3));
}

TEST(PageRank, LosesNothingAtEnds) {
  const auto ranks = graph_of({{1, 2}, {1, 3}, {4, 3}}).page_rank();
  const double sum = std::accumulate(ranks.begin(), ranks.end(), 0.0, [](double s, const auto& r) { return s + r.score; });
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_EQ(ranks[0].entity, node(3));
}

TEST(DegreeRank, CountsStatements) {
  const auto ranks = graph_of({{1, 2}, {1, 2, "announced"}, {3, 1}}).degree_rank();
  EXPECT_EQ(ranks[0].entity, node(1));
  EXPECT_EQ(ranks[0].score, 3);
  EXPECT_EQ(ranks[1].entity, node(2));
  EXPECT_EQ(ranks[2].score, 1);
}

TEST(Components, LargestFirst) {
  const auto components = graph_of({{1, 2}, {5, 6}, {7, 6}, {8, 9}}).components();
  ASSERT_EQ(components.size(), 3u);
  EXPECT_THAT(components[0], ::testing::UnorderedElementsAre(node(5), node(6), node(7)));
  EXPECT_TRUE(std::is_sorted(components[0].begin(), components[0].end()));
  EXPECT_LT(components[1][0], components[2][0]);
}

// Against distances found by relaxing every edge until nothing changes.
TEST(ShortestPath, IsShortestAndFirstOfItsLength) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 30; ++round) {
    const int n = 4 + static_cast<int>(random() % 12);
    std::vector<Edge> edges;
    for (int i = 0; i < n + n / 2; ++i) edges.push_back({static_cast<int>(random() % n), static_cast<int>(random() % n)});
    const EntityGraph g = graph_of(edges);
    std::map<EntityId, std::set<EntityId>> links;
    for (const Edge& e : edges)
      if (e.from != e.to) links[node(e.from)].insert(node(e.to)), links[node(e.to)].insert(node(e.from));
    for (EntityId target : g.vertices()) {
      std::map<EntityId, size_t> distance = {{target, 0}};
      for (int i = 0; i < n; ++i)
        for (const auto& [v, near] : links)
          for (EntityId u : near)
            if (distance.contains(u) && (!distance.contains(v) || distance[v] > distance[u] + 1)) distance[v] = distance[u] + 1;
      for (EntityId source : g.vertices()) {
        const auto path = g.shortest_path(source, target);
        ASSERT_EQ(path.has_value(), distance.contains(source));
        if (!path) continue;
        ASSERT_EQ(path->size(), distance[source]);
        EntityId at = source;
        for (const auto& hop : *path) {
          ASSERT_EQ(hop.from, at);
          ASSERT_FALSE(hop.statements.empty());
          for (EntityId u : links[at]) {  // sorted: the first that comes nearer is taken
            if (!distance.contains(u) || distance[u] + 1 != distance[at]) continue;
            ASSERT_EQ(hop.to, u);
            break;
          }
          at = hop.to;
        }
        ASSERT_EQ(at, target);
      }
    }
  }
}

}  // namespace
}  // namespace boba
