// What rules find without having seen it in training: lists over sentences, frames with slots, direct speech and titles
// in quotation marks. Sentences are our own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "embedded/models.h"
#include "embedded/seeds.h"
#include "extract/extractor.h"
#include "extract/relations/relation_extractor.h"
#include "extract/relations/slot_frames.h"

namespace boba {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const Extractor& extractor() {
  static const Extractor* const kOne = new Extractor(*Extractor::create());
  return *kOne;
}

Document document_of(std::string_view text) {
  Document document;
  document.id = "test";
  document.text = text;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    document.blocks.push_back({.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}});
    at = end + 1;
  }
  return document;
}

// What a text states, and questions about it.
class Told {
 public:
  explicit Told(std::string_view text) : document_(document_of(text)), extraction_(extractor().extract(document_)) {}

  // "subject -> object" of each statement of a relation, in text order.
  std::vector<std::string> of(std::string_view relation) const {
    std::vector<std::string> out;
    for (const Statement& s : extraction_.statements)
      if (name(s) == relation) out.push_back(extraction_.find(s.subject)->name + " -> " + object(s));
    return out;
  }
  const Statement* find(std::string_view relation, std::string_view wanted) const {
    for (const Statement& s : extraction_.statements)
      if (name(s) == relation && object(s) == wanted) return &s;
    return nullptr;
  }
  std::string qualifier(std::string_view relation, std::string_view wanted, QualifierKind kind) const {
    const Statement* s = find(relation, wanted);
    if (s != nullptr)
      for (const Qualifier& q : s->qualifiers)
        if (q.kind == kind) return q.value.empty() ? q.text : q.value;
    return {};
  }
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const Entity& e : extraction_.entities) out.push_back(e.name);
    return out;
  }

 private:
  static std::string name(const Statement& s) { return extractor().ontology()[s.relation].name; }
  std::string object(const Statement& s) const {
    const auto* entity = std::get_if<EntityId>(&s.object);
    return entity ? extraction_.find(*entity)->name : std::get<Literal>(s.object).text;
  }
  Document document_;
  Extraction extraction_;
};

TEST(Lists, TheHeadIncludesEachItem) {
  const Told told(
      "Bộ trưởng Trần Hoài Nam đã nêu 3 chương trình trọng tâm của ngành Thủy lợi trong thời gian tới, cụ thể:\n"
      "Một là, nạo vét toàn bộ kênh cấp một. Việc này làm trước.\n"
      "Thứ hai, lắp trạm đo mặn tự động.\n"
      "Thứ ba, cán bộ xã phải biết đọc bản đồ ngập.");
  EXPECT_THAT(told.of("includes"),
              ElementsAre("3 chương trình trọng tâm của ngành Thủy lợi -> nạo vét toàn bộ kênh cấp một",
                          "3 chương trình trọng tâm của ngành Thủy lợi -> lắp trạm đo mặn tự động",
                          "3 chương trình trọng tâm của ngành Thủy lợi -> cán bộ xã phải biết đọc bản đồ ngập"));
}

TEST(Lists, TheTitleNamesTheSameHead) {
  const Told told(
      "Giám đốc Lê Thị Hoa nêu 2 nhiệm vụ trọng tâm của ngành Y tế.\n"
      "Tại Hội nghị, Giám đốc Lê Thị Hoa đề ra 2 nhiệm vụ trọng tâm cho toàn ngành.\n"
      "Thứ nhất, tiêm chủng tại nhà. Thứ hai, khám bệnh từ xa.");
  EXPECT_THAT(told.of("includes"), ElementsAre("2 nhiệm vụ trọng tâm của ngành Y tế -> tiêm chủng tại nhà",
                                               "2 nhiệm vụ trọng tâm của ngành Y tế -> khám bệnh từ xa"));
}

TEST(Lists, ItemsMayFollowSemicolons) {
  const Told told("Sở Xây dựng đề ra 2 giải pháp chống ngập: một là, xây hồ điều hòa; hai là, mở rộng cống.");
  EXPECT_THAT(told.of("includes"), ElementsAre("2 giải pháp chống ngập -> xây hồ điều hòa",
                                               "2 giải pháp chống ngập -> mở rộng cống"));
}

TEST(Lists, AWeekdayAndALoneOrdinalOpenNoItem) {
  EXPECT_THAT(Told("Ban tổ chức nêu 3 nội dung của hội thi. Thứ ba, ngày 5/3, các đội tập trung tại sân.").of("includes"),
              Not(Contains(testing::HasSubstr("tập trung"))));
  EXPECT_THAT(Told("Có 2 nhiệm vụ trọng tâm của Sở. Thứ nhất, số hóa hồ sơ.").of("includes"), IsEmpty());
}

TEST(Lists, AnOrdinalIsPartOfNoName) {
  const Told told(
      "Bộ trưởng Trần Hoài Nam nêu 2 yêu cầu đối với ngành.\n"
      "Thứ nhất, báo chí phải trung thực.\nThứ hai, báo chí phải nhanh.");
  EXPECT_THAT(told.names(), Not(Contains(testing::StartsWith("Thứ"))));
}

TEST(SlotFrames, WhatIsTurnedIntoSomethingNeedBeNoName) {
  const Told told("Tỉnh sẽ chuyển đổi bến cá từ nơi neo đậu thành trung tâm hậu cần nghề cá.");
  EXPECT_THAT(told.of("transforms"), Contains("bến cá -> trung tâm hậu cần nghề cá"));
  EXPECT_EQ(told.qualifier("transforms", "trung tâm hậu cần nghề cá", QualifierKind::kFrom), "nơi neo đậu");
}

TEST(SlotFrames, NoNameHoldsBothSides) {
  const Told told("Thứ tư, chuyển đổi chính quyền điện tử thành Chính quyền số.");
  EXPECT_THAT(told.of("transforms"), Contains("chính quyền điện tử -> Chính quyền số"));
  EXPECT_THAT(told.names(), Not(Contains("chính quyền điện tử thành Chính quyền số")));
}

TEST(SlotFrames, WordsInsideOtherWordsAreNone) {
  EXPECT_THAT(Told("Công ty đưa công nhân vào thành phố Nam Định.").of("transforms"), IsEmpty());
}

TEST(SlotFrames, AQuantityChangesForWhatItCounted) {
  const Told told("Thứ sáu, phát triển các hợp tác xã nông nghiệp ven biển. Từ 300 hợp tác xã sẽ thành 500 hợp tác xã.");
  const Statement* changed = told.find("changed", "500 hợp tác xã");
  ASSERT_NE(changed, nullptr);
  EXPECT_EQ(changed->modality, Modality::kPlanned);
  EXPECT_EQ(told.qualifier("changed", "500 hợp tác xã", QualifierKind::kFrom), "300 hợp tác xã");
}

TEST(SlotFrames, ItemsOfAProgrammeArePlans) {
  const Told told(
      "Ngành nêu 2 nhiệm vụ trọng tâm đến năm 2030. Một là, chuyển đổi trạm xá thành phòng khám gia đình. "
      "Hai là, chuyển đổi sổ giấy thành sổ điện tử.");
  const Statement* becomes = told.find("transforms", "phòng khám gia đình");
  ASSERT_NE(becomes, nullptr);
  EXPECT_EQ(becomes->modality, Modality::kPlanned);
}

TEST(SlotFrames, AQuotedTitleIsApprovedAndDrafted) {
  const Told told(
      "Thủ tướng Chính phủ Vũ Đình Khoa ngày 2/4/2021 đã ký quyết định phê duyệt \"Chương trình Bản đồ số Quốc gia đến năm "
      "2025, định hướng đến năm 2030\". Chính phủ cũng đang xây dựng dự thảo \"Chiến lược quốc gia về phát triển Doanh nghiệp "
      "đo đạc đến năm 2030\".");
  const std::string programme = "Chương trình Bản đồ số Quốc gia đến năm 2025, định hướng đến năm 2030";
  EXPECT_THAT(told.of("approved"), Contains("Vũ Đình Khoa -> " + programme));
  EXPECT_EQ(told.qualifier("approved", programme, QualifierKind::kTime), "2021-04-02");
  EXPECT_THAT(told.of("drafted"),
              Contains("Chính phủ -> Chiến lược quốc gia về phát triển Doanh nghiệp đo đạc đến năm 2030"));
}

TEST(Quotations, RunOverSentences) {
  const Told told(
      "\"Nghề gốm cần bàn tay và cần cả bản đồ số. Lò nung điện sẽ giữ làng nghề cho lớp trẻ\", ông Lê Minh Quân nhấn mạnh.");
  EXPECT_THAT(told.of("stated"), ElementsAre("Lê Minh Quân -> Nghề gốm cần bàn tay và cần cả bản đồ số",
                                             "Lê Minh Quân -> Lò nung điện sẽ giữ làng nghề cho lớp trẻ"));
}

TEST(Quotations, AQuotedWordIsNoSpeech) {
  const Told told("Với phương châm “chậm mà chắc chắn hơn nhiều”, ông Lê Minh Quân cho biết xưởng sẽ mở thêm lò vào mùa thu.");
  EXPECT_THAT(told.of("stated"), Not(Contains("Lê Minh Quân -> chậm mà chắc chắn hơn nhiều")));
}

TEST(Speech, IsNotWhereItIsHeldNorAClauseAboutTheSpeaker) {
  const Told told(
      "Bộ trưởng Trần Hoài Nam phát biểu tại Đại hội Công đoàn tỉnh Bình Sơn.\n"
      "Trong bài phát biểu chỉ đạo, Bộ trưởng Trần Hoài Nam đã nêu lên 2 nhiệm vụ trọng tâm của ngành Thủy lợi, cụ thể:\n"
      "Một là, nạo vét kênh cấp một. Hai là, lắp trạm đo mặn.");
  for (const std::string& said : told.of("stated")) {
    EXPECT_THAT(said, Not(testing::HasSubstr("-> tại"))) << said;
    EXPECT_THAT(said, Not(testing::HasSubstr("-> Bộ trưởng"))) << said;
  }
}

TEST(Speech, EndsBeforeTheMarkBehindIt) {
  const Told told("Ông Lê Minh Quân cho biết: “Xưởng gốm sẽ mở thêm hai lò nung”, vào mùa thu năm nay.");
  for (const std::string& said : told.of("stated")) {
    EXPECT_FALSE(said.ends_with(",")) << said;
    EXPECT_FALSE(said.ends_with("”")) << said;
  }
  EXPECT_FALSE(told.of("stated").empty());
}

TEST(Offices, AreNoNamesWithWhatFollows) {
  const Told told(
      "Bộ trưởng Bộ Thủy lợi Trần Hoài Nam khai mạc hội nghị.\n"
      "Bộ trưởng một lần nữa nhấn mạnh: đê phải được kiểm tra trước mùa mưa.");
  EXPECT_THAT(told.of("stated"), Contains(testing::StartsWith("Trần Hoài Nam -> đê phải được kiểm tra")));
  EXPECT_THAT(told.names(), Not(Contains(testing::HasSubstr("một lần nữa"))));
}

TEST(Offices, PointToTheirBearerAmongSeveral) {
  const Told told(
      "Bộ trưởng Bộ Thủy lợi Trần Hoài Nam khai mạc hội nghị. Thứ trưởng Bộ Thủy lợi Đỗ Văn Tám báo cáo.\n"
      "Thứ trưởng cho rằng: hồ chứa nước miền Trung đang cạn nhanh.");
  EXPECT_THAT(told.of("stated"), Contains("Đỗ Văn Tám -> hồ chứa nước miền Trung đang cạn nhanh"));
}

TEST(Qualifiers, ComeFromEverySentenceThatSaysIt) {
  const Told told(
      "Trong bài phát biểu tại Đại hội Công đoàn tỉnh Bình Sơn diễn ra sáng 12/9, Chủ tịch Lê Thị Hoa nói về nhà ở.\n"
      "Chủ tịch Lê Thị Hoa phát biểu tại Đại hội.");
  EXPECT_EQ(told.qualifier("attended", "Đại hội Công đoàn tỉnh Bình Sơn", QualifierKind::kTime), "XXXX-09-12");
}

TEST(SlotFrameSeeds, RefuseWhatIsNoFrame) {
  const auto parse = [](std::string frame) {
    const std::string toml = "name = \"transforms\"\nsubject = [\"Concept\"]\nobject = [\"literal\"]\n"
                             "label = {en = \"a\", vi = \"b\"}\ntriggers = [\"a\"]\n[[frame]]\n" + frame;
    const std::array<Ontology::Source, 1> sources = {{{"relations/transforms.toml", toml}}};
    const auto ontology = Ontology::parse(sources);
    EXPECT_TRUE(ontology) << ontology.error().to_string();
    return SlotFrames::parse(*ontology, sources, "").ok();
  };
  EXPECT_TRUE(parse("words = [\"doi\", \"{s}\", \"thanh\", \"{o}\"]\nprecision = 0.7"));
  EXPECT_FALSE(parse("words = [\"doi\", \"{s}\", \"thanh\", \"{o}\"]"));
  EXPECT_FALSE(parse("words = [\"doi\", \"{s}\", \"{o}\"]\nprecision = 0.7"));
  EXPECT_FALSE(parse("words = [\"doi\", \"{s}\", \"thanh\"]\nprecision = 0.7"));
  EXPECT_FALSE(parse("words = [\"doi\", \"{s}\", \"|\", \"{o}\"]\nprecision = 0.7"));
}

// Words that may be left out at the beginning leave the slot behind them to begin, with whatever word.
TEST(SlotFrameSeeds, MayBeginWithAnyWord) {
  const std::string toml = "name = \"transforms\"\nsubject = [\"Concept\"]\nobject = [\"literal\"]\n"
                           "label = {en = \"a\", vi = \"b\"}\ntriggers = [\"a\"]\n[[frame]]\n"
                           "words = [\"^\", \"nay?\", \"{s}\", \"thành\", \"{o}\"]\nprecision = 0.7";
  const std::array<Ontology::Source, 1> sources = {{{"relations/transforms.toml", toml}}};
  const auto ontology = Ontology::parse(sources);
  ASSERT_TRUE(ontology);
  const auto frames = SlotFrames::parse(*ontology, sources, "");
  ASSERT_TRUE(frames);
  const auto cues = CueLexicon::parse(seeds::find("grammar/cues.tsv"));
  for (const std::string_view text : {"Nay bãi cát thành khu vui chơi.", "Bãi cát thành khu vui chơi.", "Một bãi cát thành khu vui chơi."}) {
    Document document = document_of(text);
    extractor().annotate(document);
    const std::vector<SlotMatch> matches = frames->find(document, *cues);
    ASSERT_EQ(matches.size(), 1u) << text;
    EXPECT_EQ(document.in(document.span_of(matches[0].object.first, matches[0].object.last)), "khu vui chơi") << text;
  }
}

}  // namespace
}  // namespace boba
