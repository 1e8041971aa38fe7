// docs/store_format.md and the encoder say the same.
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "core/statement.h"
#include "graph/store/codec.h"

namespace boba {
namespace {

constexpr EntityId kSubject = 0x1122334455667788, kObject = 0x99AABBCCDDEEFF00, kSpeaker = 0xA1;
constexpr StatementId kStatement = 0x0102030405060708;

std::string to_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned char c : bytes) hex += {kDigits[c >> 4], kDigits[c & 15]};
  return hex;
}

std::map<std::string, std::string> examples_in(const std::string& path) {
  std::ifstream file(path);
  std::map<std::string, std::string> examples;
  std::string line, name;
  while (std::getline(file, line)) {
    if (line.starts_with("```hex ")) {
      name = line.substr(7);
    } else if (line.starts_with("```")) {
      name.clear();
    } else if (!name.empty()) {
      std::erase(line, ' ');
      examples[name] += line;
    }
  }
  return examples;
}

Triple triple() { return {kSubject, relation_key("announced"), {ObjectKey::Kind::kEntity, kObject}, kStatement}; }

StatementValue entity_statement() {
  StatementValue value{kSubject, relation_key("announced"), {ObjectKey::Kind::kEntity, kObject}, {Modality::kPlanned, 0},
                       {}, 0.75f, {{QualifierKind::kTime, "18/8", "XXXX-08-18", 0}}, {}};
  value.evidence = {{{10, 200}, {30, 38}, {10, 16}, {}, 1}};
  return value;
}

StatementValue date_statement() {
  const Literal date{Literal::Kind::kDate, "18/8", "XXXX-08-18", ""};
  StatementValue value{kSubject, relation_key("announced"), object_key(date), {Modality::kClaimed, kSpeaker}, date,
                       1.0f, {}, {}};
  value.evidence = {{{0, 9}, {}, {}, {5, 9}, 0}};
  return value;
}

TEST(StoreFormat, ExamplesAreWhatTheEncoderWrites) {
  const std::map<std::string, std::string> written = {
      {"schema value", encode_u32(kSchemaVersion)},
      {"spo key", encode_index_key(IndexOrder::kSpo, triple())},
      {"pos key", encode_index_key(IndexOrder::kPos, triple())},
      {"osp key", encode_index_key(IndexOrder::kOsp, triple())},
      {"index value, planned", encode(Claim{Modality::kPlanned, 0})},
      {"index value, claimed by 00000000000000a1", encode(Claim{Modality::kClaimed, kSpeaker})},
      {"statement key", encode_owned_key(kStatement, "d1")},
      {"statement value, entity object", encode(entity_statement())},
      {"statement value, date object", encode(date_statement())},
      {"entity key", encode_owned_key(kSubject, "d1")},
      {"entity value", encode(EntityValue{EntityType::kOrganization, "Bộ Thông tin", {"Bộ TT"}})},
      {"name key", encode_name_key("thong", kSubject)},
      {"document value", encode(DocumentValue{true, "Tin", "Báo", "http://x/1", "2020-08-18", "v1", 0x0123456789ABCDEF,
                                              {kStatement}, {kSubject, kObject}})},
      {"newest key, 2020-08-18", encode_newest_key("2020-08-18", "d1")},
      {"newest key, undated", encode_newest_key("", "d1")},
      {"merge key", encode_id_pair(kSubject, kObject)},
      {"moved key", encode_id_pair(0x0F1E2D3C4B5A6978, kStatement)},
      {"separate key", encode_owned_key(kSubject, "d1")},
      {"relation key", encode_u32(relation_key("announced"))},
  };
  const auto examples = examples_in(std::string(BOBA_SOURCE_DIR) + "/docs/store_format.md");
  for (const auto& [name, bytes] : written) {
    ASSERT_TRUE(examples.contains(name)) << name << " has no example";
    EXPECT_EQ(examples.at(name), to_hex(bytes)) << name;
  }
  for (const auto& [name, hex] : examples) EXPECT_TRUE(written.contains(name)) << name << " is not checked";
}

}  // namespace
}  // namespace boba
