// Annotated document to statements: linking, candidates, scoring, selection, qualifiers.
#ifndef BOBA_EXTRACT_RELATIONS_RELATION_EXTRACTOR_H_
#define BOBA_EXTRACT_RELATIONS_RELATION_EXTRACTOR_H_

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/ontology.h"
#include "core/statement.h"
#include "extract/relations/candidates.h"
#include "extract/relations/context.h"
#include "extract/relations/fact_judge.h"
#include "extract/relations/frames.h"
#include "extract/relations/linker.h"
#include "extract/relations/pair_proposer.h"
#include "extract/relations/qualifiers.h"
#include "extract/relations/scorer.h"
#include "extract/relations/selection.h"
#include "extract/relations/titles.h"

namespace boba {

// const and re-entrant. The stages are public so that a trainer can put its own scores between them.
class RelationExtractor {
 public:
  // Reads the embedded seeds. An empty `model` gives an extractor whose stages work but whose extract() finds nothing.
  static Result<RelationExtractor> create(std::string_view model, std::string_view frames_model = {});

  const Ontology& ontology() const { return ontology_; }
  const Frames& frames() const { return frames_; }
  const std::optional<RelationScorer>& scorer() const { return scorer_; }

  // Links the mentions of an annotated document (adding those of offices that act as persons).
  DocumentContext prepare(Document& document) const;
  // By sentence, without what the network thinks hopeless and no rule stands behind, with what it proposes itself.
  std::vector<Candidate> candidates(const DocumentContext& context) const;
  // Lets the frame parser say what stands around each selected candidate that it did not find itself: qualifiers,
  // speaker, modality. Adds to the frames of the context, no longer in text order.
  void describe(DocumentContext& context, std::span<Candidate> candidates, std::span<const Selected> selected) const;
  // Statements of the selected candidates, with modality, speaker, qualifiers and evidence.
  Extraction build(const DocumentContext& context, std::span<const Candidate> candidates,
                   std::span<const Selected> selected, float min_confidence) const;

  std::vector<Selected> select(const DocumentContext& context, std::span<const Candidate> candidates,
                               std::span<const float> probabilities, float threshold) const {
    return boba::select(context, candidates, probabilities, threshold, threshold, shapes_);
  }

  // All stages. `min_confidence`: see ExtractorOptions.
  Extraction extract(Document& document, float min_confidence = -1) const;

  // Whether a candidate stands inside what one of the selected ones reports as said; the speaker's entity or -1.
  int32_t speaker_of(const DocumentContext& context, std::span<const Candidate> candidates,
                     std::span<const Selected> selected, const Candidate& candidate) const;

 private:
  RelationExtractor(Ontology ontology, Frames frames, SlotFrames slots, CueLexicon cues, Linker linker, ListFinder lists,
                    TitleFinder titles)
      : ontology_(std::move(ontology)), frames_(std::move(frames)), slots_(std::move(slots)), cues_(std::move(cues)), linker_(std::move(linker)),
        lists_(std::move(lists)), titles_(std::move(titles)) {}

  void name_object(DocumentContext& context, Candidate& candidate) const;

  Ontology ontology_;
  Frames frames_;
  SlotFrames slots_;
  CueLexicon cues_;
  Linker linker_;
  ListFinder lists_;
  TitleFinder titles_;
  std::vector<RelationShape> shapes_;
  std::vector<QualifierSet> qualifiers_;
  RelationId stated_ = 0;
  std::optional<RelationScorer> scorer_;
  std::optional<FrameParser> frame_parser_;
  std::optional<FactJudge> fact_judge_;
  std::optional<PairProposer> pair_proposer_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_RELATION_EXTRACTOR_H_
