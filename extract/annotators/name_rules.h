// Candidates that the chains do not propose by themselves: the grammar of titles, heads and gazetteers.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAME_RULES_H_
#define BOBA_EXTRACT_ANNOTATORS_NAME_RULES_H_

#include <vector>

#include "core/document.h"
#include "extract/annotators/name_chain.h"
#include "extract/annotators/name_features.h"

namespace boba {

// Appends to `candidates`, which come from the chains in the order of their sentences:
//   kTitled  a person's name with the honorific or office before it,
//   kTail    a name inside a longer one of its type, from a later head on ("Phong 5, Cong an tinh X"),
//   kSeed    what a gazetteer knows, heads that stand alone, heads with the capitals behind them,
//   kPhrase  a head of a gazetteer with parts that the tree gives it,
// and takes out those that run on into a predicate (seeds/grammar/name_ends.txt), or cut a phrase of the gazetteers or a pair
// of brackets in two. No range and type occurs
// twice. Origins from `end` on are left out. About linear.
void derive_names(const Document& document, const NameCells& cells, std::vector<NameCandidate>& candidates,
                  NameOrigin end = NameOrigin::kEnd);

// Whether a name that ends before syllable `last` cuts a phrase that is one thing: the ministry in a minister's
// title, the government in "digital government".
bool cuts_phrase(const NameCells& cells, uint32_t last);

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAME_RULES_H_
