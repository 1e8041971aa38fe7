#include "core/ontology.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "embedded/seeds.h"

namespace boba {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kSigned = R"(
name = "signed"
label = {en = "signed", vi = "ký kết"}
synonyms = ["ký", "inked"]
subject = ["Person", "Organization"]
object = ["Document"]
close_match = ["https://example.org/sign"]
)";
constexpr std::string_view kStated = R"(
name = "stated"
label.en = "stated"
label.vi = "phát biểu"
subject = ["Person"]
object = ["literal"]
)";

std::string error_of(std::string_view toml) {
  const std::array<Ontology::Source, 1> sources = {{{"relations/bad.toml", toml}}};
  const auto ontology = Ontology::parse(sources);
  return ontology ? "parsed" : ontology.error().to_string();
}

std::string without(std::string_view toml, std::string_view line_start) {
  std::string text(toml);
  const size_t begin = text.find("\n" + std::string(line_start));
  EXPECT_NE(begin, std::string::npos);
  return text.erase(begin, text.find('\n', begin + 1) - begin);
}

TEST(Ontology, ReadsRelations) {
  const std::array<Ontology::Source, 2> sources = {{{"b.toml", kStated}, {"a.toml", kSigned}}};
  const auto ontology = Ontology::parse(sources);
  ASSERT_TRUE(ontology) << ontology.error().to_string();
  ASSERT_EQ(ontology->relations().size(), 2u);
  const Relation& first = (*ontology)[0];
  EXPECT_EQ(first.id, 0);
  EXPECT_EQ(first.name, "signed");
  EXPECT_EQ(first.label_en, "signed");
  EXPECT_EQ(first.label_vi, "ký kết");
  EXPECT_THAT(first.synonyms, ElementsAre("ký", "inked"));
  EXPECT_THAT(first.close_match, ElementsAre("https://example.org/sign"));
  EXPECT_TRUE(first.subject.allows(EntityType::kPerson));
  EXPECT_TRUE(first.subject.allows(EntityType::kOrganization));
  EXPECT_FALSE(first.subject.allows(EntityType::kDocument));
  EXPECT_FALSE(first.subject.literal);
  EXPECT_TRUE(first.object.allows(EntityType::kDocument));
  const Relation& second = (*ontology)[1];
  EXPECT_EQ(second.id, 1);
  EXPECT_EQ(second.name, "stated");
  EXPECT_TRUE(second.object.literal);
  for (size_t i = 0; i < kEntityTypes; ++i)
    EXPECT_FALSE(second.object.allows(static_cast<EntityType>(i)));
}

TEST(Ontology, IdsDoNotDependOnTheOrderOfSources) {
  const std::array<Ontology::Source, 2> one = {{{"a", kSigned}, {"b", kStated}}};
  const std::array<Ontology::Source, 2> other = {{{"b", kStated}, {"a", kSigned}}};
  for (std::string_view name : {"signed", "stated"})
    EXPECT_EQ(Ontology::parse(one)->find(name), Ontology::parse(other)->find(name));
}

TEST(Ontology, FindsByNameLabelAndSynonym) {
  const std::array<Ontology::Source, 2> sources = {{{"a", kSigned}, {"b", kStated}}};
  const auto ontology = Ontology::parse(sources);
  ASSERT_TRUE(ontology);
  EXPECT_EQ(ontology->find("stated"), RelationId{1});
  EXPECT_EQ(ontology->find("Stated"), std::nullopt);
  EXPECT_EQ(ontology->find("phát biểu"), std::nullopt);
  for (std::string_view label :
       {"stated", "STATED", "phát biểu", "Phat  Bieu", "pha\u0301t bie\u0309u"})
    EXPECT_EQ(ontology->find_label(label), RelationId{1}) << label;
  for (std::string_view label : {"ký", "ky ket", "inked", "Inked"})
    EXPECT_EQ(ontology->find_label(label), RelationId{0}) << label;
  for (std::string_view label : {"", "sign", "\xFF"})
    EXPECT_EQ(ontology->find_label(label), std::nullopt) << label;
}

TEST(Ontology, SaysWhichFileHasAnUnknownType) {
  const std::string error = error_of(
      "name = 'x'\nlabel = {en = 'x', vi = 'x'}\nsubject = ['Alien']\n"
      "object = ['Person']\n");
  EXPECT_THAT(error, HasSubstr("seeds/relations/bad.toml"));
  EXPECT_THAT(error, HasSubstr("unknown type 'Alien' in subject"));
  EXPECT_THAT(error, HasSubstr("docs/seed_format.md"));
}

TEST(Ontology, WantsNameAndBothLabels) {
  for (std::string_view line : {"name", "label.en", "label.vi"})
    EXPECT_THAT(error_of(without(kStated, line)),
                HasSubstr("name, label.en and label.vi are required"))
        << line;
  EXPECT_THAT(error_of(""), HasSubstr("required"));
  EXPECT_THAT(error_of("name = 7\nlabel = 'x'\n"), HasSubstr("required"));
}

TEST(Ontology, WantsArgumentTypes) {
  EXPECT_THAT(error_of(without(kStated, "subject")), HasSubstr("subject lists no type"));
  EXPECT_THAT(error_of(without(kStated, "object")), HasSubstr("object lists no type"));
}

TEST(Ontology, RefusesLiteralSubjects) {
  std::string toml(kStated);
  toml.replace(toml.find("\"Person\""), 8, "\"literal\"");
  EXPECT_THAT(error_of(toml), HasSubstr("subject"));
}

TEST(Ontology, RefusesListsOfOtherThingsThanStrings) {
  EXPECT_THAT(error_of(std::string(kStated) + "synonyms = 'say'\n"),
              HasSubstr("synonyms is no list of strings"));
  EXPECT_THAT(error_of(std::string(kStated) + "synonyms = ['say', 3]\n"),
              HasSubstr("synonyms is no list of strings"));
  EXPECT_THAT(error_of(without(kStated, "subject") + "subject = 'Person'\n"),
              HasSubstr("subject is no list of strings"));
}

TEST(Ontology, SaysTheLineOfASyntaxError) {
  const std::string error = error_of("name = 'x'\nlabel = {\nsubject = [\n");
  EXPECT_THAT(error, HasSubstr("seeds/relations/bad.toml"));
  EXPECT_THAT(error, testing::ContainsRegex("at line [23]"));
  EXPECT_THAT(error_of("name = 'x'\nlabel = @\n"), HasSubstr("at line 2"));
  EXPECT_THAT(error_of("name = 'x'\n\n\nname = 'y'\n"), HasSubstr("at line 4"));
}

TEST(Ontology, RefusesBadUtf8) { EXPECT_THAT(error_of("name = '\xFF'\n"), HasSubstr("at line 1")); }

TEST(Ontology, RefusesTwoRelationsOfOneName) {
  const std::array<Ontology::Source, 2> sources = {{{"a.toml", kSigned}, {"b.toml", kSigned}}};
  const auto ontology = Ontology::parse(sources);
  ASSERT_FALSE(ontology);
  EXPECT_EQ(ontology.error().code, ErrorCode::kInvalidInput);
  EXPECT_THAT(ontology.error().to_string(), HasSubstr("'signed' stands twice"));
}

TEST(Ontology, HasOneTo255Relations) {
  EXPECT_FALSE(Ontology::parse({}));
  std::vector<std::string> texts;
  for (int i = 0; i < 256; ++i)
    texts.push_back("name = 'r" + std::to_string(i) + "'\n" + without(kStated, "name"));
  std::vector<Ontology::Source> sources;
  for (const std::string& text : texts) sources.push_back({"r.toml", text});
  EXPECT_FALSE(Ontology::parse(sources));
  sources.pop_back();
  const auto most = Ontology::parse(sources);
  ASSERT_TRUE(most) << most.error().to_string();
  EXPECT_EQ(most->relations().back().id, 254);
}

TEST(Ontology, OfTheSeedsHolds) {
  std::vector<Ontology::Source> sources;
  for (const seeds::File& file : seeds::files())
    if (file.path.starts_with("relations/")) sources.push_back({file.path, file.bytes});
  const auto ontology = Ontology::parse(sources);
  ASSERT_TRUE(ontology) << ontology.error().to_string();
  EXPECT_EQ(ontology->relations().size(), 44u);
  for (const Relation& relation : ontology->relations()) {
    EXPECT_EQ(ontology->find(relation.name), relation.id);
    EXPECT_EQ(ontology->find_label(relation.label_en), relation.id) << relation.name;
    EXPECT_EQ(ontology->find_label(relation.label_vi), relation.id) << relation.name;
  }
}

}  // namespace
}  // namespace boba
