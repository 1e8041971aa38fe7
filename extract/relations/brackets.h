// Brackets that a phrase opens and does not close.
#ifndef BOBA_EXTRACT_RELATIONS_BRACKETS_H_
#define BOBA_EXTRACT_RELATIONS_BRACKETS_H_

#include <cstdint>

#include "core/document.h"

namespace boba {

// Where the syllables from `first` to `last` end when they keep their brackets whole: behind the closing one that follows at once
// (before `end`), else before the opening one; before a closing one that they did not open. Never at `first`. Linear.
uint32_t end_with_brackets(const Document& document, uint32_t first, uint32_t last, uint32_t end);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_BRACKETS_H_
