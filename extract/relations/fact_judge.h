// How likely a candidate is a fact, by what the frame parser's network reads: the words of its arguments and trigger in
// their context.
#ifndef BOBA_EXTRACT_RELATIONS_FACT_JUDGE_H_
#define BOBA_EXTRACT_RELATIONS_FACT_JUDGE_H_

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extract/learn/model_file.h"
#include "extract/learn/quasi_recurrent.h"
#include "extract/relations/candidates.h"
#include "extract/relations/frame_features.h"

namespace boba {

// Words of a candidate that are looked at: the first and the last of the subject, of the object, the first of the trigger.
constexpr size_t kFactWords = 5;

// A candidate as the network sees it. Shared by the judge and its trainer.
struct FactQuery {
  static constexpr uint16_t kNoWord = 0xFFFF;
  uint16_t relation = 0;                    // the model's number
  std::array<uint16_t, kFactWords> words;   // within the sentence; kNoWord: none, or in another sentence
  std::array<uint16_t, 8> rows;             // of the table: relation and pattern, types, distances
};
// Rows of the table for a model of so many relations.
size_t fact_rows(size_t relations);
// `number`: the model's, of the candidate's relation.
FactQuery fact_query(const DocumentContext& context, const Candidate& candidate, uint16_t number);

// A hidden layer over the sum of what each word, each type and each distance brings. const and re-entrant; the model is
// used in place and must outlive the judge.
class FactJudge {
 public:
  // From a frames.model.
  static Result<FactJudge> load(std::string_view model_bytes, std::span<const Relation> ontology);

  // Sets Candidate::network. Linear in the words and in the candidates, which must stand by sentence.
  void judge(const DocumentContext& context, std::span<Candidate> candidates) const;

 private:
  // `words`: what the sentence's words bring, kFactWords times hidden_ numbers each.
  float log_odds(const FactQuery& query, std::span<const float> words) const;

  size_t size_ = 0, hidden_ = 0;
  std::vector<uint16_t> numbers_;  // the model's, by RelationId
  DenseLayer words_;               // kFactWords times hidden_ numbers a word
  std::span<const float> rows_, out_, bias_;  // rows of hidden_; a row of hidden_ and a number a relation
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_FACT_JUDGE_H_
