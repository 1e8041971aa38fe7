// Writing and reading a graph of made-up articles: 25 statements each, entities by Zipf's law, about 3 kB of text.
#include <benchmark/benchmark.h>

#include <cmath>
#include <filesystem>
#include <random>

#include "graph/algorithms/algorithms.h"
#include "graph/query/query.h"
#include "graph/store/rocksdb_store.h"
#include "tests/support/facts.h"
#include "tests/support/graph_dump.h"
#include "tests/support/temp_dir.h"

namespace boba {
namespace {

using namespace boba::testing;

constexpr size_t kStatements = 25;

class Corpus {
 public:
  DocumentFacts next() {
    FactsBuilder b("bao-" + std::to_string(10000000 + made_), "Tin " + word() + " " + word(),
                   "20" + std::to_string(10 + made_ % 15) + "-0" + std::to_string(1 + made_ % 9) + "-17");
    ++made_;
    b.document().url = "https://bao.example/" + b.document().id + ".html";
    for (size_t i = 0; i < kStatements; ++i) {
      const EntityId subject = entity(b), thing = entity(b);
      std::string sentence;
      for (int w = 0; w < 20; ++w) sentence += word() + " ";
      Object object = thing;
      if (random_() % 3 == 0) object = clause(sentence.substr(0, sentence.find(' ', 40 + random_() % 40)));
      Statement& s = b.fact(subject, relation_names()[random_() % 12], std::move(object), sentence);
      s.confidence = static_cast<float>(random_() % 100) / 100;
      if (random_() % 3 == 0) s.qualifiers.push_back({QualifierKind::kTime, "18/8", "XXXX-08-18", 0});
    }
    return b.build();
  }

 private:
  // 1 of 200,000 by Zipf's law.
  size_t zipf() {
    const double u = std::uniform_real_distribution<>(0, 1)(random_);
    return static_cast<size_t>(std::pow(200000.0, u));
  }
  std::string word() {
    static const char* const kSyllables[] = {"phát", "triển", "kinh", "tế", "thị", "trường", "công", "nghệ", "số", "dữ",
                                             "liệu", "quốc", "gia", "đầu", "tư", "hạ", "tầng", "viễn", "thông", "xã"};
    return kSyllables[random_() % 20] + (random_() % 4 == 0 ? std::to_string(random_() % 1000) : std::string());
  }
  EntityId entity(FactsBuilder& b) {
    const size_t n = zipf();
    return b.entity(static_cast<EntityType>(n % kEntityTypes), "Đơn vị số " + std::to_string(n) + " thành phố",
                    n % 3 == 0 ? std::vector<std::string>{"ĐV" + std::to_string(n)} : std::vector<std::string>{});
  }

  std::mt19937_64 random_{42};
  size_t made_ = 0;
};

std::vector<DocumentFacts> make_documents(size_t count) {
  Corpus corpus;
  std::vector<DocumentFacts> documents;
  for (size_t i = 0; i < count; ++i) documents.push_back(corpus.next());
  return documents;
}

void put_documents(benchmark::State& state) {
  const auto documents = make_documents(static_cast<size_t>(state.range(0)));
  double bytes = 0;
  for (auto _ : state) {
    TempDir dir;
    const auto store = must(open_rocksdb_store(dir / "graph", {RocksDbOptions::Mode::kCreate}));
    for (size_t at = 0; at < documents.size(); at += 64)
      must(store->put(std::span(documents).subspan(at, std::min<size_t>(64, documents.size() - at)), relation_names()));
    state.PauseTiming();
    must(store->finish());
    bytes = static_cast<double>(must(store->size_on_disk()));
    state.ResumeTiming();
  }
  const auto count = static_cast<double>(state.iterations()) * static_cast<double>(documents.size());
  state.counters["documents/s"] = benchmark::Counter(count, benchmark::Counter::kIsRate);
  state.counters["bytes/document"] = bytes / static_cast<double>(documents.size());
}
BENCHMARK(put_documents)->Arg(20000)->Unit(benchmark::kMillisecond)->Iterations(1);

// One graph for all that reads.
struct Graph {
  Graph() : store(must(open_rocksdb_store(dir / "graph", {RocksDbOptions::Mode::kCreate}))) {
    must(store->put(make_documents(20000), relation_names()));
    must(store->finish());
    snapshot = store->snapshot();
  }
  TempDir dir;
  std::unique_ptr<Store> store;
  std::unique_ptr<Snapshot> snapshot;
};
const Snapshot& snapshot() {
  static const Graph graph;
  return *graph.snapshot;
}

void put_unchanged(benchmark::State& state) {
  TempDir dir;
  const auto store = must(open_rocksdb_store(dir / "graph", {RocksDbOptions::Mode::kCreate}));
  const auto documents = make_documents(1000);
  must(store->put(documents, relation_names()));
  for (auto _ : state) must(store->put(documents, relation_names()));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * documents.size()));
}
BENCHMARK(put_unchanged)->Unit(benchmark::kMillisecond);

void scan_statements(benchmark::State& state) {
  int64_t count = 0;
  for (auto _ : state) {
    const auto cursor = snapshot().statements();
    while (must(cursor->next())) ++count;
  }
  state.SetItemsProcessed(count);
}
BENCHMARK(scan_statements)->Unit(benchmark::kMillisecond)->Iterations(2);

void ask(benchmark::State& state, const Query& query) {
  size_t answers = 0;
  for (auto _ : state) answers = must(run_query(snapshot(), query)).answers.size();
  state.counters["answers"] = static_cast<double>(answers);
}
void ask_rare_subject(benchmark::State& state) {
  Query q;
  q.subject = "don vi so 7777 thanh pho";
  ask(state, q);
}
void ask_hub_subject(benchmark::State& state) {
  Query q;
  q.subject = entity_id(static_cast<EntityType>(1), "Đơn vị số 1 thành phố");
  q.limit = 20;
  ask(state, q);
}
void ask_relation(benchmark::State& state) {
  Query q;
  q.relations = {"announced"};
  q.limit = 20;
  ask(state, q);
}
BENCHMARK(ask_rare_subject)->Unit(benchmark::kMicrosecond);
BENCHMARK(ask_hub_subject)->Unit(benchmark::kMicrosecond);
BENCHMARK(ask_relation)->Unit(benchmark::kMicrosecond);

void build_entity_graph(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(must(EntityGraph::build(snapshot(), {})));
}
BENCHMARK(build_entity_graph)->Unit(benchmark::kMillisecond)->Iterations(2);

void shortest_path(benchmark::State& state) {
  static const EntityGraph graph = must(EntityGraph::build(snapshot(), {}));
  size_t i = 0;
  for (auto _ : state) {
    const auto all = graph.vertices();
    benchmark::DoNotOptimize(graph.shortest_path(all[i * 7919 % all.size()], all[i * 104729 % all.size()]));
    ++i;
  }
}
BENCHMARK(shortest_path)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace boba
