// The layers of a document as CoNLL-U (universaldependencies.org/format.html).
#ifndef BOBA_CLI_CONLLU_H_
#define BOBA_CLI_CONLLU_H_

#include <string>

#include "core/document.h"

namespace boba::cli {

// One block a sentence that has words, with "# sent_id" and "# text". A FORM is the text the word covers and may hold
// spaces. Names stand in MISC at their first and last words: "Entity=(Person" ... "Entity=Person)", one word
// "Entity=(Person)"; of nested names the outer one opens first and closes last.
std::string to_conllu(const Document& document);

// The same below a line "# newdoc id".
std::string to_conllu_document(const Document& document);

}  // namespace boba::cli

#endif  // BOBA_CLI_CONLLU_H_
