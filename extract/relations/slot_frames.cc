#include "extract/relations/slot_frames.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <array>

#include "extract/relations/frames.h"
#include "extract/relations/mention_edit.h"

namespace boba {
namespace {

constexpr uint32_t kPhraseSyllables = 14;
constexpr uint32_t kObjectSyllables = 25;      // as long as a clause of the guide may be
constexpr std::array<std::string_view, 6> kPronounClasses = {"person", "organization", "group", "thing", "first", "place"};
constexpr uint32_t kAntecedentSentences = 2;   // before the frame

bool opens_noun_phrase(Upos tag) {
  return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kNum || tag == Upos::kDet;
}

bool continues_noun_phrase(Upos tag) { return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kAdj; }

Error bad_frame(const Ontology::Source& source, const char* what) {
  return Error{ErrorCode::kInvalidInput, what, "seeds/" + std::string(source.name), "docs/seed_format.md says what a [[frame]] holds"};
}

}  // namespace

// Looks for frames in one sentence.
class SlotFrames::Matcher {
 public:
  Matcher(const Document& document, uint32_t index, const CueLexicon& lexicon, const PhraseMap& pronouns)
      : document_(document), pronouns_(pronouns), sentence_(document.sentences[index]), index_(index),
        cues_(sentence_.last_syllable - sentence_.first_syllable, Cue::kNone) {
    for (uint32_t at = sentence_.first_syllable; at < sentence_.last_syllable;) {
      const CueLexicon::Match cue = lexicon.match(document, at, sentence_.last_syllable);
      cues_[at - sentence_.first_syllable] = cue.cue;
      at += std::max(cue.length, 1u);
    }
  }

  // Precondition: a word begins at `at`.
  std::optional<SlotMatch> match(const Frame& frame, uint32_t at) {
    found_ = {.relation = frame.relation, .precision = frame.precision, .sentence = index_};
    if (!step(frame, 0, at) || inside_mention(at) || found_.object.empty()) return std::nullopt;
    if (frame.named_subject && !find_subject(frame)) return std::nullopt;
    return found_;
  }

  bool begins_word(uint32_t at) const {
    const Token* token = token_at(at);
    return token != nullptr && token->first == at;
  }

 private:
  uint32_t end() const { return sentence_.last_syllable; }
  Cue cue(uint32_t at) const { return cues_[at - sentence_.first_syllable]; }
  bool mark(uint32_t at) const {
    const Syllable& s = document_.syllables[at];
    if (!s.is(Syllable::kPunctuation)) return false;
    const Mark kind = mark_of(document_.in(s.span));
    return kind != Mark::kDash && kind != Mark::kOther;
  }
  bool inside_mention(uint32_t at) const {
    return std::any_of(document_.mentions.begin(), document_.mentions.end(), [&](const Mention& m) {
      return m.sentence == index_ && m.first < at && at < m.last;
    });
  }
  const Token* token_at(uint32_t at) const {
    const auto begin = document_.tokens.begin() + sentence_.first_token, end = document_.tokens.begin() + sentence_.last_token;
    const auto it = std::upper_bound(begin, end, at, [](uint32_t i, const Token& t) { return i < t.last; });
    return it != end && it->first <= at ? &*it : nullptr;
  }
  bool ends_word(uint32_t last) const {
    const Token* token = token_at(last - 1);
    return token != nullptr && token->last == last;
  }

  // Length of the longest alternative at syllable `at`; 0 when none stands there.
  uint32_t words(const Element& element, uint32_t at, bool first) const {
    for (const std::vector<uint64_t>& keys : element.words) {
      const auto length = static_cast<uint32_t>(keys.size());
      if (at + length > end()) continue;
      bool same = first || !document_.syllables[at].is(Syllable::kCapital);
      for (uint32_t i = 0; i < length && same; ++i) same = document_.syllables[at + i].key == keys[i];
      if (same && begins_word(at) && ends_word(at + length)) return length;
    }
    return 0;
  }

  // Whether a phrase that fits ends like one, and is no pronoun.
  bool names(uint32_t first, uint32_t last) const {
    const Upos tag = token_at(last - 1)->upos;
    if (tag == Upos::kAdv || tag == Upos::kAdp || tag == Upos::kPart || cue(last - 1) != Cue::kNone) return false;
    return pronouns_.longest(std::span(document_.syllables).first(last), first).length != last - first;
  }

  bool begins_clause(uint32_t at) const { return at == sentence_.first_syllable || mark(at - 1); }

  bool step(const Frame& frame, size_t index, uint32_t at) {
    if (index == frame.elements.size()) return true;
    if (at >= end()) return false;
    const Element& element = frame.elements[index];
    switch (element.slot) {
      case Slot::kStart: return begins_clause(at) && step(frame, index + 1, at);
      case Slot::kWords: {
        const uint32_t length = words(element, at, found_.trigger.empty());
        if (length > 0) {
          const SyllableRange before = found_.trigger;
          if (before.empty() || frame.trigger_last) found_.trigger = {at, at + length};
          if (step(frame, index + 1, at + length)) return true;
          found_.trigger = before;
        }
        return element.optional && step(frame, index + 1, at);
      }
      case Slot::kSubject:
      case Slot::kFrom: {
        SyllableRange& range = element.slot == Slot::kSubject ? found_.subject : found_.from;
        for (uint32_t last = at + 1; last < end() && fits(element.slot, at, last); ++last) {
          range = {at, last};
          if (names(at, last) && step(frame, index + 1, last)) return true;
        }
        return false;
      }
      case Slot::kFromNumber:
      case Slot::kObjectNumber: return number(frame, index, at);
      case Slot::kObject: return object(at);
      case Slot::kObjectName: return named_object(frame, at);
    }
    return false;
  }

  // Whether [first, last) may fill a slot: no mark, and no function word outside names.
  bool fits(Slot slot, uint32_t first, uint32_t last) const {
    if (last - first > kPhraseSyllables) return false;
    const Token* head = token_at(first);
    if (head == nullptr || head->first != first) return false;
    if (!opens_noun_phrase(head->upos) && (slot == Slot::kSubject || head->upos != Upos::kVerb)) return false;
    const uint32_t at = last - 1;
    if (mark(at)) return false;
    switch (cue(at)) {
      case Cue::kNone:
      case Cue::kOf:
      case Cue::kGoal:
      case Cue::kTopic:
      case Cue::kResult: return true;
      default: return inside_mention(at);
    }
  }

  bool number(const Frame& frame, size_t index, uint32_t at) {
    for (uint32_t q = 0; q < document_.quantities.size(); ++q) {
      const Quantity& quantity = document_.quantities[q];
      if (quantity.span.begin != document_.syllables[at].span.begin || quantity.unit.empty()) continue;
      uint32_t last = at;
      while (last < end() && document_.syllables[last].span.begin < quantity.span.end) ++last;
      if (frame.elements[index].slot == Slot::kFromNumber) {
        found_.from = {at, last};
        from_unit_ = quantity.unit;
      } else {
        if (quantity.unit != from_unit_) continue;
        found_.object = {at, last};
        found_.quantity = static_cast<int32_t>(q);
      }
      if (step(frame, index + 1, last)) return true;
    }
    return false;
  }

  bool named_object(const Frame& frame, uint32_t at) {
    if (at + 1 < end() && mark_of(document_.in(document_.syllables[at].span)) == Mark::kQuote) ++at;
    for (const Mention& m : document_.mentions)
      if (m.first == at && m.sentence == index_ && frame.object.allows(m.type) && m.last > found_.object.last)
        found_.object = {m.first, m.last};
    return !found_.object.empty();
  }

  // The name nearest before the words, with adverbs and dates alone between.
  bool find_subject(const Frame& frame) {
    const Mention* best = nullptr;
    for (const Mention& m : document_.mentions) {
      if (m.sentence != index_ || m.last > found_.trigger.first || !frame.subject.allows(m.type)) continue;
      if (best == nullptr || m.last > best->last || (m.last == best->last && m.first < best->first)) best = &m;
    }
    if (best == nullptr) return false;
    for (uint32_t at = best->last; at < found_.trigger.first; ++at)
      if (!adverbial(at)) return false;
    found_.subject = {best->first, best->last};
    return true;
  }
  bool adverbial(uint32_t at) const {
    const Token* token = token_at(at);
    if (token != nullptr && (token->upos == Upos::kAdv || token->upos == Upos::kAux)) return true;
    return std::any_of(document_.times.begin(), document_.times.end(),
                       [&](const TimeExpression& t) { return t.span.contains(document_.syllables[at].span); });
  }

  // The phrase that begins at `at`: up to a mark, a word that opens something else, or a date.
  bool object(uint32_t at) {
    if (mark(at) || !begins_word(at)) return false;
    const Upos opening = token_at(at)->upos;
    if (!opens_noun_phrase(opening) && opening != Upos::kVerb) return false;
    uint32_t last = at + 1;
    while (last < end() && last - at < kObjectSyllables && !mark(last) && !ends_object(last) && !begins_time(last)) ++last;
    while (last > at + 1 && !ends_word(last)) --last;
    while (last > at + 1 && token_at(last - 1)->upos == Upos::kAdp) last = token_at(last - 1)->first;
    if (last <= at) return false;
    found_.object = {at, last};
    return true;
  }
  bool ends_object(uint32_t at) const {
    if (inside_mention(at)) return false;
    const Token* token = token_at(at);
    const Token* next = token == nullptr ? nullptr : token_at(token->last);
    if (token != nullptr && token->upos == Upos::kSconj) return true;
    if (token != nullptr && token->upos == Upos::kCconj && next != nullptr &&
        (next->upos == Upos::kVerb || next->upos == Upos::kAux || next->upos == Upos::kAdv))
      return true;
    switch (cue(at)) {
      case Cue::kPurpose:
      case Cue::kContrast:
      case Cue::kPlaceWord: return token_at(at - 1)->upos != Upos::kNum;  // "one of the ..." goes on
      case Cue::kAgent:
      case Cue::kSource:
      case Cue::kPassive:
      case Cue::kPlanned:
      case Cue::kDone:
      case Cue::kExample: return true;
      default: return false;
    }
  }
  bool begins_time(uint32_t at) const {
    return std::any_of(document_.times.begin(), document_.times.end(),
                       [&](const TimeExpression& t) { return t.span.begin == document_.syllables[at].span.begin; });
  }

  const Document& document_;
  const PhraseMap& pronouns_;
  const Sentence& sentence_;
  uint32_t index_;
  std::vector<Cue> cues_;
  SlotMatch found_;
  std::string_view from_unit_;
};

namespace {

// Where the phrase around the noun at token `head` begins and ends: words that count before it, its modifiers after it.
SyllableRange phrase_around(const Document& document, const Sentence& sentence, uint32_t first, uint32_t last) {
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    if (document.tokens[t].first != first) continue;
    uint32_t begin = t, end = t;
    while (begin > sentence.first_token && document.tokens[begin - 1].upos == Upos::kDet) --begin;
    while (end + 1 < sentence.last_token &&
           (document.tokens[end + 1].last <= last || continues_noun_phrase(document.tokens[end + 1].upos)))
      ++end;
    return {document.tokens[begin].first, document.tokens[end].last};
  }
  return {};
}

// What the counted noun of a quantity stood for last: the longest phrase with that noun in the sentences before.
SyllableRange antecedent(const Document& document, uint32_t sentence, const Quantity& quantity, uint32_t& where) {
  const std::vector<uint64_t> noun = phrase_keys(quantity.unit);
  for (uint32_t back = 1; back <= kAntecedentSentences && back <= sentence && !noun.empty(); ++back) {
    where = sentence - back;
    const Sentence& earlier = document.sentences[where];
    SyllableRange best;
    for (uint32_t at = earlier.first_syllable; at + noun.size() <= earlier.last_syllable; ++at) {
      bool same = true;
      for (size_t i = 0; i < noun.size() && same; ++i) same = document.syllables[at + i].key == noun[i];
      if (!same) continue;
      const SyllableRange phrase = phrase_around(document, earlier, at, at + static_cast<uint32_t>(noun.size()));
      if (phrase.last - phrase.first > best.last - best.first) best = phrase;
    }
    if (best.last - best.first > noun.size()) return best;  // a bare noun names nothing
  }
  return {};
}

}  // namespace

SlotFrames::SlotFrames(std::string_view pronouns) : pronouns_(pronouns, kPronounClasses) {}

std::optional<SlotFrames::Element> SlotFrames::parse_element(std::string_view text) {
  constexpr std::pair<std::string_view, Slot> kSlots[] = {{"^", Slot::kStart}, {"{s}", Slot::kSubject}, {"{from}", Slot::kFrom},
                                                          {"{from:number}", Slot::kFromNumber}, {"{o}", Slot::kObject},
                                                          {"{o:name}", Slot::kObjectName},
                                                          {"{o:number}", Slot::kObjectNumber}};
  Element element;
  for (const auto& [name, slot] : kSlots)
    if (text == name) {
      element.slot = slot;
      return element;
    }
  if (text.ends_with('?')) {
    element.optional = true;
    text.remove_suffix(1);
  }
  while (!text.empty()) {
    const size_t bar = std::min(text.find('|'), text.size());
    element.words.push_back(phrase_keys(text.substr(0, bar)));
    if (element.words.back().empty()) return std::nullopt;
    text.remove_prefix(std::min(bar + 1, text.size()));
  }
  if (element.words.empty()) return std::nullopt;
  std::stable_sort(element.words.begin(), element.words.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return element;
}

Result<SlotFrames> SlotFrames::parse(const Ontology& ontology, std::span<const Ontology::Source> sources,
                                     std::string_view pronouns) {
  SlotFrames frames(pronouns);
  for (const Ontology::Source& source : sources) {
    const toml::parse_result parsed = toml::parse(source.toml);
    if (!parsed) return bad_frame(source, "is no TOML");
    const toml::table& table = parsed.table();
    const toml::array* array = table["frame"].as_array();
    if (array == nullptr) continue;
    const auto relation = ontology.find(table["name"].value_or(std::string()));
    if (!relation) return bad_frame(source, "no relation of that name in the ontology");
    for (const toml::node& node : *array) {
      const toml::table* item = node.as_table();
      const toml::array* words = item == nullptr ? nullptr : (*item)["words"].as_array();
      if (words == nullptr) return bad_frame(source, "a [[frame]] without words");
      Frame frame{.relation = *relation, .precision = static_cast<float>((*item)["precision"].value_or(0.0)), .elements = {}};
      for (const toml::node& word : *words) {
        auto element = parse_element(word.value_or(std::string_view()));
        if (!element) return bad_frame(source, "an element of words is neither words nor a slot");
        frame.elements.push_back(*std::move(element));
      }
      frame.named_subject = !frame.elements.empty() && frame.elements.front().slot == Slot::kSubject;
      if (frame.named_subject) frame.elements.erase(frame.elements.begin());
      frame.trigger_last = !frame.named_subject && std::none_of(frame.elements.begin(), frame.elements.end(), [](const Element& e) {
        return e.slot == Slot::kSubject;
      });
      frame.subject = ontology[*relation].subject;
      frame.object = ontology[*relation].object;
      const auto slot = [&](size_t i) { return frame.elements[i].slot; };
      const size_t count = frame.elements.size();
      if (count < 2 || (slot(0) != Slot::kWords && slot(0) != Slot::kStart) || slot(count - 1) < Slot::kObject)
        return bad_frame(source, "a [[frame]] begins with {s}, ^ or words and ends with {o}, {o:name} or {o:number}");
      for (size_t i = 1; i + 1 < count; ++i)
        if ((slot(i) == Slot::kSubject || slot(i) == Slot::kFrom) && slot(i + 1) != Slot::kWords)
          return bad_frame(source, "words must end {s} and {from}");
      if (frame.precision <= 0 || frame.precision > 1) return bad_frame(source, "precision must lie between 0 and 1");
      frames.frames_.push_back(std::move(frame));
    }
  }
  frames.index();
  return frames;
}

// Words at the beginning that may be left out let the next element begin; a slot there fits anything.
void SlotFrames::index() {
  for (uint32_t f = 0; f < frames_.size(); ++f) {
    const auto add = [&](std::vector<uint32_t>& frames) {
      if (frames.empty() || frames.back() != f) frames.push_back(f);
    };
    const std::vector<Element>& elements = frames_[f].elements;
    const auto first = std::find_if(elements.begin(), elements.end(), [](const Element& e) { return e.slot != Slot::kStart && !e.optional; });
    for (auto element = elements.begin(); element <= first; ++element)
      for (const std::vector<uint64_t>& words : element->words) add(by_first_.try_emplace(words.front(), anywhere_).first->second);
    if (first->slot == Slot::kWords) continue;
    for (auto& [key, frames] : by_first_) add(frames);
    add(anywhere_);
  }
}

std::vector<SlotMatch> SlotFrames::find(Document& document, const CueLexicon& cues) const {
  std::vector<SlotMatch> matches;
  if (document.tokens.empty()) return matches;
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence sentence = document.sentences[s];
    Matcher matcher(document, s, cues, pronouns_);
    for (uint32_t at = sentence.first_syllable; at < sentence.last_syllable; ++at) {
      const auto known = by_first_.find(document.syllables[at].key);
      const std::vector<uint32_t>& frames = known == by_first_.end() ? anywhere_ : known->second;
      if (frames.empty() || !matcher.begins_word(at)) continue;
      std::optional<SlotMatch> match;
      for (size_t f = 0; f < frames.size() && !match; ++f) match = matcher.match(frames_[frames[f]], at);
      if (!match) continue;
      at = match->trigger.last - 1;
      EntityType type = EntityType::kConcept;
      uint32_t where = s;
      if (match->subject.empty() && match->quantity >= 0) {
        match->subject = antecedent(document, s, document.quantities[static_cast<size_t>(match->quantity)], where);
        type = EntityType::kGroup;
      }
      if (match->subject.empty()) continue;
      if (mention_of(document, match->subject.first, match->subject.last) == nullptr)
        drop_across(document, match->subject.first, match->subject.last);
      add_mention(document, type, match->subject.first, match->subject.last, where);
      matches.push_back(*match);
    }
  }
  return matches;
}

}  // namespace boba
