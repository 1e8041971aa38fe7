// JSON-LD and N-Quads are two prints of one description; these tests hold them against each other and against
// processors that others wrote.
#include "export/rdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/utf8.h"
#include "export/escape.h"
#include "export/jsonld.h"
#include "export/nquads.h"
#include "tests/export/sample_graph.h"
#include "tests/support/memory_sink.h"
#include "tests/support/shell.h"

namespace boba::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <typename Write>
std::string print(Write write, const GraphView& graph, const ExportOptions& options = {}) {
  MemorySink sink;
  EXPECT_TRUE(write(graph, sample_ontology(), options, sink));
  return sink.text;
}

nlohmann::json find(const nlohmann::json& document, const std::string& type, const std::string& predicate = "") {
  for (const auto& node : document["@graph"])
    if (node.value("type", "") == type && (predicate.empty() || node.value("predicate", "") == predicate)) return node;
  return {};
}

nlohmann::json sample_jsonld() { return nlohmann::json::parse(print(write_jsonld, sample_graph())); }

TEST(Jsonld, DescribesAStatementWithItsEvidence) {
  const auto statement = find(sample_jsonld(), "rdf:Statement", "kg:announced");
  EXPECT_THAT(statement["subject"].get<std::string>(), HasSubstr("e:person/nguyen-van-an-"));
  EXPECT_THAT(statement["object"]["id"].get<std::string>(), HasSubstr("e:work/chuong-trinh-song-xanh-"));
  EXPECT_EQ(statement["confidence"], "0.910");
  EXPECT_EQ(statement["modality"], "asserted");
  EXPECT_EQ(statement["pointInTime"], nlohmann::json({{"@value", "2020-08-18"}, {"@type", "xsd:date"}}));
  EXPECT_EQ(statement["amountValue"], "1500");
  EXPECT_THAT(statement["event"]["id"].get<std::string>(), HasSubstr("e:event/hoi-nghi-toan-quoc-"));
  ASSERT_EQ(statement["evidence"].size(), 2);
  EXPECT_EQ(statement["derivedFrom"].size(), 2);
}

TEST(Jsonld, QuotesInCodePoints) {
  const auto evidence = find(sample_jsonld(), "rdf:Statement", "kg:announced")["evidence"][1];
  EXPECT_EQ(evidence["trigger"], "công bố");
  EXPECT_EQ(evidence["triggerStart"], "12");
  const auto& target = evidence["target"];
  EXPECT_EQ(target["field"], "text");
  const auto& position = target["selector"][0];
  const auto& quote = target["selector"][1];
  EXPECT_EQ(position["type"], "oa:TextPositionSelector");
  const int size = std::stoi(position["end"].get<std::string>()) - std::stoi(position["start"].get<std::string>());
  EXPECT_EQ(position["start"], "8");
  EXPECT_EQ(count_code_points(quote["exact"].get<std::string>()), size);
  EXPECT_EQ(quote["prefix"], "Mưa to. ");
  EXPECT_EQ(quote["suffix"], " Hết.");
}

TEST(Jsonld, SaysWhenAnArticleAppeared) {
  const auto document = sample_jsonld();
  nlohmann::json article;
  for (const auto& node : document["@graph"])
    if (node.value("identifier", "") == "bài 1") article = node;
  EXPECT_EQ(article["type"], "schema:NewsArticle");
  EXPECT_EQ(article["headline"], "Bộ trưởng An công bố Chương trình Sông Xanh");
  EXPECT_EQ(article["datePublished"]["@type"], "xsd:date");
  EXPECT_EQ(article["url"], "https://bao.example/tin%201.html");
  EXPECT_THAT(find(document, "prov:Activity")["identifier"].get<std::string>(), HasSubstr("boba 0."));
}

TEST(Jsonld, PutsContextFirstAndTypeBeforeId) {
  const std::string text = print(write_jsonld, sample_graph());
  EXPECT_TRUE(text.starts_with("{\"@context\":"));
  EXPECT_THAT(text, Not(HasSubstr("@base")));
  EXPECT_THAT(text, HasSubstr("\n{\"type\":\"schema:Person\",\"id\":\"e:person/"));
}

TEST(Nquads, PutsTheTripleInTheStatementsGraph) {
  const std::string text = print(write_nquads, sample_graph());
  EXPECT_THAT(text, ::testing::ContainsRegex(
                        "<https://boba.example/id/person/nguyen-van-an-[0-9a-z]{13}> "
                        "<https://boba.example/ontology#stated> \"sông sẽ trong\"@vi "
                        "<https://boba.example/id/stmt/[0-9a-z]{13}> \\.\n"));
}

TEST(Nquads, AssertsOnlyWhatTheArticlesAssert) {
  const std::string text = print(write_nquads, sample_graph());
  EXPECT_THAT(text, HasSubstr("ontology#stated> \"sông sẽ trong\"@vi .\n"));
  EXPECT_THAT(text, Not(HasSubstr("ontology#changed> \"100 nghìn doanh nghiệp\"@vi .\n")));  // planned
  EXPECT_THAT(text, HasSubstr("ontology#changed> \"100 nghìn doanh nghiệp\"@vi <"));
}

TEST(Nquads, TypesDatesByWhatIsKnown) {
  EXPECT_THAT(print(write_nquads, sample_graph()),
              HasSubstr("ontology#occurredOn> \"XXXX-08-14\"^^<http://id.loc.gov/datatypes/edtf/EDTF> ."));
}

TEST(Nquads, TakesAnotherBase) {
  const std::string text = print(write_nquads, sample_graph(), {"https://tin.example.org/kg/", ""});
  EXPECT_THAT(text, HasSubstr("<https://tin.example.org/kg/id/article/bai-1-"));
  EXPECT_THAT(text, Not(HasSubstr("boba.example")));
}

TEST(Rdf, PyldAndRdflibReadTheSameQuadsFromBothFormats) {
  const TempDir folder;
  const auto compare = [&](const GraphView& graph) {
    write_file(folder / "g.jsonld", print(write_jsonld, graph));
    write_file(folder / "g.nq", print(write_nquads, graph));
    return shell("/usr/bin/python3 " BOBA_SOURCE_DIR "/tests/export/compare_quads.py " + folder / "g.jsonld" + " " +
                 folder / "g.nq");
  };
  for (const auto& graph : {sample_graph(), hostile_graph()}) {
    const ShellResult compared = compare(graph);
    if (compared.exit == 77 || compared.exit == 127) GTEST_SKIP() << compared.err;
    EXPECT_EQ(compared.exit, 0) << compared.out << compared.err;
  }
}

TEST(Rdf, WritesARelationThatTheOntologyLacks) {
  ListGraphView graph;
  graph.add(make_statement(graph.add(EntityType::kPerson, "An"), "painted", graph.add(EntityType::kProduct, "tranh")));
  const TempDir folder;
  write_file(folder / "g.jsonld", print(write_jsonld, graph));
  write_file(folder / "g.nq", print(write_nquads, graph));
  EXPECT_THAT(read_file(folder / "g.nq"), HasSubstr("ontology#painted> <https://boba.example/id/concept/tranh-"));
  const ShellResult compared = shell("/usr/bin/python3 " BOBA_SOURCE_DIR "/tests/export/compare_quads.py " +
                                     folder / "g.jsonld" + " " + folder / "g.nq");
  if (compared.exit == 77 || compared.exit == 127) GTEST_SKIP() << compared.err;
  EXPECT_EQ(compared.exit, 0) << compared.out << compared.err;
}

TEST(Rdf, BytesDependOnTheGraphAlone) {
  EXPECT_EQ(print(write_jsonld, sample_graph()), print(write_jsonld, sample_graph()));
  EXPECT_EQ(print(write_nquads, sample_graph()), print(write_nquads, sample_graph()));
}

TEST(Rdf, ReportsAnEntityThatTheGraphLacks) {
  ListGraphView graph;
  StatementRecord statement = make_statement(graph.add(EntityType::kPerson, "An"), "stated", Literal{});
  statement.speaker = 42;
  graph.add(statement);
  MemorySink sink;
  EXPECT_EQ(write_nquads(graph, sample_ontology(), {}, sink).error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace boba::testing
