// Random documents over a small pool of entities, so that facts, names and literals meet in several documents.
#ifndef BOBA_TESTS_SUPPORT_RANDOM_FACTS_H_
#define BOBA_TESTS_SUPPORT_RANDOM_FACTS_H_

#include <random>
#include <string>
#include <vector>

#include "tests/support/facts.h"

namespace boba::testing {

class RandomFacts {
 public:
  explicit RandomFacts(uint64_t seed) : random_(seed) {}

  size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

  // One that documents may name.
  EntityId some_entity() {
    const Named& named = pick(pool());
    return entity_id(named.type, named.spellings.front());
  }

  // Some merges and separations, perhaps none, of what may be named in these documents and of what separations make.
  IdentityRecords records(const std::vector<std::string>& documents) {
    IdentityRecords out;
    for (size_t n = below(6); n > 0; --n) out.separations.push_back({some_entity(), pick(documents)});
    const auto some_id = [&] {
      return out.separations.empty() || below(2) == 0 ? some_entity() : separate_id(pick(out.separations));
    };
    for (size_t n = below(4); n > 0; --n)
      if (const MergeRecord record{some_id(), some_id()}; record.a != record.b) out.merges.push_back(record);
    return out;
  }

  // Something new to say under this id.
  DocumentFacts document(const std::string& id, size_t facts = 6) {
    static const std::vector<std::string> kDates = {"", "2020-08-18", "2020-08", "2021-01-02", "2019"};
    FactsBuilder b(id, below(4) == 0 ? "" : "Tin " + std::to_string(below(5)), pick(kDates));
    b.document().url = below(2) == 0 ? "" : "https://example.org/" + id;
    const size_t count = below(facts + 1);
    for (size_t i = 0; i < count; ++i) add_fact(b);
    return b.build();
  }

 private:
  struct Named {
    EntityType type;
    std::vector<std::string> spellings;  // of one identity
  };

  static const std::vector<Named>& pool() {
    static const std::vector<Named> kPool = {
        {EntityType::kPerson, {"Nguyễn Văn An", "NGUYỄN VĂN AN", "nguyễn văn an"}},
        {EntityType::kPerson, {"Trần Thị Bình"}},
        {EntityType::kPerson, {"Nguyễn Văn Ân"}},
        {EntityType::kOrganization, {"Bộ Y tế", "Bộ Y Tế", "Bộ I tế"}},
        {EntityType::kGroup, {"Bộ Y tế"}},
        {EntityType::kOrganization, {"Sở Công Thương"}},
        {EntityType::kPlace, {"Hòa Bình", "Hoà Bình"}},
        {EntityType::kPlace, {"Hà Nội"}},
        {EntityType::kProgram, {"Chương trình \"Nước sạch\"", "Chương trình Nước sạch"}},
        {EntityType::kConcept, {"chuyển đổi số", "Chuyển đổi số"}},
        {EntityType::kEvent, {"Đại hội XIII"}},
    };
    return kPool;
  }

  EntityId entity(FactsBuilder& b) {
    static const std::vector<std::string> kAliases = {"ông An", "Bộ", "BYT", "TT&TT", "chị Bình", "Thủ đô"};
    const Named& named = pick(pool());
    std::vector<std::string> aliases;
    while (below(3) == 0) aliases.push_back(pick(kAliases));
    return b.entity(named.type, pick(named.spellings), aliases);
  }

  Object object(FactsBuilder& b) {
    switch (below(6)) {
      case 0:
        return clause(below(2) == 0 ? "mở rộng dịch vụ" : "Mở rộng dịch vụ");
      case 1:
        return quantity(below(2) == 0 ? "50 nghìn" : "50 Nghìn", "50000", "");
      case 2:
        return date("18/8", below(2) == 0 ? "XXXX-08-18" : "2020-08-18");
      default:
        return entity(b);
    }
  }

  void add_fact(FactsBuilder& b) {
    static const std::vector<Modality> kModalities = {Modality::kAsserted, Modality::kAsserted, Modality::kPlanned,
                                                      Modality::kNegated, Modality::kClaimed};
    const EntityId subject = entity(b);
    const Object thing = object(b);
    const EntityId speaker = below(4) == 0 ? entity(b) : 0;
    const EntityId place = below(4) == 0 ? entity(b) : 0;
    Statement& s = b.fact(subject, relation_names()[below(4)], thing,
                          "Câu số " + std::to_string(below(3)) + " về Hà Nội, mở rộng dịch vụ.", "mở");
    s.modality = pick(kModalities);
    s.speaker = speaker;
    s.confidence = static_cast<float>(below(5)) / 4;
    if (below(3) == 0) s.qualifiers.push_back({QualifierKind::kTime, "18/8", "XXXX-08-18", 0});
    if (below(3) == 0) s.qualifiers.push_back({QualifierKind::kTime, "năm 2020", "2020", 0});
    if (place != 0) s.qualifiers.push_back({QualifierKind::kPlace, "ở đó", "", place});
  }

  std::mt19937_64 random_;
};

}  // namespace boba::testing

#endif  // BOBA_TESTS_SUPPORT_RANDOM_FACTS_H_
