// Trigger phrases of the relations, and where they stand in a sentence.
#ifndef BOBA_EXTRACT_RELATIONS_FRAMES_H_
#define BOBA_EXTRACT_RELATIONS_FRAMES_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/document.h"
#include "core/ontology.h"
#include "core/result.h"

namespace boba {

enum class TriggerKind : uint8_t {
  kActive,   // subject before, object after
  kInverse,  // object before, subject after ("decree of the ministry")
  kNominal,  // a noun that names the act ("the visit of X to Y")
  kLeading,  // before the subject, the object after both ("according to X, ...")
};

// A trigger phrase in a document: syllables [first, last).
struct TriggerMatch {
  RelationId relation = 0;
  TriggerKind kind = TriggerKind::kActive;
  uint32_t first = 0, last = 0;
};

// A relation's own sample sentence with the facts it states; part of the seeds, used by tests and training.
struct FrameExample {
  RelationId relation = 0;
  std::string text;
  struct Fact {
    std::string subject, object, modality;
  };
  std::vector<Fact> facts;
};

// The trigger lexicon of all relations. Look-up is by the fold keys of syllables, so case and tone placement do
// not matter.
class Frames {
 public:
  // Reads `triggers`, `inverse_triggers`, `leading_triggers`, `nominal_triggers` and `[[example]]` of seeds/relations/*.toml.
  static Result<Frames> parse(const Ontology& ontology, std::span<const Ontology::Source> sources);

  // Every trigger in the sentence, in text order; of one relation, kind and begin only the longest. Linear in the
  // sentence times the longest phrase.
  std::vector<TriggerMatch> match(const Document& document, const Sentence& sentence) const;

  std::span<const FrameExample> examples() const { return examples_; }

 private:
  struct Phrase {
    uint64_t second;  // of the keys, 0 without one: most phrases end there, before their keys are looked at
    std::vector<uint64_t> keys;
    RelationId relation;
    TriggerKind kind;
  };
  void add(std::string_view phrase, RelationId relation, TriggerKind kind);

  // Whether a phrase may begin with a syllable: no, but for one in twenty of those with which none does.
  bool may_begin(uint64_t key) const { return (firsts_[(key >> 6) % firsts_.size()] >> (key & 63) & 1) != 0; }

  std::unordered_map<uint64_t, std::vector<Phrase>> by_first_;  // longest first
  std::array<uint64_t, 512> firsts_ = {};                       // a bit for each of its keys
  std::vector<FrameExample> examples_;
};

// fold_hash of every space-separated syllable.
std::vector<uint64_t> phrase_keys(std::string_view phrase);

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_FRAMES_H_
