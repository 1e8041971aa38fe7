// An article and the layers that annotators add to it.
#ifndef BOBA_CORE_DOCUMENT_H_
#define BOBA_CORE_DOCUMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/mention.h"
#include "core/span.h"

namespace boba {

enum class BlockKind : uint8_t {
  kTitle,
  kParagraph,
  kCaption,   // text below a picture
  kCredit,    // photo credit, author line, navigation: never annotated
  kDateline,  // "VietTimes -", "(TTXVN)": never annotated
};

// A piece of Document::text between line ends. Blocks are in order and do not overlap.
struct Block {
  Span span;
  BlockKind kind = BlockKind::kParagraph;
  bool repeats = false;  // says word for word what an earlier block says: more evidence, no new fact
};

// What a piece of text consists of before words: a syllable, a number, a punctuation mark. Vietnamese writes a
// space between syllables, so one word is one or more of them.
struct Syllable {
  enum Shape : uint16_t {
    kLetters = 1,     // at least one letter
    kCapital = 2,     // begins with a capital letter
    kAllCapitals = 4, // two letters or more, all capital: "TT&TT", "UBND"
    kDigits = 8,      // at least one digit
    kPunctuation = 16,
    kGluedLeft = 32,  // no white space before it in the text
  };
  Span span;
  uint64_t key = 0;  // hash_bytes(fold(text)): equal for the two tone placements and for any case
  uint16_t shape = 0;
  bool is(Shape s) const { return (shape & s) != 0; }
};

// Universal POS tags (universaldependencies.org/u/pos).
enum class Upos : uint8_t {
  kAdj, kAdp, kAdv, kAux, kCconj, kDet, kIntj, kNoun, kNum, kPart, kPron, kPropn, kPunct, kSconj, kSym, kVerb, kX
};
std::string_view to_string(Upos tag);
std::optional<Upos> parse_upos(std::string_view name);

// A dependency relation with its subtype ("nsubj:pass"): an index into the inventory of UD Vietnamese-VTB.
using Deprel = uint8_t;
std::string_view to_string(Deprel relation);             // "dep" for an index out of range
std::optional<Deprel> parse_deprel(std::string_view name);

// A word. Its form is the text it covers and may hold spaces.
struct Token {
  uint32_t first = 0, last = 0;  // syllables [first, last)
  Upos upos = Upos::kX;
  Deprel deprel = 0;
  int32_t head = -1;  // token index in the document; -1 is the root of the sentence
};

struct Sentence {
  Span span;
  uint32_t block = 0;
  uint32_t first_syllable = 0, last_syllable = 0;  // [first, last)
  uint32_t first_token = 0, last_token = 0;        // [first, last); empty until words are annotated
};

// A date, period or duration in the text, as an EDTF level 1 / ISO 8601 value.
struct TimeExpression {
  Span span;
  std::string edtf;  // "2020-08-18", "XXXX-08-14", "2020/2025", "P12M"; never a guessed year
};

// A number with its unit: value as a decimal without thousands marks, words like "nghin" multiplied in ("50000", "0.5").
struct Quantity {
  Span span;
  std::string value;
  std::string upper;  // the other end of a range ("10-15%"), else empty
  std::string unit;   // as written, after the number: "doanh nghiep", "%", "dong/kg" with diacritics
  Span metric = {};   // of the unit, what says what is measured: an age; empty for most
};

// Text is the title, one '\n', the body, in NFC; it never changes after reading. Layers only grow.
struct Document {
  std::string id;
  std::string text;
  uint32_t body = 0;  // byte where the body begins: title is [0, body - 1), or empty when body is 0
  std::string source;     // publisher, if known
  std::string url;
  std::string published;  // EDTF date of publication, if known
  std::vector<Block> blocks;

  std::vector<Syllable> syllables;
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  std::vector<TimeExpression> times;
  std::vector<Quantity> quantities;
  std::vector<Mention> mentions;  // by begin, longer first

  std::string_view title() const {
    return body == 0 ? std::string_view() : std::string_view(text).substr(0, body - 1);
  }
  std::string_view body_text() const { return std::string_view(text).substr(body); }
  std::string_view in(Span span) const { return span.in(text); }
  // The text of syllables [first, last). Precondition: first < last.
  Span span_of(uint32_t first, uint32_t last) const {
    return {syllables[first].span.begin, syllables[last - 1].span.end};
  }
};

}  // namespace boba

#endif  // BOBA_CORE_DOCUMENT_H_
