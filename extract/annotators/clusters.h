// Words and word-like units by what stands next to them in the news: a cheap view of word class and meaning.
#ifndef BOBA_EXTRACT_ANNOTATORS_CLUSTERS_H_
#define BOBA_EXTRACT_ANNOTATORS_CLUSTERS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/hash.h"
#include "core/result.h"

namespace boba {

// A syllable with its capital: what units are made of. Numbers are one, by how they are written.
inline uint64_t unit_key(const Syllable& syllable) {
  if (!syllable.is(Syllable::kLetters) && syllable.is(Syllable::kDigits)) return 7 + (syllable.span.size() > 2);
  return mix(syllable.key, syllable.is(Syllable::kAllCapitals) ? 3 : syllable.is(Syllable::kCapital) ? 2 : 1);
}
// The path of a unit extended by one syllable; the first extends 0.
constexpr uint64_t unit_path(uint64_t path, uint64_t key) { return mix(path, key) | 1; }

// Units of one to four syllables with their clusters, and the longest of them at a place of the text.
class ClusterTable {
 public:
  static constexpr uint8_t kNone = 255;

  struct Match {
    uint32_t length = 0;     // in syllables; 0: unknown
    uint8_t fine = kNone;    // 0..254
    uint8_t coarse = kNone;  // the group of fine clusters
  };

  // `model`: the bytes of clusters.model; copied. kCorrupt, kUnsupported.
  static Result<ClusterTable> load(std::string_view model);
  // The table that the program embeds.
  static Result<ClusterTable> load();

  // The longest unit that begins at syllables[at]. Constant time.
  Match longest(std::span<const Syllable> syllables, size_t at) const;

  static constexpr std::string_view kModelKind = "clusters";
  static constexpr uint32_t kModelVersion = 1;

 private:
  struct Node {
    uint64_t path = 0;  // 0: free
    uint8_t fine = kNone;
  };
  const Node* find(uint64_t path) const;

  std::vector<Node> nodes_;
  std::vector<uint8_t> coarse_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_CLUSTERS_H_
