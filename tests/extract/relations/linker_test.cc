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
  // `words`: those of the text whose tags matter, in its order.
  static Linked link(std::string text, const std::vector<Name>& names, const std::vector<std::pair<std::string_view, Upos>>& words = {}) {
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
      mention.entity = 99;  // what an earlier linking left, which goes for nothing
      document.mentions.push_back(mention);
    }
    for (const auto& [word, tag] : words) {
      const auto at = static_cast<uint32_t>(document.text.find(word));
      Token token{.upos = tag};
      while (document.syllables[token.first].span.begin < at) ++token.first;
      token.last = token.first + 1;
      document.tokens.push_back(token);
    }
    const Linker linker({.person_titles = seeds::find("grammar/person_titles.txt"),
                         .bare_heads = seeds::find("grammar/bare_heads.txt"),
                         .levels = seeds::find("grammar/levels.txt"),
                         .spelling = seeds::find("grammar/spelling.tsv"),
                         .determiners = seeds::find("grammar/determiners.txt"),
                         .abbreviations = {},
                         .local_bodies = seeds::find("grammar/local_bodies.tsv"),
                         .provinces = seeds::find("gazetteers/provinces.txt"),
                         .districts = seeds::find("gazetteers/districts.txt"),
                         .countries = seeds::find("gazetteers/countries.txt"),
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

TEST_F(LinkerTest, TitlesOfSeveralSyllablesAreTitles) {
  const Linked linked = link("Huấn luyện viên Trần Hoài Nam phát biểu. HLV Nam ra về.",
                             {{"Huấn luyện viên Trần Hoài Nam", EntityType::kPerson}, {"HLV Nam", EntityType::kPerson}});
  EXPECT_EQ(linked.of("HLV Nam").name, "Trần Hoài Nam");
}

TEST_F(LinkerTest, WhatGoesOnInSmallLettersIsNoNameBehindATitle) {
  const Linked linked = link("Cô gái kể lại. Bác sĩ điều trị cho biết thêm.",
                             {{"Cô gái", EntityType::kPerson}, {"Bác sĩ điều trị", EntityType::kPerson}});
  EXPECT_EQ(linked.of("Cô gái").name, "Cô gái");
  EXPECT_EQ(linked.of("Bác sĩ điều trị").name, "Bác sĩ điều trị");
}

TEST_F(LinkerTest, APersonIsNamedByAFullNameNotByALongerOffice) {
  // "Bộ trưởng Bộ Y" is what a frame may leave of an office whose words are cut wrongly.
  const Linked linked = link("Bộ trưởng Bộ Y tế Trần Hoài Nam phát biểu. Ông Trần Hoài Nam ra về.",
                             {{"Bộ trưởng Bộ Y tế Trần Hoài Nam", EntityType::kPerson},
                              {"Bộ trưởng Bộ Y", EntityType::kPerson},
                              {"Ông Trần Hoài Nam", EntityType::kPerson}});
  EXPECT_EQ(linked.of("Ông Trần Hoài Nam").name, "Trần Hoài Nam");
}

TEST_F(LinkerTest, AFormThatRunsOnIntoAPredicateNamesNothing) {
  const Linked linked = link("Hội nghị Tây Nguyên diễn ra tại Pleiku hôm qua. Hội nghị Tây Nguyên bàn về cà phê.",
                             {{"Hội nghị Tây Nguyên diễn ra tại Pleiku", EntityType::kEvent}, {"Hội nghị Tây Nguyên", EntityType::kEvent, 1}},
                             {{"diễn", Upos::kVerb}});
  EXPECT_EQ(linked.of("Hội nghị Tây Nguyên").name, "Hội nghị Tây Nguyên");
  EXPECT_EQ(linked.of("Hội nghị Tây Nguyên").mentions.size(), 2u);
}

TEST_F(LinkerTest, AFormThatGoesOnWithANounIsTheFuller) {
  const Linked linked = link("Sở Y tế tỉnh Gia Lai họp. Sở Y tế yêu cầu báo cáo.",
                             {{"Sở Y tế tỉnh Gia Lai", EntityType::kOrganization}, {"Sở Y tế", EntityType::kOrganization, 1}},
                             {{"tỉnh", Upos::kNoun}});
  EXPECT_EQ(linked.of("Sở Y tế").name, "Sở Y tế tỉnh Gia Lai");
}

TEST_F(LinkerTest, ABareHeadPointsBackAndNamesNothing) {
  const Linked linked = link("Bộ Y tế họp. Bộ yêu cầu báo cáo.",
                             {{"Bộ Y tế", EntityType::kOrganization}, {"Bộ", EntityType::kOrganization, 1}});
  const LocalEntity& ministry = linked.of("Bộ");
  EXPECT_EQ(ministry.name, "Bộ Y tế");
  EXPECT_THAT(ministry.aliases, IsEmpty());
  EXPECT_EQ(ministry.mentions.size(), 2u);
}

TEST_F(LinkerTest, ADeterminerOfSeveralSyllablesPointsBack) {
  const Linked linked = link("Dự án Cảng Liên Chiểu chậm. Dự án nói trên do tỉnh quản lý. Dự án đã nói ở trên sẽ dừng.",
                             {{"Dự án Cảng Liên Chiểu", EntityType::kProgram},
                              {"Dự án nói trên", EntityType::kProgram},
                              {"Dự án đã nói ở trên", EntityType::kProgram}});
  EXPECT_EQ(linked.of("Dự án nói trên").name, "Dự án Cảng Liên Chiểu");
  EXPECT_EQ(linked.of("Dự án đã nói ở trên").name, "Dự án Cảng Liên Chiểu");
}

TEST_F(LinkerTest, ABareHeadThatPointsAtNothingIsWhatItSays) {
  const Linked linked = link("Vụ việc xảy ra sáng nay. Công an điều tra vụ việc này.",
                             {{"Vụ việc", EntityType::kEvent}, {"Công an", EntityType::kOrganization}, {"vụ việc này", EntityType::kEvent}});
  const LocalEntity& event = linked.of("vụ việc này");
  EXPECT_EQ(event.name, "Vụ việc");
  EXPECT_EQ(event.mentions.size(), 2u);
  EXPECT_TRUE(event.local);
  EXPECT_EQ(linked.of("Công an").name, "Công an");
}

TEST_F(LinkerTest, APronounThatPointsAtNobodyIsNobody) {
  const Linked linked = link("Anh này bỏ chạy.", {{"Anh này", EntityType::kPerson}});
  EXPECT_THAT(linked.entities, IsEmpty());
}

TEST_F(LinkerTest, AnAcronymIsAnAlias) {
  const Linked linked = link("Bộ Thông tin và Truyền thông (Bộ TT&TT) họp.",
                             {{"Bộ Thông tin và Truyền thông", EntityType::kOrganization}, {"Bộ TT&TT", EntityType::kOrganization}});
  const LocalEntity& ministry = linked.of("Bộ TT&TT");
  EXPECT_EQ(ministry.name, "Bộ Thông tin và Truyền thông");
  EXPECT_THAT(ministry.aliases, ElementsAre("Bộ TT&TT"));
}

TEST_F(LinkerTest, WhatOnlyTheArticleTellsApartIsLocal) {
  const Linked linked = link(
      "Sáng nay, Nguyễn Văn Tâm gặp Osama bin Laden, Rihanna và Tâm. Ông Nguyễn Thanh và chị Hoa cùng tài xế chờ Quốc hội. "
      "UBND tỉnh, UBND tỉnh Mẫu và Công an huyện gặp Chủ tịch UBND huyện, người dân và Tổng thống Mẫu Quốc. "
      "Chính quyền xã họp hội nghị khách hàng ở Thủ đô cũ, mua xăng.",
      {{"Nguyễn Văn Tâm", EntityType::kPerson}, {"Osama bin Laden", EntityType::kPerson}, {"Rihanna", EntityType::kPerson},
       {"Nguyễn Thanh", EntityType::kPerson}, {"Hoa", EntityType::kPerson}, {"tài xế", EntityType::kPerson},
       {"Quốc hội", EntityType::kOrganization}, {"UBND tỉnh", EntityType::kOrganization}, {"UBND tỉnh Mẫu", EntityType::kOrganization},
       {"Công an huyện", EntityType::kOrganization}, {"Chủ tịch UBND huyện", EntityType::kPerson},
       {"người dân", EntityType::kGroup}, {"Tổng thống Mẫu Quốc", EntityType::kPerson},
       {"Chính quyền xã", EntityType::kOrganization}, {"hội nghị khách hàng", EntityType::kEvent}, {"xăng", EntityType::kProduct}});
  for (std::string_view name : {"Nguyễn Văn Tâm", "Osama bin Laden", "Rihanna", "Nguyễn Thanh", "Quốc hội", "UBND tỉnh Mẫu", "xăng"})
    EXPECT_FALSE(linked.of(name).local) << name;
  for (std::string_view name : {"Hoa", "tài xế", "Công an huyện", "Chủ tịch UBND huyện", "người dân", "Tổng thống Mẫu Quốc",
                                "Chính quyền xã", "hội nghị khách hàng"})
    EXPECT_TRUE(linked.of(name).local) << name;
}

TEST_F(LinkerTest, ACapitalThatOpensASentenceTellsOnlyOfCountries) {
  const Linked linked = link("Anh mua gạo. Khách hàng cũ chờ. \"Nhà trường mới mở\". Lào mua muối.",
                             {{"Anh", EntityType::kOrganization}, {"Khách hàng cũ", EntityType::kPlace},
                              {"Nhà trường mới", EntityType::kOrganization}, {"Lào", EntityType::kPlace}});
  EXPECT_FALSE(linked.of("Anh").local);
  EXPECT_FALSE(linked.of("Lào").local);
  EXPECT_TRUE(linked.of("Khách hàng cũ").local);
  EXPECT_TRUE(linked.of("Nhà trường mới").local);
}

TEST_F(LinkerTest, ABodyThatEveryPlaceHasIsLocalUnlessAPlaceIsNamed) {
  const auto local = [](const std::string& name) {
    return link("Tin từ " + name + " cho biết.", {{name, EntityType::kOrganization}}).of(name).local;
  };
  for (const char* name : {"Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "Công an TP", "Phòng Cảnh sát Hình sự", "Thành ủy",
                           "VKSND", "Chi cục Thú y"})
    EXPECT_TRUE(local(name)) << name;
  for (const char* name : {"Sở Y tế Hà Nội", "Công an quận 9", "UBND huyện Bát Xát", "Sở Y tế TP.HCM", "Tòa án nhân dân tối cao",
                           "Viện kiểm sát nhân dân tỉnh Lào Cai", "Báo Công an nhân dân", "Sở Cảnh sát Mỹ", "Bộ Y tế"})
    EXPECT_FALSE(local(name)) << name;
  const Linked nested = link("Tin từ Sở Y tế Vùng Mẫu cho biết.",
                             {{"Sở Y tế Vùng Mẫu", EntityType::kOrganization}, {"Vùng Mẫu", EntityType::kPlace}});
  EXPECT_FALSE(nested.of("Sở Y tế Vùng Mẫu").local);
  const Linked completed = link("Sở Y tế Hà Nội họp. Sở Y tế cho biết.",
                                {{"Sở Y tế Hà Nội", EntityType::kOrganization}, {"Sở Y tế", EntityType::kOrganization, 1}});
  EXPECT_FALSE(completed.of("Sở Y tế Hà Nội").local) << "completed by the longer name";
}

TEST_F(LinkerTest, AnOfficeWithoutItsBearerIsLocal) {
  const Linked linked = link("Giám đốc Sở Mẫu phát biểu. Bà Trần Thị Hoa nghe.",
                             {{"Giám đốc Sở Mẫu", EntityType::kPosition}, {"Trần Thị Hoa", EntityType::kPerson}});
  ASSERT_EQ(linked.entities.size(), 3u);
  for (const LocalEntity& entity : linked.entities)
    EXPECT_EQ(entity.local, entity.type == EntityType::kPerson && entity.name == "Giám đốc Sở Mẫu") << entity.name;
}

TEST_F(LinkerTest, APlaceIsNotShortForABodyOfIt) {
  const Linked linked = link("Tỉnh đoàn Quảng Ngãi họp. Ngân hàng giúp tỉnh Quảng Ngãi 5 tỷ đồng.",
                             {{"Tỉnh đoàn Quảng Ngãi", EntityType::kOrganization}, {"tỉnh Quảng Ngãi", EntityType::kOrganization}});
  EXPECT_EQ(linked.of("tỉnh Quảng Ngãi").name, "tỉnh Quảng Ngãi");
}

TEST_F(LinkerTest, WhatStandsInBracketsBehindANameIsAnotherOfIt) {
  // The short name first, so that it is not by its first mention that they are known as one.
  using enum EntityType;
  const Linked linked = link("VNPT tăng trưởng. Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT) khai trương mạng mới. Viễn thông MobiFone (MobiFone) cũng vậy.",
                             {{"VNPT", kOrganization}, {"Tập đoàn Bưu chính Viễn thông Việt Nam", kOrganization}, {"VNPT", kOrganization, 1},
                              {"Viễn thông MobiFone", kOrganization}, {"MobiFone", kOrganization, 1}});
  EXPECT_EQ(linked.of("VNPT").name, "Tập đoàn Bưu chính Viễn thông Việt Nam");
  EXPECT_THAT(linked.of("VNPT").aliases, ElementsAre("VNPT"));
  EXPECT_THAT(linked.of("VNPT").mentions.size(), 3u);
  EXPECT_EQ(&linked.of("MobiFone"), &linked.of("Viễn thông MobiFone"));
}

TEST_F(LinkerTest, ANameWithItsShortOneInBracketsIsCalledWithoutThem) {
  using enum EntityType;
  const Linked linked = link("Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT) khai trương mạng mới. VNPT đầu tư.",
                             {{"Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT)", kOrganization}, {"VNPT", kOrganization}, {"VNPT", kOrganization, 1}});
  EXPECT_EQ(linked.of("VNPT").name, "Tập đoàn Bưu chính Viễn thông Việt Nam");
  EXPECT_THAT(linked.entities.size(), 1u);
}

TEST_F(LinkerTest, ABodyInBracketsIsItsOwn) {
  using enum EntityType;
  const Linked linked = link("Cục Quản lý Dược (Bộ Y tế) thu hồi thuốc. Công ty Hoa Sen (Mỹ) kháng cáo.",
                             {{"Cục Quản lý Dược", kOrganization}, {"Bộ Y tế", kOrganization}, {"Công ty Hoa Sen", kOrganization}, {"Mỹ", kOrganization}});
  EXPECT_THAT(linked.entities.size(), 4u);
}

TEST_F(LinkerTest, AnOfficeIsNoTitleOfItsBody) {
  using enum EntityType;
  const Linked linked = link("Bộ trưởng Bộ Y tế họp với ông Lê Văn Bình.",
                             {{"Bộ trưởng Bộ Y tế", kPerson}, {"Bộ Y tế", kOrganization}, {"ông Lê Văn Bình", kPerson}});
  EXPECT_EQ(linked.of("Bộ trưởng Bộ Y tế").name, "Bộ trưởng Bộ Y tế");
  EXPECT_EQ(linked.of("ông Lê Văn Bình").name, "Lê Văn Bình");
}

}  // namespace
}  // namespace boba
