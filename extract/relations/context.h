// What candidate generation, features and qualifiers look up in a document: computed once, then read.
#ifndef BOBA_EXTRACT_RELATIONS_CONTEXT_H_
#define BOBA_EXTRACT_RELATIONS_CONTEXT_H_

#include <cstdint>
#include <vector>

#include "core/document.h"
#include "core/ontology.h"
#include "extract/relations/cues.h"
#include "extract/relations/frame_parser.h"
#include "extract/relations/frames.h"
#include "extract/relations/linker.h"
#include "extract/relations/lists.h"
#include "extract/relations/slot_frames.h"

namespace boba {

// An item of a list.
struct ListItem {
  int32_t head = -1;            // mention of what the list consists of
  SyllableRange text;
};

// A frame with slots whose subject is a linked mention.
struct FrameInstance {
  SlotMatch match;
  int32_t subject = -1;  // mention
};

// What one sentence holds of a quotation whose speaker is named beside it.
struct SpokenPart {
  SyllableRange text;     // without the marks
  int32_t speaker = -1;   // mention, perhaps in another sentence
  SyllableRange trigger;  // verb of saying; empty when it stands in another sentence
};

struct SentenceContext {
  std::vector<TriggerMatch> triggers;
  std::vector<uint32_t> mentions;    // linked ones, by begin, longer first
  std::vector<uint32_t> times;       // indices into Document::times
  std::vector<uint32_t> quantities;  // indices into Document::quantities
  int32_t subject = -1;              // mention that opens the sentence as its subject, or -1
  int32_t carried = -1;              // subject of the nearest sentence before that has one
  int32_t person = -1;               // last person named before this sentence
  int32_t speaker = -1;              // mention that a verb of saying before or in this sentence has as subject
  std::vector<ListItem> items;         // of lists, that stand here
  std::vector<FrameInstance> frames;   // whose words stand here
  std::vector<SpokenPart> quotes;           // parts of direct speech
  bool in_quote = false;             // begins inside quotation marks
};

struct DocumentContext {
  const Document* document = nullptr;
  const Ontology* ontology = nullptr;
  std::vector<LocalEntity> entities;
  std::vector<SentenceContext> sentences;
  std::vector<int32_t> list_heads;  // mentions that head a list
  // One entry a syllable.
  std::vector<Cue> cues;
  std::vector<Mark> marks;
  std::vector<int32_t> cover;       // outermost linked mention that covers it, or -1
  std::vector<uint16_t> commas, breaks, verbs;  // counts before this syllable: commas; ";:" and quotes; triggers
  std::vector<uint8_t> tags;        // Upos of the word it belongs to; empty without words
  std::vector<uint32_t> words;      // index into Document::tokens; empty without words
  std::vector<bool> nested;         // one entry a mention: inside a longer linked mention
  std::vector<uint16_t> frequency;  // one entry an entity: its mentions
  std::vector<Frame> frames;        // in text order
  std::vector<ByteNumbers> readings;  // one entry a sentence: see FrameReading; empty without a network
  ByteNumbers topic;                  // see FrameReading

  const Document& doc() const { return *document; }
};

// Precondition: annotated, linked document, alive as long as the context. Linear.
DocumentContext make_context(const Document& document, std::vector<LocalEntity> entities,
                             const Frames& frames, const CueLexicon& cues, RelationId stated,
                             std::span<const List> lists, std::span<const SlotMatch> slot_matches);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_CONTEXT_H_
