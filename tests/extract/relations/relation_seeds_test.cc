// Every relation file is whole: its types parse, its words are in the form that look-ups need, and what its
// examples name stands in their text.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "core/ontology.h"
#include "core/vietnamese.h"
#include "embedded/seeds.h"

namespace boba {
namespace {

constexpr const char* kTriggerFields[] = {"triggers", "inverse_triggers", "nominal_triggers", "leading_triggers"};

struct RelationFile {
  std::string path;
  toml::table table;
};

std::vector<RelationFile> relation_files() {
  std::vector<RelationFile> out;
  for (const seeds::File& file : seeds::files()) {
    if (!file.path.starts_with("relations/")) continue;
    toml::parse_result parsed = toml::parse(file.bytes);
    EXPECT_TRUE(parsed) << file.path;
    if (parsed) out.push_back({std::string(file.path), std::move(parsed).table()});
  }
  return out;
}

TEST(RelationSeeds, FormAnOntologyOfFortyFourRelations) {
  std::vector<Ontology::Source> sources;
  for (const seeds::File& file : seeds::files())
    if (file.path.starts_with("relations/")) sources.push_back({file.path, file.bytes});
  const auto ontology = Ontology::parse(sources);
  ASSERT_TRUE(ontology) << ontology.error().to_string();
  EXPECT_EQ(ontology->relations().size(), 44u);
}

TEST(RelationSeeds, NoLabelNamesTwoRelations) {
  std::set<std::string> seen;
  for (const RelationFile& file : relation_files()) {
    std::set<std::string> own = {fold(file.table["name"].value_or("")), fold(file.table["label"]["en"].value_or("")),
                                 fold(file.table["label"]["vi"].value_or(""))};
    for (const toml::node& synonym : *file.table["synonyms"].as_array()) own.insert(fold(synonym.value_or("")));
    for (const std::string& label : own) EXPECT_TRUE(seen.insert(label).second) << file.path << ": " << label;
  }
}

TEST(RelationSeeds, AreNamedAfterTheirFile) {
  for (const RelationFile& file : relation_files())
    EXPECT_EQ("relations/" + file.table["name"].value_or(std::string()) + ".toml", file.path);
}

TEST(RelationSeeds, TriggersAreLowerCaseNfcAndStandOnce) {
  for (const RelationFile& file : relation_files()) {
    ASSERT_NE(file.table["triggers"].as_array(), nullptr) << file.path;
    for (const char* field : kTriggerFields) {
      const toml::array* triggers = file.table[field].as_array();
      if (triggers == nullptr) continue;
      std::set<std::string> seen;
      for (const toml::node& node : *triggers) {
        const std::string trigger = node.value_or("");
        EXPECT_EQ(to_nfc(trigger), trigger) << file.path;
        EXPECT_FALSE(trigger.empty()) << file.path;
        EXPECT_TRUE(seen.insert(fold(trigger)).second) << file.path << ": " << trigger << " twice in " << field;
      }
    }
  }
}

TEST(RelationSeeds, ExamplesNameWhatStandsInTheirText) {
  for (const RelationFile& file : relation_files()) {
    const toml::array* examples = file.table["example"].as_array();
    ASSERT_NE(examples, nullptr) << file.path;
    EXPECT_GE(examples->size(), 4u) << file.path;
    bool positive = false, negative = false;
    for (const toml::node& node : *examples) {
      const toml::table& example = *node.as_table();
      const std::string text = example["text"].value_or("");
      EXPECT_EQ(to_nfc(text), text) << file.path;
      const toml::array* facts = example["facts"].as_array();
      ASSERT_NE(facts, nullptr) << file.path << ": " << text;
      (facts->empty() ? negative : positive) = true;
      for (const toml::node& fact : *facts) {
        for (const char* role : {"s", "o"}) {
          const std::string argument = (*fact.as_table())[role].value_or("");
          EXPECT_FALSE(argument.empty()) << file.path << ": " << text;
          EXPECT_NE(text.find(argument), std::string::npos) << file.path << ": " << argument;
        }
        const std::string modality = (*fact.as_table())["modality"].value_or("asserted");
        EXPECT_TRUE(parse_modality(modality)) << file.path << ": " << modality;
      }
    }
    EXPECT_TRUE(positive && negative) << file.path << " needs an example with facts and one without";
  }
}

}  // namespace
}  // namespace boba
