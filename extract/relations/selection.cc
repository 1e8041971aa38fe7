#include "extract/relations/selection.h"

#include <algorithm>
#include <unordered_map>

namespace boba {
namespace {

constexpr double kSameClause = 0.7;  // token F1 from which two clauses of one subject are one
constexpr double kSameName = 0.5;    // and two subjects of one object
constexpr double kSameWords = 0.9;   // and a clause and a name
// What says again, in another sentence, what is selected needs less probability of its own, by this factor.
constexpr float kAgainShare = 0.2f;

bool overlap(const Argument& a, const Argument& b) { return a.first < b.last && b.first < a.last; }

// 2 * shared syllables / all syllables.
double similarity(const Document& document, const Argument& a, const Argument& b) {
  std::unordered_map<uint64_t, int> counts;
  uint32_t shared = 0;
  for (uint32_t i = a.first; i < a.last; ++i) ++counts[document.syllables[i].key];
  for (uint32_t i = b.first; i < b.last; ++i)
    if (counts[document.syllables[i].key]-- > 0) ++shared;
  return 2.0 * shared / (a.last - a.first + b.last - b.first);
}

class Selection {
 public:
  Selection(const DocumentContext& context, std::span<const Candidate> candidates,
            std::span<const RelationShape> shapes)
      : context_(context), document_(context.doc()), candidates_(candidates), shapes_(shapes) {}

  // `alone`: probable enough to stand by itself; otherwise it can only say again what is selected. `likely`: probable enough to
  // take the place of what it supersedes.
  void offer(uint32_t index, float probability, bool alone, bool likely) {
    const Candidate& c = candidates_[index];
    if (same_name(c)) return;
    for (Selected& taken : taken_) {
      const Candidate& t = candidates_[taken.candidate];
      if (t.relation != c.relation) {
        if (exclude(t.relation, c.relation) && (same_fact(t, c) || same_names(t, c))) return;
        if (!alone || (!supersedes(t.relation, c.relation) && !supersedes(c.relation, t.relation))) continue;
        if (!same_fact(t, c)) continue;
        if (likely && supersedes(c.relation, t.relation)) taken = {index, taken.probability, {}};
        return;
      }
      if (same_fact(t, c)) {
        if (t.sentence != c.sentence) taken.again.push_back(index);
        return;
      }
      if (names(t, c)) taken.candidate = index;
      if (conflicts(t, c)) return;
      if (std::ranges::any_of(taken.again, [&](uint32_t again) { return conflicts(candidates_[again], c); })) return;
    }
    if (alone) taken_.push_back({index, probability, {}});
  }

  std::vector<Selected> take() { return std::move(taken_); }

 private:
  bool supersedes(RelationId a, RelationId b) const {
    const std::vector<RelationId>& less = shapes_[a].supersedes;
    return std::find(less.begin(), less.end(), b) != less.end();
  }

  bool exclude(RelationId a, RelationId b) const {
    const auto has = [&](RelationId one, RelationId other) {
      return std::find(shapes_[one].excludes.begin(), shapes_[one].excludes.end(), other) != shapes_[one].excludes.end();
    };
    return has(a, b) || has(b, a);
  }

  bool same_fact(const Candidate& a, const Candidate& b) const {
    if (a.subject.entity != b.subject.entity) return false;
    if (a.object.entity >= 0 || b.object.entity >= 0) return a.object.entity == b.object.entity;
    if (a.sentence == b.sentence && overlap(a.object, b.object)) return true;
    return similarity(document_, a.object, b.object) >= kSameClause;
  }

  const std::string& name_of(const Argument& a) const { return context_.entities[static_cast<size_t>(a.entity)].name; }

  // A country is a place here and an organisation there: by name it is the same.
  bool same_names(const Candidate& a, const Candidate& b) const {
    return a.object.entity >= 0 && b.object.entity >= 0 && name_of(a.subject) == name_of(b.subject) && name_of(a.object) == name_of(b.object);
  }

  // "The chairman is the chairman" says nothing.
  bool same_name(const Candidate& c) const {
    return c.object.entity >= 0 && name_of(c.subject) == name_of(c.object);
  }

  // b names as an entity what a says in words.
  bool names(const Candidate& a, const Candidate& b) const {
    return a.sentence == b.sentence && a.subject.entity == b.subject.entity && a.object.entity < 0 && b.object.entity >= 0 &&
           similarity(document_, a.object, b.object) >= kSameWords;
  }

  // Only commas, conjunctions and mentions between the two.
  bool coordinated(const Argument& a, const Argument& b) const {
    if (a.source >= Source::kCarried || b.source >= Source::kCarried || overlap(a, b)) return false;
    const Argument& left = a.first < b.first ? a : b;
    const Argument& right = a.first < b.first ? b : a;
    for (uint32_t i = left.last; i < right.first; ++i) {
      const bool joins = context_.marks[i] == Mark::kComma || context_.cues[i] == Cue::kConjunction ||
                         context_.cues[i] == Cue::kWith || context_.cover[i] >= 0;
      if (!joins) return false;
    }
    return right.first - left.last <= 24;
  }

  bool conflicts(const Candidate& a, const Candidate& b) const {
    if (a.object.entity >= 0 && a.object.entity == b.subject.entity && a.subject.entity == b.object.entity)
      return true;  // the reverse
    if (a.subject.entity != b.subject.entity && a.object.entity >= 0 && a.object.entity == b.object.entity &&
        similarity(document_, a.subject, b.subject) >= kSameName)
      return true;  // "quan Hai Ba Trung" and "Hai Ba Trung"
    if (a.pattern == Pattern::kList && a.floor > 0 && b.pattern != Pattern::kList && a.subject.entity == b.subject.entity)
      return true;  // the items of a list are all there is
    if (a.sentence != b.sentence) return false;
    const bool same_trigger = a.first == b.first && a.last == b.last;
    if (a.subject.entity == b.subject.entity)
      return overlap(a.object, b.object) ||
             (same_trigger && a.pattern != Pattern::kPair && (a.object.mention < 0) != (b.object.mention < 0));
    if (!overlap(a.object, b.object)) return false;
    if (shapes_[a.relation].exclusive || overlap(a.subject, b.subject)) return true;
    return !coordinated(a.subject, b.subject) && (a.object.mention < 0 || a.first < a.last);
  }

  const DocumentContext& context_;
  const Document& document_;
  std::span<const Candidate> candidates_;
  std::span<const RelationShape> shapes_;
  std::vector<Selected> taken_;
};

}  // namespace

std::vector<Selected> select(const DocumentContext& context, std::span<const Candidate> candidates,
                             std::span<const float> probabilities, float threshold, float likely,
                             std::span<const RelationShape> shapes) {
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < candidates.size(); ++i)
    if (probabilities[i] >= threshold * kAgainShare) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return probabilities[a] > probabilities[b]; });
  Selection selection(context, candidates, shapes);
  for (uint32_t i : order) selection.offer(i, probabilities[i], probabilities[i] >= threshold, probabilities[i] >= likely);
  return selection.take();
}

}  // namespace boba
