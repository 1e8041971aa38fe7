// Function words and punctuation that carry the structure of a sentence.
#ifndef BOBA_EXTRACT_RELATIONS_CUES_H_
#define BOBA_EXTRACT_RELATIONS_CUES_H_

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/document.h"
#include "core/result.h"

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
// Of the text of a punctuation syllable.
Mark mark_of(std::string_view text);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_CUES_H_
