#include "extract/relations/context.h"

#include <algorithm>

#include "extract/relations/quotations.h"

namespace boba {
namespace {

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

// The linked mention of exactly these syllables, or -1.
int32_t linked_mention(const Document& document, uint32_t first, uint32_t last) {
  for (uint32_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    if (mention.first == first && mention.last == last && mention.entity >= 0) return static_cast<int32_t>(m);
  }
  return -1;
}

void add_lists(std::span<const List> lists, DocumentContext& context) {
  for (const List& list : lists) {
    const int32_t head = linked_mention(context.doc(), list.first, list.last);
    if (head < 0) continue;
    context.list_heads.push_back(head);
    for (const List::Item& item : list.items)
      context.sentences[item.sentence].items.push_back({head, {item.first, item.last}});
  }
}

void add_frames(std::span<const SlotMatch> frames, DocumentContext& context) {
  for (const SlotMatch& match : frames) {
    const int32_t subject = linked_mention(context.doc(), match.subject.first, match.subject.last);
    if (subject >= 0) context.sentences[match.sentence].frames.push_back({match, subject});
  }
}

}  // namespace

DocumentContext make_context(const Document& document, std::vector<LocalEntity> entities, const Frames& frames,
                             const CueLexicon& cues, RelationId stated, std::span<const List> lists,
                             std::span<const SlotMatch> slot_matches) {
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
    context.words.assign(count, 0);
    for (uint32_t t = 0; t < document.tokens.size(); ++t)
      for (uint32_t i = document.tokens[t].first; i < document.tokens[t].last; ++i) context.words[i] = t;
  }
  index_layers(document, context);
  cover_mentions(document, context);

  add_lists(lists, context);
  add_frames(slot_matches, context);
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
  find_quotations(context, stated);
  return context;
}

}  // namespace boba
