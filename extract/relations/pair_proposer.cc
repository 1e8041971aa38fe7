#include "extract/relations/pair_proposer.h"

#include <algorithm>
#include <bit>

#include "extract/learn/dense.h"
#include "extract/relations/frame_features.h"
#include "extract/relations/frame_parser.h"

namespace boba {
namespace {

constexpr size_t kMostWords = 6;      // that are an object of some candidate
constexpr float kPlausible = -3;      // log odds from which the words of a candidate may be an object of others
constexpr float kWorth = -2.5f;       // log odds from which a pair is a candidate
constexpr double kSameWords = 0.5;    // common share from which words say the same object

// A proposed pair with its sides, and the nearest trigger of the relation before the object, where there is one: what the
// sentence says it with.
Candidate completed(const DocumentContext& context, Candidate c) {
  if (c.subject.source < Source::kCarried && c.subject.first > c.object.first) {
    c.subject.source = Source::kRight;
    c.object.source = Source::kLeft;
  }
  c.first = c.last = c.object.first;
  for (const TriggerMatch& trigger : context.sentences[c.sentence].triggers) {
    if (trigger.relation != c.relation || trigger.kind != TriggerKind::kActive || trigger.last > c.object.first) continue;
    if (c.subject.source < Source::kCarried && trigger.first < c.subject.last) continue;
    c.pattern = Pattern::kActive;
    c.first = trigger.first;
    c.last = trigger.last;
  }
  return c;
}

// The likeliest of the words that are objects of a sentence's candidates.
std::vector<Argument> plausible_words(std::span<const Candidate> candidates) {
  std::vector<const Candidate*> order;
  for (const Candidate& c : candidates)
    if (c.object.entity < 0 && c.object.value < 0 && (c.network >= kPlausible || c.frame >= 0)) order.push_back(&c);
  std::ranges::stable_sort(order, std::ranges::greater(), [](const Candidate* c) { return c->network; });
  std::vector<Argument> words;
  for (const Candidate* c : order) {
    const bool known = std::ranges::any_of(words, [&](const Argument& a) { return a.first == c->object.first && a.last == c->object.last; });
    if (!known && words.size() < kMostWords) words.push_back(c->object);
  }
  return words;
}

bool same_object(const Argument& a, const Argument& b) {
  if (a.entity >= 0 || b.entity >= 0) return a.entity == b.entity;
  return common_share(a, b) >= kSameWords;
}

}  // namespace

Result<PairProposer> PairProposer::load(std::string_view model_bytes, std::span<const Relation> ontology) {
  const auto file = ModelFile::open(model_bytes, FrameParser::kKind, FrameParser::kVersion);
  if (!file) return file.error();
  const auto size = file->array<uint32_t>("size", 6);
  if (!size) return size.error();
  const auto keys = file->array<uint64_t>("relations", 1);
  if (!keys) return keys.error();
  if (keys->size() > kMostPairRelations) return Error{ErrorCode::kCorrupt, "too many relations", "frames model", "train the model again"};
  PairProposer proposer;
  const size_t columns = pair_columns(keys->size());
  proposer.numbers_ = relation_numbers(*keys, ontology);
  proposer.relations_.assign(keys->size(), 0);
  for (const Relation& relation : ontology)
    if (const uint16_t number = proposer.numbers_[relation.id]; number != FrameLayers::kUnknownRelation) proposer.relations_[number] = relation.id;
  proposer.allowed_ = AllowedPairs(ontology, proposer.numbers_);
  auto layers = ArgumentLayers::read(*file, "pair", (*size)[0], (*size)[5], kPairWords, kPairRows);
  if (!layers) return layers.error();
  proposer.layers_ = *std::move(layers);
  if (Status read = file->read({{"pair_out.w", proposer.layers_.size() * columns, &proposer.out_}, {"pair_out.b", columns, &proposer.bias_}}); !read)
    return read.error();
  return proposer;
}

struct PairProposer::Work {
  struct Pair {
    size_t subject, object;
    uint64_t allowed;
  };
  static constexpr uint32_t kNone = 0xFFFFFFFF;
  ArgumentLayers::Reader reader;
  std::vector<PairSubject> subjects = {};
  std::vector<Argument> objects = {};
  std::vector<Pair> pairs = {};
  std::vector<ArgumentQuery> queries = {};  // one a pair
  std::vector<uint32_t> at = {};            // by subject and object: index into pairs, or kNone
  std::vector<float> scores = {};
};

void PairProposer::find(const DocumentContext& context, uint32_t sentence, Work& work) const {
  work.pairs.clear();
  work.queries.clear();
  work.at.assign(work.subjects.size() * work.objects.size(), Work::kNone);
  work.reader.enter(sentence);
  if (!work.reader.has_words()) return;
  for (size_t s = 0; s < work.subjects.size(); ++s) {
    for (size_t o = 0; o < work.objects.size(); ++o) {
      const uint64_t allowed = allowed_.of(context, work.subjects[s].argument, work.objects[o]);
      if (allowed == 0 || !may_pair(context, sentence, work.subjects[s], work.objects[o])) continue;
      work.at[s * work.objects.size() + o] = static_cast<uint32_t>(work.pairs.size());
      work.pairs.push_back({s, o, allowed});
      work.queries.push_back(pair_query(context, sentence, work.subjects[s], work.objects[o]));
    }
  }
}

void PairProposer::read(Work& work) const {
  const size_t columns = bias_.size(), n = work.queries.size(), h = layers_.size();
  const std::span<const float> rows = work.reader.read(work.queries);
  work.scores.clear();
  for (size_t p = 0; p < n; ++p) work.scores.insert(work.scores.end(), bias_.begin(), bias_.end());
  multiply_add(rows.data(), h, n, h, out_.data(), columns, work.scores.data(), columns);
}

void PairProposer::weigh(const Work& work, std::span<Candidate> candidates) const {
  for (Candidate& c : candidates) {
    const uint16_t number = numbers_[c.relation];
    if (number == FrameLayers::kUnknownRelation) continue;
    for (size_t s = 0; s < work.subjects.size(); ++s) {
      if (work.subjects[s].argument.entity != c.subject.entity) continue;
      for (size_t o = 0; o < work.objects.size(); ++o) {
        const uint32_t pair = work.at[s * work.objects.size() + o];
        if (pair == Work::kNone) continue;
        const Argument& object = work.objects[o];
        const bool same = object.entity >= 0 ? c.object.entity == object.entity
                                             : c.object.entity < 0 && c.object.first == object.first && c.object.last == object.last;
        if (same) c.pair = std::max(c.pair, work.scores[pair * bias_.size() + number]);
      }
    }
  }
}

void PairProposer::add(const Work& work, uint32_t sentence, std::span<const Candidate> known, std::vector<Candidate>& added) const {
  for (size_t p = 0; p < work.pairs.size(); ++p) {
    const float* scores = work.scores.data() + p * bias_.size();
    for (uint64_t bits = work.pairs[p].allowed; bits != 0; bits &= bits - 1) {
      const auto number = static_cast<size_t>(std::countr_zero(bits));
      if (scores[number] < kWorth) continue;
      Candidate c{.relation = relations_[number], .pattern = Pattern::kPair, .sentence = sentence,
                  .subject = work.subjects[work.pairs[p].subject].argument, .object = work.objects[work.pairs[p].object]};
      c.network = c.pair = scores[number];
      c.proposed = true;
      const auto same = [&](const Candidate& other) {
        return other.relation == c.relation && other.subject.entity == c.subject.entity && same_object(other.object, c.object);
      };
      if (std::ranges::any_of(known, same)) continue;
      const auto again = std::ranges::find_if(added, [&](const Candidate& other) {
        return same(other) && other.object.first == c.object.first && other.object.last == c.object.last;
      });
      if (again == added.end()) {
        added.push_back(c);
      } else if (again->pair < c.pair) {
        *again = c;
      }
    }
  }
}

void PairProposer::propose(const DocumentContext& context, std::vector<Candidate>& candidates) const {
  if (context.words.empty()) return;
  const PairSubjects subjects(context);
  Work work{.reader = {layers_, context}};
  std::vector<Candidate> all, added;
  size_t begin = 0;
  for (uint32_t s = 0; s < context.sentences.size(); ++s) {
    size_t end = begin;
    while (end < candidates.size() && candidates[end].sentence == s) ++end;
    const std::span<Candidate> known(candidates.data() + begin, end - begin);
    begin = end;
    work.subjects = subjects.of(s);
    work.objects = pair_objects(context, s, plausible_words(known));
    find(context, s, work);
    read(work);
    weigh(work, known);
    added.clear();
    add(work, s, known, added);
    all.insert(all.end(), known.begin(), known.end());
    for (Candidate& c : added) all.push_back(completed(context, c));
  }
  candidates = std::move(all);
}

}  // namespace boba
