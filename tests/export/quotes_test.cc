#include "export/quotes.h"

#include <gtest/gtest.h>

#include "tests/export/sample_graph.h"

namespace boba::testing {
namespace {

TEST(Quoter, CountsCodePointsOfTheField) {
  const std::string text = "Tựa đề\n🌊 Sông đã xanh.";
  const Quoter quoter(text, static_cast<uint32_t>(text.find('\n')) + 1);
  const EvidenceQuote quote =
      quoter.quote({span_of(text, "Sông đã xanh."), span_of(text, "đã"), span_of(text, "Tựa"), {}, 1});
  EXPECT_FALSE(quote.in_title);
  EXPECT_EQ(quote.sentence.text, "Sông đã xanh.");
  EXPECT_EQ(quote.sentence.begin, 2u);
  EXPECT_EQ(quote.sentence.end, 15u);
  EXPECT_EQ(quote.trigger.begin, 7u);
  EXPECT_TRUE(quote.subject.empty()) << "it stands in the other field";
  EXPECT_TRUE(quote.object.empty());
  EXPECT_EQ(quote.prefix, "🌊 ");
  EXPECT_EQ(quote.suffix, "");
}

TEST(Quoter, KnowsTheTitle) {
  const std::string text = "Tựa đề\nThân bài.";
  const EvidenceQuote quote = Quoter(text, static_cast<uint32_t>(text.find('\n')) + 1).quote({span_of(text, "đề")});
  EXPECT_TRUE(quote.in_title);
  EXPECT_EQ(quote.sentence.begin, 4u);
  EXPECT_EQ(quote.prefix, "Tựa ");
  EXPECT_EQ(quote.suffix, "");
}

TEST(Quoter, WorksWithoutATitle) {
  const EvidenceQuote quote = Quoter("Thân bài.", 0).quote({Span{0, 5}});
  EXPECT_FALSE(quote.in_title);
  EXPECT_EQ(quote.sentence.text, "Thân");
}

TEST(Quoter, KeepsContextShort) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "ế";
  const EvidenceQuote quote = Quoter(text, 0).quote({Span{150, 153}});
  EXPECT_EQ(count_code_points(quote.prefix), 32u);
  EXPECT_EQ(count_code_points(quote.suffix), 32u);
}

TEST(QuotedDocuments, FindsEachOfManyAndReportsTheMissing) {
  ListGraphView graph;
  for (int i = 0; i < 200; ++i) graph.add(make_document(std::to_string(i), "", "Bài " + std::to_string(i)));
  QuotedDocuments documents(graph);
  for (const int i : {0, 1, 199, 70, 0, 130, 199, 5, 64, 1})
    EXPECT_EQ((*documents.find(std::to_string(i)))->record.text, "Bài " + std::to_string(i));
  for (int i = 0; i < 200; ++i)
    EXPECT_EQ((*documents.find(std::to_string(i)))->record.text, "Bài " + std::to_string(i));
  EXPECT_EQ(documents.find("200").error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace boba::testing
