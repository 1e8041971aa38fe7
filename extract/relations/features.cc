#include "extract/relations/features.h"

#include <algorithm>

#include "core/hash.h"
#include "extract/relations/support_features.h"

namespace boba {
namespace {

uint64_t bucket(uint32_t distance) {
  if (distance <= 4) return distance;
  if (distance <= 6) return 5;
  if (distance <= 9) return 6;
  if (distance <= 14) return 7;
  if (distance <= 22) return 8;
  return distance <= 35 ? 9 : 10;
}

class Writer {
 public:
  // `common`: see add_candidate_features().
  Writer(const DocumentContext& context, const Candidate& candidate, std::vector<uint64_t>& out, std::vector<uint64_t>* common)
      : context_(context), document_(context.doc()), sentence_(document_.sentences[candidate.sentence]),
        here_(context.sentences[candidate.sentence]), c_(candidate), out_(out), common_(common),
        own_(mix((*context.ontology)[candidate.relation].key, static_cast<uint64_t>(c_.pattern) + 1)),
        shared_(mix(0x5EED, static_cast<uint64_t>(c_.pattern) + 1)) {}

  void write(FeaturePart part) {
    const bool triggered = c_.pattern != Pattern::kPair, literal = c_.object.mention < 0;
    support_features(context_, c_, part, own_, shared_, out_);
    switch (part) {
      case FeaturePart::kTrigger:
        add_own(1);
        place();
        if (triggered) trigger();
        return;
      case FeaturePart::kSubject:
        argument(100, c_.subject);
        if (triggered) around_trigger(100, c_.subject);
        return;
      case FeaturePart::kStart:
        if (!literal) return;
        if (triggered) add_own(24, phrase(c_.first, c_.last), 30);
        if (triggered) around_trigger(200, c_.object);
        literal_start();
        return;
      case FeaturePart::kObject:
        argument(200, c_.object);
        if (literal) return literal_end();
        if (!triggered) return;
        add_own(24, phrase(c_.first, c_.last), static_cast<uint64_t>(type_of(c_.object)));
        around_trigger(200, c_.object);
        return;
      case FeaturePart::kBoth:
        common_ = &out_;
        pair();
        return;
    }
  }

 private:
  void add_own(uint64_t name, uint64_t a = 0, uint64_t b = 0) { out_.push_back(mix(mix(own_, name), mix(a, b))); }
  void add(uint64_t name, uint64_t a = 0, uint64_t b = 0) {
    const uint64_t value = mix(a, b);
    out_.push_back(mix(mix(own_, name), value));
    if (common_ != nullptr) common_->push_back(mix(mix(shared_, name), value));
  }
  // What looks at the candidate's relation though it stands for all of them.
  void add_related(uint64_t name, uint64_t a) {
    const uint64_t value = mix(a, 0);
    out_.push_back(mix(mix(own_, name), value));
    out_.push_back(mix(mix(shared_, name), value));
  }

  uint64_t key(int64_t at) const {
    if (at < sentence_.first_syllable) return 11;
    if (at >= sentence_.last_syllable) return 12;
    const Syllable& s = document_.syllables[static_cast<size_t>(at)];
    return s.is(Syllable::kDigits) && !s.is(Syllable::kLetters) ? 13 : s.key;
  }
  // The mention type that covers a syllable, else its key: "[Organization] yeu cau" is seen often enough to learn.
  uint64_t coarse(int64_t at) const {
    if (at >= sentence_.first_syllable && at < sentence_.last_syllable) {
      const int32_t m = context_.cover[static_cast<size_t>(at)];
      if (m >= 0) return 20 + static_cast<uint64_t>(document_.mentions[static_cast<size_t>(m)].type);
    }
    return key(at);
  }
  uint64_t upos(uint32_t at) const { return at < token_tags().size() ? token_tags()[at] : 99; }
  const std::vector<uint8_t>& token_tags() const { return context_.tags; }

  void place() {
    const uint64_t index = std::min<uint32_t>(c_.sentence, 3);
    const bool title = document_.body > 0 && sentence_.span.begin < document_.body;
    add(2, index, title);
    add(3, here_.in_quote, here_.speaker >= 0);
    const uint32_t length = sentence_.last_syllable - sentence_.first_syllable;
    add(4, bucket(length));
  }

  uint64_t phrase(uint32_t first, uint32_t last) const {
    uint64_t h = 7;
    for (uint32_t i = first; i < last; ++i) h = mix(h, key(i));
    return h;
  }

  void trigger() {
    const uint64_t words = phrase(c_.first, c_.last);
    add_own(10, words);
    add(11, key(int64_t{c_.first} - 1));
    add(12, key(c_.last));
    add_own(13, words, key(int64_t{c_.first} - 1));
    add_own(14, words, coarse(c_.last));
    add_own(15, words, coarse(int64_t{c_.first} - 1));
    add(16, coarse(int64_t{c_.first} - 2), coarse(int64_t{c_.first} - 1));
    uint64_t cue = 0;
    for (uint32_t i = c_.first; i-- > sentence_.first_syllable && c_.first - i <= 4;)
      if (context_.cues[i] != Cue::kNone) { cue = static_cast<uint64_t>(context_.cues[i]); break; }
    add(17, cue);
    add(18, bucket(c_.first - sentence_.first_syllable));
    uint64_t rivals = 0, before = 0;
    for (const TriggerMatch& t : here_.triggers) {
      if (t.relation != c_.relation && t.first < c_.last && c_.first < t.last) rivals += t.last - t.first > c_.last - c_.first ? 10 : 1;
      if (t.relation == c_.relation && t.first < c_.first) ++before;
    }
    add_related(19, std::min<uint64_t>(rivals, 30));
    add_related(20, std::min<uint64_t>(before, 2));
    add(21, c_.first > 0 && c_.first < context_.cover.size() && context_.cover[c_.first] >= 0);
    add(22, upos(c_.first), c_.last > c_.first ? upos(c_.last - 1) : 0);
    add_own(23, words, upos(c_.first));
  }

  EntityType type_of(const Argument& a) const { return document_.mentions[static_cast<size_t>(a.mention)].type; }

  void between(uint64_t base, uint32_t begin, uint32_t end, bool implicit) {
    if (implicit) {
      add(base + 20);
      return;
    }
    if (begin > end) {
      add(base + 21);  // nested or overlapping
      return;
    }
    const uint64_t commas = std::min(context_.commas[end] - context_.commas[begin], 2);
    const uint64_t breaks = std::min(context_.breaks[end] - context_.breaks[begin], 2);
    const uint64_t verbs = std::min(context_.verbs[end] - context_.verbs[begin], 3);
    add(base + 22, bucket(end - begin));
    add(base + 23, commas * 16 + breaks * 4 + verbs);
    add(base + 24, bucket(end - begin), commas * 16 + breaks * 4 + verbs);
    if (end - begin <= 5) {
      add(base + 25, phrase(begin, end));
      uint64_t coarse_words = 3;
      for (uint32_t i = begin; i < end; ++i) coarse_words = mix(coarse_words, coarse(i));
      add(base + 29, coarse_words);
    }
    uint64_t cues = 0;
    for (uint32_t i = begin; i < end; ++i)
      if (context_.cues[i] != Cue::kNone) cues |= uint64_t{1} << static_cast<int>(context_.cues[i]);
    add(base + 26, cues);
    if (end > begin) {
      add(base + 27, key(begin));
      add(base + 28, key(int64_t{end} - 1));
    }
  }

  void argument(uint64_t base, const Argument& a) {
    const bool implicit = a.source >= Source::kCarried;
    add(base + 1, static_cast<uint64_t>(a.source), a.rank);
    if (a.mention >= 0) {
      const auto m = static_cast<size_t>(a.mention);
      const auto type = static_cast<uint64_t>(type_of(a));
      add_own(base + 2, type);
      add(base + 3, context_.nested[m], implicit);
      add(base + 4, type, static_cast<uint64_t>(document_.mentions[m].score * 5));
      add_own(base + 5, document_.syllables[a.first].key);
      add_own(base + 6, document_.syllables[a.last - 1].key);
      add(base + 7, std::min<uint32_t>(context_.frequency[static_cast<size_t>(a.entity)], 4));
      add(base + 8, bucket(a.last - a.first));
      if (!implicit) {
        add(base + 9, coarse(int64_t{a.first} - 1));
        add(base + 10, coarse(a.last));
        add(base + 11, a.first == sentence_.first_syllable);
        add(base + 12, here_.subject == a.mention);
      }
    }
  }

  void around_trigger(uint64_t base, const Argument& a) {
    const bool implicit = a.source >= Source::kCarried;
    if (a.last <= c_.first) {
      between(base, a.last, c_.first, implicit);
    } else {
      between(base, c_.last, a.first, implicit);
    }
  }

  void literal_start() {
    const Argument& o = c_.object;
    add_own(302, key(o.first));
    add(308, key(int64_t{o.first} - 1));
    add_own(309, key(int64_t{o.first} - 1), key(int64_t{o.first} - 2));
  }

  void literal_end() {
    const Argument& o = c_.object;
    const auto kind = static_cast<uint64_t>(o.literal);
    add(300, kind, o.ends);
    add(301, kind, bucket(o.last - o.first));
    add(303, key(o.last));
    add_own(304, kind * 8 + o.ends, bucket(o.last - o.first));
    uint64_t inside = 0, outer = 0;
    for (uint32_t m : here_.mentions) {
      const Mention& mention = document_.mentions[m];
      inside += mention.first >= o.first && mention.last <= o.last;
      outer |= mention.first <= o.first && mention.last >= o.last;
    }
    add(305, std::min<uint64_t>(inside, 4), outer);
    add(306, context_.verbs[o.last] - context_.verbs[o.first] > 0, context_.commas[o.last] - context_.commas[o.first]);
    add(307, static_cast<uint64_t>(context_.cues[o.first]), static_cast<uint64_t>(o.last < context_.cues.size() ? context_.cues[o.last] : Cue::kNone));
    add(310, upos(o.first), o.last > 0 ? upos(o.last - 1) : 0);
    if (o.value >= 0 && o.literal == Literal::Kind::kQuantity)
      add_own(311, hash_bytes(document_.quantities[static_cast<size_t>(o.value)].unit));
    add(313, o.last < sentence_.last_syllable ? static_cast<uint64_t>(context_.marks[o.last]) : 50, bucket(o.last - o.first));
  }

  void pair() {
    const Argument &s = c_.subject, &o = c_.object;
    const uint64_t object_type = o.mention >= 0 ? static_cast<uint64_t>(type_of(o)) : 20 + static_cast<uint64_t>(o.literal);
    const uint64_t subject_type = s.mention >= 0 ? static_cast<uint64_t>(type_of(s)) : 30;
    add_own(400, subject_type, object_type);
    if (o.mention < 0 && s.mention >= 0) add_own(312, subject_type, static_cast<uint64_t>(o.literal) * 8 + o.ends);
    add_own(401, s.mention >= 0 ? document_.syllables[s.first].key : 0, object_type);
    if (s.mention >= 0 && o.mention >= 0)
      add_own(402, document_.syllables[s.first].key, document_.syllables[o.first].key);
    if (c_.pattern != Pattern::kPair || s.source >= Source::kCarried) return;
    const bool subject_first = s.first < o.first || (s.first == o.first && s.last > o.last);
    const Argument& left = subject_first ? s : o;
    const Argument& right = subject_first ? o : s;
    add(410, subject_first);
    if (right.first < left.last) {
      add(411, subject_first, right.last == left.last);
      add_own(412, phrase(left.first, std::min(right.first, left.first + 3)));
      add_own(416, object_type * 64 + subject_type, right.last == left.last);
      return;
    }
    between(420, left.last, right.first, false);
    uint64_t mentions = 0;
    for (uint32_t m : here_.mentions) {
      const Mention& mention = document_.mentions[m];
      mentions += !context_.nested[m] && mention.first >= left.last && mention.last <= right.first;
    }
    add(413, std::min<uint64_t>(mentions, 3), subject_first);
    add_own(414, object_type * 64 + subject_type, mix(subject_first, right.first - left.last <= 5 ? phrase(left.last, right.first) : 1));
    add_own(415, object_type * 64 + subject_type, bucket(right.first - left.last));
  }

  const DocumentContext& context_;
  const Document& document_;
  const Sentence& sentence_;
  const SentenceContext& here_;
  const Candidate& c_;
  std::vector<uint64_t>& out_;
  std::vector<uint64_t>* common_;
  const uint64_t own_, shared_;
};

}  // namespace

void add_candidate_features(const DocumentContext& context, const Candidate& candidate, FeaturePart part,
                            std::vector<uint64_t>& own, std::vector<uint64_t>* common) {
  Writer(context, candidate, own, common).write(part);
}

void candidate_features(const DocumentContext& context, const Candidate& candidate, std::vector<uint64_t>& out) {
  out.clear();
  for (const FeaturePart part : {FeaturePart::kTrigger, FeaturePart::kSubject, FeaturePart::kStart, FeaturePart::kObject, FeaturePart::kBoth})
    add_candidate_features(context, candidate, part, out, &out);
}

}  // namespace boba
