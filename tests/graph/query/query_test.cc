#include "graph/query/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/store/memory_store.h"
#include "tests/support/facts.h"
#include "tests/support/graph_dump.h"

namespace boba {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace boba::testing;

class QueryTest : public ::testing::Test {
 protected:
  QueryTest() : store_(make_memory_store()) {
    FactsBuilder older("a", "Bộ trưởng nói", "2020-08-18");
    const EntityId hung = older.entity(EntityType::kPerson, "Nguyễn Mạnh Hùng", {"ông Hùng"});
    const EntityId ministry = older.entity(EntityType::kOrganization, "Bộ Thông tin và Truyền thông", {"Bộ TT&TT"});
    const EntityId water = older.entity(EntityType::kProgram, "Nước sạch");
    const EntityId congress = older.entity(EntityType::kEvent, "Đại hội XIII");
    older.fact(hung, "announced", water, "Nguyễn Mạnh Hùng công bố Nước sạch.", "công bố").confidence = 0.5f;
    older.fact(hung, "memberOf", ministry, "Nguyễn Mạnh Hùng ở Bộ Thông tin và Truyền thông.");
    older.fact(hung, "attended", congress, "Nguyễn Mạnh Hùng dự Đại hội XIII.").qualifiers = {
        {QualifierKind::kTime, "3/6/2019", "2019-06-03", 0}};
    FactsBuilder newer("b", "", "2021-01-02");
    newer.entity(EntityType::kPerson, "Nguyễn Mạnh Hùng");
    newer.entity(EntityType::kProgram, "Nước sạch");
    newer.entity(EntityType::kOrganization, "Bộ Thông tin và Truyền thông");
    Statement& claimed = newer.fact(ministry, "changed", clause("hạ tầng số thành nền tảng"),
                                    "Bộ Thông tin và Truyền thông đổi hạ tầng số thành nền tảng.");
    claimed.modality = Modality::kClaimed;
    claimed.speaker = hung;
    newer.fact(hung, "announced", water, "Nguyễn Mạnh Hùng lại công bố Nước sạch.", "công bố").confidence = 0.75f;
    FactsBuilder undated("c", "Không ngày");
    undated.entity(EntityType::kProgram, "Nước sạch");
    undated.fact(water, "occurredOn", date("14/8", "XXXX-08-14"), "Nước sạch có từ 14/8.").modality =
        Modality::kPlanned;
    must(store_->put(std::vector{older.build(), newer.build(), undated.build()}, relation_names()));
    snapshot_ = store_->snapshot();
  }

  // "relation subject > object", in the order of the answers.
  std::vector<std::string> ask(const Query& query) {
    last_ = must(run_query(*snapshot_, query));
    std::vector<std::string> lines;
    for (const Answer& a : last_.answers) {
      const auto* entity = std::get_if<EntityRef>(&a.object);
      lines.push_back(a.relation + " " + a.subject.name + " > " +
                      (entity != nullptr ? entity->name : std::get<Literal>(a.object).text));
    }
    return lines;
  }

  std::unique_ptr<Store> store_;
  std::unique_ptr<Snapshot> snapshot_;
  QueryResult last_;
};

const std::string kChanged = "changed Bộ Thông tin và Truyền thông > hạ tầng số thành nền tảng";
const std::string kAnnounced = "announced Nguyễn Mạnh Hùng > Nước sạch";
const std::string kMember = "memberOf Nguyễn Mạnh Hùng > Bộ Thông tin và Truyền thông";
const std::string kAttended = "attended Nguyễn Mạnh Hùng > Đại hội XIII";
const std::string kOccurred = "occurredOn Nước sạch > 14/8";

TEST_F(QueryTest, AnswersComeNewestFirstThenInTextOrder) {
  EXPECT_THAT(ask({}), ElementsAre(kChanged, kAnnounced, kMember, kAttended, kOccurred));
  EXPECT_EQ(last_.plan, "spo");
}

TEST_F(QueryTest, BindsEachPlace) {
  Query q;
  q.subject = "nguyen manh hung";
  EXPECT_THAT(ask(q), ElementsAre(kAnnounced, kMember, kAttended));
  EXPECT_EQ(last_.plan, "spo");
  q.relations = {"attended", "memberOf", "attended"};
  EXPECT_THAT(ask(q), ElementsAre(kMember, kAttended));
  q.object = "dai hoi xiii";
  EXPECT_THAT(ask(q), ElementsAre(kAttended));
  q = {};
  q.object = entity_id(EntityType::kProgram, "Nước sạch");
  EXPECT_THAT(ask(q), ElementsAre(kAnnounced));
  EXPECT_EQ(last_.plan, "osp");
  q = {};
  q.relations = {"occurredOn", "announced"};
  EXPECT_THAT(ask(q), ElementsAre(kAnnounced, kOccurred));
  EXPECT_EQ(last_.plan, "pos");
  EXPECT_EQ(last_.scanned, 2u);
}

TEST_F(QueryTest, StopsEarlyAtItsLimit) {
  Query q;
  q.limit = 1;
  EXPECT_THAT(ask(q), ElementsAre(kChanged));
  EXPECT_EQ(last_.plan, "newest");
  EXPECT_EQ(last_.scanned, 2u) << "only the newest document is read";
  q.limit = 3;
  EXPECT_THAT(ask(q), ElementsAre(kChanged, kAnnounced, kMember));
}

TEST_F(QueryTest, LooksForWordsInObjects) {
  Query q;
  q.object = "ha tang so";
  EXPECT_THAT(ask(q), ElementsAre(kChanged));
  q.object = "truyen thong";  // part of an entity's name
  EXPECT_THAT(ask(q), ElementsAre(kMember));
  q.object = "không có";
  EXPECT_THAT(ask(q), IsEmpty());
  EXPECT_THAT(last_.ambiguities, IsEmpty());
}

TEST_F(QueryTest, FiltersBySpeakerModalityConfidenceAndType) {
  Query q;
  q.speaker = "ông Hùng";
  EXPECT_THAT(ask(q), ElementsAre(kChanged));
  EXPECT_EQ(last_.plan, "speaker");
  ASSERT_TRUE(last_.answers.at(0).speaker);
  EXPECT_EQ(last_.answers[0].speaker->name, "Nguyễn Mạnh Hùng");
  q = {};
  q.modalities = {Modality::kPlanned, Modality::kClaimed};
  EXPECT_THAT(ask(q), ElementsAre(kChanged, kOccurred));
  q = {};
  q.min_confidence = 0.8f;
  EXPECT_THAT(ask(q), ElementsAre(kChanged, kMember, kAttended, kOccurred));
  q = {};
  q.types = {EntityType::kProgram, EntityType::kEvent};
  EXPECT_THAT(ask(q), ElementsAre(kAnnounced, kAttended, kOccurred));
}

TEST_F(QueryTest, FiltersByTime) {
  Query q;
  q.since = "2020";
  EXPECT_THAT(ask(q), ElementsAre(kChanged, kAnnounced, kMember)) << "the congress was in 2019, 14/8 has no year";
  q.until = "2020-12";
  EXPECT_THAT(ask(q), ElementsAre(kAnnounced, kMember)) << "announced in the older document, too";
  q = {};
  q.until = "2019-06-03";
  EXPECT_THAT(ask(q), ElementsAre(kAttended));
  q.until = "2019-06-02";
  EXPECT_THAT(ask(q), IsEmpty());
  for (const char* bad : {"XXXX-08-14", "hom qua", "2020-13"}) {
    q.until = bad;
    const auto result = run_query(*snapshot_, q);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidInput);
  }
}

TEST_F(QueryTest, APartialDateStandsAtItsPublication) {
  FactsBuilder dated("d", "", "2020-09-01");
  const EntityId fair = dated.entity(EntityType::kEvent, "Hội chợ");
  dated.fact(fair, "occurredOn", date("15/8", "XXXX-08-15"), "Hội chợ mở 15/8.");
  must(store_->put(std::vector{dated.build()}, relation_names()));
  snapshot_ = store_->snapshot();
  Query q;
  q.relations = {"occurredOn"};
  q.since = "2020-09-01";
  q.until = "2020-09-01";
  EXPECT_THAT(ask(q), ElementsAre("occurredOn Hội chợ > 15/8"));
}

TEST_F(QueryTest, AnAnswerHasAllThatIsPrinted) {
  Query q;
  q.relations = {"announced"};
  ask(q);
  const Answer& a = last_.answers.at(0);
  EXPECT_EQ(a.subject.type, EntityType::kPerson);
  EXPECT_EQ(a.confidence, 0.75f);
  EXPECT_EQ(a.date, "2021-01-02");
  ASSERT_EQ(a.evidence.size(), 2u);
  EXPECT_EQ(a.evidence[0].document.id, "b");
  const EvidenceAnswer& e = a.evidence[1];
  EXPECT_EQ(e.document.title, "Bộ trưởng nói");
  EXPECT_EQ(e.document.source, "Test");
  EXPECT_EQ(e.confidence, 0.5f);
  EXPECT_EQ(e.sentence_index, 1u);
  EXPECT_EQ(e.sentence.text, "Nguyễn Mạnh Hùng công bố Nước sạch.");
  EXPECT_EQ(e.sentence.field, Quote::Field::kBody);
  EXPECT_EQ(e.sentence.begin, 0u) << "offsets begin with the body";
  EXPECT_EQ(e.sentence.end, 35u) << "and count code points";
  ASSERT_TRUE(e.trigger);
  EXPECT_EQ(e.trigger->text, "công bố");
  EXPECT_EQ(e.trigger->begin, 17u);
  EXPECT_EQ(e.trigger->end, 24u);
  EXPECT_EQ(e.subject->text, "Nguyễn Mạnh Hùng");
  EXPECT_EQ(e.object->text, "Nước sạch");
  const auto again = must(answer_of(*snapshot_, a.id));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->evidence.size(), 2u);
  EXPECT_FALSE(must(answer_of(*snapshot_, 1)));
}

TEST_F(QueryTest, QuotesTheTitle) {
  FactsBuilder b("t", "Hà Nội mở cửa");
  const EntityId hanoi = b.entity(EntityType::kPlace, "Hà Nội");
  DocumentFacts facts = b.build();
  facts.document.text += "Thân bài.";
  Statement s;
  s.subject = hanoi;
  s.relation = relation_id("states");
  s.object = clause("mở cửa");
  s.evidence = {{{0, facts.document.body - 1}, {}, {0, 9}, {}, 0}};
  facts.extraction.statements = {s};
  must(store_->put(std::vector{facts}, relation_names()));
  snapshot_ = store_->snapshot();
  Query q;
  q.subject = hanoi;
  ask(q);
  const EvidenceAnswer& e = last_.answers.at(0).evidence.at(0);
  EXPECT_EQ(e.sentence.field, Quote::Field::kTitle);
  EXPECT_EQ(e.sentence.text, "Hà Nội mở cửa");
  EXPECT_EQ(e.sentence.end, 13u);
  EXPECT_FALSE(e.trigger);
  EXPECT_EQ(e.subject->end, 6u);
}

TEST_F(QueryTest, AmbiguousNamesAreListed) {
  FactsBuilder b("x");
  b.entity(EntityType::kPerson, "Nguyễn Mạnh Hưng");
  b.entity(EntityType::kPlace, "Nước sạch");
  must(store_->put(std::vector{b.build()}, relation_names()));
  snapshot_ = store_->snapshot();
  Query q;
  q.subject = "nguyen manh hung";
  q.object = "Nước sạch";
  q.speaker = "người lạ";
  EXPECT_THAT(ask(q), IsEmpty());
  ASSERT_EQ(last_.ambiguities.size(), 3u);
  EXPECT_EQ(last_.ambiguities[0].place, Ambiguity::Place::kSubject);
  EXPECT_EQ(last_.ambiguities[0].candidates.size(), 2u);
  EXPECT_EQ(last_.ambiguities[1].place, Ambiguity::Place::kObject);
  EXPECT_EQ(last_.ambiguities[2].place, Ambiguity::Place::kSpeaker);
  EXPECT_THAT(last_.ambiguities[2].candidates, IsEmpty());
  q = {};
  q.object = "Nước sạch";
  q.types = {EntityType::kProgram};
  EXPECT_THAT(ask(q), ElementsAre(kAnnounced)) << "the type tells which";
}

TEST_F(QueryTest, ACardHasAllSides) {
  const auto card = must(entity_card(*snapshot_, entity_id(EntityType::kPerson, "Nguyễn Mạnh Hùng")));
  ASSERT_TRUE(card);
  EXPECT_EQ(card->entity.documents, 2u);
  EXPECT_EQ(card->outgoing.size(), 3u);
  EXPECT_EQ(card->incoming.size(), 0u);
  ASSERT_EQ(card->spoken.size(), 1u);
  EXPECT_EQ(card->spoken[0].relation, "changed");
  EXPECT_EQ(must(entity_card(*snapshot_, card->entity.id, 2))->outgoing.size(), 2u);
  const auto water = must(entity_card(*snapshot_, entity_id(EntityType::kProgram, "Nước sạch")));
  EXPECT_EQ(water->incoming.size(), 1u);
  EXPECT_EQ(water->outgoing.size(), 1u);
  EXPECT_FALSE(must(entity_card(*snapshot_, 1)));
}

TEST_F(QueryTest, StatsCount) {
  const GraphStats stats = must(graph_stats(*snapshot_));
  EXPECT_EQ(stats.documents, 3u);
  EXPECT_EQ(stats.entities, 4u);
  EXPECT_EQ(stats.statements, 5u);
  EXPECT_EQ(stats.supports, 6u);
  EXPECT_EQ(stats.evidence, 6u);
  EXPECT_EQ(stats.oldest, "2020-08-18");
  EXPECT_EQ(stats.newest, "2021-01-02");
  ASSERT_EQ(stats.statements_by_modality.size(), 3u);
  EXPECT_EQ(stats.statements_by_modality[0].name, "asserted");
  EXPECT_EQ(stats.statements_by_modality[0].count, 3u);
  EXPECT_EQ(stats.statements_by_relation.size(), 5u);
  EXPECT_EQ(stats.entities_by_type.size(), 4u);
}

}  // namespace
}  // namespace boba
