// Ten chains over one sentence, one an entity type: which ranges of syllables are mentions, and how likely.
//
// A range [a, b] of type t weighs exp(start(a) + sum of inside(k) + end(b)), everything else weighs 1: a conditional
// random field (Lafferty et al. 2001) over {outside, begin, inside, last, unit} whose potentials are tied, so that
// its forward and backward passes need two numbers a syllable and type. Probabilities of single ranges come out
// exact, and with them nested and rival readings.
#ifndef BOBA_EXTRACT_ANNOTATORS_NAME_CHAIN_H_
#define BOBA_EXTRACT_ANNOTATORS_NAME_CHAIN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/mention.h"

namespace boba {

inline constexpr size_t kNameLabels = 32;  // start, inside, end of each type; two to spare

// Scores of a syllable: column part * kEntityTypes + type.
enum class NamePart : uint8_t { kStart, kInside, kEnd };
constexpr size_t column(NamePart part, size_t type) { return static_cast<size_t>(part) * kEntityTypes + type; }
using NameScores = std::array<float, kNameLabels>;

// What proposed a candidate.
enum class NameOrigin : uint8_t { kChain, kTitled, kTail, kSeed, kRepeat, kPhrase, kEnd };

// A range of syllables [first, last) that may be a mention.
struct NameCandidate {
  uint32_t first = 0, last = 0;
  EntityType type = EntityType::kConcept;
  float chance = 0;  // probability under the chain, or a token of it for another origin
  NameOrigin origin = NameOrigin::kChain;

  friend bool operator==(const NameCandidate&, const NameCandidate&) = default;
};

// The forward and backward pass. Reused from sentence to sentence, so that it allocates no more once it has grown.
class NameLattice {
 public:
  // Runs both passes; scores[k] belongs to syllable k of the sentence. Linear.
  void run(const std::vector<NameScores>& scores);
  // Probabilities that a mention of type t begins at, covers, ends at each syllable: columns as in NameScores.
  // Precondition: run(). Linear.
  void expectations(std::vector<NameScores>& out) const;
  // Appends all ranges at least `threshold` likely, with `offset` added to their syllables. Precondition: run().
  void candidates(float threshold, uint32_t offset, std::vector<NameCandidate>& out) const;
  // Log of the weight of all readings of type t. Linear.
  double log_sum(size_t type) const;

 private:
  using Row = std::array<float, 12>;  // kEntityTypes, padded for vector instructions
  struct Column {
    Row start, inside, end;           // potentials
    Row closed, open, scale;          // forward, scaled so that closed + open is 1
    Row back_closed, back_open;       // backward, with the same scale
  };
  std::vector<Column> columns_;
  size_t size_ = 0;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_NAME_CHAIN_H_
