// Everything a sentence might state: each trigger or pattern with each subject and object it could have.
#ifndef BOBA_EXTRACT_RELATIONS_CANDIDATES_H_
#define BOBA_EXTRACT_RELATIONS_CANDIDATES_H_

#include <array>
#include <cstdint>
#include <vector>

#include "core/ontology.h"
#include "extract/relations/context.h"

namespace boba {

enum class Pattern : uint8_t {
  kActive,     // subject trigger object
  kPassive,    // object PASSIVE [subject] trigger
  kInverse,    // object trigger subject
  kNominal,    // trigger subject object
  kPostposed,  // "clause", subject trigger
  kLeading,    // trigger subject, object
  kContinued,  // a clause that goes on in the speech or order of the sentence before
  kList,       // an item of a list over sentences
  kPair,       // two arguments without a trigger
};
inline constexpr size_t kPatterns = 9;

// Where an argument stands; from kCarried on in another sentence.
enum class Source : uint8_t { kLeft, kRight, kCarried, kSpeaker, kPerson, kTitle, kEarlier };
inline constexpr size_t kSources = 7;

struct Argument {
  int32_t mention = -1;             // index into Document::mentions, or -1 for a literal
  int32_t entity = -1;              // index into DocumentContext::entities, or -1
  uint32_t first = 0, last = 0;     // syllables [first, last)
  Literal::Kind literal = Literal::Kind::kClause;  // when mention is -1
  int32_t value = -1;               // literal: index into Document::quantities or times
  Source source = Source::kLeft;
  uint8_t rank = 0;                 // how many nearer ones there are
  uint8_t ends = 0;                 // clause: 0 comma, 1 other mark, 2 function word, 3 end of sentence, 4 cut off,
                                    // 5 item of a list, 6 and more: the same behind a semicolon

  bool operator==(const Argument&) const = default;
};

Argument mention_argument(const Document& document, uint32_t mention, Source source, size_t rank = 0);
// A quantity or a time of a sentence; `value` is its index among the document's.
Argument value_argument(const Document& document, uint32_t sentence, Span span, Literal::Kind kind, uint32_t value);
// Whether words of the sentence hold a mention of the entity.
bool name_within(const DocumentContext& context, uint32_t sentence, const Argument& words, int32_t entity);
// Of the syllables of both arguments the share that is common: 2 * common / all.
double common_share(const Argument& a, const Argument& b);

// Log odds of what no network has judged: as rare as candidates are.
inline constexpr float kUnjudged = -4;

// What candidates of a sentence compete in: for one object and relation, for one subject and trigger, for one subject and
// object.
enum Rivalry : size_t { kOtherSubjects, kOtherObjects, kOtherRelations };
inline constexpr size_t kRivalries = 3;

struct Candidate {
  RelationId relation = 0;
  Pattern pattern = Pattern::kActive;
  uint32_t sentence = 0;
  uint32_t first = 0, last = 0;  // trigger syllables; empty for pairs
  Argument subject, object;
  float floor = 0;               // least probability: the measured precision of a rule that stands behind it
  bool planned = false;          // opens an item of a list of programmes: what it says is to be done
  SyllableRange from;            // of a frame: what was before; may be empty
  int32_t frame = -1;  // index into DocumentContext::frames of one that says the same, or -1
  float found = 0;     // probability of that frame and of its arguments
  float network = kUnjudged;  // log odds that it is a fact, by FactJudge
  float pair = kUnjudged;     // the same by PairProposer, which looks at no trigger
  bool proposed = false;      // found by it
  std::array<float, kRivalries> leads{};  // by how much they are more than those of its best rival
};

// How a relation may be stated and what it excludes: `patterns`, `exclusive`, `supersedes`, `excludes` and `precision` of
// seeds/relations/*.toml.
struct RelationShape {
  bool pair = false;       // two mentions side by side
  bool measure = false;    // a mention and a quantity
  bool date = false;       // a mention and a time
  bool continued = false;  // a clause without a trigger after a sentence with one
  bool list = false;       // the head of a list over sentences and each item
  float list_precision = 0;   // of the items of a well-formed list; 0: the model alone judges
  float quote_precision = 0;  // of direct speech with its speaker beside it
  bool exclusive = false;  // one mention is the object of one subject: a title has one bearer
  std::vector<RelationId> excludes;    // never hold besides it between the same two; the more probable one stands
  std::vector<RelationId> supersedes;  // say less about the same arguments, and go when this one stands
};

class CandidateGenerator {
 public:
  CandidateGenerator(const Ontology& ontology, std::vector<RelationShape> shapes)
      : ontology_(&ontology), shapes_(std::move(shapes)) {}
  // Appends the candidates of one sentence, in a fixed order. Arguments are limited to the nearest few, so the number is linear
  // in the triggers and mentions of the sentence.
  void generate(const DocumentContext& context, uint32_t sentence, std::vector<Candidate>& out) const;

 private:
  const Ontology* ontology_;
  std::vector<RelationShape> shapes_;  // by RelationId
};

}  // namespace boba

#endif  // BOBA_EXTRACT_RELATIONS_CANDIDATES_H_
