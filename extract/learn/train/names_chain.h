// Training of the name chains: maximum likelihood by stochastic gradient.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_NAMES_CHAIN_H_
#define BOBA_EXTRACT_LEARN_TRAIN_NAMES_CHAIN_H_

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "extract/annotators/names.h"
#include "extract/learn/train/adagrad.h"
#include "extract/learn/train/names_gold.h"

namespace boba::train {

// What the features are drawn from.
struct NameLists {
  PhraseTable phrases;
  ClusterTable clusters;
};

// A document with what the chains should say of each syllable: 0 or 1 where it is known, a probability where another
// model labelled it.
struct ChainExample {
  ChainExample(const Document& text, const NameLists& lists);
  // With the gold's mentions, of two nested ones of a type the longer.
  ChainExample(const NamedArticle& article, const NameLists& lists);

  const Document* document;
  NameCells cells;
  std::vector<NameScores> targets;  // one a syllable
  float weight = 1;
};

struct ChainOptions {
  uint32_t epochs = 12;
  uint32_t min_count = 2;  // rarer features are left out
  float rate = 0.1f;
  float decay = 1e-4f;
  float negative = 0.4f;  // weight of what the labels call no mention: gold leaves many mentions out
  float dropout = 0.2f;   // share of features left out at each step
};

// Float weights that score like the model will.
class ChainWeights : public NameScorer {
 public:
  ChainWeights(std::span<const ChainExample* const> examples, const ChainOptions& options);
  void score(const NameCells& cells, const Sentence& sentence, std::vector<NameScores>& out) const override;
  std::vector<WeightedFeature> weights() const;

 private:
  using Numbers = std::vector<uint32_t>;  // kTemplates a syllable
  void number_features(std::span<const ChainExample* const> examples, uint32_t min_count);
  void train_sentence(const ChainExample& example, const Numbers& numbers, const Sentence& sentence);

  Adagrad table_;
  float negative_, dropout_;
  std::mt19937_64 random_{1};
  std::vector<Numbers> numbers_;  // of each example, while training
  NameLattice lattice_;
  std::vector<NameScores> scores_, expected_;
  Numbers kept_;
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_NAMES_CHAIN_H_
