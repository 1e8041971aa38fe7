#include "core/statement.h"

#include <gtest/gtest.h>

#include <set>

namespace boba {
namespace {

Statement sample() {
  Statement statement;
  statement.subject = 11;
  statement.relation = 3;
  statement.object = EntityId{22};
  return statement;
}

Literal clause(std::string text) { return {.text = std::move(text)}; }

TEST(Modality, NamesReadBack) {
  std::set<std::string_view> names;
  for (int i = 0; i < 5; ++i) {
    const auto modality = static_cast<Modality>(i);
    EXPECT_EQ(parse_modality(to_string(modality)), modality);
    names.insert(to_string(modality));
  }
  EXPECT_EQ(names.size(), 5u);
  EXPECT_EQ(to_string(Modality::kClaimed), "claimed");
  EXPECT_EQ(parse_modality("Claimed"), std::nullopt);
  EXPECT_EQ(parse_modality(""), std::nullopt);
}

TEST(QualifierKind, NamesReadBack) {
  std::set<std::string_view> names;
  for (int i = 0; i < 9; ++i) {
    const auto kind = static_cast<QualifierKind>(i);
    EXPECT_EQ(parse_qualifier_kind(to_string(kind)), kind);
    names.insert(to_string(kind));
  }
  EXPECT_EQ(names.size(), 9u);
  EXPECT_EQ(to_string(QualifierKind::kTime), "time");
  EXPECT_EQ(to_string(QualifierKind::kRole), "role");
  EXPECT_EQ(parse_qualifier_kind("when"), std::nullopt);
}

TEST(LiteralId, IsOfKindAndFoldedText) {
  EXPECT_EQ(literal_id(clause("Hoà  bình")), literal_id(clause("hòa bình")));
  EXPECT_NE(literal_id(clause("hòa bình")), literal_id(clause("hòa")));
  Literal quantity = clause("2020");
  quantity.kind = Literal::Kind::kQuantity;
  Literal date = clause("2020");
  date.kind = Literal::Kind::kDate;
  EXPECT_EQ((std::set<uint64_t>{literal_id(clause("2020")), literal_id(quantity), literal_id(date)}
                 .size()),
            3u);
  Literal with_value = quantity;
  with_value.value = "2020";
  with_value.unit = "x";
  EXPECT_EQ(literal_id(with_value), literal_id(quantity));
}

TEST(StatementId, IsOfWhatTheFactSays) {
  const StatementId id = statement_id(sample(), "announced");
  std::set<StatementId> others;
  Statement other = sample();
  other.subject = 12;
  others.insert(statement_id(other, "announced"));
  other = sample();
  other.object = EntityId{23};
  others.insert(statement_id(other, "announced"));
  other.object = clause("22");
  others.insert(statement_id(other, "announced"));
  for (int i = 1; i < 5; ++i) {
    other = sample();
    other.modality = static_cast<Modality>(i);
    others.insert(statement_id(other, "announced"));
  }
  other = sample();
  other.speaker = 5;
  others.insert(statement_id(other, "announced"));
  others.insert(statement_id(sample(), "stated"));
  other = sample();
  std::swap(other.subject, std::get<EntityId>(other.object));
  others.insert(statement_id(other, "announced"));
  EXPECT_EQ(others.size(), 10u);
  EXPECT_FALSE(others.contains(id));
}

TEST(StatementId, IsNotOfHowItIsSaid) {
  Statement other = sample();
  other.relation = 9;  // seeds may renumber relations
  other.confidence = 0.25f;
  other.qualifiers = {{.kind = QualifierKind::kPlace, .text = "Huế"}};
  other.evidence = {{.sentence = {3, 9}}};
  EXPECT_EQ(statement_id(other, "announced"), statement_id(sample(), "announced"));
}

TEST(StatementId, FoldsTheClauseOfItsObject) {
  Statement one = sample(), other = sample();
  one.object = clause("Hoà giải Ở cơ sở");
  other.object = clause("hòa giải ở cơ sở");
  EXPECT_EQ(statement_id(one, "stated"), statement_id(other, "stated"));
}

// A literal whose hash equals an entity's id is still another object.
TEST(StatementId, KeepsEntitiesAndLiteralsApart) {
  Statement literal = sample(), entity = sample();
  literal.object = clause("x");
  entity.object = EntityId{literal_id(clause("x"))};
  EXPECT_NE(statement_id(literal, "stated"), statement_id(entity, "stated"));
}

// Graphs on disk hold these ids. A failure here means that every stored graph breaks.
TEST(StatementId, NeverChanges) {
  EXPECT_EQ(statement_id(sample(), "announced"), 0x1D786619D47176F5ull);
  Statement claimed = sample();
  claimed.object = clause("Hoà bình");
  claimed.modality = Modality::kClaimed;
  claimed.speaker = 44;
  EXPECT_EQ(statement_id(claimed, "stated"), 0x1C433A1427C4CFCCull);
}

TEST(Extraction, FindsEntitiesById) {
  Extraction extraction;
  EXPECT_EQ(extraction.find(7), nullptr);
  for (EntityId id : {3, 5, 9}) extraction.entities.push_back({.id = id});
  for (const Entity& entity : extraction.entities) EXPECT_EQ(extraction.find(entity.id), &entity);
  for (EntityId id : {0, 4, 6, 10}) EXPECT_EQ(extraction.find(id), nullptr);
}

}  // namespace
}  // namespace boba
