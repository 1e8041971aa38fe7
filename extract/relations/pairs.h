// Which two things of a sentence may make a fact, whatever it says them with, and what the network sees of the two.
#ifndef BOBA_EXTRACT_RELATIONS_PAIRS_H_
#define BOBA_EXTRACT_RELATIONS_PAIRS_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "extract/relations/argument_layers.h"
#include "extract/relations/candidates.h"
#include "extract/relations/context.h"

namespace boba {

// Words of a query that are looked at: all but the trigger.
constexpr size_t kPairWords = 4;

constexpr size_t kPairRows = 776;  // rows of the table; the first is nothing

// An argument that may be a subject, and what it is to the sentence.
struct PairSubject {
  Argument argument;
  uint8_t roles = 0;     // of one in another sentence: bits of Role
  uint8_t distance = 0;  // sentences back to where `argument` stands, at most 255
  enum Role : uint8_t { kSubjectBefore = 1, kSpeaks = 2, kPersonBefore = 4, kOfTitle = 8, kSentenceBefore = 16, kFrequent = 32 };
};

// Who may be the subject of each sentence of a document: what it names, and a few of what others name.
class PairSubjects {
 public:
  // Linear in the mentions.
  explicit PairSubjects(const DocumentContext& context);
  // Those of the sentence first; at most kHere and kElsewhere.
  std::vector<PairSubject> of(uint32_t sentence) const;

 private:
  static constexpr size_t kHere = 12, kElsewhere = 7, kFrequentlyNamed = 6;
  const DocumentContext& context_;
  std::vector<uint32_t> frequent_;  // first mentions of the entities that are named most often
};

// What may be an object of a sentence: mentions, quantities, times and then `literals`.
std::vector<Argument> pair_objects(const DocumentContext& context, uint32_t sentence, std::span<const Argument> literals);
// Whether they may be a pair at all: not a thing with itself, nor with words around it or, from elsewhere, words that name it.
bool may_pair(const DocumentContext& context, uint32_t sentence, const PairSubject& subject, const Argument& object);
// Its rows are those of types, distances, where the subject stands. Shared by the proposer and its trainer.
ArgumentQuery pair_query(const DocumentContext& context, uint32_t sentence, const PairSubject& subject, const Argument& object);

// Relations that a model of pairs knows at most: one bit each.
constexpr size_t kMostPairRelations = 64;

// Bits of the relations that two types allow, by a model's numbers; literals are the last object.
class AllowedPairs {
 public:
  AllowedPairs() = default;
  // `numbers`: see relation_numbers().
  AllowedPairs(std::span<const Relation> ontology, std::span<const uint16_t> numbers);
  uint64_t of(const DocumentContext& context, const Argument& subject, const Argument& object) const;

 private:
  std::array<std::array<uint64_t, kEntityTypes + 1>, kEntityTypes> bits_{};
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_PAIRS_H_
