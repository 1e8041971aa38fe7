// What words and their tree say about names: where noun phrases begin and end, and how they hang together.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAME_WORDS_H_
#define BOBA_EXTRACT_ANNOTATORS_NAME_WORDS_H_

#include <cstdint>
#include <vector>

#include "core/document.h"

namespace boba {

// A syllable as a part of its word and of its noun phrase. Small numbers; all 0 without words.
struct NameWord {
  uint64_t link = 0;         // relation of its word to the governor, its tag and side
  uint64_t edge = 0;         // whether the widest noun phrase around it begins, ends, has its head here
  uint64_t phrase_link = 0;  // relation of that phrase
};

// For each syllable of a document; all alike where it has no words. About linear: trees are shallow.
std::vector<NameWord> name_words(const Document& document);

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAME_WORDS_H_
