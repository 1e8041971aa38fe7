// What the dependency parser looks at. Shared by the annotator and its trainer.
#ifndef BOBA_EXTRACT_ANNOTATORS_DEPENDENCY_FEATURES_H_
#define BOBA_EXTRACT_ANNOTATORS_DEPENDENCY_FEATURES_H_

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/document.h"

namespace boba {

// A word's features are rows of one table whose sum is the word's vector. Kinds of features: the trainer gives the
// first three vectors of raw text.
enum WordPart : uint8_t { kWholeWord, kFirstSyllable, kLastSyllable, kTag, kShape, kTagBefore, kTagAfter, kWordParts };
using WordParts = std::array<uint64_t, kWordParts>;

uint64_t word_part(WordPart part, uint64_t value);
// Features of token `at` of a sentence whose tokens are [first, last).
WordParts word_parts(const Document& document, uint32_t first, uint32_t last, uint32_t at);

constexpr size_t kTags = 17;
constexpr size_t kRootTag = kTags;     // of the head of the root
constexpr size_t kTagColumns = 24;     // kTags in a matrix, a multiple of 8
constexpr size_t kDistances = 20;

// Bucket of the signed distance from a word to its head.
constexpr size_t distance_bucket(int32_t distance) {
  const int32_t size = distance < 0 ? -distance : distance;
  const size_t bucket = size <= 4 ? static_cast<size_t>(size - 1)
                        : size <= 6 ? 4 : size <= 9 ? 5 : size <= 14 ? 6 : size <= 24 ? 7 : size <= 40 ? 8 : 9;
  return distance < 0 ? bucket : bucket + kDistances / 2;
}
// Place of the weight for an arc in a table by tags and distance; of a root by its tag.
constexpr size_t arc_prior(Upos word, Upos head, int32_t distance) {
  return (static_cast<size_t>(word) * kTags + static_cast<size_t>(head)) * kDistances + distance_bucket(distance);
}
constexpr size_t root_prior(Upos word) { return kTags * kTags * kDistances + static_cast<size_t>(word); }
constexpr size_t kArcPriors = kTags * kTags * kDistances + kTags;

// Row of the weights for relations by the tags of the word and its head and by which comes first.
constexpr size_t relation_prior(Upos word, size_t head_tag, bool head_before) {
  return (static_cast<size_t>(word) * (kTags + 1) + head_tag) * 2 + (head_before ? 1 : 0);
}
constexpr size_t kRelationPriors = kTags * (kTags + 1) * 2;
constexpr size_t kRelations = 88;  // room for core/document.cc's inventory, a multiple of 8

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_DEPENDENCY_FEATURES_H_
