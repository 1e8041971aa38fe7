// Frames become mentions and candidates.
#include "extract/relations/frame_candidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/relations_test.h"

namespace boba {
namespace {

using ::testing::SizeIs;

class FrameCandidatesTest : public testing::RelationsTest {
 protected:
  // The syllables of a piece of text, as an argument; `type` kNoEntity for a clause or quantity.
  static FrameArgument argument(const Document& document, std::string_view words, size_t role, size_t type) {
    const size_t at = document.text.find(words);
    FrameArgument out{.role = role, .probability = 0.9f};
    while (document.syllables[out.first].span.begin < at) ++out.first;
    for (out.last = out.first; out.last < document.syllables.size() && document.syllables[out.last].span.end <= at + words.size();) ++out.last;
    out.types[type] = 1;
    return out;
  }
  static Frame frame(const Document& document, const char* relation, std::string_view trigger, std::vector<FrameArgument> arguments) {
    const FrameArgument place = argument(document, trigger, kSubjectRole, 0);
    Frame out{.relation = FrameCandidatesTest::relation(relation), .first = place.first, .last = place.last, .anchor = place.first,
              .probability = 0.8f, .arguments = std::move(arguments)};
    while (document.sentences[out.sentence].last_syllable <= place.first) ++out.sentence;
    return out;
  }
  // Candidates that carry a frame, as "subject | relation | object".
  static std::vector<std::string> join(Document& document, std::vector<Frame> frames) {
    add_argument_mentions(frames, ontology(), document);
    DocumentContext context = relations_->prepare(document);
    context.frames = std::move(frames);
    std::vector<std::string> out;
    for (const Candidate& c : relations_->candidates(context)) {
      if (c.frame < 0) continue;
      EXPECT_GT(c.found, 0);
      const std::string object = c.object.entity >= 0 ? context.entities[static_cast<size_t>(c.object.entity)].name
                                                      : std::string(document.in(document.span_of(c.object.first, c.object.last)));
      out.push_back(context.entities[static_cast<size_t>(c.subject.entity)].name + " | " + ontology()[c.relation].name +
                    " | " + object);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  static constexpr size_t kOrganization = static_cast<size_t>(EntityType::kOrganization);
  static constexpr size_t kConcept = static_cast<size_t>(EntityType::kConcept);
  static constexpr size_t kGroup = static_cast<size_t>(EntityType::kGroup);
};

TEST_F(FrameCandidatesTest, ConjoinedArgumentsAreACandidateEach) {
  Document text = document("Sản lượng gạo và sản lượng cà phê tăng 5% và 7%.");
  EXPECT_THAT(join(text, {frame(text, "changed", "tăng",
                                {argument(text, "Sản lượng gạo", kSubjectRole, kConcept),
                                 argument(text, "sản lượng cà phê", kSubjectRole, kConcept),
                                 argument(text, "5%", kObjectRole, kNoEntity)})}),
              ::testing::IsSupersetOf({"Sản lượng gạo | changed | 5%", "sản lượng cà phê | changed | 5%"}));
}

TEST_F(FrameCandidatesTest, AnUnsureArgumentHasTheTypeOfTheNameItBeginsWith) {
  Document text = document("Bộ công bố 8 chương trình trọng tâm của ngành.");
  const FrameArgument name = argument(text, "8 chương trình", kObjectRole, kConcept);
  text.mentions = {{.span = text.span_of(name.first, name.last), .type = EntityType::kProgram, .first = name.first, .last = name.last}};
  for (const float sure : {0.4f, 0.9f}) {
    Document copy = text;
    FrameArgument whole = argument(copy, "8 chương trình trọng tâm của ngành", kObjectRole, kConcept);
    whole.types = {};
    whole.types[static_cast<size_t>(EntityType::kEvent)] = sure;
    std::vector<Frame> frames = {frame(copy, "announced", "công bố", {whole})};
    add_argument_mentions(frames, ontology(), copy);
    const auto added = std::ranges::find(copy.mentions, whole.last, &Mention::last);
    ASSERT_NE(added, copy.mentions.end());
    EXPECT_EQ(added->type, sure < 0.5f ? EntityType::kProgram : EntityType::kEvent);
  }
}

TEST_F(FrameCandidatesTest, AnArgumentThatIsNoNameBecomesAMention) {
  Document text = document("Việc đi lại tăng 5%.");
  text.mentions.clear();
  std::vector<Frame> frames = {frame(text, "changed", "tăng", {argument(text, "Việc đi lại", kSubjectRole, kConcept),
                                                                     argument(text, "5%", kObjectRole, kNoEntity)})};
  add_argument_mentions(frames, ontology(), text);
  ASSERT_THAT(text.mentions, SizeIs(1));
  add_argument_mentions(frames, ontology(), text);
  EXPECT_THAT(text.mentions, SizeIs(1)) << "once is enough; a percentage is no entity";
  EXPECT_TRUE(std::is_sorted(text.mentions.begin(), text.mentions.end(),
                             [](const Mention& a, const Mention& b) { return a.first < b.first; }));
}

TEST_F(FrameCandidatesTest, OfTwoNamesOfTheSameWordsItIsTheOneThatTheRoleMayHave) {
  Document text = document("Ông Lê Văn Bình là Giám đốc Sở Y tế.");
  const FrameArgument name = argument(text, "Giám đốc Sở Y tế", kObjectRole, static_cast<size_t>(EntityType::kPosition));
  for (const EntityType type : {EntityType::kPerson, EntityType::kPosition})
    text.mentions.push_back({.span = text.span_of(name.first, name.last), .type = type, .first = name.first, .last = name.last});
  std::vector<Frame> frames = {frame(text, "holdsPosition", "là", {name})};
  add_argument_mentions(frames, ontology(), text);
  const DocumentContext context = relations_->prepare(text);
  for (const EntityType type : {EntityType::kPosition, EntityType::kPerson}) {
    const int32_t m = mention_at(context, 0, name, {.entities = static_cast<uint16_t>(1u << static_cast<int>(type))});
    ASSERT_GE(m, 0);
    EXPECT_EQ(context.doc().mentions[static_cast<size_t>(m)].type, type);
  }
  EXPECT_GE(mention_at(context, 0, name), 0);
  EXPECT_GE(mention_at(context, 0, name, {.entities = static_cast<uint16_t>(1u << static_cast<int>(EntityType::kEvent))}), 0);
}

TEST_F(FrameCandidatesTest, AnArgumentShrinksToTheNameThatItsWordsHold) {
  Document text = document("Giám đốc Công ty Lúa Vàng Bùi Gia Huy phát biểu.");
  const FrameArgument person = argument(text, "Bùi Gia Huy", kSubjectRole, static_cast<size_t>(EntityType::kPerson));
  FrameArgument company = argument(text, "Công ty Lúa Vàng", kObjectRole, kOrganization);
  // Words as a segmenter may cut them: the last one of the company and the whole person are one.
  text.mentions = {{.span = text.span_of(company.first, company.last), .type = EntityType::kOrganization, .first = company.first,
                    .last = company.last}};
  while (text.tokens.size() > 1 && text.tokens[text.tokens.size() - 1].first >= person.first) text.tokens.pop_back();
  text.tokens.back().last = person.last;
  company.last = person.last;
  std::vector<Frame> frames = {frame(text, "memberOf", "phát biểu", {company})};
  add_argument_mentions(frames, ontology(), text);
  EXPECT_THAT(text.mentions, SizeIs(1));
  EXPECT_EQ(text.in(text.span_of(frames[0].arguments[0].first, frames[0].arguments[0].last)), "Công ty Lúa Vàng");
}

TEST_F(FrameCandidatesTest, AnArgumentEndsWithItsNameAndNotWithTheVerbBehind) {
  Document text = document("Ông dự Hội nghị lúa gạo diễn ra hôm qua.");
  const FrameArgument name = argument(text, "Hội nghị lúa gạo", kObjectRole, static_cast<size_t>(EntityType::kEvent));
  text.mentions = {{.span = text.span_of(name.first, name.last), .type = EntityType::kEvent, .first = name.first, .last = name.last}};
  const FrameArgument whole = argument(text, "Hội nghị lúa gạo diễn ra", kObjectRole, static_cast<size_t>(EntityType::kEvent));
  for (const Upos tag : {Upos::kVerb, Upos::kNoun}) {
    Document copy = text;
    // Its last two syllables as one word of that tag.
    std::erase_if(copy.tokens, [&](const Token& t) { return t.first >= name.last && t.first < whole.last; });
    const auto behind = std::find_if(copy.tokens.begin(), copy.tokens.end(), [&](const Token& t) { return t.first >= whole.last; });
    copy.tokens.insert(behind, {.first = name.last, .last = whole.last, .upos = tag});
    std::vector<Frame> frames = {frame(copy, "attended", "dự", {whole})};
    add_argument_mentions(frames, ontology(), copy);
    EXPECT_EQ(frames[0].arguments[0].last, tag == Upos::kVerb ? name.last : whole.last);
    EXPECT_THAT(copy.mentions, SizeIs(tag == Upos::kVerb ? 1 : 2));
  }
}

TEST_F(FrameCandidatesTest, ASubjectElsewhereIsTheOneOfTheFrameBefore) {
  Document text = document("Công ty Hoa Sen đạt 20 tỷ đồng. Năm sau tăng 5%.");
  std::vector<Frame> frames = {frame(text, "hasMeasure", "đạt", {argument(text, "Công ty Hoa Sen", kSubjectRole, kOrganization),
                                                                argument(text, "20 tỷ đồng", kObjectRole, kNoEntity)}),
                               frame(text, "changed", "tăng", {argument(text, "5%", kObjectRole, kNoEntity)})};
  frames[1].outside = 0.9f;
  EXPECT_THAT(join(text, frames), ::testing::Contains("Công ty Hoa Sen | changed | 5%"));
}

TEST_F(FrameCandidatesTest, AFrameWithoutASubjectStatesNothing) {
  Document text = document("Năm sau tăng 5%.");
  EXPECT_THAT(join(text, {frame(text, "changed", "tăng", {argument(text, "5%", kObjectRole, kNoEntity)})}), SizeIs(0));
}

TEST_F(FrameCandidatesTest, QualifiersAreThoseOfTheFrame) {
  Document text = document("Sản lượng gạo tăng 5% trong năm 2021.");
  std::vector<Frame> frames = {frame(text, "changed", "tăng", {argument(text, "Sản lượng gạo", kSubjectRole, kConcept),
                                                               argument(text, "5%", kObjectRole, kNoEntity),
                                                               argument(text, "năm 2021", qualifier_role(QualifierKind::kTime), kNoEntity)})};
  add_argument_mentions(frames, ontology(), text);
  DocumentContext context = relations_->prepare(text);
  context.frames = frames;
  Candidate candidate{.relation = frames[0].relation, .frame = 0};
  const std::vector<LocalQualifier> found = find_qualifiers(context, candidate, {});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, QualifierKind::kTime);
  EXPECT_EQ(found[0].text, "năm 2021");
  EXPECT_EQ(found[0].value, "2021");
}

TEST_F(FrameCandidatesTest, AQualifierThatIsCutIsTheNameOfItsKindThatHoldsItsWords) {
  Document text = document("Sản lượng gạo tăng 5% sau Hội nghị toàn quốc về lúa gạo.");
  const FrameArgument event = argument(text, "Hội nghị toàn quốc về lúa gạo", kObjectRole, kNoEntity);
  text.mentions = {{.span = text.span_of(event.first, event.last), .type = EntityType::kEvent, .first = event.first, .last = event.last}};
  for (const QualifierKind kind : {QualifierKind::kEvent, QualifierKind::kPlace}) {
    Document copy = text;
    std::vector<Frame> frames = {frame(copy, "changed", "tăng", {argument(copy, "toàn quốc về", qualifier_role(kind), kNoEntity)})};
    DocumentContext context = relations_->prepare(copy);
    context.frames = frames;
    const std::vector<LocalQualifier> found = find_qualifiers(context, {.relation = frames[0].relation, .frame = 0}, {});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].text, kind == QualifierKind::kEvent ? "Hội nghị toàn quốc về lúa gạo" : "toàn quốc về");
    EXPECT_EQ(found[0].entity >= 0, kind == QualifierKind::kEvent);
  }
}

TEST_F(FrameCandidatesTest, AQualifierThatRunsOnIsTheNameThatIsMostOfIt) {
  Document text = document("Sản lượng gạo tăng 5% sau Hội nghị toàn quốc về lúa gạo diễn ra hôm qua.");
  const FrameArgument event = argument(text, "Hội nghị toàn quốc về lúa gạo", kObjectRole, kNoEntity);
  text.mentions = {{.span = text.span_of(event.first, event.last), .type = EntityType::kEvent, .first = event.first, .last = event.last}};
  for (const char* words : {"Hội nghị toàn quốc về lúa gạo diễn", "Hội nghị toàn quốc về lúa gạo diễn ra"}) {
    Document copy = text;
    std::vector<Frame> frames = {frame(copy, "changed", "tăng", {argument(copy, words, qualifier_role(QualifierKind::kEvent), kNoEntity)})};
    DocumentContext context = relations_->prepare(copy);
    context.frames = frames;
    const std::vector<LocalQualifier> found = find_qualifiers(context, {.relation = frames[0].relation, .frame = 0}, {});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].text, "Hội nghị toàn quốc về lúa gạo");
  }
}

}  // namespace
}  // namespace boba
