// What an entity may be called: names alone, never a title, a head without a name or the office of its bearer.
#include "extract/relations/linker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "embedded/seeds.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"

namespace boba {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Linked {
  Document document;
  std::vector<LocalEntity> entities;

  const LocalEntity& of(std::string_view mention) const {
    for (const Mention& m : document.mentions)
      if (document.in(m.span) == mention && m.entity >= 0) return entities[static_cast<size_t>(m.entity)];
    ADD_FAILURE() << mention << " is no entity";
    static const LocalEntity kNone;
    return kNone;
  }
};

class LinkerTest : public ::testing::Test {
 protected:
  struct Name {
    std::string_view text;
    EntityType type;
    int skip = 0;  // times that it stands in the text before
  };
  static Linked link(std::string text, const std::vector<Name>& names) {
    Linked out;
    Document& document = out.document;
    document.text = std::move(text);
    document.blocks = {{.span = {0, static_cast<uint32_t>(document.text.size())}}};
    SyllableAnnotator{seeds::find("gazetteers/surnames.txt")}.annotate(document);
    SentenceAnnotator{seeds::find("gazetteers/sentence_abbreviations.txt")}.annotate(document);
    for (const auto& [name, type, skip] : names) {
      size_t at = document.text.find(name);
      for (int i = 0; i < skip; ++i) at = document.text.find(name, at + 1);
      Mention mention{.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(at + name.size())}, .type = type};
      while (document.syllables[mention.first].span.begin < mention.span.begin) ++mention.first;
      mention.last = mention.first;
      while (mention.last < document.syllables.size() && document.syllables[mention.last].span.end <= mention.span.end)
        ++mention.last;
      while (!document.sentences[mention.sentence].span.contains(mention.span)) ++mention.sentence;
      document.mentions.push_back(mention);
    }
    const Linker linker({.person_titles = seeds::find("grammar/person_titles.txt"),
                         .bare_heads = seeds::find("grammar/bare_heads.txt"),
                         .determiners = seeds::find("grammar/determiners.txt"),
                         .abbreviations = {},
                         .conjunctions = seeds::find("grammar/conjunctions.tsv")});
    out.entities = linker.link(document);
    return out;
  }
};

TEST_F(LinkerTest, ATitleIsNoPartOfAName) {
  const Linked linked = link("Bộ trưởng Bộ TT&TTTrần Hoài Nam phát biểu. Ông Trần Hoài Nam cảm ơn. Ông Nam ra về.",
                             {{"Bộ trưởng Bộ TT&TTTrần Hoài Nam", EntityType::kPerson},
                              {"Bộ trưởng Bộ TT&TT", EntityType::kPosition},
                              {"Ông Trần Hoài Nam", EntityType::kPerson},
                              {"Ông Nam", EntityType::kPerson}});
  const LocalEntity& person = linked.of("Ông Nam");
  EXPECT_EQ(person.name, "Trần Hoài Nam");
  EXPECT_THAT(person.aliases, ElementsAre("Nam"));
  EXPECT_EQ(person.mentions.size(), 3u);
}

TEST_F(LinkerTest, ABareHeadPointsBackAndNamesNothing) {
  const Linked linked = link("Bộ Y tế họp. Bộ yêu cầu báo cáo.",
                             {{"Bộ Y tế", EntityType::kOrganization}, {"Bộ", EntityType::kOrganization, 1}});
  const LocalEntity& ministry = linked.of("Bộ");
  EXPECT_EQ(ministry.name, "Bộ Y tế");
  EXPECT_THAT(ministry.aliases, IsEmpty());
  EXPECT_EQ(ministry.mentions.size(), 2u);
}

TEST_F(LinkerTest, AnAcronymIsAnAlias) {
  const Linked linked = link("Bộ Thông tin và Truyền thông (Bộ TT&TT) họp.",
                             {{"Bộ Thông tin và Truyền thông", EntityType::kOrganization}, {"Bộ TT&TT", EntityType::kOrganization}});
  const LocalEntity& ministry = linked.of("Bộ TT&TT");
  EXPECT_EQ(ministry.name, "Bộ Thông tin và Truyền thông");
  EXPECT_THAT(ministry.aliases, ElementsAre("Bộ TT&TT"));
}

}  // namespace
}  // namespace boba
