// Facts that no trigger announces and subjects that a sentence leaves out: what two arguments are to each other, of all
// relations at once.
#ifndef BOBA_EXTRACT_RELATIONS_PAIR_PROPOSER_H_
#define BOBA_EXTRACT_RELATIONS_PAIR_PROPOSER_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extract/learn/model_file.h"
#include "extract/relations/pairs.h"

namespace boba {

// The columns of the last layer.
constexpr size_t pair_columns(size_t relations) { return (relations + 7) / 8 * 8; }

// Argument layers, then a number for each relation. const and re-entrant; the model is used in place and must outlive the
// proposer.
class PairProposer {
 public:
  // From a frames.model.
  static Result<PairProposer> load(std::string_view model_bytes, std::span<const Relation> ontology);

  // Sets Candidate::pair of those whose arguments it looks at and adds others that are not hopeless, each sentence's behind
  // its own. Linear in the words and, for each sentence, in its mentions times their number.
  void propose(const DocumentContext& context, std::vector<Candidate>& candidates) const;

 private:
  struct Work;
  // The pairs of a sentence.
  void find(const DocumentContext& context, uint32_t sentence, Work& work) const;
  // Their scores.
  void read(Work& work) const;
  // Tells the candidates of a sentence what was read of their arguments.
  void weigh(const Work& work, std::span<Candidate> candidates) const;
  // Appends what is probable and not known.
  void add(const Work& work, uint32_t sentence, std::span<const Candidate> known, std::vector<Candidate>& added) const;

  std::vector<RelationId> relations_;  // by the model's numbers
  std::vector<uint16_t> numbers_;
  AllowedPairs allowed_;
  ArgumentLayers layers_;
  std::span<const float> out_, bias_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_PAIR_PROPOSER_H_
