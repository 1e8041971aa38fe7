#include "cli/answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/answer_formats.h"
#include "cli/answer_json.h"
#include "cli/seed_ontology.h"
#include "graph/query/resolve.h"

namespace boba::testing {
namespace {

using ::testing::HasSubstr;
using nlohmann::json;

Span span_of(std::string_view text, std::string_view part) {
  const auto at = static_cast<uint32_t>(text.find(part));
  return {at, at + static_cast<uint32_t>(part.size())};
}

// An article whose second sentence says two things.
struct Sample {
  Document document;
  Extraction extraction;
  Ontology ontology = *cli::seed_ontology();
  EntityId person = entity_id(EntityType::kPerson, "Nguyễn Văn An");
  EntityId ministry = entity_id(EntityType::kOrganization, "Bộ Y tế");

  Sample() {
    document.id = "tin-1";
    document.text = "Tựa đề\n🌊 Mưa. Ông An tăng vốn \"lớn\" lên 1.500 tỷ đồng ngày 18/8.";
    document.body = static_cast<uint32_t>(document.text.find('\n')) + 1;
    document.published = "2020-08-19";
    extraction.entities = {{person, EntityType::kPerson, "Nguyễn Văn An", {"Ông An"}},
                           {ministry, EntityType::kOrganization, "Bộ Y tế", {}}};
    std::sort(extraction.entities.begin(), extraction.entities.end(),
              [](const Entity& a, const Entity& b) { return a.id < b.id; });
    Statement changed;
    changed.subject = person;
    changed.relation = *ontology.find("changed");
    changed.object = Literal{Literal::Kind::kQuantity, "1.500 tỷ đồng", "1500", "tỷ đồng"};
    changed.modality = Modality::kClaimed;
    changed.speaker = ministry;
    changed.qualifiers = {{QualifierKind::kTime, "ngày 18/8", "2020-08-18", 0},
                          {QualifierKind::kTime, "năm nay", "", 0},
                          {QualifierKind::kPlace, "Bộ Y tế", "", ministry}};
    changed.confidence = 0.75f;
    const std::string_view text = document.text;
    Evidence evidence;
    evidence.sentence = {static_cast<uint32_t>(text.find("Ông An")), static_cast<uint32_t>(text.size())};
    evidence.trigger = span_of(text, "tăng");
    evidence.subject = span_of(text, "Ông An");
    evidence.object = span_of(text, "1.500 tỷ đồng");
    evidence.sentence_index = 2;
    changed.evidence = {evidence};
    extraction.statements = {changed};
  }
};

json sample_json() {
  const Sample sample;
  const auto answers = cli::answers_of(sample.document, sample.extraction, sample.ontology);
  return json::parse(cli::answer_json(answers.at(0), sample.document.id));
}

TEST(AnswerJson, HasTheFormThatTheScorerReads) {
  const Sample sample;
  const json line = sample_json();
  EXPECT_EQ(line["doc"], "tin-1");
  EXPECT_EQ(line["subject"], json({{"id", format_entity_id(sample.person)}, {"type", "Person"}, {"name", "Nguyễn Văn An"}}));
  EXPECT_EQ(line["relation"], "changed");
  EXPECT_EQ(line["object"],
            json({{"text", "1.500 tỷ đồng"}, {"kind", "quantity"}, {"value", "1500"}, {"unit", "tỷ đồng"}}));
  EXPECT_EQ(line["modality"], "claimed");
  EXPECT_EQ(line["speaker"]["name"], "Bộ Y tế");
  EXPECT_EQ(line["confidence"], 0.75);
}

TEST(AnswerJson, QualifiesByKind) {
  const json qualifiers = sample_json()["qualifiers"];
  EXPECT_EQ(qualifiers["time"], "ngày 18/8");
  EXPECT_EQ(qualifiers["iso"], "2020-08-18");
  EXPECT_EQ(qualifiers["place"]["name"], "Bộ Y tế");
  EXPECT_EQ(qualifiers["by"], "Bộ Y tế");
  EXPECT_EQ(qualifiers["more"], json::parse(R"([{"kind":"time","qualifier":"năm nay"}])"));
}

TEST(AnswerJson, OffsetsAreCodePointsOfTheField) {
  const json evidence = sample_json()["evidence"].at(0);
  EXPECT_EQ(evidence["document"], "tin-1");
  EXPECT_EQ(evidence["field"], "text");
  EXPECT_EQ(evidence["sentence"], 2);
  EXPECT_EQ(evidence["begin"], 7);
  EXPECT_EQ(evidence["text"], "Ông An tăng vốn \"lớn\" lên 1.500 tỷ đồng ngày 18/8.");
  EXPECT_EQ(evidence["trigger"], "tăng");
  EXPECT_EQ(evidence["trigger_begin"], 14);
  EXPECT_EQ(evidence["trigger_end"], 18);
  EXPECT_EQ(evidence["subject"], "Ông An");
  EXPECT_EQ(evidence["object_end"].get<int>() - evidence["object_begin"].get<int>(), 13);
}

TEST(AnswerFormats, PrintOneStatementAlike) {
  const Sample sample;
  const auto answers = cli::answers_of(sample.document, sample.extraction, sample.ontology);
  const auto print = [&](std::string_view format) {
    return cli::answer_format(format).print(answers, {.evidence = true, .colour = true, .widest = 0});
  };
  EXPECT_EQ(json::parse(print("json")).at(0), json::parse(print("jsonl")));
  EXPECT_THAT(print("csv"), HasSubstr(",Nguyễn Văn An,changed,,literal,1.500 tỷ đồng,1500,tỷ đồng,claimed,Bộ Y tế,0.750,"));
  EXPECT_THAT(print("csv"), HasSubstr("\"Ông An tăng vốn \"\"lớn\"\" lên"));
  EXPECT_THAT(print("table"), HasSubstr("Nguyễn Văn An  changed   1.500 tỷ đồng  claimed   2020-08-19  0.75     1\n"));
  EXPECT_THAT(print("table"), HasSubstr("\"\033[1mÔng An\033[0m \033[1mtăng\033[0m vốn \"lớn\" lên "
                                        "\033[1m1.500 tỷ đồng\033[0m ngày 18/8.\" [tin-1, 2020-08-19]"));
  EXPECT_THAT(print("table"),
              HasSubstr("time: ngày 18/8 (2020-08-18); time: năm nay; place: Bộ Y tế; by: Bộ Y tế\n"));
}

TEST(AnswerFormats, NothingGivesNothing) {
  EXPECT_EQ(cli::answer_format("table").print({}, {}), "");
  EXPECT_EQ(cli::answer_format("jsonl").print({}, {}), "");
  EXPECT_EQ(json::parse(cli::answer_format("json").print({}, {})), json::array());
}

TEST(SeedOntology, FindsRelationsByAnyLabel) {
  const Ontology ontology = *cli::seed_ontology();
  for (const char* label : {"announced", "công bố", "cong bo", "Công Bố"})
    EXPECT_EQ(ontology[*cli::find_relation(ontology, label)].name, "announced") << label;
  const auto wrong = cli::find_relation(ontology, "anounced");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, HasSubstr("did you mean 'announced'?"));
}

}  // namespace
}  // namespace boba::testing
