// Where no name may end, whatever the network says.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAME_RULES_H_
#define BOBA_EXTRACT_ANNOTATORS_NAME_RULES_H_

#include <cstdint>

#include "core/document.h"
#include "extract/annotators/name_features.h"

namespace boba {

// Whether the syllables [first, last) run on into what is said of a name (seeds/grammar/name_ends.txt), cut a phrase of
// the gazetteers or a pair of brackets or quotation marks in two. Linear in them.
bool cannot_be_name(const Document& document, const NameCells& cells, uint32_t first, uint32_t last);

// Whether a name that ends before syllable `last` cuts a phrase that is one thing: the ministry in a minister's
// title, the government in "digital government".
bool cuts_phrase(const NameCells& cells, uint32_t last);

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAME_RULES_H_
