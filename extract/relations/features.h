// What the scorer sees of a candidate: hashed indicator features.
#ifndef BOBA_EXTRACT_RELATIONS_FEATURES_H_
#define BOBA_EXTRACT_RELATIONS_FEATURES_H_

#include <cstdint>
#include <vector>

#include "extract/relations/candidates.h"

namespace boba {

// What a feature looks at. Candidates that share a trigger, a relation and a pattern have the same features of the
// first part; those that share a subject, the beginning of a literal object or an object besides, of those that follow.
enum class FeaturePart : uint8_t { kTrigger, kSubject, kStart, kObject, kBoth };

// Features of one candidate: hashes, to be reduced to a table's size by the scorer. Every feature stands twice, once
// for its relation and pattern alone, once for all relations together, so that what little a rare relation has seen is
// backed by how subjects and objects stand to any verb.
// Linear in a bounded window; `out` is cleared first and reused to save allocation.
void candidate_features(const DocumentContext& context, const Candidate& candidate, std::vector<uint64_t>& out);
// Appends those of one part: to `own` what stands for the relation, to `common` what stands for all relations. Whatever
// their relation, candidates that share trigger, pattern and what the part looks at have the same `common` ones; null
// leaves these out. `own` holds besides what hangs on the relation otherwise; of kBoth, all.
void add_candidate_features(const DocumentContext& context, const Candidate& candidate, FeaturePart part,
                            std::vector<uint64_t>& own, std::vector<uint64_t>* common);

// Features of the modality of a candidate taken as a fact; `in_speech`: it stands inside what somebody is reported to
// have said.
void modality_features(const DocumentContext& context, const Candidate& candidate, bool in_speech,
                       std::vector<uint64_t>& out);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_FEATURES_H_
