// Which candidates stay when they contradict each other.
#ifndef BOBA_EXTRACT_RELATIONS_SELECTION_H_
#define BOBA_EXTRACT_RELATIONS_SELECTION_H_

#include <cstdint>
#include <span>
#include <vector>

#include "extract/relations/candidates.h"

namespace boba {

// A fact of the document: its best candidate and the others that say the same.
struct Selected {
  uint32_t candidate = 0;
  float probability = 0;
  std::vector<uint32_t> again;  // candidates that repeat it, in other sentences
};

// Takes candidates from the most probable down to `threshold`. A candidate is dropped when one already taken has the
// same trigger and subject and an object that overlaps, the same object with a subject that is not coordinated with
// its own, or says the reverse; it becomes a repetition when one taken says the same, or says a clause with nearly the
// same words of the same subject. What supersedes another relation ("appoints" "holds the office") takes its place if it
// is itself at least as probable as `likely`; if not, the other stands. Quadratic in what is taken.
std::vector<Selected> select(const DocumentContext& context, std::span<const Candidate> candidates,
                             std::span<const float> probabilities, float threshold, float likely,
                             std::span<const RelationShape> shapes);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_SELECTION_H_
