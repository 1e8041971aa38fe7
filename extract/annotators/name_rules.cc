#include "extract/annotators/name_rules.h"

#include <algorithm>
#include <initializer_list>
#include <tuple>

namespace boba {
namespace {

constexpr float kLikely = 0.05f;     // chains this sure of a candidate let others derive from it
constexpr float kSeedChance = 0.01f;
constexpr float kPhraseChance = 0.005f;
constexpr uint32_t kMaxTail = 40;    // syllables that are searched for later heads

uint32_t heads_of(EntityType type) {
  switch (type) {
    case EntityType::kPosition: return bit(PhraseClass::kPosition);
    case EntityType::kOrganization: return bit(PhraseClass::kOrganizationHead) | bit(PhraseClass::kOrganization);
    case EntityType::kPlace:
      return bit(PhraseClass::kPlaceHead) | bit(PhraseClass::kProvince) | bit(PhraseClass::kCountry);
    case EntityType::kEvent: return bit(PhraseClass::kEventHead);
    case EntityType::kProgram: return bit(PhraseClass::kProgramHead);
    case EntityType::kDocument: return bit(PhraseClass::kDocumentHead);
    case EntityType::kProduct: return bit(PhraseClass::kProductHead);
    case EntityType::kGroup: return bit(PhraseClass::kGroupHead);
    case EntityType::kConcept: return bit(PhraseClass::kConceptHead);
    case EntityType::kPerson: return 0;
  }
  return 0;
}

class Deriver {
 public:
  Deriver(const Document& document, const NameCells& cells, std::vector<NameCandidate>& candidates)
      : document_(document), cells_(cells), candidates_(candidates) {}

  void run(NameOrigin end) {
    const size_t given = candidates_.size();
    for (size_t i = 0; i < given; ++i) {
      const NameCandidate c = candidates_[i];
      if (c.chance < kLikely) continue;
      if (c.type == EntityType::kPerson) add_titled(c, given);
      add_tails(c);
    }
    for (const Sentence& sentence : document_.sentences) add_seeds(sentence);
    if (end > NameOrigin::kPhrase)
      for (const NameTree::Phrase& phrase : cells_.tree().phrases()) add_phrase(phrase);
    std::erase_if(candidates_, [&](const NameCandidate& c) { return runs_on(c) || cuts_phrase(cells_, c.last) || !is_balanced(c); });
    remove_doubles();
  }

 private:
  void add(uint32_t first, uint32_t last, EntityType type, float chance, NameOrigin origin) {
    candidates_.push_back({first, last, type, chance, origin});
  }
  bool begins(uint32_t at, uint32_t classes) const {
    return cells_[at].length > 0 && cells_[at].inside == 0 && (cells_[at].classes & classes) != 0;
  }
  bool is_capital(uint32_t at) const { return document_.syllables[at].is(Syllable::kCapital); }

  // The first syllable of the sentence that holds `at` is at or before it: cells never cross sentences.
  void add_titled(const NameCandidate& c, size_t given) {
    if (c.first == 0) return;
    const NameCell& before = cells_[c.first - 1];
    constexpr uint32_t kTitles = bit(PhraseClass::kHonorific) | bit(PhraseClass::kPosition);
    if (before.length > 0 && before.inside + 1 == before.length && (before.classes & kTitles) != 0 &&
        same_sentence(c.first - 1, c.first))
      add(c.first - before.length, c.last, EntityType::kPerson, c.chance / 2, NameOrigin::kTitled);
    for (size_t i = 0; i < given; ++i) {
      const NameCandidate& office = candidates_[i];
      if (office.first > c.first) break;
      if (office.last == c.first && office.type == EntityType::kPosition && office.chance >= kLikely &&
          same_sentence(office.first, c.first))
        add(office.first, c.last, EntityType::kPerson, std::min(c.chance, office.chance) / 2, NameOrigin::kTitled);
    }
  }
  bool same_sentence(uint32_t a, uint32_t b) const {
    const auto after = std::partition_point(document_.sentences.begin(), document_.sentences.end(),
                                            [&](const Sentence& s) { return s.last_syllable <= a; });
    return after != document_.sentences.end() && b < after->last_syllable;
  }

  void add_tails(const NameCandidate& c) {
    const uint32_t heads = heads_of(c.type);
    const uint32_t end = std::min(c.last, c.first + kMaxTail);
    for (uint32_t at = c.first + 1; at < end; ++at)
      if (begins(at, heads)) add(at, c.last, c.type, c.chance / 4, NameOrigin::kTail);
  }

  // A noun that a gazetteer knows as a head, with its parts, and with the words before it that count or point.
  void add_phrase(const NameTree::Phrase& phrase) {
    using enum EntityType;
    constexpr EntityType kSoft[] = {kEvent, kProgram, kDocument, kProduct, kGroup, kConcept};
    for (const EntityType type : kSoft) {
      if (!begins(phrase.head, heads_of(type))) continue;
      add(phrase.head, phrase.last, type, kPhraseChance, NameOrigin::kPhrase);
      if (phrase.first < phrase.head && type == kGroup)
        add(phrase.first, phrase.last, type, kPhraseChance, NameOrigin::kPhrase);
    }
  }

  // Over the end of a name into what is said of it; the titles of works, in quotation marks, may hold any word.
  bool runs_on(const NameCandidate& c) const {
    for (uint32_t at = c.first + 1; at < c.last; ++at)
      if (cells_[at].ends_names && !cells_[at].quoted) return true;
    return false;
  }

  bool is_balanced(const NameCandidate& c) const {
    int depth = 0;
    for (uint32_t at = c.first; at < c.last && depth >= 0; ++at) {
      const std::string_view text = document_.in(document_.syllables[at].span);
      if (text == "(") ++depth;
      if (text == ")") --depth;
    }
    return depth == 0;
  }

  // End of the capitalised syllables from `at` on, with "&" and glued dashes between them.
  uint32_t end_of_capitals(uint32_t at, uint32_t last) const {
    uint32_t end = at;
    while (end < last) {
      if (is_capital(end)) {
        ++end;
      } else if (end > at && end + 1 < last && is_capital(end + 1) && document_.syllables[end + 1].is(Syllable::kGluedLeft) &&
                 document_.syllables[end].is(Syllable::kGluedLeft) && document_.in(document_.syllables[end].span) == "-") {
        ++end;
      } else {
        break;
      }
    }
    return end;
  }

  void add_seeds(const Sentence& sentence) {
    using enum EntityType;
    constexpr EntityType kHeaded[] = {kPosition, kOrganization, kPlace, kEvent, kProgram, kDocument, kProduct, kGroup, kConcept};
    const uint32_t last = sentence.last_syllable;
    for (uint32_t at = sentence.first_syllable; at < last; ++at) {
      const NameCell& cell = cells_[at];
      if (cell.length > 0 && cell.inside == 0) {
        const uint32_t end = at + cell.length;
        const uint32_t capitals = end_of_capitals(end, last);
        for (const EntityType type : kHeaded)
          if ((cell.classes & heads_of(type)) != 0) {
            add(at, end, type, kSeedChance, NameOrigin::kSeed);
            if (capitals > end) add(at, capitals, type, kSeedChance, NameOrigin::kSeed);
          }
        if ((cell.classes & bit(PhraseClass::kDistrict)) != 0) add(at, end, kPlace, kSeedChance, NameOrigin::kSeed);
        constexpr uint32_t kActs = bit(PhraseClass::kProvince) | bit(PhraseClass::kCountry);
        if ((cell.classes & kActs) != 0) add(at, end, kOrganization, kSeedChance, NameOrigin::kSeed);
        if ((cell.classes & bit(PhraseClass::kPosition)) != 0) add(at, end, kPerson, kSeedChance, NameOrigin::kSeed);
        if ((cell.classes & bit(PhraseClass::kQuantifier)) != 0 && end < last &&
            begins(end, bit(PhraseClass::kGroupHead)))
          add(at, end + cells_[end].length, kGroup, kSeedChance, NameOrigin::kSeed);
      }
      const bool run_begins = is_capital(at) && (at == sentence.first_syllable || !is_capital(at - 1));
      if (!run_begins) continue;
      const uint32_t end = end_of_capitals(at, last);
      if (end - at < 2 && at == sentence.first_syllable) continue;
      for (const EntityType type : {kPerson, kOrganization, kPlace}) add(at, end, type, kSeedChance, NameOrigin::kSeed);
    }
  }

  // Of the same range and type the likeliest stays, of these the one nearest to the chains.
  void remove_doubles() {
    std::sort(candidates_.begin(), candidates_.end(), [](const NameCandidate& a, const NameCandidate& b) {
      return std::tuple(a.first, a.last, a.type, -a.chance, a.origin) <
             std::tuple(b.first, b.last, b.type, -b.chance, b.origin);
    });
    const auto same = [](const NameCandidate& a, const NameCandidate& b) {
      return a.first == b.first && a.last == b.last && a.type == b.type;
    };
    candidates_.erase(std::unique(candidates_.begin(), candidates_.end(), same), candidates_.end());
  }

  const Document& document_;
  const NameCells& cells_;
  std::vector<NameCandidate>& candidates_;
};

}  // namespace

bool cuts_phrase(const NameCells& cells, uint32_t last) {
  constexpr uint32_t kWhole = bit(PhraseClass::kPosition) | bit(PhraseClass::kConceptHead) |
                              bit(PhraseClass::kProvince) | bit(PhraseClass::kCountry);
  if (last >= cells.all().size()) return false;
  return cells[last].inside > 0 && (cells[last].classes & kWhole) != 0;
}

void derive_names(const Document& document, const NameCells& cells, std::vector<NameCandidate>& candidates,
                  NameOrigin end) {
  Deriver(document, cells, candidates).run(end);
}

}  // namespace boba
