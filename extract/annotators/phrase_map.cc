#include "extract/annotators/phrase_map.h"

#include <algorithm>
#include <utility>

#include "core/hash.h"
#include "extract/annotators/lines.h"
#include "extract/annotators/syllables.h"

namespace boba {
namespace {

constexpr size_t kFirstCapacity = 256;

uint64_t extended(uint64_t path, uint64_t key) { return mix(path, key) | 1; }

// The text before the next tab, which is taken off `line` with it.
std::string_view next_field(std::string_view& line) {
  const size_t end = std::min(line.find('\t'), line.size());
  const std::string_view field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

}  // namespace

PhraseMap::PhraseMap(std::string_view tsv, std::span<const std::string_view> kinds) {
  const SyllableAnnotator syllables("");
  for_each_line(tsv, [&](std::string_view line) {
    Document phrase;
    phrase.text = next_field(line);
    const auto kind = std::find(kinds.begin(), kinds.end(), next_field(line));
    syllables.annotate(phrase, {0, static_cast<uint32_t>(phrase.text.size())});
    if (kind == kinds.end() || phrase.syllables.empty()) return;
    uint64_t path = 0;
    Node* node = nullptr;
    for (const Syllable& syllable : phrase.syllables) {
      path = extended(path, syllable.key);
      node = &create(path);
    }
    node->kinds |= 1u << (kind - kinds.begin());
    if (line.empty()) return;
    node->value = static_cast<uint32_t>(values_.size());
    values_.emplace_back(line);
  });
}

const PhraseMap::Node* PhraseMap::find(uint64_t path) const {
  if (nodes_.empty()) return nullptr;
  for (size_t i = path >> 8;; ++i) {
    const Node& node = nodes_[i & (nodes_.size() - 1)];
    if (node.path == path) return &node;
    if (node.path == 0) return nullptr;
  }
}

PhraseMap::Node& PhraseMap::create(uint64_t path) {
  if (used_ * 2 >= nodes_.size()) {
    std::vector<Node> old = std::exchange(nodes_, {});
    nodes_.resize(old.empty() ? kFirstCapacity : old.size() * 2);
    used_ = 0;
    for (const Node& node : old)
      if (node.path != 0) create(node.path) = node;
  }
  for (size_t i = path >> 8;; ++i) {
    Node& node = nodes_[i & (nodes_.size() - 1)];
    if (node.path == path) return node;
    if (node.path != 0) continue;
    ++used_;
    node.path = path;
    return node;
  }
}

PhraseMap::Match PhraseMap::longest(std::span<const Syllable> syllables, size_t at, uint32_t kinds) const {
  Match best;
  uint64_t path = 0;
  for (size_t i = at; i < syllables.size(); ++i) {
    path = extended(path, syllables[i].key);
    const Node* node = find(path);
    if (node == nullptr) break;
    if ((node->kinds & kinds) != 0) best = {static_cast<uint32_t>(i - at + 1), node->kinds, values_[node->value]};
  }
  return best;
}

}  // namespace boba
