#include "extract/relations/frame_candidates.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace boba {
namespace {

constexpr float kElsewhereDiscount = 0.8f;  // of a subject carried over from another sentence
constexpr float kSureType = 0.6f;           // from which the type of an argument corrects the one of a name
constexpr float kSureFrame = 0.5f;          // from which a role that cannot have a name's type corrects it
constexpr double kSameClause = 0.5;         // common share from which two clauses of a sentence are one

// The likeliest type that a role may have, and how likely it is among these.
struct Typed {
  EntityType type = EntityType::kConcept;
  float share = 0;
};

Typed typed(const FrameArgument& argument, const ArgumentTypes& allowed) {
  float best = -1, all = 0;
  Typed out;
  for (size_t t = 0; t < kEntityTypes; ++t) {
    const auto type = static_cast<EntityType>(t);
    if (!allowed.allows(type)) continue;
    all += argument.types[t];
    if (argument.types[t] <= best) continue;
    best = argument.types[t];
    out.type = type;
  }
  out.share = all > 0 ? best / all : 0;
  return out;
}

const ArgumentTypes& allowed_types(const Ontology& ontology, const Frame& frame, const FrameArgument& argument) {
  return argument.role == kSubjectRole ? ontology[frame.relation].subject : ontology[frame.relation].object;
}

// An entity, where the role may have one: by the argument's own looks, or because the role can have nothing else.
bool is_entity(const FrameArgument& argument, const ArgumentTypes& allowed) {
  return allowed.entities != 0 && (!allowed.literal || argument.types.back() < 0.5f);
}

uint32_t token_at(const Document& document, uint32_t syllable) {
  const auto it = std::upper_bound(document.tokens.begin(), document.tokens.end(), syllable,
                                   [](uint32_t at, const Token& token) { return at < token.first; });
  return static_cast<uint32_t>(it - document.tokens.begin()) - 1;
}

// The mention of that type that lies in the same first and last word but not in the same syllables; null when
// one has the same syllables.
const Mention* mention_of_same_words(const Document& document, uint32_t sentence, const FrameArgument& argument, EntityType type) {
  const uint32_t first = token_at(document, argument.first), last = token_at(document, argument.last - 1);
  const Mention* best = nullptr;
  for (const Mention& m : document.mentions) {
    if (m.sentence != sentence) continue;
    if (m.first == argument.first && m.last == argument.last) return nullptr;
    const bool same = token_at(document, m.first) == first && token_at(document, m.last - 1) == last;
    if (same && m.type == type && best == nullptr) best = &m;
  }
  return best;
}

// The longest mention of an allowed type that the argument begins with, or null.
const Mention* name_that_begins(const Document& document, uint32_t sentence, const FrameArgument& argument, const ArgumentTypes& allowed) {
  const Mention* best = nullptr;
  for (const Mention& m : document.mentions)
    if (m.sentence == sentence && m.first == argument.first && m.last < argument.last && allowed.allows(m.type) &&
        (best == nullptr || m.last > best->last))
      best = &m;
  return best;
}

// Whether the argument is that name and a verb more, of a word or two, which begins what is said of it: "hoi nghi | dien ra".
bool runs_on(const Document& document, const Mention& name, const FrameArgument& argument) {
  if (document.tokens.empty()) return false;
  const uint32_t verb = token_at(document, name.last);
  return document.tokens[verb].first == name.last && document.tokens[verb].upos == Upos::kVerb &&
         token_at(document, argument.last - 1) <= verb + 1;
}

class Joiner {
 public:
  Joiner(const DocumentContext& context, const Ontology& ontology, std::vector<Candidate>& candidates)
      : context_(context), document_(context.doc()), ontology_(ontology), candidates_(candidates) {}

  void join() {
    const size_t generated = candidates_.size();
    size_t begin = 0;
    int32_t subject_before = -1;
    for (size_t f = 0; f < context_.frames.size(); ++f) {
      const Frame& frame = context_.frames[f];
      while (begin < generated && candidates_[begin].sentence < frame.sentence) ++begin;
      size_t end = begin;
      while (end < generated && candidates_[end].sentence == frame.sentence) ++end;
      for (const Candidate& candidate : candidates_of(f, subject_before)) offer(candidate, begin, end);
    }
    // Frames, and so what was added, stand in text order.
    std::inplace_merge(candidates_.begin(), candidates_.begin() + static_cast<ptrdiff_t>(generated), candidates_.end(),
                       [](const Candidate& a, const Candidate& b) { return a.sentence < b.sentence; });
  }

 private:
  std::vector<Candidate> candidates_of(size_t index, int32_t& subject_before) const {
    const Frame& frame = context_.frames[index];
    std::vector<std::pair<Argument, float>> subjects, objects;
    for (const FrameArgument& argument : frame.arguments) {
      if (argument.role == kSubjectRole) {
        if (const auto found = entity_argument(argument, frame)) subjects.emplace_back(*found, argument.probability);
      } else if (argument.role == kObjectRole) {
        objects.emplace_back(object_argument(argument, frame), argument.probability);
      }
    }
    if (subjects.empty() && frame.outside > 0.2f)
      if (const auto carried = carried_argument(frame, subject_before))
        subjects.emplace_back(*carried, frame.outside * kElsewhereDiscount);
    std::vector<Candidate> out;
    for (const auto& [subject, subject_probability] : subjects) {
      if (subject.source < Source::kCarried) subject_before = subject.mention;
      for (const auto& [object, object_probability] : objects) {
        if (object.entity >= 0 && object.entity == subject.entity) continue;
        Candidate c{.relation = frame.relation, .pattern = frame.last > frame.first ? Pattern::kActive : Pattern::kPair,
                    .sentence = frame.sentence, .first = frame.first, .last = frame.last, .subject = subject, .object = object};
        if (frame.last == frame.first) c.first = c.last = 0;
        c.frame = static_cast<int32_t>(index);
        c.found = frame.probability * subject_probability * object_probability;
        out.push_back(c);
      }
    }
    return out;
  }

  std::optional<Argument> entity_argument(const FrameArgument& argument, const Frame& frame) const {
    const ArgumentTypes& allowed = allowed_types(ontology_, frame, argument);
    const int32_t m = mention_at(context_, frame.sentence, argument, allowed);
    if (m < 0) return {};
    return Argument{.mention = m, .entity = document_.mentions[static_cast<size_t>(m)].entity, .first = argument.first, .last = argument.last};
  }

  Argument object_argument(const FrameArgument& argument, const Frame& frame) const {
    const ArgumentTypes& allowed = ontology_[frame.relation].object;
    if (is_entity(argument, allowed))
      if (auto found = entity_argument(argument, frame)) return *found;
    Argument literal{.first = argument.first, .last = argument.last};
    const Span span = document_.span_of(argument.first, argument.last);
    const SentenceContext& here = context_.sentences[frame.sentence];
    for (uint32_t q : here.quantities)
      if (span.contains(document_.quantities[q].span) && 2 * document_.quantities[q].span.size() >= span.size()) {
        literal.literal = Literal::Kind::kQuantity;
        literal.value = static_cast<int32_t>(q);
      }
    for (uint32_t t : here.times)
      if (span.contains(document_.times[t].span) && 2 * document_.times[t].span.size() >= span.size()) {
        literal.literal = Literal::Kind::kDate;
        literal.value = static_cast<int32_t>(t);
      }
    return literal;
  }

  // Who speaks or acts on from the sentence before.
  std::optional<Argument> carried_argument(const Frame& frame, int32_t subject_before) const {
    const SentenceContext& here = context_.sentences[frame.sentence];
    const bool speech = here.in_quote && here.speaker >= 0;
    const int32_t m = speech ? here.speaker : subject_before >= 0 ? subject_before : here.carried;
    if (m < 0 || document_.mentions[static_cast<size_t>(m)].entity < 0) return {};
    const Mention& mention = document_.mentions[static_cast<size_t>(m)];
    return Argument{.mention = m, .entity = mention.entity, .first = mention.first, .last = mention.last,
                    .source = speech ? Source::kSpeaker : Source::kCarried};
  }

  void offer(const Candidate& candidate, size_t begin, size_t end) {
    bool known = false;
    for (size_t i = begin; i < end; ++i) {
      Candidate& c = candidates_[i];
      if (c.relation != candidate.relation || c.subject.entity != candidate.subject.entity) continue;
      const bool entities = c.object.entity >= 0 && candidate.object.entity >= 0;
      if (entities ? c.object.entity != candidate.object.entity : common_share(c.object, candidate.object) < kSameClause) continue;
      if (candidate.found > c.found) {
        c.found = candidate.found;
        c.frame = candidate.frame;
      }
      known |= c.first == candidate.first && c.object.first == candidate.object.first && c.object.last == candidate.object.last;
    }
    if (!known) candidates_.push_back(candidate);
  }

  const DocumentContext& context_;
  const Document& document_;
  const Ontology& ontology_;
  std::vector<Candidate>& candidates_;
};

}  // namespace

void add_argument_mentions(std::span<Frame> frames, const Ontology& ontology, Document& document) {
  const size_t known = document.mentions.size();
  for (Frame& frame : frames) {
    for (FrameArgument& argument : frame.arguments) {
      if (argument.role > kObjectRole) continue;
      const ArgumentTypes& allowed = allowed_types(ontology, frame, argument);
      if (!is_entity(argument, allowed)) continue;
      auto [type, share] = typed(argument, allowed);
      if (const Mention* name = name_that_begins(document, frame.sentence, argument, allowed); name != nullptr && runs_on(document, *name, argument))
        argument.last = name->last;
      if (argument.types[static_cast<size_t>(type)] < kSureType)
        if (const Mention* name = name_that_begins(document, frame.sentence, argument, allowed)) type = name->type;
      if (const Mention* name = mention_of_same_words(document, frame.sentence, argument, type)) {
        argument.first = name->first;
        argument.last = name->last;
      }
      Mention* exists = nullptr;  // one of that type before others
      for (Mention& m : document.mentions)
        if (m.first == argument.first && m.last == argument.last && (exists == nullptr || m.type == type)) exists = &m;
      if (exists != nullptr) {
        const bool sure = argument.types[static_cast<size_t>(type)] >= kSureType;
        if (sure || (share >= kSureType && frame.probability >= kSureFrame && !allowed.allows(exists->type))) exists->type = type;
      }
      if (exists != nullptr) continue;
      document.mentions.push_back({.span = document.span_of(argument.first, argument.last), .type = type,
                                   .score = argument.probability, .first = argument.first, .last = argument.last,
                                   .sentence = frame.sentence});
    }
  }
  if (document.mentions.size() == known) return;
  std::stable_sort(document.mentions.begin(), document.mentions.end(), [](const Mention& a, const Mention& b) {
    return std::tie(a.first, b.last) < std::tie(b.first, a.last);
  });
}

int32_t mention_at(const DocumentContext& context, uint32_t sentence, const FrameArgument& argument,
                   const ArgumentTypes& wanted) {
  int32_t best = -1;
  for (uint32_t m : context.sentences[sentence].mentions) {
    const Mention& mention = context.doc().mentions[m];
    if (mention.first != argument.first || mention.last != argument.last) continue;
    if (wanted.allows(mention.type)) return static_cast<int32_t>(m);
    if (best < 0) best = static_cast<int32_t>(m);
  }
  return best;
}

void join_frames(const DocumentContext& context, const Ontology& ontology, std::vector<Candidate>& candidates) {
  Joiner(context, ontology, candidates).join();
}

}  // namespace boba
