// Phrases of the gazetteers, matched on syllables.
#ifndef BOBA_EXTRACT_ANNOTATORS_PHRASES_H_
#define BOBA_EXTRACT_ANNOTATORS_PHRASES_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace boba {

// What a phrase of a gazetteer is; each is a bit of PhraseMatch::classes and one file of seeds/gazetteers.
enum class PhraseClass : uint8_t {
  kSurname, kHonorific, kPosition, kOrganizationHead, kOrganization, kPlaceHead, kProvince, kDistrict, kCountry,
  kEventHead, kDocumentHead, kProgramHead, kProductHead, kGroupHead, kQuantifier, kConceptHead, kSpeechVerb
};
inline constexpr size_t kPhraseClasses = 17;
constexpr uint32_t bit(PhraseClass c) { return 1u << static_cast<uint32_t>(c); }

struct PhraseMatch {
  uint32_t length = 0;   // in syllables; 0: no phrase begins here
  uint32_t classes = 0;  // bit(PhraseClass) of all phrases of that length
  bool ends_names = false;  // whether a word begins here that no name goes on with
};

// A set of phrases. One written with a capital letter matches text that begins with one; one in lower case
// matches both. Syllables compare by Syllable::key.
class PhraseTable {
 public:
  // The gazetteers embedded in the program.
  static PhraseTable from_seeds();

  // Adds the phrases of a gazetteer, one a line.
  void add(std::string_view lines, PhraseClass c) { add(lines, bit(c)); }
  // Adds words that no name goes on with, one a line.
  void add_name_ends(std::string_view lines) { add(lines, kNameEnds); }
  // The longest phrase that begins at syllables[at]. Linear in its length.
  PhraseMatch longest(std::span<const Syllable> syllables, size_t at) const;
  size_t size() const { return used_; }

 private:
  struct Node {
    uint64_t path = 0;     // hash of the syllables so far; 0: the slot is free
    uint32_t any = 0;      // classes of phrases in lower case that end here
    uint32_t capital = 0;  // classes of phrases with a capital that end here
  };
  static constexpr uint32_t kNameEnds = 1u << kPhraseClasses;
  const Node* find(uint64_t path) const;
  Node& create(uint64_t path);
  void add(std::string_view lines, uint32_t classes);

  std::vector<Node> nodes_;
  size_t used_ = 0;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_PHRASES_H_
