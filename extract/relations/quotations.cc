#include "extract/relations/quotations.h"

#include <algorithm>

namespace boba {
namespace {

constexpr uint32_t kLeastSyllables = 5;    // fewer are a name or a word that is doubted
constexpr uint32_t kMostSentences = 6;     // more: a mark was left out
constexpr uint32_t kSpeakerReach = 4;      // syllables from the marks to the speaker: an honorific, an office
constexpr uint32_t kVerbReach = 5;         // from the speaker to the verb

// Speaker and verb of one quotation.
struct Attribution {
  int32_t speaker = -1;
  SyllableRange verb;
};

class Finder {
 public:
  Finder(DocumentContext& context, RelationId stated) : context_(context), document_(context.doc()), stated_(stated) {}

  void run() {
    for (uint32_t s = 0; s < document_.sentences.size(); ++s) {
      const Sentence& sentence = document_.sentences[s];
      const bool goes_on = s > 0 && document_.sentences[s - 1].block == sentence.block;
      if (!goes_on || (open_ && s - opened_in_ >= kMostSentences)) open_ = false;
      for (uint32_t at = sentence.first_syllable; at < sentence.last_syllable; ++at) {
        if (context_.marks[at] != Mark::kQuote) continue;
        if (open_ && !only_opens(at)) {
          close(s, at);
        } else if (!only_closes(at)) {
          open_ = true;
          opened_in_ = s;
          begin_ = at + 1;
        }
      }
    }
  }

 private:
  // A straight mark opens when a space stands before and none behind it, and the other way round.
  bool glued(uint32_t at) const { return at < document_.syllables.size() && document_.syllables[at].is(Syllable::kGluedLeft); }
  bool only_opens(uint32_t at) const {
    const std::string_view mark = document_.in(document_.syllables[at].span);
    return mark == "\xE2\x80\x9C" || (mark == "\"" && !glued(at) && glued(at + 1));
  }
  bool only_closes(uint32_t at) const {
    const std::string_view mark = document_.in(document_.syllables[at].span);
    return mark == "\xE2\x80\x9D" || (mark == "\"" && glued(at) && !glued(at + 1));
  }
  // Whether the marks stand around words of a sentence that goes on around them.
  bool opens_inside_clause() const {
    const uint32_t mark = begin_ - 1;
    if (mark == document_.sentences[opened_in_].first_syllable) return false;
    return !document_.syllables[mark - 1].is(Syllable::kPunctuation);
  }

  bool speaks(uint32_t mention) const {
    const EntityType type = document_.mentions[mention].type;
    return type == EntityType::kPerson || type == EntityType::kOrganization || type == EntityType::kGroup;
  }
  const TriggerMatch* verb_in(uint32_t sentence, uint32_t first, uint32_t last) const {
    for (const TriggerMatch& t : context_.sentences[sentence].triggers)
      if (t.relation == stated_ && t.kind == TriggerKind::kActive && t.first >= first && t.first <= last) return &t;
    return nullptr;
  }
  bool marks_between(uint32_t first, uint32_t last) const {
    for (uint32_t i = first; i < last; ++i)
      if (context_.marks[i] != Mark::kNone && context_.marks[i] != Mark::kOther) return true;
    return false;
  }

  // "...", A says.
  Attribution behind(uint32_t sentence, uint32_t mark) const {
    uint32_t from = mark + 1;
    while (from < document_.sentences[sentence].last_syllable &&
           (context_.marks[from] == Mark::kComma || context_.marks[from] == Mark::kDash))
      ++from;
    for (uint32_t m : context_.sentences[sentence].mentions) {
      const Mention& mention = document_.mentions[m];
      if (mention.first < from || !speaks(m) || context_.nested[m]) continue;
      if (mention.first > from + kSpeakerReach || marks_between(from, mention.first)) break;
      const TriggerMatch* verb = verb_in(sentence, mention.last, mention.last + kVerbReach);
      if (verb == nullptr || marks_between(mention.last, verb->first)) continue;
      return {static_cast<int32_t>(m), {verb->first, verb->last}};
    }
    return {};
  }

  // A says: "...".
  Attribution before(uint32_t sentence, uint32_t mark) const {
    const uint32_t first = document_.sentences[sentence].first_syllable;
    uint32_t to = mark;
    while (to > first && (context_.marks[to - 1] == Mark::kColon || context_.cues[to - 1] == Cue::kComplement)) --to;
    if (to == mark) return {};
    for (const TriggerMatch& t : context_.sentences[sentence].triggers) {
      if (t.relation != stated_ || t.kind != TriggerKind::kActive || t.first >= to || t.last < to) continue;
      Attribution found;
      for (uint32_t m : context_.sentences[sentence].mentions) {
        const Mention& mention = document_.mentions[m];
        if (!speaks(m) || context_.nested[m] || mention.last > t.first || marks_between(mention.last, t.first)) continue;
        if (mention.last + kVerbReach >= t.first) found = {static_cast<int32_t>(m), {t.first, t.last}};
      }
      if (found.speaker >= 0) return found;
    }
    return {};
  }

  void close(uint32_t sentence, uint32_t mark) {
    open_ = false;
    if (mark < begin_ + kLeastSyllables) return;
    Attribution said = opens_inside_clause() ? Attribution{} : behind(sentence, mark);
    uint32_t verb_in = sentence;
    if (said.speaker < 0) {
      said = before(opened_in_, begin_ - 1);
      verb_in = opened_in_;
    }
    if (said.speaker < 0) return;
    for (uint32_t s = opened_in_; s <= sentence; ++s) {
      SyllableRange text{std::max(begin_, document_.sentences[s].first_syllable),
                         std::min(mark, document_.sentences[s].last_syllable)};
      while (text.last > text.first && document_.syllables[text.last - 1].is(Syllable::kPunctuation)) --text.last;
      if (text.last < text.first + 3) continue;
      context_.sentences[s].quotes.push_back({text, said.speaker, s == verb_in ? said.verb : SyllableRange{}});
    }
  }

  DocumentContext& context_;
  const Document& document_;
  RelationId stated_;
  bool open_ = false;
  uint32_t opened_in_ = 0, begin_ = 0;
};

}  // namespace

void find_quotations(DocumentContext& context, RelationId stated) { Finder(context, stated).run(); }

}  // namespace boba
