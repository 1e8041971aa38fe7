// How far a candidate leads what it competes with, by the network's log odds.
#ifndef BOBA_EXTRACT_RELATIONS_RIVALS_H_
#define BOBA_EXTRACT_RELATIONS_RIVALS_H_

#include <span>

#include "extract/relations/candidates.h"

namespace boba {

// Sets Candidate::leads from Candidate::network. Candidates must stand by sentence; those of one are sorted.
void compare_rivals(std::span<Candidate> candidates);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_RIVALS_H_
