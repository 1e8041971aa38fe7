#include "export/graphml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/export/sample_graph.h"
#include "tests/support/memory_sink.h"
#include "tests/support/shell.h"

namespace boba::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string graphml(const GraphView& graph) {
  MemorySink sink;
  EXPECT_TRUE(write_graphml(graph, sample_ontology(), {}, sink));
  return sink.text;
}

TEST(Graphml, PutsTheRelationFirstInAnEdge) {
  EXPECT_THAT(graphml(sample_graph()), HasSubstr("\"><data key=\"label\">announced</data><data key=\"e_interaction\">"
                                                 "announced</data><data key=\"e_label_vi\">công bố</data>"));
}

TEST(Graphml, SaysWhoWhenAndHowSure) {
  const std::string text = graphml(sample_graph());
  EXPECT_THAT(text, HasSubstr("<data key=\"e_date\">2020-08-18</data><data key=\"e_year\">2020</data>"));
  EXPECT_THAT(text, HasSubstr("<data key=\"e_weight\">2.0</data><data key=\"e_confidence\">0.910</data>"));
  EXPECT_THAT(text, HasSubstr("<data key=\"e_modality\">planned</data><data key=\"e_speaker\">Nguyễn Văn An</data>"));
  EXPECT_THAT(text, HasSubstr("<data key=\"n_aliases\">Bộ trưởng An | ông An</data>"));
}

TEST(Graphml, GivesEveryLiteralANode) {
  const std::string text = graphml(sample_graph());
  EXPECT_THAT(text, HasSubstr("<data key=\"labels\">:Quantity</data><data key=\"n_value\">100000</data>"));
  EXPECT_THAT(text, HasSubstr("<data key=\"labels\">:Clause</data>"));
}

TEST(Graphml, LeavesOutWhatSomeReaderRefuses) {
  for (const auto& text : {graphml(sample_graph()), graphml(hostile_graph())})
    for (const char* trap : {"></data>", "boolean", "<default>", "<!DOCTYPE", "for=\"all\"", "directed=\""})
      EXPECT_THAT(text, Not(HasSubstr(trap)));
}

TEST(Graphml, HasTheSameBytesEachTime) { EXPECT_EQ(graphml(sample_graph()), graphml(sample_graph())); }

TEST(Graphml, ReportsASinkThatRefuses) {
  MemorySink full(100);
  const auto done = write_graphml(sample_graph(), sample_ontology(), {}, full);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "no space left");
}

TEST(Graphml, IsValidXml) {
  if (shell("xmllint --version").exit != 0) GTEST_SKIP() << "no xmllint";
  const TempDir folder;
  for (const auto& text : {graphml(sample_graph()), graphml(hostile_graph())}) {
    write_file(folder / "g.graphml", text);
    const ShellResult checked = shell("xmllint --huge --nonet --noout " + folder / "g.graphml");
    EXPECT_EQ(checked.exit, 0) << checked.err;
  }
}

TEST(Graphml, PassesTheSchema) {
  const std::string schema = std::string(BOBA_SOURCE_DIR) + "/../shared/data/schemas/graphml.xsd";
  if (!std::filesystem::exists(schema)) GTEST_SKIP() << "no " << schema;
  const TempDir folder;
  for (const auto& text : {graphml(sample_graph()), graphml(hostile_graph())}) {
    write_file(folder / "g.graphml", text);
    const ShellResult checked = shell("xmllint --huge --nonet --noout --schema " + schema + " " + folder / "g.graphml");
    EXPECT_EQ(checked.exit, 0) << checked.err;
  }
}

TEST(Graphml, LoadsAlikeInNetworkxAndIgraph) {
  const TempDir folder;
  for (const auto& text : {graphml(sample_graph()), graphml(hostile_graph())}) {
    write_file(folder / "g.graphml", text);
    const ShellResult loaded =
        shell("/usr/bin/python3 " BOBA_SOURCE_DIR "/tests/export/load_graphml.py " + folder / "g.graphml");
    if (loaded.exit == 77 || loaded.exit == 127) GTEST_SKIP() << loaded.err;
    ASSERT_EQ(loaded.exit, 0) << loaded.err;
    const size_t middle = loaded.out.find('\n');
    const auto networkx = nlohmann::json::parse(loaded.out.substr(0, middle));
    EXPECT_EQ(networkx, nlohmann::json::parse(loaded.out.substr(middle + 1)));
    EXPECT_GT(networkx["edges"], 1);
  }
}

TEST(Graphml, CountsAndLabelsAreThoseOfTheGraph) {
  const TempDir folder;
  write_file(folder / "g.graphml", graphml(sample_graph()));
  const ShellResult loaded =
      shell("/usr/bin/python3 " BOBA_SOURCE_DIR "/tests/export/load_graphml.py " + folder / "g.graphml");
  if (loaded.exit == 77 || loaded.exit == 127) GTEST_SKIP() << loaded.err;
  const auto networkx = nlohmann::json::parse(loaded.out.substr(0, loaded.out.find('\n')));
  EXPECT_EQ(networkx["nodes"], 7);
  EXPECT_EQ(networkx["edges"], 4);
  EXPECT_EQ(networkx["relations"], nlohmann::json({"announced", "changed", "occurredOn", "stated"}));
  EXPECT_EQ(networkx["names"], nlohmann::json({"100 nghìn doanh nghiệp", "Chương trình Sông Xanh", "Hội nghị toàn quốc",
                                               "Nguyễn Văn An", "các doanh nghiệp", "ngày 14/8", "sông sẽ trong"}));
}

}  // namespace
}  // namespace boba::testing
