// What candidate generation, features and qualifiers look up in a document: computed once, then read.
#ifndef BOBA_EXTRACT_RELATIONS_CONTEXT_H_
#define BOBA_EXTRACT_RELATIONS_CONTEXT_H_

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/document.h"
#include "extract/relations/frames.h"
#include "extract/relations/linker.h"
#include "extract/relations/lists.h"

namespace boba {

// Function words that carry structure; a syllable or the first syllable of a phrase.
enum class Cue : uint8_t {
  kNone,
  kPassive,      // turns the verb round
  kAgent,        // before the agent of a passive
  kComplement,   // after a verb of saying
  kPurpose,      // opens a purpose clause
  kConjunction,  // joins equals
  kContrast,     // opens another clause
  kPlanned,
  kObligation,
  kNegation,
  kDone,
  kSource,       // "according to"
  kPlaceWord,    // before a place
  kTopic,        // "about"
  kWith,
  kOf,
  kGoal,         // "to, for" before a recipient
  kExample,      // opens a list
  kResult,       // before what something becomes
};
inline constexpr size_t kCues = 19;

// seeds/grammar/cues.tsv: phrase<TAB>cue name; the longest phrase wins.
class CueLexicon {
 public:
  static Result<CueLexicon> parse(std::string_view tsv);
  struct Match {
    Cue cue = Cue::kNone;
    uint32_t length = 0;  // syllables
  };
  Match match(const Document& document, uint32_t at, uint32_t end) const;

 private:
  struct Phrase {
    std::vector<uint64_t> keys;
    Cue cue;
  };
  std::unordered_map<uint64_t, std::vector<Phrase>> by_first_;  // longest first
};

enum class Mark : uint8_t { kNone, kComma, kSemicolon, kColon, kStop, kQuote, kParenthesis, kDash, kOther };

struct SentenceContext {
  std::vector<TriggerMatch> triggers;
  std::vector<uint32_t> mentions;    // linked ones, by begin, longer first
  std::vector<uint32_t> times;       // indices into Document::times
  std::vector<uint32_t> quantities;  // indices into Document::quantities
  int32_t subject = -1;              // mention that opens the sentence as its subject, or -1
  int32_t carried = -1;              // subject of the nearest sentence before that has one
  int32_t person = -1;               // last person named before this sentence
  int32_t speaker = -1;              // mention that a verb of saying before or in this sentence has as subject
  int32_t list_head = -1;            // mention that this sentence is an item of, or -1
  uint32_t item = 0;                 // syllable where the item begins
  bool in_quote = false;             // begins inside quotation marks
};

struct DocumentContext {
  const Document* document = nullptr;
  std::vector<LocalEntity> entities;
  std::vector<SentenceContext> sentences;
  // One entry a syllable.
  std::vector<Cue> cues;
  std::vector<Mark> marks;
  std::vector<int32_t> cover;       // outermost linked mention that covers it, or -1
  std::vector<uint16_t> commas, breaks, verbs;  // counts before this syllable: commas; ";:" and quotes; triggers
  std::vector<uint8_t> tags;        // Upos of the word it belongs to; empty without words
  std::vector<bool> nested;         // one entry a mention: inside a longer linked mention
  std::vector<uint16_t> frequency;  // one entry an entity: its mentions

  const Document& doc() const { return *document; }
};

// Precondition: annotated, linked document, alive as long as the context. Linear.
DocumentContext make_context(const Document& document, std::vector<LocalEntity> entities,
                             const Frames& frames, const CueLexicon& cues, RelationId stated,
                             std::span<const List> lists);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_CONTEXT_H_
