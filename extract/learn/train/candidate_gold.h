// Which gold facts the candidates of an article equal, and the same for the network that judges them.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_CANDIDATE_GOLD_H_
#define BOBA_EXTRACT_LEARN_TRAIN_CANDIDATE_GOLD_H_

#include <span>
#include <string>
#include <vector>

#include "extract/learn/train/frame_network.h"
#include "extract/learn/train/gold.h"
#include "extract/relations/relation_extractor.h"

namespace boba::train {

// The name of a candidate's object, or its words.
std::string object_name(const DocumentContext& context, const Candidate& candidate);

// For each candidate the gold facts with its relation and arguments, as indices into GoldArticle::facts.
std::vector<std::vector<int>> gold_matches(const GoldArticle& gold, const DocumentContext& context,
                                           std::span<const Candidate> candidates);

// Adds to each sentence, as frame_sentences() gives them, all its candidates and pairs. Links the mentions of the document, so what
// the network sees of it comes before.
void add_candidates(const GoldArticle& gold, const RelationExtractor& relations, Document& document,
                    std::vector<FrameSentence>& sentences);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_CANDIDATE_GOLD_H_
