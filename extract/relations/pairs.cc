#include "extract/relations/pairs.h"

#include <algorithm>

#include "extract/relations/frame_features.h"

namespace boba {
namespace {

constexpr size_t kTypes = kEntityTypes + 1, kEnds = 12, kRoleSets = 64, kDistances = 6, kFrequencies = 4, kHeads = 500;

// Where each kind of rows begins.
constexpr size_t kSubjects = 1;                                 // here or elsewhere, by type
constexpr size_t kObjects = kSubjects + 2 * kTypes;             // by type, or by kind of literal and how it ends
constexpr size_t kAcross = kObjects + kTypes + 3 * kEnds;       // distance in words
constexpr size_t kLength = kAcross + kFrameDistances;
constexpr size_t kPlaces = kLength + kFrameDistances;           // title, quotation, nested arguments
constexpr size_t kRoleRows = kPlaces + 16;                      // of a subject elsewhere
constexpr size_t kFarness = kRoleRows + kRoleSets;              // how far away it is, how often it is named
constexpr size_t kHeadRows = kFarness + kDistances * kFrequencies;  // its first syllable, hashed
static_assert(kHeadRows + kHeads <= kPairRows);

constexpr size_t kMostValues = 6, kMostObjects = 16;

}  // namespace

PairSubjects::PairSubjects(const DocumentContext& context) : context_(context) {
  const Document& document = context.doc();
  const auto often = [&](uint32_t m) { return context.frequency[static_cast<size_t>(document.mentions[m].entity)]; };
  std::vector<bool> met(context.entities.size());
  for (uint32_t m = 0; m < document.mentions.size(); ++m) {
    const int32_t entity = document.mentions[m].entity;
    if (entity < 0 || met[static_cast<size_t>(entity)]) continue;
    met[static_cast<size_t>(entity)] = true;
    if (often(m) > 1) frequent_.push_back(m);
  }
  std::stable_sort(frequent_.begin(), frequent_.end(), [&](uint32_t a, uint32_t b) {
    return often(a) != often(b) ? often(a) > often(b) : document.mentions[a].entity < document.mentions[b].entity;
  });
  frequent_.resize(std::min(frequent_.size(), kFrequentlyNamed));
}

std::vector<PairSubject> PairSubjects::of(uint32_t index) const {
  const Document& document = context_.doc();
  const SentenceContext& here = context_.sentences[index];
  std::vector<PairSubject> found;
  for (uint32_t m : here.mentions)
    if (found.size() < kHere) found.push_back({.argument = mention_argument(document, m, Source::kLeft)});
  const size_t inside = found.size();
  const auto add = [&](int32_t m, PairSubject::Role role) {
    if (m < 0) return;
    const Argument argument = mention_argument(document, static_cast<uint32_t>(m), Source::kEarlier);
    if (argument.entity < 0) return;
    for (size_t i = 0; i < found.size(); ++i) {
      if (found[i].argument.entity != argument.entity) continue;
      if (i >= inside) found[i].roles |= role;
      return;
    }
    if (found.size() - inside == kElsewhere) return;
    const uint32_t stood = document.mentions[static_cast<size_t>(m)].sentence;
    found.push_back({.argument = argument, .roles = role, .distance = static_cast<uint8_t>(std::min<uint32_t>(index > stood ? index - stood : 0, 255))});
  };
  add(here.carried, PairSubject::kSubjectBefore);
  add(here.speaker, PairSubject::kSpeaks);
  add(here.person, PairSubject::kPersonBefore);
  if (index > 0) add(context_.sentences[0].subject, PairSubject::kOfTitle);
  if (index > 0) {
    size_t before = 0;
    for (uint32_t m : context_.sentences[index - 1].mentions)
      if (!context_.nested[m] && before++ < 4) add(static_cast<int32_t>(m), PairSubject::kSentenceBefore);
  }
  for (uint32_t m : frequent_)
    if (document.mentions[m].sentence < index) add(static_cast<int32_t>(m), PairSubject::kFrequent);
  return found;
}

std::vector<Argument> pair_objects(const DocumentContext& context, uint32_t sentence, std::span<const Argument> literals) {
  const Document& document = context.doc();
  const SentenceContext& here = context.sentences[sentence];
  std::vector<Argument> found;
  for (uint32_t m : here.mentions)
    if (found.size() < kMostObjects) found.push_back(mention_argument(document, m, Source::kRight));
  for (uint32_t q : std::span(here.quantities).first(std::min(here.quantities.size(), kMostValues)))
    found.push_back(value_argument(document, sentence, document.quantities[q].span, Literal::Kind::kQuantity, q));
  for (uint32_t t : std::span(here.times).first(std::min(here.times.size(), kMostValues)))
    found.push_back(value_argument(document, sentence, document.times[t].span, Literal::Kind::kDate, t));
  for (const Argument& literal : literals) {
    const bool known = std::any_of(found.begin(), found.end(), [&](const Argument& a) {
      return a.mention < 0 && a.first == literal.first && a.last == literal.last;
    });
    if (!known) found.push_back(literal);
  }
  return found;
}

bool may_pair(const DocumentContext& context, uint32_t sentence, const PairSubject& subject, const Argument& object) {
  const Argument& s = subject.argument;
  if (object.entity >= 0) return object.entity != s.entity;
  if (s.source < Source::kCarried) return s.last <= object.first || object.last <= s.first;
  // A clause that names the subject that was left out has a subject of its own.
  return !name_within(context, sentence, object, s.entity);
}

ArgumentQuery pair_query(const DocumentContext& context, uint32_t index, const PairSubject& subject, const Argument& object) {
  const Document& document = context.doc();
  const Sentence& sentence = document.sentences[index];
  const Argument& s = subject.argument;
  const bool elsewhere = s.source >= Source::kCarried;
  const auto word = [&](uint32_t syllable) { return static_cast<uint32_t>(context.words[syllable]); };
  ArgumentQuery query{.words = {word(s.first), word(s.last - 1), word(object.first), word(object.last - 1), ArgumentQuery::kNoWord}, .rows = {}};
  const auto distance = [&](size_t from, size_t to) {
    return frame_distance(static_cast<int32_t>(query.words[to]) - static_cast<int32_t>(query.words[from]));
  };
  const auto type = [&](const Argument& a) { return static_cast<size_t>(document.mentions[static_cast<size_t>(a.mention)].type); };
  const auto nested = [&](const Argument& a) { return a.mention >= 0 && context.nested[static_cast<size_t>(a.mention)]; };
  const bool title = document.body > 0 && sentence.span.begin < document.body;
  const uint16_t named = context.frequency[static_cast<size_t>(s.entity)];
  const size_t far = std::min<size_t>(subject.distance, kDistances - 1), often = std::min<size_t>(named > 0 ? named - 1u : 0u, kFrequencies - 1);
  const size_t rows[] = {
      kSubjects + (elsewhere ? kTypes : 0) + type(s),
      kObjects + (object.mention >= 0 ? type(object)
                                      : kTypes + static_cast<size_t>(object.literal) * kEnds + std::min<size_t>(object.ends, kEnds - 1)),
      kAcross + (elsewhere ? kRowBefore : distance(1, 2)),
      kLength + distance(2, 3),
      kPlaces + (title ? 8u : 0u) + (context.sentences[index].in_quote ? 4u : 0u) + (!elsewhere && nested(s) ? 2u : 0u) + (nested(object) ? 1u : 0u),
      elsewhere ? kRoleRows + subject.roles : 0,
      elsewhere ? kFarness + far * kFrequencies + often : 0,
      elsewhere ? kHeadRows + document.syllables[s.first].key % kHeads : 0,
  };
  std::transform(std::begin(rows), std::end(rows), query.rows.begin(), [](size_t row) { return static_cast<uint16_t>(row); });
  return query;
}

AllowedPairs::AllowedPairs(std::span<const Relation> ontology, std::span<const uint16_t> numbers) {
  for (const Relation& relation : ontology) {
    const uint16_t number = numbers[relation.id];
    if (number >= kMostPairRelations) continue;
    for (size_t s = 0; s < kEntityTypes; ++s) {
      if (!relation.subject.allows(static_cast<EntityType>(s))) continue;
      for (size_t o = 0; o < kEntityTypes; ++o)
        if (relation.object.allows(static_cast<EntityType>(o))) bits_[s][o] |= uint64_t{1} << number;
      if (relation.object.literal) bits_[s][kEntityTypes] |= uint64_t{1} << number;
    }
  }
}

uint64_t AllowedPairs::of(const DocumentContext& context, const Argument& subject, const Argument& object) const {
  const auto type = [&](const Argument& a) { return static_cast<size_t>(context.doc().mentions[static_cast<size_t>(a.mention)].type); };
  return bits_[type(subject)][object.mention < 0 ? kEntityTypes : type(object)];
}

}  // namespace boba
