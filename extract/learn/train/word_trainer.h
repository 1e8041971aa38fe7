// Training of the word segmenter and tagger.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_WORD_TRAINER_H_
#define BOBA_EXTRACT_LEARN_TRAIN_WORD_TRAINER_H_

#include <functional>
#include <string>
#include <string_view>

#include "core/document.h"
#include "core/result.h"

namespace boba::train {

struct WordTraining {
  int epochs = 10;
  uint64_t seed = 1;
  int models = 5;                // trained in different orders, and averaged
  float margin = 20;            // scores of wrong labels are raised by this while training
  size_t max_features = 100000;  // kept in the model
  uint32_t min_updates = 3;
  // Treebanks of one language do not always tag alike. The model follows the first `own` sentences; the others, if any,
  // teach it what both have in common. 0: all are alike.
  size_t own = 0;
};

// Each feature's weight is the sum of one for all sentences and one for those of its treebank, of which the model keeps
// the first and that of its own (Daume 2007). The bytes of a words.model, learned from the tokens of `treebank` with the raw-text tables of a statistics file. The
// same arguments give the same bytes. progress(epoch, wrong labels) is called after each epoch.
Result<std::string> train_words(const Document& treebank, std::string_view statistics, const WordTraining& options,
                                const std::function<void(int, size_t)>& progress);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_WORD_TRAINER_H_
