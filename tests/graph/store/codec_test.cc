#include "graph/store/codec.h"

#include <gtest/gtest.h>

#include <random>

namespace boba {
namespace {

StatementValue statement_value() {
  StatementValue value;
  value.subject = 0x1122334455667788;
  value.relation = relation_key("announced");
  value.object = {ObjectKey::Kind::kQuantity, 42};
  value.claim = {Modality::kClaimed, 7};
  value.literal = {Literal::Kind::kQuantity, "50 nghìn", "50000", "doanh nghiệp"};
  value.confidence = 0.25f;
  value.qualifiers = {{QualifierKind::kTime, "18/8", "XXXX-08-18", 0}, {QualifierKind::kRole, "Bộ trưởng", "", 9}};
  value.evidence = {{{0, 300}, {5, 9}, {0, 4}, {}, 3}, {{400, 500}, {}, {}, {}, 4}};
  return value;
}

EntityValue entity_value() { return {EntityType::kProgram, "Nước sạch", {"NS", "nước sạch"}}; }

DocumentValue document_value() {
  return {true, "Tin", "Báo", "http://x/1", "2020-08-18", "v1", 0x0123456789ABCDEF, {1, 2, 300}, {UINT64_MAX}};
}

TEST(Codec, ValuesComeBack) {
  const StatementValue statement = statement_value();
  const auto decoded = decode_statement(encode(statement));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(encode(*decoded), encode(statement));
  EXPECT_EQ(decoded->subject, statement.subject);
  EXPECT_EQ(decoded->object, statement.object);
  EXPECT_EQ(decoded->claim, statement.claim);
  EXPECT_EQ(decoded->literal.kind, Literal::Kind::kQuantity);
  EXPECT_EQ(decoded->literal.unit, "doanh nghiệp");
  EXPECT_EQ(decoded->qualifiers, statement.qualifiers);
  ASSERT_EQ(decoded->evidence.size(), 2u);
  EXPECT_EQ(decoded->evidence[0].sentence, (Span{0, 300}));
  EXPECT_EQ(decoded->evidence[0].trigger, (Span{5, 9}));
  EXPECT_EQ(decoded->evidence[1].sentence_index, 4u);
  EXPECT_EQ(decode_entity(encode(entity_value())), entity_value());
  EXPECT_EQ(decode_document(encode(document_value())), document_value());
  const Claim claim{Modality::kNegated, 0}, spoken{Modality::kClaimed, 1};
  EXPECT_EQ(decode_claim(encode(claim)), claim);
  EXPECT_EQ(decode_claim(encode(spoken)), spoken);
}

TEST(Codec, KeysComeBack) {
  const Triple triple{0x1122334455667788, relation_key("announced"), {ObjectKey::Kind::kDate, UINT64_MAX}, 5};
  for (IndexOrder order : {IndexOrder::kSpo, IndexOrder::kPos, IndexOrder::kOsp})
    EXPECT_EQ(decode_index_key(order, encode_index_key(order, triple)), triple);
  const std::string owned = encode_owned_key(9, "d1"), name = encode_name_key("bo", 0), at = encode_newest_key("2020", "d");
  EXPECT_EQ(decode_owned_key(owned)->id, 9u);
  EXPECT_EQ(decode_owned_key(owned)->document, "d1");
  EXPECT_EQ(decode_name_key(name)->token, "bo");
  EXPECT_EQ(decode_name_key(name)->entity, 0u);
  EXPECT_EQ(decode_newest_key(at), "d");
}

TEST(Codec, PatternsArePrefixesOfTheKeysTheyMatch) {
  const Triple triple{1, relation_key("announced"), {ObjectKey::Kind::kEntity, 3}, 4};
  for (int bound = 0; bound < 8; ++bound) {
    TriplePattern pattern;
    if (bound & 1) pattern.subject = 1;
    if (bound & 2) pattern.relation = "announced";
    if (bound & 4) pattern.object = triple.object;
    const IndexOrder order = choose_order(pattern);
    const std::string prefix = encode_index_prefix(order, pattern);
    EXPECT_TRUE(encode_index_key(order, triple).starts_with(prefix));
    const size_t bytes = (bound & 1 ? 8 : 0) + (bound & 2 ? 4 : 0) + (bound & 4 ? 9 : 0);
    EXPECT_EQ(prefix.size(), bytes) << "every bound term is in the prefix";
  }
}

TEST(Codec, NewerDatesSortFirst) {
  const std::vector<std::string> newest_first = {"2021-01-02", "2020-08-18", "2020-08", "2020", "1999", ""};
  for (size_t i = 1; i < newest_first.size(); ++i)
    EXPECT_LT(encode_newest_key(newest_first[i - 1], "z"), encode_newest_key(newest_first[i], "a"));
  EXPECT_LT(encode_newest_key("2020", "a"), encode_newest_key("2020", "b"));
}

// What is cut short or has something behind it is refused.
template <typename Decode>
void expect_exact(const std::string& bytes, Decode decode) {
  EXPECT_TRUE(decode(bytes));
  for (size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode(std::string_view(bytes).substr(0, size)));
  EXPECT_FALSE(decode(bytes + '\0'));
}

TEST(Codec, RefusesWhatIsCutOrLonger) {
  expect_exact(encode(statement_value()), decode_statement);
  expect_exact(encode(entity_value()), decode_entity);
  expect_exact(encode(document_value()), decode_document);
  EXPECT_FALSE(decode_claim(encode(Claim{Modality::kClaimed, 1}).substr(0, 5)));
  expect_exact(encode_u32(1), decode_u32);
}

TEST(Codec, RefusesWhatNoEncoderWrites) {
  EXPECT_FALSE(decode_claim("\x05"));                             // no such modality
  EXPECT_FALSE(decode_claim(std::string("\x00", 1) + encode_u64(0)));  // speaker 0 is left out
  StatementValue wrong = statement_value();
  wrong.confidence = 1.5f;
  EXPECT_FALSE(decode_statement(encode(wrong)));
  wrong = statement_value();
  wrong.evidence.clear();
  EXPECT_FALSE(decode_statement(encode(wrong)));
  EXPECT_FALSE(decode_entity(std::string("\x02\x80\x00\x00", 4)));           // varint 0 in two bytes
  EXPECT_FALSE(decode_entity(std::string("\x02\x00\xFF\xFF\xFF\xFF\x0F", 7)));  // 2^32 - 1 aliases in no bytes
  DocumentValue unsorted = document_value();
  unsorted.statements = {2, 1};
  EXPECT_FALSE(decode_document(encode(unsorted)));
}

// Whatever the bytes: no crash, and what is accepted is exactly what an encoder writes.
TEST(Codec, AcceptedBytesAreCanonical) {
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const std::vector<std::string> good = {encode(statement_value()), encode(entity_value()), encode(document_value()),
                                         encode(Claim{Modality::kClaimed, 1})};
  size_t accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = good[random() % good.size()];
    for (size_t changes = 1 + random() % 3; changes > 0; --changes)
      bytes[random() % bytes.size()] = static_cast<char>(random() % 2 == 0 ? random() : random() % 4);
    const auto check = [&](const auto& value) {
      if (!value) return;
      EXPECT_EQ(encode(*value), bytes);
      ++accepted;
    };
    check(decode_statement(bytes));
    check(decode_entity(bytes));
    check(decode_document(bytes));
    check(decode_claim(bytes));
  }
  EXPECT_GT(accepted, 1000u);
}

}  // namespace
}  // namespace boba
