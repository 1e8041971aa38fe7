// How likely a candidate is a fact, by what the frame parser's network reads: the words of its arguments and trigger in
// their context.
#ifndef BOBA_EXTRACT_RELATIONS_FACT_JUDGE_H_
#define BOBA_EXTRACT_RELATIONS_FACT_JUDGE_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extract/learn/model_file.h"
#include "extract/relations/argument_layers.h"
#include "extract/relations/candidates.h"
#include "extract/relations/frame_features.h"

namespace boba {

// Words of a query that are looked at.
constexpr size_t kFactWords = 5;

// Rows of the table for a model of so many relations.
size_t fact_rows(size_t relations);
// Its rows are those of relation and pattern, types, distances. `number`: the model's, of the candidate's relation. Shared by the
// judge and its trainer.
ArgumentQuery fact_query(const DocumentContext& context, const Candidate& candidate, uint16_t number);

// Argument layers and a row of weights for each relation. const and re-entrant; the model is used in place and must outlive
// the judge.
class FactJudge {
 public:
  // From a frames.model.
  static Result<FactJudge> load(std::string_view model_bytes, std::span<const Relation> ontology);

  // Sets Candidate::network. Linear in the words and in the candidates, which must stand by sentence.
  void judge(const DocumentContext& context, std::span<Candidate> candidates) const;

 private:
  struct Work;
  void judge_sentence(const DocumentContext& context, std::span<Candidate> candidates, Work& work) const;

  std::vector<uint16_t> numbers_;  // the model's, by RelationId
  ArgumentLayers layers_;
  std::span<const float> out_, bias_;  // a row and a number a relation
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_FACT_JUDGE_H_
