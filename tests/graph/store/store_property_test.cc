// RocksDB against the oracle: random histories, and the same answer to every question after each step.
#include <gtest/gtest.h>

#include "graph/store/memory_store.h"
#include "graph/store/rocksdb_store.h"
#include "tests/support/graph_dump.h"
#include "tests/support/random_facts.h"
#include "tests/support/temp_dir.h"

namespace boba {
namespace {

using namespace boba::testing;

void run_history(uint64_t seed, int steps) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomFacts random(seed);
  TempDir dir;
  auto store = must(open_rocksdb_store(dir / "graph", {RocksDbOptions::Mode::kCreate}));
  const auto oracle = make_memory_store();
  std::vector<DocumentFacts> past;
  std::vector<std::string> ids;
  for (int i = 0; i < 7; ++i) ids.push_back("doc" + std::to_string(i));
  const auto some_id = [&] { return random.pick(ids); };
  for (int step = 0; step < steps; ++step) {
    switch (random.below(9)) {
      case 0:
      case 1: {
        const std::string id = some_id();
        ASSERT_EQ(must(store->remove(id)), must(oracle->remove(id)));
        break;
      }
      case 2: {
        must(store->finish());
        if (random.below(2) != 0) break;
        store.reset();
        store = must(open_rocksdb_store(dir / "graph", {RocksDbOptions::Mode::kWrite}));
        break;
      }
      case 3: {
        const IdentityRecords records = random.records(ids);
        ASSERT_EQ(must(store->record(records)), must(oracle->record(records)));
        break;
      }
      case 4: {
        IdentityRecords records = random.records(ids);
        const IdentityRecords all = oracle->snapshot()->identity_records();
        for (int i = 0; i < 2; ++i) {
          if (!all.merges.empty()) records.merges.push_back(random.pick(all.merges));
          if (!all.separations.empty()) records.separations.push_back(random.pick(all.separations));
        }
        ASSERT_EQ(must(store->take_back(records)), must(oracle->take_back(records)));
        break;
      }
      default: {
        std::vector<DocumentFacts> batch;
        for (size_t n = 1 + random.below(3); n > 0; --n) {
          batch.push_back(!past.empty() && random.below(4) == 0 ? random.pick(past) : random.document(some_id()));
          past.push_back(batch.back());
        }
        const PutSummary a = must(store->put(batch, relation_names())), b = must(oracle->put(batch, relation_names()));
        ASSERT_EQ(a.added, b.added);
        ASSERT_EQ(a.replaced, b.replaced);
        ASSERT_EQ(a.unchanged, b.unchanged);
      }
    }
    ASSERT_EQ(dump(*store->snapshot()), dump(*oracle->snapshot())) << "after step " << step;
    ASSERT_EQ(dump(*store->snapshot_as_read()), dump(*oracle->snapshot_as_read())) << "after step " << step;
  }
}

TEST(StoreProperty, RocksDbAnswersAsTheOracleDoes) {
  run_history(1, 60);
  for (int i = 0; i < 4; ++i) run_history(std::random_device{}(), 40);
}

}  // namespace
}  // namespace boba
