#include "extract/relations/context.h"

#include <algorithm>
#include <array>

#include "extract/annotators/lines.h"

namespace boba {
namespace {

constexpr std::array<std::string_view, kCues> kCueNames = {
    "none",    "passive", "agent", "complement", "purpose", "conjunction", "contrast", "planned", "obligation",
    "negation", "done",    "source", "place",      "topic",   "with",        "of",       "goal",    "example", "result"};

Mark mark_of(std::string_view text) {
  if (text == ",") return Mark::kComma;
  if (text == ";") return Mark::kSemicolon;
  if (text == ":") return Mark::kColon;
  if (text[0] == '.' || text == "?" || text == "!" || text == "\xE2\x80\xA6") return Mark::kStop;
  if (text == "\"" || text == "\xE2\x80\x9C" || text == "\xE2\x80\x9D") return Mark::kQuote;
  if (text == "(" || text == ")") return Mark::kParenthesis;
  if (text[0] == '-' || text == "\xE2\x80\x93" || text == "\xE2\x80\x94") return Mark::kDash;
  return Mark::kOther;
}

bool can_act(EntityType type) {
  return type == EntityType::kPerson || type == EntityType::kOrganization || type == EntityType::kGroup ||
         type == EntityType::kDocument || type == EntityType::kProgram || type == EntityType::kEvent;
}

void index_layers(const Document& document, DocumentContext& context) {
  const auto& sentences = document.sentences;
  for (uint32_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    if (mention.entity < 0) continue;
    context.sentences[mention.sentence].mentions.push_back(m);
    ++context.frequency[static_cast<size_t>(mention.entity)];
  }
  const auto sentence_of = [&](Span span) {
    const auto it = std::upper_bound(sentences.begin(), sentences.end(), span.begin,
                                     [](uint32_t at, const Sentence& s) { return at < s.span.begin; });
    return static_cast<size_t>(it - sentences.begin()) - 1;
  };
  for (uint32_t t = 0; t < document.times.size(); ++t)
    context.sentences[sentence_of(document.times[t].span)].times.push_back(t);
  for (uint32_t q = 0; q < document.quantities.size(); ++q)
    context.sentences[sentence_of(document.quantities[q].span)].quantities.push_back(q);
}

void cover_mentions(const Document& document, DocumentContext& context) {
  context.nested.assign(document.mentions.size(), false);
  for (SentenceContext& sentence : context.sentences) {
    std::stable_sort(sentence.mentions.begin(), sentence.mentions.end(), [&](uint32_t a, uint32_t b) {
      const Mention &x = document.mentions[a], &y = document.mentions[b];
      return x.first != y.first ? x.first < y.first : x.last > y.last;
    });
    uint32_t end = 0;
    for (uint32_t m : sentence.mentions) {
      const Mention& mention = document.mentions[m];
      if (mention.last <= end) {
        context.nested[m] = true;
        continue;
      }
      end = mention.last;
      for (uint32_t i = mention.first; i < mention.last; ++i)
        if (context.cover[i] < 0) context.cover[i] = static_cast<int32_t>(m);
    }
  }
}

// The first mention that can act and stands outside others, before the first trigger that is no part of a mention.
int32_t opening_subject(const DocumentContext& context, const SentenceContext& sentence) {
  for (uint32_t m : sentence.mentions) {
    const Mention& mention = context.doc().mentions[m];
    if (!context.nested[m] && can_act(mention.type)) return static_cast<int32_t>(m);
  }
  return -1;
}

int32_t subject_of_saying(const DocumentContext& context, const SentenceContext& sentence, RelationId stated) {
  for (const TriggerMatch& trigger : sentence.triggers) {
    if (trigger.relation != stated) continue;
    int32_t nearest = -1;
    for (uint32_t m : sentence.mentions) {
      const Mention& mention = context.doc().mentions[m];
      const bool speaks = mention.type == EntityType::kPerson || mention.type == EntityType::kOrganization;
      if (speaks && mention.last <= trigger.first && !context.nested[m]) nearest = static_cast<int32_t>(m);
    }
    if (nearest >= 0) return nearest;
  }
  return -1;
}

}  // namespace

Result<CueLexicon> CueLexicon::parse(std::string_view tsv) {
  CueLexicon lexicon;
  std::string bad;
  for_each_line(tsv, [&](std::string_view line) {
    const size_t tab = line.find('\t');
    const auto name = std::find(kCueNames.begin(), kCueNames.end(),
                                tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1));
    if (name == kCueNames.end()) {
      bad = std::string(line);
      return;
    }
    std::vector<uint64_t> keys = phrase_keys(line.substr(0, tab));
    const uint64_t first = keys.front();
    lexicon.by_first_[first].push_back({std::move(keys), static_cast<Cue>(name - kCueNames.begin())});
  });
  if (!bad.empty())
    return Error{ErrorCode::kInvalidInput, "line '" + bad + "' is not phrase, tab, cue", "seeds/grammar/cues.tsv", ""};
  for (auto& [key, phrases] : lexicon.by_first_)
    std::stable_sort(phrases.begin(), phrases.end(),
                     [](const Phrase& a, const Phrase& b) { return a.keys.size() > b.keys.size(); });
  return lexicon;
}

CueLexicon::Match CueLexicon::match(const Document& document, uint32_t at, uint32_t end) const {
  const auto found = by_first_.find(document.syllables[at].key);
  if (found == by_first_.end()) return {};
  for (const Phrase& phrase : found->second) {
    if (at + phrase.keys.size() > end) continue;
    bool same = true;
    for (size_t i = 1; i < phrase.keys.size() && same; ++i) same = document.syllables[at + i].key == phrase.keys[i];
    if (same) return {phrase.cue, static_cast<uint32_t>(phrase.keys.size())};
  }
  return {};
}

DocumentContext make_context(const Document& document, std::vector<LocalEntity> entities, const Frames& frames,
                             const CueLexicon& cues, RelationId stated, std::span<const List> lists) {
  DocumentContext context;
  context.document = &document;
  context.frequency.assign(entities.size(), 0);
  context.entities = std::move(entities);
  context.sentences.resize(document.sentences.size());
  const size_t count = document.syllables.size();
  context.cues.assign(count, Cue::kNone);
  context.marks.assign(count, Mark::kNone);
  context.cover.assign(count, -1);
  context.commas.assign(count + 1, 0);
  context.breaks.assign(count + 1, 0);
  context.verbs.assign(count + 1, 0);
  if (!document.tokens.empty()) {
    context.tags.assign(count, static_cast<uint8_t>(Upos::kX));
    for (const Token& token : document.tokens)
      for (uint32_t i = token.first; i < token.last; ++i) context.tags[i] = static_cast<uint8_t>(token.upos);
  }
  index_layers(document, context);
  cover_mentions(document, context);

  for (const List& list : lists) {
    int32_t head = -1;
    for (uint32_t m = 0; m < document.mentions.size() && head < 0; ++m)
      if (document.mentions[m].span == list.head && document.mentions[m].entity >= 0) head = static_cast<int32_t>(m);
    for (const List::Item& item : list.items) {
      context.sentences[item.sentence].list_head = head;
      context.sentences[item.sentence].item = item.first;
    }
  }
  bool quoted = false;
  int32_t carried = -1, speaker = -1, person = -1;
  std::vector<uint8_t> verb(count, 0);
  for (size_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    SentenceContext& here = context.sentences[s];
    here.triggers = frames.match(document, sentence);
    std::erase_if(here.triggers, [&](const TriggerMatch& t) {
      const int32_t m = context.cover[t.first];
      return t.kind == TriggerKind::kActive && m >= 0 && document.mentions[static_cast<size_t>(m)].last > t.last &&
             document.mentions[static_cast<size_t>(m)].first < t.first;
    });
    for (const TriggerMatch& trigger : here.triggers)
      if (trigger.kind == TriggerKind::kActive) verb[trigger.first] = 1;
    here.in_quote = quoted;
    if (s > 0 && document.sentences[s - 1].block != sentence.block) quoted = here.in_quote = false;
    for (uint32_t i = sentence.first_syllable; i < sentence.last_syllable;) {
      if (document.syllables[i].is(Syllable::kPunctuation)) {
        context.marks[i] = mark_of(document.in(document.syllables[i].span));
        if (context.marks[i] == Mark::kQuote) quoted = !quoted;
        ++i;
        continue;
      }
      const CueLexicon::Match match = cues.match(document, i, sentence.last_syllable);
      context.cues[i] = match.cue;
      i += std::max(match.length, 1u);
    }
    here.carried = carried;
    here.subject = opening_subject(context, here);
    if (here.subject >= 0) carried = here.subject;
    const int32_t says = subject_of_saying(context, here, stated);
    if (says >= 0) speaker = says;
    here.speaker = speaker;
    here.person = person;
    for (uint32_t m : here.mentions)
      if (document.mentions[m].type == EntityType::kPerson) person = static_cast<int32_t>(m);
  }
  for (size_t i = 0; i < count; ++i) {
    const Mark mark = context.marks[i];
    context.commas[i + 1] = static_cast<uint16_t>(context.commas[i] + (mark == Mark::kComma));
    context.breaks[i + 1] = static_cast<uint16_t>(
        context.breaks[i] + (mark == Mark::kSemicolon || mark == Mark::kColon || mark == Mark::kQuote));
    context.verbs[i + 1] = static_cast<uint16_t>(context.verbs[i] + verb[i]);
  }
  return context;
}

}  // namespace boba
