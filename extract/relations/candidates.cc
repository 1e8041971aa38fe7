#include "extract/relations/candidates.h"

#include <algorithm>
#include <span>

namespace boba {
namespace {

constexpr size_t kSubjects = 4;          // mentions taken to one side of a trigger as its subject
constexpr size_t kObjects = 7;           // and as its object
constexpr uint32_t kClauseSyllables = 34;
constexpr uint32_t kObjectSyllables = 25;  // of an object that a rule takes whole
constexpr size_t kClauseEnds = 9;
constexpr uint32_t kPairGap = 12;        // syllables between the members of a pair
constexpr uint32_t kMeasureGap = 30;
constexpr uint32_t kPassiveReach = 14;   // syllables from the passive marker to its verb

// Generates the candidates of one sentence.
class SentenceCandidates {
 public:
  SentenceCandidates(const DocumentContext& context, uint32_t index, const Ontology& ontology,
                     const std::vector<RelationShape>& shapes, std::vector<Candidate>& out)
      : context_(context), document_(context.doc()), sentence_(document_.sentences[index]),
        here_(context.sentences[index]), index_(index), ontology_(ontology), shapes_(shapes), out_(out) {}

  void add_all() {
    const size_t before = out_.size();
    for (const TriggerMatch& trigger : here_.triggers) add_trigger(trigger);
    for (const Relation& relation : ontology_.relations()) {
      const RelationShape& pattern = shapes_[relation.id];
      if (pattern.pair) add_pairs(relation);
      if (pattern.measure) add_measures(relation);
      if (pattern.date) add_dates(relation);
      if (pattern.continued) add_continued(relation);
      if (pattern.list) add_items(relation, pattern.list_precision);
      if (pattern.quote_precision > 0) add_quotes(relation, pattern.quote_precision);
    }
    for (const FrameInstance& frame : here_.frames) add_frame(frame);
    for (const ListItem& item : here_.items)
      if (document_.mentions[static_cast<size_t>(item.head)].type == EntityType::kProgram)
        for (Candidate& c : std::span(out_).subspan(before))
          c.planned |= c.pattern != Pattern::kList && c.first == item.text.first && c.last > c.first;
  }

 private:
  Argument of_mention(uint32_t m, Source source, size_t rank) const {
    return mention_argument(document_, m, source, rank);
  }

  // The nearest mentions of allowed types that end at or before `end`, nearest first.
  std::vector<Argument> left_of(uint32_t end, const ArgumentTypes& types, size_t most) const {
    std::vector<Argument> found;
    for (auto m = here_.mentions.rbegin(); m != here_.mentions.rend() && found.size() < most; ++m)
      if (document_.mentions[*m].last <= end && types.allows(document_.mentions[*m].type))
        found.push_back(of_mention(*m, Source::kLeft, found.size()));
    return found;
  }

  std::vector<Argument> right_of(uint32_t begin, const ArgumentTypes& types, size_t most) const {
    std::vector<Argument> found;
    for (uint32_t m : here_.mentions) {
      if (found.size() == most) break;
      if (document_.mentions[m].first >= begin && types.allows(document_.mentions[m].type))
        found.push_back(of_mention(m, Source::kRight, found.size()));
    }
    return found;
  }

  // Subjects that the sentence leaves out.
  std::vector<Argument> carried(const ArgumentTypes& types) const {
    std::vector<Argument> found;
    const auto add = [&](int32_t m, Source source) {
      if (m < 0) return;
      const Argument argument = of_mention(static_cast<uint32_t>(m), source, found.size());
      if (!types.allows(document_.mentions[static_cast<size_t>(m)].type)) return;
      for (const Argument& other : found)
        if (other.entity == argument.entity) return;
      found.push_back(argument);
    };
    add(here_.carried, Source::kCarried);
    add(here_.speaker, Source::kSpeaker);
    add(here_.person, Source::kPerson);
    if (index_ > 0) add(context_.sentences[0].subject, Source::kTitle);
    return found;
  }

  // Clauses that begin at syllable `begin`: one for each place where they could end.
  std::vector<Argument> clauses(uint32_t begin, Source source) const {
    std::vector<Argument> found;
    while (begin < sentence_.last_syllable &&
           (context_.cues[begin] == Cue::kComplement ||
            (document_.syllables[begin].is(Syllable::kPunctuation) && context_.marks[begin] != Mark::kStop)))
      ++begin;
    const auto add = [&](uint32_t end, uint8_t kind) {
      if (end <= begin || found.size() == kClauseEnds) return;
      if (!found.empty() && found.back().last == end) return;
      found.push_back({.first = begin, .last = end, .source = source,
                       .rank = static_cast<uint8_t>(found.size()), .ends = kind});
    };
    const uint32_t limit = std::min(sentence_.last_syllable, begin + kClauseSyllables);
    uint32_t at = begin;
    for (; at < limit; ++at) {
      const Mark mark = context_.marks[at];
      if (mark == Mark::kStop && at + 1 >= sentence_.last_syllable - 1) break;
      if (context_.cover[at] >= 0 && document_.mentions[static_cast<size_t>(context_.cover[at])].first < at) continue;
      if (mark == Mark::kComma) add(at, 0);
      else if (mark != Mark::kNone && mark != Mark::kOther) add(at, 1);
      else if (at > begin + 1 && ends_clause(context_.cues[at])) add(at, 2);
    }
    add(at, at >= limit && at < sentence_.last_syllable ? 4 : 3);
    return found;
  }

  static bool ends_clause(Cue cue) {
    return cue == Cue::kPurpose || cue == Cue::kContrast || cue == Cue::kConjunction || cue == Cue::kPlaceWord ||
           cue == Cue::kExample || cue == Cue::kAgent || cue == Cue::kWith || cue == Cue::kGoal ||
           cue == Cue::kSource;
  }

  // Further clauses of the same verb, behind semicolons: "asks to do X; to do Y".
  std::vector<Argument> further_clauses(uint32_t begin) const {
    std::vector<Argument> found;
    for (uint32_t at = begin; at < sentence_.last_syllable && found.size() < kClauseEnds; ++at) {
      if (context_.marks[at] != Mark::kSemicolon) continue;
      for (Argument clause : clauses(at + 1, Source::kRight)) {
        if (clause.ends == 2) continue;
        clause.ends = static_cast<uint8_t>(clause.ends + 6);
        found.push_back(clause);
        if (clause.rank >= 3) break;
      }
    }
    return found;
  }

  // Items of a list that begins at `begin`, cut at commas, semicolons and conjunctions.
  std::vector<Argument> items(uint32_t begin) const {
    std::vector<Argument> found;
    while (begin < sentence_.last_syllable && document_.syllables[begin].is(Syllable::kPunctuation)) ++begin;
    uint32_t item = begin;
    for (uint32_t at = begin; at <= sentence_.last_syllable && found.size() < kClauseEnds; ++at) {
      const bool end = at == sentence_.last_syllable;
      const bool inside = !end && context_.cover[at] >= 0 &&
                          document_.mentions[static_cast<size_t>(context_.cover[at])].first < at;
      const bool cut = end || (!inside && (context_.marks[at] == Mark::kComma || context_.marks[at] == Mark::kSemicolon ||
                                           context_.marks[at] == Mark::kStop || context_.cues[at] == Cue::kConjunction));
      if (!cut) continue;
      if (at > item)
        found.push_back({.first = item, .last = at, .source = Source::kRight,
                         .rank = static_cast<uint8_t>(found.size()), .ends = 5});
      item = at + 1;
    }
    return found;
  }

  void emit(const Candidate& base, const std::vector<Argument>& subjects, const std::vector<Argument>& objects) {
    for (const Argument& subject : subjects)
      for (const Argument& object : objects) {
        if (object.entity >= 0 && object.entity == subject.entity) continue;
        if (object.ends >= 5 && subject.rank > 1) continue;  // the many items go with the nearest subjects only
        const bool overlap = subject.source < Source::kCarried && subject.first < object.last &&
                             object.first < subject.last && object.mention < 0;
        if (overlap || speaks_of_itself(base, subject, object)) continue;
        Candidate candidate = base;
        candidate.subject = subject;
        candidate.object = object;
        out_.push_back(candidate);
      }
  }

  // A clause that names the subject that was left out has a subject of its own.
  bool speaks_of_itself(const Candidate& base, const Argument& subject, const Argument& object) const {
    if (subject.source < Source::kCarried || object.mention >= 0 || base.floor > 0) return false;
    return name_within(context_, index_, object, subject.entity);
  }

  static std::vector<Argument> join(std::vector<Argument> a, const std::vector<Argument>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  }

  // The passive marker to the left of the trigger with no other verb between, or the trigger itself.
  uint32_t passive_before(uint32_t trigger) const {
    for (uint32_t at = trigger; at-- > sentence_.first_syllable && trigger - at <= kPassiveReach;) {
      if (context_.cues[at] == Cue::kPassive) return at;
      if (context_.marks[at] == Mark::kSemicolon || context_.marks[at] == Mark::kColon) break;
    }
    return trigger;
  }

  std::vector<Argument> literals(const Relation& relation, uint32_t begin) const {
    if (!relation.object.literal || begins_list_head(begin) || names_place(relation, begin)) return {};
    std::vector<Argument> found = clauses(begin, Source::kRight);
    return join(join(std::move(found), further_clauses(begin)), items(begin));
  }

  // "Speaks at the congress": where somebody speaks is not what is said.
  bool names_place(const Relation& relation, uint32_t begin) const {
    if (shapes_[relation.id].quote_precision == 0 || begin + 1 >= sentence_.last_syllable) return false;
    const int32_t place = context_.cover[begin + 1];
    return context_.cues[begin] == Cue::kPlaceWord && place >= 0 &&
           document_.mentions[static_cast<size_t>(place)].type == EntityType::kEvent;
  }

  // What heads a list is a thing: it is the object itself, not the words of one.
  bool begins_list_head(uint32_t at) const {
    return std::any_of(here_.mentions.begin(), here_.mentions.end(), [&](uint32_t m) {
      const Mention& mention = document_.mentions[m];
      return mention.first == at && std::any_of(context_.list_heads.begin(), context_.list_heads.end(), [&](int32_t head) {
        return document_.mentions[static_cast<size_t>(head)].entity == mention.entity;
      });
    });
  }

  void add_trigger(const TriggerMatch& trigger) {
    const Relation& relation = ontology_[trigger.relation];
    Candidate base{.relation = trigger.relation, .sentence = index_, .first = trigger.first, .last = trigger.last};
    if (trigger.kind == TriggerKind::kInverse) {
      base.pattern = Pattern::kInverse;
      emit(base, right_of(trigger.last, relation.subject, 2), left_of(trigger.first, relation.object, 2));
      return;
    }
    if (trigger.kind == TriggerKind::kLeading) {
      add_leading(relation, base, trigger);
      return;
    }
    if (trigger.kind == TriggerKind::kNominal) {
      base.pattern = Pattern::kNominal;
      emit(base, join(right_of(trigger.last, relation.subject, 2), left_of(trigger.first, relation.subject, 2)),
           join(right_of(trigger.last, relation.object, 3), literals(relation, trigger.last)));
      return;
    }
    base.pattern = Pattern::kActive;
    std::vector<Argument> objects = right_of(trigger.last, relation.object, kObjects);
    if (begins_list_head(trigger.last))
      std::erase_if(objects, [&](const Argument& o) { return context_.nested[static_cast<size_t>(o.mention)] && context_.cover[o.first] == context_.cover[trigger.last]; });
    objects = join(std::move(objects), literals(relation, trigger.last));
    if (relation.object.literal && !objects.empty())  // "asks B to do Z": the task begins behind the addressee
      for (const Argument& addressee : right_of(trigger.last, relation.object, 2))
        if (addressee.mention >= 0 && addressee.first <= trigger.last + 2)
          objects = join(std::move(objects), clauses(addressee.last, Source::kRight));
    if (relation.object.literal) add_values(trigger.last, objects);
    std::vector<Argument> subjects = left_of(trigger.first, relation.subject, kSubjects);
    emit(base, join(std::move(subjects), carried(relation.subject)), objects);
    add_passive(relation, base, trigger);
    if (shapes_[relation.id].continued) add_postposed(relation, base, trigger);
  }

  void add_values(uint32_t begin, std::vector<Argument>& objects) const {
    for (uint32_t q : here_.quantities)
      if (document_.quantities[q].span.begin >= document_.syllables[begin < document_.syllables.size() ? begin : begin - 1].span.begin)
        objects.push_back(value_argument(document_, index_, document_.quantities[q].span, Literal::Kind::kQuantity, q));
    for (uint32_t t : here_.times)
      if (document_.times[t].span.begin >= document_.syllables[begin < document_.syllables.size() ? begin : begin - 1].span.begin)
        objects.push_back(value_argument(document_, index_, document_.times[t].span, Literal::Kind::kDate, t));
  }

  // "According to X, clause"; "appoints X to Y"; "turns X into Y".
  void add_leading(const Relation& relation, Candidate base, const TriggerMatch& trigger) {
    base.pattern = Pattern::kLeading;
    for (const Argument& source : right_of(trigger.last, relation.subject, 3)) {
      std::vector<Argument> objects = right_of(source.last, relation.object, 3);
      if (relation.object.literal) {
        add_values(source.last, objects);
        for (uint32_t at = source.last; at < sentence_.last_syllable && at < source.last + kPassiveReach; ++at)
          if (context_.cues[at] == Cue::kResult) {
            objects = join(std::move(objects), clauses(at + 1, Source::kRight));
            break;
          }
      }
      emit(base, {source}, objects);
      if (!relation.object.literal) continue;
      uint32_t comma = source.last;
      while (comma < sentence_.last_syllable && context_.marks[comma] != Mark::kComma) ++comma;
      if (comma < sentence_.last_syllable) emit(base, {source}, clauses(comma + 1, Source::kRight));
    }
  }

  void add_passive(const Relation& relation, Candidate base, const TriggerMatch& trigger) {
    const uint32_t marker = passive_before(trigger.first);
    uint32_t agent = trigger.first;  // "Z do X ban hanh"
    if (marker == trigger.first) {
      for (uint32_t at = trigger.first; at-- > sentence_.first_syllable && trigger.first - at <= kPassiveReach;)
        if (context_.cues[at] == Cue::kAgent) { agent = at; break; }
      if (agent == trigger.first) return;
    }
    const uint32_t turn = std::min(marker, agent);
    base.pattern = Pattern::kPassive;
    std::vector<Argument> subjects;
    for (const Argument& a : left_of(trigger.first, relation.subject, 3))
      if (a.first > turn) subjects.push_back(a);
    if (subjects.empty())
      for (uint32_t at = trigger.last; at < sentence_.last_syllable && at < trigger.last + kPassiveReach; ++at)
        if (context_.cues[at] == Cue::kAgent) { subjects = right_of(at + 1, relation.subject, 1); break; }
    if (subjects.empty()) subjects = carried(relation.subject);
    std::vector<Argument> objects = left_of(turn, relation.object, 3);
    if (objects.empty()) objects = carried(relation.object);
    emit(base, subjects, objects);
  }

  // "Clause", X says.
  void add_postposed(const Relation& relation, Candidate base, const TriggerMatch& trigger) {
    base.pattern = Pattern::kPostposed;
    for (const Argument& subject : left_of(trigger.first, relation.subject, 1)) {
      uint32_t end = subject.first;
      while (end > sentence_.first_syllable && context_.marks[end - 1] != Mark::kComma && context_.marks[end - 1] != Mark::kQuote) --end;
      while (end > sentence_.first_syllable && document_.syllables[end - 1].is(Syllable::kPunctuation)) --end;
      uint32_t begin = sentence_.first_syllable;
      while (begin < end && document_.syllables[begin].is(Syllable::kPunctuation)) ++begin;
      if (end <= begin + 2) continue;
      const uint32_t cut = std::min(end, begin + 26);
      emit(base, {subject}, {{.first = begin, .last = cut, .source = Source::kLeft, .ends = 1}});
    }
  }

  void add_pairs(const Relation& relation) {
    Candidate base{.relation = relation.id, .pattern = Pattern::kPair, .sentence = index_};
    for (uint32_t a : here_.mentions) {
      const Mention& subject = document_.mentions[a];
      if (!relation.subject.allows(subject.type)) continue;
      for (uint32_t b : here_.mentions) {
        const Mention& object = document_.mentions[b];
        if (a == b || subject.entity == object.entity || !relation.object.allows(object.type)) continue;
        const uint32_t gap = object.first >= subject.last ? object.first - subject.last
                             : subject.first >= object.last ? subject.first - object.last : 0;
        if (gap > kPairGap) continue;
        base.first = base.last = std::min(subject.last, object.last);
        base.subject = of_mention(a, subject.first < object.first ? Source::kLeft : Source::kRight, 0);
        base.object = of_mention(b, subject.first < object.first ? Source::kRight : Source::kLeft, 0);
        out_.push_back(base);
      }
    }
  }

  void add_values_of(const Relation& relation, const std::vector<Argument>& values) {
    Candidate base{.relation = relation.id, .pattern = Pattern::kPair, .sentence = index_};
    for (const Argument& value : values) {
      std::vector<Argument> subjects;
      for (const Argument& a : join(left_of(value.first, relation.subject, kSubjects), right_of(value.last, relation.subject, 2)))
        if ((a.first >= value.last ? a.first - value.last : value.first - a.last) <= kMeasureGap) subjects.push_back(a);
      base.first = base.last = value.first;
      emit(base, join(std::move(subjects), carried(relation.subject)), {value});
    }
  }

  void add_measures(const Relation& relation) {
    std::vector<Argument> values;
    for (uint32_t q : here_.quantities)
      values.push_back(value_argument(document_, index_, document_.quantities[q].span, Literal::Kind::kQuantity, q));
    add_values_of(relation, values);
  }

  void add_dates(const Relation& relation) {
    std::vector<Argument> values;
    for (uint32_t t : here_.times)
      values.push_back(value_argument(document_, index_, document_.times[t].span, Literal::Kind::kDate, t));
    add_values_of(relation, values);
  }

  // The items of lists that stand in this sentence: as the model cuts them, and as far as an item may go.
  void add_items(const Relation& relation, float precision) {
    for (const ListItem& item : here_.items) {
      if (!relation.subject.allows(document_.mentions[static_cast<size_t>(item.head)].type)) continue;
      const Argument head = of_mention(static_cast<uint32_t>(item.head), Source::kCarried, 0);
      Candidate base{.relation = relation.id, .pattern = Pattern::kList, .sentence = index_, .first = item.text.first,
                     .last = item.text.first};
      if (item.text.first > sentence_.first_syllable) base.first = sentence_.first_syllable;
      std::vector<Argument> objects = clauses(item.text.first, Source::kRight);
      std::erase_if(objects, [&](const Argument& o) { return o.last > item.text.last; });
      emit(base, {head}, objects);
      base.floor = precision;
      emit(base, {head}, {whole(item.text)});
    }
  }

  // As much of `text` as an object may be: all of it, or to the last mark that is near enough.
  Argument whole(SyllableRange text) const {
    for (uint32_t at = text.first + 1; at + 1 < text.last; ++at)  // the speech ends: "...", says X
      if (context_.marks[at] == Mark::kQuote && context_.marks[at + 1] == Mark::kComma) text.last = at;
    while (text.last > text.first + 1 && document_.syllables[text.last - 1].is(Syllable::kPunctuation)) --text.last;
    uint32_t last = text.last;
    if (last - text.first > kObjectSyllables) {
      last = text.first + kObjectSyllables;
      while (last > text.first && context_.marks[last] == Mark::kNone) --last;
      if (last <= text.first + 1) last = text.first + kObjectSyllables;
    }
    return {.first = text.first, .last = last, .source = Source::kRight, .ends = 1};
  }

  // Words in quotation marks are said whole, by whom the text names beside them.
  void add_quotes(const Relation& relation, float precision) {
    for (const SpokenPart& quote : here_.quotes) {
      const auto speaker = static_cast<uint32_t>(quote.speaker);
      if (!relation.subject.allows(document_.mentions[speaker].type)) continue;
      const bool here = !quote.trigger.empty();
      Candidate base{.relation = relation.id, .pattern = here ? Pattern::kPostposed : Pattern::kContinued,
                     .sentence = index_, .first = here ? quote.trigger.first : quote.text.first,
                     .last = here ? quote.trigger.last : quote.text.first, .floor = precision};
      emit(base, {of_mention(speaker, here ? Source::kLeft : Source::kSpeaker, 0)},
           {{.first = quote.text.first, .last = quote.text.last, .source = Source::kLeft, .ends = 1}});
    }
  }

  void add_frame(const FrameInstance& frame) {
    const SlotMatch& match = frame.match;
    const auto subject = static_cast<uint32_t>(frame.subject);
    const Relation& relation = ontology_[match.relation];
    if (!relation.subject.allows(document_.mentions[subject].type)) return;
    Argument object{.first = match.object.first, .last = match.object.last, .source = Source::kRight, .ends = 1};
    if (match.quantity >= 0) {
      object.literal = Literal::Kind::kQuantity;
      object.value = match.quantity;
    }
    for (const Argument& mention : right_of(object.first, relation.object, 1))
      if (match.quantity < 0 && mention.first == object.first && mention.last == object.last) object = mention;
    const bool here = document_.mentions[subject].sentence == index_;
    emit({.relation = relation.id, .pattern = Pattern::kLeading, .sentence = index_, .first = match.trigger.first,
          .last = match.trigger.last, .floor = match.precision, .from = match.from},
         {of_mention(subject, here ? Source::kRight : Source::kCarried, 0)}, {object});
  }

  void add_continued(const Relation& relation) {
    if (index_ == 0 || document_.sentences[index_ - 1].block + 1 < sentence_.block) return;
    bool own = false;
    for (const TriggerMatch& trigger : here_.triggers) own |= trigger.relation == relation.id;
    if (own) return;
    const int32_t speaker = here_.speaker >= 0 ? here_.speaker : here_.carried;
    if (speaker < 0) return;
    const Argument subject = of_mention(static_cast<uint32_t>(speaker), Source::kSpeaker, 0);
    if (!relation.subject.allows(document_.mentions[static_cast<size_t>(speaker)].type)) return;
    emit({.relation = relation.id, .pattern = Pattern::kContinued, .sentence = index_, .first = sentence_.first_syllable,
          .last = sentence_.first_syllable},
         {subject}, clauses(sentence_.first_syllable, Source::kRight));
  }

  const DocumentContext& context_;
  const Document& document_;
  const Sentence& sentence_;
  const SentenceContext& here_;
  uint32_t index_;
  const Ontology& ontology_;
  const std::vector<RelationShape>& shapes_;
  std::vector<Candidate>& out_;
};

}  // namespace

Argument mention_argument(const Document& document, uint32_t m, Source source, size_t rank) {
  const Mention& mention = document.mentions[m];
  return {.mention = static_cast<int32_t>(m), .entity = mention.entity, .first = mention.first, .last = mention.last,
          .source = source, .rank = static_cast<uint8_t>(rank)};
}

Argument value_argument(const Document& document, uint32_t index, Span span, Literal::Kind kind, uint32_t value) {
  const Sentence& sentence = document.sentences[index];
  uint32_t first = sentence.first_syllable;
  while (first + 1 < sentence.last_syllable && document.syllables[first].span.begin < span.begin) ++first;
  uint32_t last = first;
  while (last < sentence.last_syllable && document.syllables[last].span.begin < span.end) ++last;
  return {.first = first, .last = std::max(last, first + 1), .literal = kind, .value = static_cast<int32_t>(value),
          .source = Source::kRight};
}

bool name_within(const DocumentContext& context, uint32_t sentence, const Argument& words, int32_t entity) {
  return std::ranges::any_of(context.sentences[sentence].mentions, [&](uint32_t m) {
    const Mention& mention = context.doc().mentions[m];
    return mention.entity == entity && words.first <= mention.first && mention.last <= words.last;
  });
}

double common_share(const Argument& a, const Argument& b) {
  const uint32_t begin = std::max(a.first, b.first), end = std::min(a.last, b.last);
  return end <= begin ? 0 : 2.0 * (end - begin) / (a.last - a.first + b.last - b.first);
}

void CandidateGenerator::generate(const DocumentContext& context, uint32_t sentence, std::vector<Candidate>& out) const {
  SentenceCandidates(context, sentence, *ontology_, shapes_, out).add_all();
}

}  // namespace boba
