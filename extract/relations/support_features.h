// What the frame parser says of a candidate, as features: whether a frame states it, how surely and with which borders,
// and what other frames make of the same words.
#ifndef BOBA_EXTRACT_RELATIONS_SUPPORT_FEATURES_H_
#define BOBA_EXTRACT_RELATIONS_SUPPORT_FEATURES_H_

#include <cstdint>
#include <vector>

#include "extract/relations/candidates.h"
#include "extract/relations/features.h"

namespace boba {

// Appends those of one part to `out`. `own` and `shared`: what features of the candidate's relation and pattern and of
// its pattern alone begin with. Linear in the frames of the sentence.
void support_features(const DocumentContext& context, const Candidate& candidate, FeaturePart part, uint64_t own,
                      uint64_t shared, std::vector<uint64_t>& out);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_SUPPORT_FEATURES_H_
