// Of candidates that say the same or contradict each other, the more probable one stands.
#include "extract/relations/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "extract/extractor.h"
#include "extract/relations/relation_extractor.h"

namespace boba {
namespace {

using ::testing::ElementsAre;

class SelectionTest : public testing::Test {
 protected:
  SelectionTest() : relations_(RelationExtractor::create({})) {
    document_.text = "Quận Hai Bà Trưng ở Hà Nội. Công an quận Hai Bà Trưng làm việc. Hai Bà Trưng và Hoàn Kiếm ở Hà Nội.";
    document_.blocks = {{.span = {0, static_cast<uint32_t>(document_.text.size())}}};
    Extractor::create({.annotations_only = true})->annotate(document_);
    context_ = relations_->prepare(document_);
    for (const char* name : {"a", "b", "c"}) context_.entities.push_back({.name = name, .aliases = {}, .mentions = {}});
    std::rotate(context_.entities.begin(), context_.entities.end() - 3, context_.entities.end());
    const size_t count = relations_->ontology().relations().size();
    shapes_.resize(count);
  }

  // The n-th occurrence of `text` as an argument that means `entity`.
  Argument argument(std::string_view text, int32_t entity, int n = 0) const {
    size_t at = document_.text.find(text);
    for (; n > 0; --n) at = document_.text.find(text, at + 1);
    EXPECT_NE(at, std::string::npos) << text;
    Argument a{.mention = 0, .entity = entity};
    while (document_.syllables[a.first].span.begin < at) ++a.first;
    for (a.last = a.first; a.last < document_.syllables.size() && document_.syllables[a.last].span.end <= at + text.size();) ++a.last;
    return a;
  }
  RelationId relation(std::string_view name) const { return *relations_->ontology().find(name); }

  // Indices of the selected candidates.
  std::vector<uint32_t> selected(const std::vector<Candidate>& candidates, const std::vector<float>& probabilities, float threshold = 0.5f) const {
    std::vector<uint32_t> out;
    for (const Selected& s : select(context_, candidates, probabilities, threshold, 0.5f, shapes_)) out.push_back(s.candidate);
    std::sort(out.begin(), out.end());
    return out;
  }

  Result<RelationExtractor> relations_;
  Document document_;
  DocumentContext context_;
  std::vector<RelationShape> shapes_;
};

TEST_F(SelectionTest, OfWhatExcludesEachOtherTheMoreProbableStands) {
  const Candidate part{.relation = relation("partOf"), .pattern = Pattern::kPair, .subject = argument("Quận Hai Bà Trưng", 0),
                       .object = argument("Hà Nội", 1)};
  Candidate in = part;
  in.relation = relation("locatedIn");
  EXPECT_THAT(selected({part, in}, {0.6f, 0.9f}), ElementsAre(0, 1));
  shapes_[part.relation].excludes = {in.relation};
  EXPECT_THAT(selected({part, in}, {0.6f, 0.9f}), ElementsAre(1));
  EXPECT_THAT(selected({part, in}, {0.9f, 0.6f}), ElementsAre(0));
  in.object.entity = 2;
  EXPECT_THAT(selected({part, in}, {0.6f, 0.9f}), ElementsAre(0, 1)) << "of other entities";
  context_.entities[2].name = context_.entities[1].name;
  EXPECT_THAT(selected({part, in}, {0.6f, 0.9f}), ElementsAre(1)) << "a country is a place here and an organisation there";
}

TEST_F(SelectionTest, OnlyWhatIsLikelySupersedes) {
  const Candidate holds{.relation = relation("holdsPosition"), .subject = argument("Hai Bà Trưng", 0), .object = argument("Công an", 1)};
  Candidate appointed = holds;
  appointed.relation = relation("appointedTo");
  shapes_[appointed.relation].supersedes = {holds.relation};
  EXPECT_THAT(selected({holds, appointed}, {0.9f, 0.6f}), ElementsAre(1));
  EXPECT_THAT(selected({holds, appointed}, {0.9f, 0.3f}), ElementsAre(0));
  EXPECT_THAT(selected({holds, appointed}, {0.9f, 0.3f}, 0.1f), ElementsAre(0)) << "asked for less likely ones";
}

TEST_F(SelectionTest, ANameInsideAnotherIsNoSecondSubject) {
  const Candidate whole{.relation = relation("locatedIn"), .pattern = Pattern::kPair, .sentence = 1,
                        .subject = argument("Công an quận Hai Bà Trưng", 0), .object = argument("làm việc", 1)};
  Candidate inside = whole;
  inside.subject = argument("quận Hai Bà Trưng", 2);
  EXPECT_THAT(selected({whole, inside}, {0.9f, 0.8f}), ElementsAre(0));
}

TEST_F(SelectionTest, AlmostTheSameNameInAnotherSentenceIsNone) {
  const Candidate first{.relation = relation("locatedIn"), .pattern = Pattern::kPair, .sentence = 0,
                        .subject = argument("Quận Hai Bà Trưng", 0), .object = argument("Hà Nội", 1)};
  Candidate second{.relation = relation("locatedIn"), .pattern = Pattern::kPair, .sentence = 2,
                   .subject = argument("Hai Bà Trưng", 2, 2), .object = argument("Hà Nội", 1, 1)};
  EXPECT_THAT(selected({first, second}, {0.9f, 0.8f}), ElementsAre(0));
  second.subject = argument("Hoàn Kiếm", 2);
  EXPECT_THAT(selected({first, second}, {0.9f, 0.8f}), ElementsAre(0, 1));
}

TEST_F(SelectionTest, NothingIsSaidOfANameByTheSameName) {
  const Candidate c{.relation = relation("holdsPosition"), .subject = argument("Hà Nội", 0), .object = argument("Hà Nội", 1)};
  EXPECT_THAT(selected({c}, {0.9f}), ElementsAre(0));
  context_.entities[1].name = context_.entities[0].name;
  EXPECT_TRUE(selected({c}, {0.9f}).empty());
}

TEST_F(SelectionTest, ANameIsTakenForItsWords) {
  Candidate words{.relation = relation("announced"), .sentence = 2, .subject = argument("Hoàn Kiếm", 0),
                  .object = argument("Hai Bà Trưng và", -1, 2)};
  words.object.mention = -1;
  Candidate name = words;
  name.object = argument("Hai Bà Trưng", 2, 2);
  EXPECT_THAT(selected({words, name}, {0.9f, 0.3f}), ElementsAre(0)) << "too different";
  words.object = {.mention = -1, .entity = -1, .first = name.object.first, .last = name.object.last};
  EXPECT_THAT(selected({words, name}, {0.9f, 0.3f}), ElementsAre(1));
}

TEST_F(SelectionTest, WhatASecondSentenceSaysIsNotSaidOnceMoreInOtherWords) {
  const Candidate first{.relation = relation("announced"), .sentence = 0, .subject = argument("Hà Nội", 0),
                        .object = argument("Quận Hai Bà Trưng", 1)};
  Candidate second = first;
  second.sentence = 2;
  second.object = argument("Hai Bà Trưng", 1, 2);
  Candidate words = second;
  words.object.entity = words.object.mention = -1;
  EXPECT_THAT(selected({first, second, words}, {0.9f, 0.8f, 0.7f}), ElementsAre(0));
}

}  // namespace
}  // namespace boba
