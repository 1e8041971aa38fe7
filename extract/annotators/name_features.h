// What readers of names see of a syllable.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAME_FEATURES_H_
#define BOBA_EXTRACT_ANNOTATORS_NAME_FEATURES_H_

#include <array>
#include <cstdint>
#include <vector>

#include "core/document.h"
#include "extract/annotators/clusters.h"
#include "extract/annotators/name_words.h"
#include "extract/annotators/phrases.h"

namespace boba {

// A syllable as features see it.
struct NameCell {
  uint32_t classes = 0;   // of the phrase that covers it
  uint16_t inside = 0;    // its place in that phrase, from 0
  uint16_t length = 0;    // of that phrase; 0 where there is none
  uint64_t shape = 0;     // small
  uint64_t head = 0;      // hash of the classes of the nearest head to the left, 0 behind a stop
  uint64_t distance = 0;  // from that head, at most kMaxHeadDistance
  uint64_t fine = 0;      // cluster of the unit that covers it, and whether it begins or goes on there
  uint64_t coarse = 0;
  bool ends_names = false;  // whether a word begins here that no name goes on with
  bool quoted = false;
  bool bracketed = false;
  NameWord word;
};

// Cells of a whole document.
class NameCells {
 public:
  NameCells(const Document& document, const PhraseTable& phrases, const ClusterTable& clusters);
  const NameCell& operator[](size_t syllable) const { return cells_[syllable]; }
  const std::vector<NameCell>& all() const { return cells_; }

 private:
  std::vector<NameCell> cells_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAME_FEATURES_H_
