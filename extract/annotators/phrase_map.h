// Phrases of a grammar file, matched on syllables.
#ifndef BOBA_EXTRACT_ANNOTATORS_PHRASE_MAP_H_
#define BOBA_EXTRACT_ANNOTATORS_PHRASE_MAP_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace boba {

// From phrases to their kinds (a bit each) and value. Syllables compare by Syllable::key, so case and the place of the
// tone mark do not count.
class PhraseMap {
 public:
  struct Match {
    uint32_t length = 0;  // in syllables; 0: no phrase
    uint32_t kinds = 0;
    std::string_view value;
    explicit operator bool() const { return length > 0; }
  };

  // `tsv`: lines "phrase<TAB>kind<TAB>value", the value optional; bit i is kinds[i]. A phrase may stand on several
  // lines: its kinds add up, its last value holds. Lines of a kind that is not in `kinds` are left out.
  PhraseMap(std::string_view tsv, std::span<const std::string_view> kinds);

  // The longest phrase of one of `kinds` that begins at syllables[at], if any. Linear in its length.
  Match longest(std::span<const Syllable> syllables, size_t at, uint32_t kinds = ~0u) const;

 private:
  struct Node {
    uint64_t path = 0;  // hash of the syllables so far; 0: the slot is free
    uint32_t kinds = 0;
    uint32_t value = 0;  // index into values_
  };
  const Node* find(uint64_t path) const;
  Node& create(uint64_t path);

  std::vector<Node> nodes_;
  std::vector<std::string> values_ = {""};
  size_t used_ = 0;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_PHRASE_MAP_H_
