// Gold facts as frames: which words anchor a predicate and which fill its roles.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_FRAME_GOLD_H_
#define BOBA_EXTRACT_LEARN_TRAIN_FRAME_GOLD_H_

#include <vector>

#include "core/document.h"
#include "core/ontology.h"
#include "extract/learn/train/frame_network.h"
#include "extract/learn/train/gold.h"

namespace boba::train {

// One for each sentence with words, in order. Each fact goes to the sentence that has its object, its trigger and its
// subject, nearest to where the annotators saw it; facts of one trigger and relation become one frame. A fact whose
// object stands in no sentence is left out.
std::vector<FrameSentence> frame_sentences(const GoldArticle& article, const Document& document, const Frames& frames,
                                           const Ontology& ontology);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_FRAME_GOLD_H_
