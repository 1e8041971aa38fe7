// Direct speech whose speaker is named beside it.
#ifndef BOBA_EXTRACT_RELATIONS_QUOTATIONS_H_
#define BOBA_EXTRACT_RELATIONS_QUOTATIONS_H_

#include "core/statement.h"
#include "extract/relations/context.h"

namespace boba {

// Fills SentenceContext::quotes. A quotation may run over the sentences of a paragraph; the speaker is the person or
// body between its end and a verb of saying ("...", A says), or before such a verb and its beginning (A says: "..."). Words
// in quotation marks without these are no speech. Needs everything else of the context. Linear.
void find_quotations(DocumentContext& context, RelationId stated);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_QUOTATIONS_H_
