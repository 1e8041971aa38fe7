// Mentions that relations add to, or take from, what the name annotator found.
#ifndef BOBA_EXTRACT_RELATIONS_MENTION_EDIT_H_
#define BOBA_EXTRACT_RELATIONS_MENTION_EDIT_H_

#include <cstdint>

#include "core/document.h"

namespace boba {

// The mention that covers exactly syllables [first, last), or nullptr. Linear, as all of these.
const Mention* mention_of(const Document& document, uint32_t first, uint32_t last);

// Makes syllables [first, last) of one sentence a mention unless they are one. Keeps the order of mentions.
void add_mention(Document& document, EntityType type, uint32_t first, uint32_t last, uint32_t sentence);

// Drops mentions that begin in [first, edge) and end behind `edge`.
void drop_across(Document& document, uint32_t first, uint32_t edge);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_MENTION_EDIT_H_
