// Second look at each range that the network proposes: with its rivals and its repetitions in the document.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAME_SPANS_H_
#define BOBA_EXTRACT_ANNOTATORS_NAME_SPANS_H_

#include <cstdint>
#include <vector>

#include "core/document.h"
#include "extract/annotators/name_features.h"
#include "extract/annotators/name_reader.h"

namespace boba {

// The candidates of a document, sorted by sentence, and what the features need to know about each.
class NameSpans {
 public:
  NameSpans(const Document& document, const NameCells& cells, std::vector<NameCandidate> candidates);

  const std::vector<NameCandidate>& candidates() const { return candidates_; }
  // Fills `out` with the features of candidate `index`: what the network says of it, its repetitions and its rivals.
  void features(size_t index, std::vector<uint64_t>& out) const;

 private:
  // Of all candidates with the same syllables and type.
  struct Repeats {
    float best = 0;
    float sum = 0;
    uint32_t count = 0;
  };
  // The most likely other candidate ...
  struct Rivals {
    float around = 0;    // of the same type that contains this one
    float within = 0;    // of the same type inside this one
    float across = 0;    // of the same type that overlaps it otherwise
    float same = 0;      // of another type with the same range
    uint32_t same_type = 0;
    float parent = 0;    // of another type that contains it
    uint32_t parent_type = 0;
    bool parent_starts = false, parent_ends = false;
  };
  void find_again();
  void compare();

  const Document& document_;
  const NameCells& cells_;
  std::vector<NameCandidate> candidates_;
  std::vector<Repeats> repeats_;
  std::vector<Rivals> rivals_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAME_SPANS_H_
