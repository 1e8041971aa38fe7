// Which two things may make a fact.
#include "extract/relations/pairs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/relations/frame_features.h"
#include "tests/support/relations_test.h"

namespace boba {
namespace {

class PairsTest : public testing::RelationsTest {
 protected:
  // A mention for each of these words where the text has them first, of sentence `sentence`.
  static void name(Document& document, std::string_view words, EntityType type, uint32_t sentence) {
    const auto at = static_cast<uint32_t>(document.text.find(words, document.sentences[sentence].span.begin));
    Mention m{.type = type, .sentence = sentence};
    while (document.syllables[m.first].span.begin < at) ++m.first;
    for (m.last = m.first; m.last < document.syllables.size() && document.syllables[m.last].span.end <= at + words.size();) ++m.last;
    m.span = document.span_of(m.first, m.last);
    document.mentions.push_back(m);
  }
  static std::string name_of(const DocumentContext& context, const PairSubject& subject) {
    return context.entities[static_cast<size_t>(subject.argument.entity)].name;
  }
  static const PairSubject* find(const DocumentContext& context, const std::vector<PairSubject>& subjects, std::string_view name) {
    for (const PairSubject& s : subjects)
      if (name_of(context, s) == name) return &s;
    return nullptr;
  }
};

TEST_F(PairsTest, SubjectsComeFromTheSentenceAndFromOthers) {
  Document text = document("Ông Lê Văn Bình thăm tỉnh Yên Bái. Bộ Y tế gửi thuốc. Cơn bão đã qua.");
  text.mentions.clear();
  ASSERT_EQ(text.sentences.size(), 3u);
  name(text, "Lê Văn Bình", EntityType::kPerson, 0);
  name(text, "tỉnh Yên Bái", EntityType::kPlace, 0);
  name(text, "Bộ Y tế", EntityType::kOrganization, 1);
  name(text, "Cơn bão", EntityType::kEvent, 2);
  const DocumentContext context = relations_->prepare(text);
  const PairSubjects subjects(context);
  const auto first = subjects.of(0), second = subjects.of(1), third = subjects.of(2);
  EXPECT_EQ(find(context, first, "Bộ Y tế"), nullptr) << "nobody is the subject before he is named";
  const PairSubject* own = find(context, second, "Bộ Y tế");
  ASSERT_NE(own, nullptr);
  EXPECT_LT(own->argument.source, Source::kCarried);
  const PairSubject* person = find(context, second, "Lê Văn Bình");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->argument.source, Source::kEarlier);
  EXPECT_EQ(person->distance, 1);
  EXPECT_TRUE(person->roles & PairSubject::kPersonBefore);
  EXPECT_TRUE(person->roles & PairSubject::kSentenceBefore);
  const PairSubject* place = find(context, second, "tỉnh Yên Bái");
  ASSERT_NE(place, nullptr);
  EXPECT_FALSE(place->roles & PairSubject::kPersonBefore);
  person = find(context, third, "Lê Văn Bình");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->distance, 2);
  EXPECT_FALSE(person->roles & PairSubject::kSentenceBefore);
}

TEST_F(PairsTest, AnArgumentIsNoPairWithItselfNorWithWordsAroundIt) {
  Document text = document("Bộ Y tế gửi thuốc cho Bộ Y tế.");
  text.mentions.clear();
  name(text, "Bộ Y tế", EntityType::kOrganization, 0);
  const DocumentContext context = relations_->prepare(text);
  const auto subjects = PairSubjects(context).of(0);
  ASSERT_FALSE(subjects.empty());
  const PairSubject& subject = subjects.front();
  EXPECT_FALSE(may_pair(context, 0, subject, subject.argument));
  const Argument around{.first = 0, .last = 5}, behind{.first = 3, .last = 5};
  EXPECT_FALSE(may_pair(context, 0, subject, around));
  EXPECT_TRUE(may_pair(context, 0, subject, behind));
  PairSubject elsewhere = subject;
  elsewhere.argument.source = Source::kEarlier;
  EXPECT_FALSE(may_pair(context, 0, elsewhere, around)) << "the words name it";
  EXPECT_TRUE(may_pair(context, 0, elsewhere, behind));
}

TEST_F(PairsTest, TypesAllowRelations) {
  std::vector<uint16_t> numbers;
  for (const Relation& r : ontology().relations()) numbers.push_back(r.id);
  const uint16_t unknown = relation("visited");
  numbers[unknown] = FrameLayers::kUnknownRelation;
  const AllowedPairs allowed(ontology().relations(), numbers);
  Document text = document("Ông Lê Văn Bình thăm tỉnh Yên Bái.");
  text.mentions.clear();
  name(text, "Lê Văn Bình", EntityType::kPerson, 0);
  name(text, "tỉnh Yên Bái", EntityType::kPlace, 0);
  const DocumentContext context = relations_->prepare(text);
  const auto subjects = PairSubjects(context).of(0);
  const PairSubject *person = find(context, subjects, "Lê Văn Bình"), *place = find(context, subjects, "tỉnh Yên Bái");
  ASSERT_TRUE(person != nullptr && place != nullptr);
  const auto allows = [&](const Argument& a, const Argument& b, const char* name) {
    return (allowed.of(context, a, b) >> relation(name) & 1) != 0;
  };
  EXPECT_FALSE(allows(person->argument, place->argument, "partOf"));
  EXPECT_TRUE(allows(place->argument, Argument{.first = 0, .last = 1}, "hasMeasure"));
  EXPECT_FALSE(allows(person->argument, place->argument, "visited")) << "a relation that the model does not know";
}

}  // namespace
}  // namespace boba
