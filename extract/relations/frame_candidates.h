// Frames as candidates: arguments become mentions and literals, conjoined ones a candidate each.
#ifndef BOBA_EXTRACT_RELATIONS_FRAME_CANDIDATES_H_
#define BOBA_EXTRACT_RELATIONS_FRAME_CANDIDATES_H_

#include <span>
#include <vector>

#include "extract/relations/candidates.h"
#include "extract/relations/frame_parser.h"

namespace boba {

// Adds a mention for each subject and object that is an entity and that no mention covers exactly; keeps the order of
// Document::mentions. An argument consists of words, and words may be cut wrongly: one that covers the same words as a
// mention shrinks to that mention. To be called before linking.
void add_argument_mentions(std::span<Frame> frames, const Ontology& ontology, Document& document);

// The linked mention of the sentence that covers the argument exactly, one of a wanted type before others, or -1.
int32_t mention_at(const DocumentContext& context, uint32_t sentence, const FrameArgument& argument,
                   const ArgumentTypes& wanted = {});

// Joins what context.frames say with the candidates: one that has the relation and the arguments of a frame gets it
// (Candidate::frame, Candidate::found); what no candidate says is added. Quadratic in the candidates of a sentence.
void join_frames(const DocumentContext& context, const Ontology& ontology, std::vector<Candidate>& candidates);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_FRAME_CANDIDATES_H_
