// What one article says, in the form in which a graph answers: extract and query print alike.
#ifndef BOBA_CLI_ANSWERS_H_
#define BOBA_CLI_ANSWERS_H_

#include <vector>

#include "core/document.h"
#include "core/ontology.h"
#include "core/statement.h"
#include "graph/query/query.h"

namespace boba::cli {

// In the order of the extraction. Linear in text and statements.
std::vector<Answer> answers_of(const Document& document, const Extraction& extraction, const Ontology& ontology);

}  // namespace boba::cli

#endif  // BOBA_CLI_ANSWERS_H_
