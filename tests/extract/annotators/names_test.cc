#include "extract/annotators/names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "embedded/models.h"
#include "embedded/seeds.h"
#include "extract/annotators/dependencies.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"
#include "extract/annotators/words.h"

namespace boba {
namespace {

const NameAnnotator& annotator() {
  static const auto kAnnotator = NameAnnotator::load();
  return *kAnnotator;
}

const WordAnnotator& words() {
  static const auto kWords = WordAnnotator::load(models::find("words.model"));
  return *kWords;
}

const DependencyAnnotator& dependencies() {
  static const auto kDependencies = DependencyAnnotator::load(models::find("dependencies.model"));
  return *kDependencies;
}

// Title and body with all layers that names need, and names.
Document annotated(const std::string& title, const std::string& body = "") {
  Document document;
  document.text = title + "\n" + body;
  document.body = static_cast<uint32_t>(title.size()) + 1;
  document.blocks.push_back({.span = {0, static_cast<uint32_t>(title.size())}, .kind = BlockKind::kTitle});
  if (!body.empty())
    document.blocks.push_back({.span = {document.body, static_cast<uint32_t>(document.text.size())}});
  SyllableAnnotator(seeds::find("gazetteers/surnames.txt")).annotate(document);
  SentenceAnnotator(seeds::find("gazetteers/sentence_abbreviations.txt")).annotate(document);
  words().annotate(document);
  dependencies().annotate(document);
  annotator().annotate(document);
  return document;
}

bool has(const Document& document, EntityType type, std::string_view text) {
  return std::any_of(document.mentions.begin(), document.mentions.end(),
                     [&](const Mention& m) { return m.type == type && document.in(m.span) == text; });
}

std::string all(const Document& document) {
  std::string out;
  for (const Mention& m : document.mentions)
    out += std::string(to_string(m.type)) + " [" + std::string(document.in(m.span)) + "]\n";
  return out;
}

#define EXPECT_MENTION(document, type, text) EXPECT_TRUE(has(document, EntityType::type, text)) << all(document)

TEST(NameAnnotator, GluedTitleAndName) {
  const Document d = annotated("Bộ trưởng Bộ TT&TTNguyễn Văn Bình phát biểu tại Hội nghị tổng kết công tác năm 2017.");
  EXPECT_MENTION(d, kOrganization, "Bộ TT&TT");
  EXPECT_MENTION(d, kPerson, "Nguyễn Văn Bình");
  EXPECT_MENTION(d, kPosition, "Bộ trưởng Bộ TT&TT");
  EXPECT_MENTION(d, kEvent, "Hội nghị tổng kết công tác năm 2017");
}

TEST(NameAnnotator, OfficialNamesKeepTheirConjunction) {
  const Document d = annotated("Bộ Nông nghiệp và Phát triển nông thôn yêu cầu các địa phương kiểm tra đê điều.");
  EXPECT_MENTION(d, kOrganization, "Bộ Nông nghiệp và Phát triển nông thôn");
  EXPECT_MENTION(d, kGroup, "các địa phương");
}

TEST(NameAnnotator, LongFormAndItsAbbreviation) {
  const Document d = annotated("Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT) khai trương mạng mới. VNPT cho biết "
                               "dịch vụ sẽ có ở Hà Nội.");
  // With its brackets or without: the linker calls it without them.
  EXPECT_TRUE(has(d, EntityType::kOrganization, "Tập đoàn Bưu chính Viễn thông Việt Nam") ||
              has(d, EntityType::kOrganization, "Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT)"))
      << all(d);
  EXPECT_EQ(std::count_if(d.mentions.begin(), d.mentions.end(),
                          [&](const Mention& m) { return d.in(m.span) == "VNPT"; }),
            2)
      << all(d);
  EXPECT_MENTION(d, kPlace, "Hà Nội");
}

TEST(NameAnnotator, ForeignPeopleWithTitleAndWithout) {
  const Document d = annotated("Tổng thống Mỹ Donald Trump gặp nhà lãnh đạo Triều Tiên Kim Jong-un tại Singapore.");
  EXPECT_MENTION(d, kPerson, "Donald Trump");
  EXPECT_MENTION(d, kPerson, "Kim Jong-un");
  EXPECT_MENTION(d, kPosition, "Tổng thống Mỹ");
}

TEST(NameAnnotator, APersonBehindAPlaceIsNoPartOfIt) {
  const Document d = annotated("Chủ tịch UBND TP Hà Nội Nguyễn Văn Bình tiếp Thủ tướng Anh Theresa May.");
  EXPECT_MENTION(d, kPerson, "Nguyễn Văn Bình");
  EXPECT_MENTION(d, kPosition, "Chủ tịch UBND TP Hà Nội");
  EXPECT_MENTION(d, kPerson, "Theresa May");
  EXPECT_MENTION(d, kPosition, "Thủ tướng Anh");
}

TEST(NameAnnotator, NumbersOfDocumentsBelongToThem) {
  const Document decree = annotated("Chính phủ ban hành Nghị định 15/2020/NĐ-CP quy định xử phạt vi phạm hành chính.");
  EXPECT_MENTION(decree, kOrganization, "Chính phủ");
  EXPECT_MENTION(decree, kDocument, "Nghị định 15/2020/NĐ-CP");
  EXPECT_MENTION(annotated("Thủ tướng ký Quyết định số 749/QĐ-TTg về việc này."), kDocument, "Quyết định số 749/QĐ-TTg");
}

TEST(NameAnnotator, DigitalGovernmentIsNotTheGovernment) {
  const Document d = annotated("Các tỉnh phát triển Chính phủ số và kinh tế số theo chỉ đạo của Chính phủ.");
  const auto last = d.text.rfind("Chính phủ");
  for (const Mention& m : d.mentions) {
    if (d.in(m.span) != "Chính phủ") continue;
    EXPECT_EQ(m.span.begin, last) << all(d);
  }
  EXPECT_MENTION(d, kOrganization, "Chính phủ");
}

TEST(NameAnnotator, NoNameRunsOnIntoAPredicate) {
  const Document document = annotated("Hội nghị về hạ tầng số", "Phát biểu tại Hội nghị toàn quốc về hạ tầng số diễn ra sáng 12/9, ông Trần Hoài Nam công bố kế hoạch.");
  EXPECT_TRUE(has(document, EntityType::kEvent, "Hội nghị toàn quốc về hạ tầng số")) << all(document);
  for (const Mention& m : document.mentions) EXPECT_EQ(document.in(m.span).find("diễn ra"), std::string_view::npos) << all(document);
}

TEST(NameAnnotator, UnitInsideAUnitAndPlaceInsideABody) {
  const Document d = annotated("Phòng 5, Công an tỉnh Khánh Hòa đã bắt giữ đối tượng Lê Văn Tám.");
  EXPECT_MENTION(d, kOrganization, "Công an tỉnh Khánh Hòa");
  EXPECT_MENTION(d, kPerson, "Lê Văn Tám");
}

TEST(NameAnnotator, SameMentionsForBothTonePlacements) {
  const Document a = annotated("Công an tỉnh Khánh Hòa khởi tố vụ án."), b = annotated("Công an tỉnh Khánh Hoà khởi tố vụ án.");
  ASSERT_EQ(a.mentions.size(), b.mentions.size());
  for (size_t i = 0; i < a.mentions.size(); ++i) {
    EXPECT_EQ(a.mentions[i].first, b.mentions[i].first);
    EXPECT_EQ(a.mentions[i].last, b.mentions[i].last);
    EXPECT_EQ(a.mentions[i].type, b.mentions[i].type);
  }
}

TEST(NameAnnotator, OfficeBodyAndPersonNest) {
  const Document d = annotated("Thứ trưởng Bộ Công Thương Trần Văn Thắng cho biết tỉnh Quảng Ninh đã hoàn thành kế hoạch.");
  EXPECT_MENTION(d, kPerson, "Trần Văn Thắng");
  EXPECT_MENTION(d, kPosition, "Thứ trưởng Bộ Công Thương");
  EXPECT_MENTION(d, kOrganization, "Bộ Công Thương");
}

TEST(NameAnnotator, MentionsAreSortedOnSyllablesAndDoNotCross) {
  const Document d = annotated("Công an tỉnh Khánh Hòa khởi tố vụ án",
                               "Ngày 3/6, Cơ quan CSĐT Công an tỉnh Khánh Hòa đã khởi tố bị can Lê Văn Tám. "
                               "Ông Nguyễn Văn Hai, Giám đốc Sở Y tế TP Hà Nội, đã tới bệnh viện.");
  ASSERT_FALSE(d.mentions.empty());
  for (size_t i = 0; i < d.mentions.size(); ++i) {
    const Mention& a = d.mentions[i];
    EXPECT_EQ(a.span, d.span_of(a.first, a.last));
    EXPECT_TRUE(d.sentences[a.sentence].span.contains(a.span));
    EXPECT_GE(a.score, 0);
    EXPECT_LE(a.score, 1);
    for (size_t k = i + 1; k < d.mentions.size(); ++k) {
      const Mention& b = d.mentions[k];
      EXPECT_TRUE(a.span.begin < b.span.begin || (a.span.begin == b.span.begin && a.span.end >= b.span.end));
      EXPECT_TRUE(!a.span.overlaps(b.span) || a.span.contains(b.span) || b.span.contains(a.span)) << all(d);
    }
  }
}

TEST(NameAnnotator, ReadersAreToldAllThatFactsAreMadeOfAndMore) {
  const Document facts = annotated("Xuất khẩu gạo tăng",
                                   "Theo Bộ Công Thương, gạo của Việt Nam được bán sang Nhật Bản, Hàn Quốc, Đức, Bỉ và "
                                   "Italia. Bà Trần Thị Lan, Giám đốc Sở Công Thương tỉnh Đồng Tháp, ký Quyết định số 12.");
  Document reading = facts;
  annotator().annotate(reading, NameUse::kReading);
  EXPECT_GT(reading.mentions.size(), facts.mentions.size()) << all(reading);
  const auto told = [&](const Mention& m) {
    return std::any_of(reading.mentions.begin(), reading.mentions.end(), [&](const Mention& r) {
      return r.span == m.span && r.type == m.type && r.score == m.score;
    });
  };
  for (const Mention& m : facts.mentions) EXPECT_TRUE(told(m)) << facts.in(m.span);
}

TEST(NameAnnotator, WhatItTellsIsWhatItProposes) {
  const Document d = annotated("Xuất khẩu gạo tăng",
                               "Theo Bộ Công Thương, gạo của Việt Nam được bán sang Nhật Bản, Hàn Quốc, Đức, Bỉ và Italia. "
                               "Bà Trần Thị Lan, Giám đốc Sở Công Thương tỉnh Đồng Tháp, ký Quyết định số 12 về hạt giống.");
  const NameAnnotator::Proposals all = annotator().propose(d);
  ASSERT_EQ(all.candidates.size(), all.chances.size());
  EXPECT_GT(all.candidates.size(), d.mentions.size());
  for (const Mention& m : d.mentions) {
    size_t found = 0;
    for (size_t i = 0; i < all.candidates.size(); ++i) {
      const NameCandidate& c = all.candidates[i];
      if (c.first == m.first && c.last == m.last && c.type == m.type && all.chances[i] == m.score) ++found;
    }
    EXPECT_EQ(found, 1u) << d.in(m.span);
  }
}
TEST(ChooseNames, WhatIsUnsureKeepsToWordsAndIsNoBeginning) {
  const Document d = annotated("Luật Tiếp cận thông tin có hiệu lực.");
  ASSERT_EQ(d.in(d.span_of(0, 5)), "Luật Tiếp cận thông tin");
  const auto candidate = [](uint32_t last, float chance) {
    return NameCandidate{0, last, EntityType::kDocument, chance};
  };
  const std::vector<NameCandidate> candidates = {candidate(5, 0.6f), candidate(3, 0.2f), candidate(2, 0.2f)};
  NameThresholds low, sure;
  low.fill(0.1f), sure.fill(0.3f);
  const auto ends = [&](const std::vector<float>& chances, const NameThresholds& from) {
    std::vector<uint32_t> found;
    for (const Mention& m : choose_names(d, candidates, chances, low, from)) found.push_back(m.last);
    return found;
  };
  EXPECT_EQ(ends({0.6f, 0.2f, 0.2f}, {}), (std::vector<uint32_t>{5, 3, 2}));
  EXPECT_EQ(ends({0.6f, 0.2f, 0.2f}, sure), std::vector<uint32_t>{5});         // 3 begins it, 2 cuts "Tiếp cận"
  EXPECT_EQ(ends({0.6f, 0.4f, 0.4f}, sure), (std::vector<uint32_t>{5, 3, 2}));  // sure enough
  EXPECT_EQ(ends({0.05f, 0.2f, 0.2f}, sure), std::vector<uint32_t>{3});
}

TEST(NameAnnotator, EmptyDocumentHasNoMentions) { EXPECT_TRUE(annotated("").mentions.empty()); }

TEST(NameAnnotator, RefusesBytesThatAreNoModel) {
  const auto result = NameAnnotator::load("BOBAMDL1 but short", PhraseTable(), ClusterTable());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace boba
