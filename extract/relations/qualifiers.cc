#include "extract/relations/qualifiers.h"

#include <algorithm>
#include <optional>
#include <span>

#include "extract/relations/frame_candidates.h"

namespace boba {
namespace {

constexpr uint32_t kContentSyllables = 26;
constexpr uint32_t kMetricSyllables = 7;

// The types of the entities that a qualifier of this kind names; none where it is words.
std::span<const EntityType> named_types(QualifierKind kind) {
  using enum EntityType;
  static constexpr EntityType kPlaces[] = {kPlace}, kEvents[] = {kEvent}, kRecipients[] = {kPerson, kOrganization, kGroup};
  switch (kind) {
    case QualifierKind::kPlace: return kPlaces;
    case QualifierKind::kEvent: return kEvents;
    case QualifierKind::kRecipient: return kRecipients;
    default: return {};
  }
}

class Finder {
 public:
  Finder(const DocumentContext& context, const Candidate& candidate, QualifierSet kinds)
      : context_(context), document_(context.doc()), sentence_(document_.sentences[candidate.sentence]),
        here_(context.sentences[candidate.sentence]), c_(candidate), kinds_(kinds) {}

  std::vector<LocalQualifier> all() {
    time();
    mention_after_cue(QualifierKind::kPlace, Cue::kPlaceWord);
    mention_after_cue(QualifierKind::kEvent, Cue::kPlaceWord);
    mention_after_cue(QualifierKind::kRecipient, Cue::kGoal);
    if (kinds_.has(QualifierKind::kContent)) content();
    if (kinds_.has(QualifierKind::kAmount)) amount();
    if (kinds_.has(QualifierKind::kMetric)) metric();
    if (kinds_.has(QualifierKind::kFrom)) from();
    std::stable_sort(found_.begin(), found_.end(),
                     [](const LocalQualifier& a, const LocalQualifier& b) { return a.kind < b.kind; });
    return std::move(found_);
  }

 private:
  uint32_t anchor() const { return c_.pattern == Pattern::kPair ? c_.object.first : c_.first; }
  bool in_argument(Span span) const {
    const auto inside = [&](const Argument& a) {
      return a.source < Source::kCarried && document_.span_of(a.first, a.last).overlaps(span);
    };
    return inside(c_.subject) || inside(c_.object);
  }
  void add(QualifierKind kind, Span span, std::string value = {}, int32_t entity = -1) {
    std::string text = entity >= 0 ? context_.entities[static_cast<size_t>(entity)].name : std::string(document_.in(span));
    found_.push_back({kind, std::move(text), std::move(value), entity});
  }

  // The nearest time of the sentence that is no argument; one inside a clause object counts last.
  void time() {
    const TimeExpression* best = nullptr;
    uint32_t best_distance = 0;
    const uint32_t at = document_.syllables[std::min<size_t>(anchor(), document_.syllables.size() - 1)].span.begin;
    for (uint32_t t : here_.times) {
      const TimeExpression& time = document_.times[t];
      uint32_t distance = time.span.begin > at ? time.span.begin - at : at - time.span.begin;
      if (in_argument(time.span)) {
        if (c_.object.mention >= 0 || c_.object.literal != Literal::Kind::kClause) continue;
        distance += 100000;
      }
      if (best == nullptr || distance < best_distance) {
        best = &time;
        best_distance = distance;
      }
    }
    if (best != nullptr) add(QualifierKind::kTime, best->span, best->edtf);
  }

  void mention_after_cue(QualifierKind kind, Cue cue) {
    const auto types = named_types(kind);
    if (kind == QualifierKind::kRecipient && !kinds_.has(kind)) return;
    for (uint32_t m : here_.mentions) {
      const Mention& mention = document_.mentions[m];
      if (mention.first == sentence_.first_syllable || context_.nested[m]) continue;
      if (std::find(types.begin(), types.end(), mention.type) == types.end()) continue;
      if (context_.cues[mention.first - 1] != cue) continue;
      if (mention.entity == c_.subject.entity || mention.entity == c_.object.entity || in_argument(mention.span)) continue;
      if (kind == QualifierKind::kRecipient && mention.first < c_.last) continue;
      add(kind, mention.span, {}, mention.entity);
      return;
    }
  }

  uint32_t clause_end(uint32_t begin) const {
    const uint32_t limit = std::min(sentence_.last_syllable, begin + kContentSyllables);
    uint32_t at = begin;
    while (at < limit && context_.marks[at] != Mark::kSemicolon && context_.marks[at] != Mark::kStop &&
           context_.marks[at] != Mark::kQuote)
      ++at;
    return at;
  }

  // What is ordered, given or charged: the clause behind the object.
  void content() {
    if (c_.object.mention < 0 || c_.object.source >= Source::kCarried) return;
    uint32_t begin = std::max(c_.object.last, c_.last);
    while (begin < sentence_.last_syllable &&
           (document_.syllables[begin].is(Syllable::kPunctuation) || context_.cues[begin] == Cue::kComplement ||
            context_.cues[begin] == Cue::kObligation || context_.cues[begin] == Cue::kTopic))
      ++begin;
    const uint32_t end = begin < sentence_.last_syllable ? clause_end(begin) : begin;
    if (end > begin + 1) add(QualifierKind::kContent, document_.span_of(begin, end));
  }

  void amount() {
    for (uint32_t q : here_.quantities) {
      const Quantity& quantity = document_.quantities[q];
      if (quantity.span.begin >= document_.syllables[std::min<size_t>(anchor(), document_.syllables.size() - 1)].span.begin &&
          !in_argument(quantity.span)) {
        add(QualifierKind::kAmount, quantity.span, quantity.value);
        return;
      }
    }
  }

  // The noun phrase before the number: back to a mark, another mention, a function word or the verb.
  void metric() {
    if (c_.object.mention >= 0 || !c_.from.empty()) return;
    uint32_t end = c_.object.first;
    if (c_.pattern != Pattern::kPair && c_.first < end && c_.last > sentence_.first_syllable) end = std::min(end, c_.first);
    while (end > sentence_.first_syllable && (context_.cues[end - 1] != Cue::kNone || is_trigger(end - 1))) --end;
    uint32_t begin = end;
    while (begin > sentence_.first_syllable && end - begin < kMetricSyllables && context_.marks[begin - 1] == Mark::kNone &&
           context_.cues[begin - 1] == Cue::kNone && !is_trigger(begin - 1) && !in_subject(begin - 1))
      --begin;
    if (end > begin) add(QualifierKind::kMetric, document_.span_of(begin, end));
  }
  bool is_trigger(uint32_t at) const {
    for (const TriggerMatch& t : here_.triggers)
      if (t.relation == c_.relation && t.first <= at && at < t.last) return true;
    return false;
  }
  bool in_subject(uint32_t at) const {
    return c_.subject.source < Source::kCarried && c_.subject.first <= at && at < c_.subject.last;
  }

  // "from X to Y": the quantity or words between the word for "from" and the new value.
  void from() {
    if (!c_.from.empty()) {
      add(QualifierKind::kFrom, document_.span_of(c_.from.first, c_.from.last));
      return;
    }
    if (c_.pattern == Pattern::kLeading && c_.floor > 0) return;  // a frame that does not say
    for (uint32_t q : here_.quantities) {
      const Quantity& quantity = document_.quantities[q];
      const Span object = document_.span_of(c_.object.first, c_.object.last);
      if (quantity.span.end <= object.begin && !in_argument(quantity.span)) {
        add(QualifierKind::kFrom, quantity.span, quantity.value);
        return;
      }
    }
  }

  const DocumentContext& context_;
  const Document& document_;
  const Sentence& sentence_;
  const SentenceContext& here_;
  const Candidate& c_;
  QualifierSet kinds_;
  std::vector<LocalQualifier> found_;
};

// The normal form of a time or quantity that the span holds.
std::string value_in(const DocumentContext& context, uint32_t sentence, QualifierKind kind, Span span) {
  const Document& document = context.doc();
  const SentenceContext& here = context.sentences[sentence];
  if (kind == QualifierKind::kTime)
    for (uint32_t t : here.times)
      if (span.overlaps(document.times[t].span)) return document.times[t].edtf;
  if (kind == QualifierKind::kAmount || kind == QualifierKind::kFrom)
    for (uint32_t q : here.quantities)
      if (span.overlaps(document.quantities[q].span)) return document.quantities[q].value;
  return {};
}

// The mention that says what the argument says: it alone, or of the kind's types the smallest that holds all its words, which the
// frame may have cut, or else the longest that makes up two thirds of them from the beginning; -1 for none.
int32_t mention_for(const DocumentContext& context, uint32_t sentence, const FrameArgument& argument, QualifierKind kind) {
  const auto types = named_types(kind);
  ArgumentTypes wanted;
  for (const EntityType type : types) wanted.entities |= static_cast<decltype(wanted.entities)>(1u << static_cast<int>(type));
  int32_t best = mention_at(context, sentence, argument, wanted);
  if (best >= 0) return best;
  const std::vector<Mention>& mentions = context.doc().mentions;
  for (uint32_t m : context.sentences[sentence].mentions) {
    const Mention& mention = mentions[m];
    if (mention.first > argument.first || mention.last < argument.last || std::ranges::find(types, mention.type) == types.end()) continue;
    if (best < 0 || mention.last - mention.first < mentions[static_cast<size_t>(best)].last - mentions[static_cast<size_t>(best)].first)
      best = static_cast<int32_t>(m);
  }
  if (best >= 0) return best;
  for (uint32_t m : context.sentences[sentence].mentions) {  // longer first
    const Mention& mention = mentions[m];
    const bool most = mention.first == argument.first && mention.last < argument.last &&
                      3 * (mention.last - mention.first) >= 2 * (argument.last - argument.first);
    if (most && std::ranges::find(types, mention.type) != types.end()) return static_cast<int32_t>(m);
  }
  return -1;
}

std::vector<LocalQualifier> frame_qualifiers(const DocumentContext& context, const Frame& frame, const Candidate& candidate) {
  std::vector<LocalQualifier> found;
  for (const FrameArgument& argument : frame.arguments) {
    if (argument.role < kFirstQualifierRole || argument.role == kSpeakerRole) continue;
    const auto kind = static_cast<QualifierKind>(argument.role - kFirstQualifierRole);
    if (std::any_of(found.begin(), found.end(), [&](const LocalQualifier& q) { return q.kind == kind; })) continue;
    const int32_t m = mention_for(context, frame.sentence, argument, kind);
    const int32_t entity = m < 0 ? -1 : context.doc().mentions[static_cast<size_t>(m)].entity;
    if (entity >= 0 && (entity == candidate.subject.entity || entity == candidate.object.entity)) continue;
    const Span span = context.doc().span_of(argument.first, argument.last);
    found.push_back({kind, entity >= 0 ? context.entities[static_cast<size_t>(entity)].name : std::string(context.doc().in(span)),
                     value_in(context, frame.sentence, kind, span), entity});
  }
  std::stable_sort(found.begin(), found.end(), [](const LocalQualifier& a, const LocalQualifier& b) { return a.kind < b.kind; });
  return found;
}

std::vector<LocalQualifier> read_qualifiers(const DocumentContext& context, const Candidate& candidate, QualifierSet kinds) {
  if (candidate.frame >= 0 && candidate.floor == 0) {
    auto found = frame_qualifiers(context, context.frames[static_cast<size_t>(candidate.frame)], candidate);
    const bool event = candidate.object.mention >= 0 &&
                       context.doc().mentions[static_cast<size_t>(candidate.object.mention)].type == EntityType::kEvent;
    const bool dated = !found.empty() && found.front().kind == QualifierKind::kTime;
    // The date of an event is when somebody was there, though it hangs on the event.
    if (!event || dated) return found;
    for (LocalQualifier& q : Finder(context, candidate, {}).all())
      if (q.kind == QualifierKind::kTime) found.insert(found.begin(), std::move(q));
    return found;
  }
  return Finder(context, candidate, kinds).all();
}

}  // namespace

std::vector<LocalQualifier> find_qualifiers(const DocumentContext& context, const Candidate& candidate, QualifierSet kinds) {
  std::vector<LocalQualifier> found = read_qualifiers(context, candidate, kinds);
  const Argument& object = candidate.object;
  if (!kinds.has(QualifierKind::kMetric) || object.value < 0 || object.literal != Literal::Kind::kQuantity) return found;
  // A unit that says what it measures says it better than the words around it.
  const Span metric = context.doc().quantities[static_cast<size_t>(object.value)].metric;
  if (metric.size() == 0) return found;
  std::erase_if(found, [](const LocalQualifier& q) { return q.kind == QualifierKind::kMetric; });
  const auto place = std::ranges::find_if(found, [](const LocalQualifier& q) { return q.kind > QualifierKind::kMetric; });
  found.insert(place, {QualifierKind::kMetric, std::string(context.doc().in(metric)), {}, -1});
  return found;
}

}  // namespace boba
