// Sentence frames written out with slots: "turn {s} from {from} into {o}". What fills the slots may be no name.
#ifndef BOBA_EXTRACT_RELATIONS_SLOT_FRAMES_H_
#define BOBA_EXTRACT_RELATIONS_SLOT_FRAMES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/document.h"
#include "core/ontology.h"
#include "core/result.h"
#include "extract/annotators/phrase_map.h"
#include "extract/relations/cues.h"

namespace boba {

struct SyllableRange {
  uint32_t first = 0, last = 0;  // [first, last); empty when nothing is there
  bool empty() const { return first == last; }
};

// A frame found in a sentence.
struct SlotMatch {
  RelationId relation = 0;
  float precision = 0;     // share of such matches that are facts, as the seeds declare it
  uint32_t sentence = 0;
  SyllableRange trigger;   // the first words of the frame, the last of one without {s}
  SyllableRange subject;   // a mention covers exactly this; in another sentence for a frame without {s}
  SyllableRange object;
  SyllableRange from;      // what was before; may be empty
  int32_t quantity = -1;   // index into Document::quantities of the object, or -1 for a clause
};

// Frames of all relations, from the [[frame]] tables of seeds/relations/*.toml:
//   words      elements in order: words ("chuyen doi|bien": any of them; "se?": may be left out) , a slot or "^"
//              for the beginning of a clause
//   precision  measured share of matches that are facts
// Slots: {s} a noun phrase, the subject, or at the beginning a name with nothing but adverbs and dates up to the words;
// {from} a noun phrase or {from:number} a quantity; at the end {o} a phrase up to a mark or function word, {o:name} a name
// or {o:number} a quantity. Two quantities have one unit. Without {s} the
// subject is what their counted noun stood for just before. Words match whole words of Document::tokens.
class SlotFrames {
 public:
  // `pronouns`: seeds/grammar/pronouns.tsv; they fill no slot. kInvalidInput for a table that breaks these rules.
  static Result<SlotFrames> parse(const Ontology& ontology, std::span<const Ontology::Source> sources,
                                  std::string_view pronouns);

  // Needs names, words and quantities. Makes the phrase in {s} a mention (Concept, or Group for a counted noun) unless
  // it is one, and drops mentions that reach from it over the word behind it: no name holds half a frame. A frame
  // inside a name is none. In text order, at most one match at a place. Linear in the syllables times the frames.
  std::vector<SlotMatch> find(Document& document, const CueLexicon& cues) const;

 private:
  enum class Slot : uint8_t { kWords, kStart, kSubject, kFrom, kFromNumber, kObject, kObjectName, kObjectNumber };
  struct Element {
    Slot slot = Slot::kWords;
    bool optional = false;
    std::vector<std::vector<uint64_t>> words;  // alternatives, longest first
  };
  struct Frame {
    RelationId relation = 0;
    float precision = 0;
    bool named_subject = false;  // begins with {s}, which `elements` leave out
    bool trigger_last = false;   // has no {s}: its verb is the last of its words
    ArgumentTypes subject, object;
    std::vector<Element> elements;
  };
  class Matcher;
  static std::optional<Element> parse_element(std::string_view text);
  void index();

  explicit SlotFrames(std::string_view pronouns);

  std::vector<Frame> frames_;
  std::unordered_map<uint64_t, std::vector<uint32_t>> by_first_;  // frames that may begin with a syllable
  std::vector<uint32_t> anywhere_;  // frames that may begin with any: by_first_ has them too
  PhraseMap pronouns_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_SLOT_FRAMES_H_
