// Every plan gives the answers that reading the whole graph gives, in the same order, from both stores.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "graph/query/edtf.h"
#include "graph/query/query.h"
#include "graph/store/memory_store.h"
#include "graph/store/rocksdb_store.h"
#include "tests/support/graph_dump.h"
#include "tests/support/random_facts.h"
#include "tests/support/temp_dir.h"

namespace boba {
namespace {

using namespace boba::testing;

// What a query means, word for word from its documentation.
class Naive {
 public:
  explicit Naive(const Snapshot& snapshot) : snapshot_(snapshot), all_(drain(snapshot.statements())) {
    for (const EntityRecord& e : drain(snapshot.entities())) types_[e.id] = e.type;
    for (const DocumentRecord& d : drain(snapshot.documents())) published_[d.id] = d.published;
    std::sort(all_.begin(), all_.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  }

  std::vector<StatementId> ask(const Query& q) const {
    std::vector<StatementId> ids;
    for (const StatementRecord& s : all_)
      if (fits(s, q) && (q.limit == 0 || ids.size() < q.limit)) ids.push_back(s.id);
    return ids;
  }

 private:
  using Place = std::tuple<std::string, std::string, uint32_t, StatementId>;
  Place place(const StatementRecord& s) const {
    std::vector<Place> places;
    for (const Support& support : s.supports) {
      std::string backwards = published_.at(support.document) + '\0';
      for (char& c : backwards) c = static_cast<char>(127 - c);
      places.emplace_back(backwards, support.document, support.evidence.front().sentence.begin, s.id);
    }
    return *std::min_element(places.begin(), places.end());
  }

  static bool is(const Term& term, EntityId id) {
    return !std::holds_alternative<EntityId>(term) || std::get<EntityId>(term) == id;
  }
  bool fits(const StatementRecord& s, const Query& q) const {
    if (!is(q.subject, s.subject) || !is(q.object, s.object_entity()) || !is(q.speaker, s.speaker)) return false;
    if (!q.relations.empty() && std::count(q.relations.begin(), q.relations.end(), s.relation) == 0) return false;
    if (!q.modalities.empty() && std::count(q.modalities.begin(), q.modalities.end(), s.modality) == 0) return false;
    if (s.confidence < q.min_confidence) return false;
    if (!q.types.empty()) {
      const auto typed = [&](EntityId id) {
        return id != 0 && std::count(q.types.begin(), q.types.end(), types_.at(id)) > 0;
      };
      if (!typed(s.subject) && !typed(s.object_entity())) return false;
    }
    if (q.since.empty() && q.until.empty()) return true;
    return std::any_of(s.supports.begin(), s.supports.end(), [&](const Support& x) { return in_time(s, x, q); });
  }
  bool in_time(const StatementRecord& s, const Support& support, const Query& q) const {
    std::vector<std::string> times;
    for (const Qualifier& x : support.qualifiers)
      if (x.kind == QualifierKind::kTime && parse_period(x.value)) times.push_back(x.value);
    if (s.literal() != nullptr && s.literal()->kind == Literal::Kind::kDate && parse_period(s.literal()->value))
      times.push_back(s.literal()->value);
    if (times.empty()) times.push_back(published_.at(support.document));
    for (const std::string& time : times) {
      const auto period = parse_period(time);
      if (period && (q.since.empty() || period->last >= parse_period(q.since)->first) &&
          (q.until.empty() || period->first <= parse_period(q.until)->last))
        return true;
    }
    return false;
  }

  const Snapshot& snapshot_;
  std::vector<StatementRecord> all_;
  std::map<EntityId, EntityType> types_;
  std::map<std::string, std::string> published_;
};

Query random_query(RandomFacts& random, const std::vector<EntityRecord>& entities) {
  Query q;
  if (random.below(3) == 0) q.subject = random.pick(entities).id;
  if (random.below(3) == 0) q.object = random.pick(entities).id;
  if (random.below(5) == 0) q.speaker = random.pick(entities).id;
  while (random.below(3) == 0) q.relations.push_back(relation_names()[random.below(4)]);
  while (random.below(4) == 0) q.types.push_back(static_cast<EntityType>(random.below(kEntityTypes)));
  while (random.below(4) == 0) q.modalities.push_back(static_cast<Modality>(random.below(5)));
  static const std::vector<std::string> kDates = {"2019", "2020", "2020-08", "2020-08-18", "2020-08-19", "2021"};
  if (random.below(4) == 0) q.since = random.pick(kDates);
  if (random.below(4) == 0) q.until = random.pick(kDates);
  if (random.below(4) == 0) q.min_confidence = static_cast<float>(random.below(5)) / 4;
  if (random.below(2) == 0) q.limit = 1 + random.below(8);
  return q;
}

TEST(QueryProperty, EveryPlanAnswersAsReadingEverythingDoes) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomFacts random(seed);
  TempDir dir;
  const auto memory = make_memory_store();
  const auto disk = must(open_rocksdb_store(dir / "graph", {RocksDbOptions::Mode::kCreate}));
  std::vector<DocumentFacts> documents;
  for (int i = 0; i < 30; ++i) documents.push_back(random.document("doc" + std::to_string(i)));
  must(memory->put(documents, relation_names()));
  must(disk->put(documents, relation_names()));
  const auto a = memory->snapshot(), b = disk->snapshot();
  const Naive naive(*a);
  const auto entities = drain(a->entities());
  std::map<std::string, int> plans;
  size_t answers = 0;
  for (int i = 0; i < 400; ++i) {
    const Query q = random_query(random, entities);
    const std::vector<StatementId> expected = naive.ask(q);
    for (const Snapshot* snapshot : {a.get(), b.get()}) {
      const QueryResult result = must(run_query(*snapshot, q));
      std::vector<StatementId> ids;
      for (const Answer& answer : result.answers) ids.push_back(answer.id);
      ASSERT_EQ(ids, expected) << "query " << i << " by " << result.plan;
      ++plans[result.plan];
    }
    answers += expected.size();
  }
  EXPECT_EQ(plans.size(), 5u) << "every plan was tried";
  EXPECT_GT(answers, 100u);
}

}  // namespace
}  // namespace boba
