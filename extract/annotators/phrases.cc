#include "extract/annotators/phrases.h"

#include <array>
#include <string>
#include <utility>

#include "core/hash.h"
#include "embedded/seeds.h"
#include "extract/annotators/lines.h"
#include "extract/annotators/syllables.h"

namespace boba {
namespace {

constexpr size_t kFirstCapacity = 1024;

uint64_t extended(uint64_t path, uint64_t key) { return mix(path, key) | 1; }

constexpr std::array<std::pair<std::string_view, PhraseClass>, 18> kFiles = {{
    {"surnames", PhraseClass::kSurname},
    {"honorifics", PhraseClass::kHonorific},
    {"positions", PhraseClass::kPosition},
    {"organization_heads", PhraseClass::kOrganizationHead},
    {"organizations", PhraseClass::kOrganization},
    {"organization_acronyms", PhraseClass::kOrganization},
    {"place_heads", PhraseClass::kPlaceHead},
    {"provinces", PhraseClass::kProvince},
    {"districts", PhraseClass::kDistrict},
    {"countries", PhraseClass::kCountry},
    {"event_heads", PhraseClass::kEventHead},
    {"document_heads", PhraseClass::kDocumentHead},
    {"program_heads", PhraseClass::kProgramHead},
    {"product_heads", PhraseClass::kProductHead},
    {"group_heads", PhraseClass::kGroupHead},
    {"quantifiers", PhraseClass::kQuantifier},
    {"concept_heads", PhraseClass::kConceptHead},
    {"speech_verbs", PhraseClass::kSpeechVerb},
}};

}  // namespace

PhraseTable PhraseTable::from_seeds() {
  PhraseTable table;
  for (const auto& [name, c] : kFiles) table.add(seeds::find("gazetteers/" + std::string(name) + ".txt"), c);
  table.add_name_ends(seeds::find("grammar/name_ends.txt"));
  return table;
}

const PhraseTable::Node* PhraseTable::find(uint64_t path) const {
  if (nodes_.empty()) return nullptr;
  for (size_t i = path >> 8;; ++i) {
    const Node& node = nodes_[i & (nodes_.size() - 1)];
    if (node.path == path) return &node;
    if (node.path == 0) return nullptr;
  }
}

PhraseTable::Node& PhraseTable::create(uint64_t path) {
  if (used_ * 2 >= nodes_.size()) {
    std::vector<Node> old = std::move(nodes_);
    nodes_.assign(old.empty() ? kFirstCapacity : old.size() * 2, {});
    used_ = 0;
    for (const Node& node : old)
      if (node.path != 0) create(node.path) = node;
  }
  size_t i = path >> 8;
  while (true) {
    Node& node = nodes_[i & (nodes_.size() - 1)];
    if (node.path == path) return node;
    if (node.path == 0) {
      ++used_;
      node.path = path;
      return node;
    }
    ++i;
  }
}

void PhraseTable::add(std::string_view lines, uint32_t classes) {
  const SyllableAnnotator syllables("");
  for_each_line(lines, [&](std::string_view line) {
    Document phrase;
    phrase.text = line;
    syllables.annotate(phrase, {0, static_cast<uint32_t>(line.size())});
    uint64_t path = 0;
    Node* node = nullptr;
    for (const Syllable& syllable : phrase.syllables) {
      path = extended(path, syllable.key);
      node = &create(path);
    }
    if (node == nullptr) return;
    (phrase.syllables[0].is(Syllable::kCapital) ? node->capital : node->any) |= classes;
  });
}

PhraseMatch PhraseTable::longest(std::span<const Syllable> syllables, size_t at) const {
  PhraseMatch best;
  const bool capital = syllables[at].is(Syllable::kCapital);
  uint64_t path = 0;
  for (size_t i = at; i < syllables.size(); ++i) {
    path = extended(path, syllables[i].key);
    const Node* node = find(path);
    if (node == nullptr) break;
    const uint32_t all = node->any | (capital ? node->capital : 0), classes = all & ~kNameEnds;
    if (classes != 0) {
      best.length = static_cast<uint32_t>(i - at + 1);
      best.classes = classes;
    }
    if (all != classes) best.ends_names = true;
  }
  return best;
}

}  // namespace boba
