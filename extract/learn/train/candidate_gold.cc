#include "extract/learn/train/candidate_gold.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/hash.h"

namespace boba::train {

std::string object_name(const DocumentContext& context, const Candidate& c) {
  if (c.object.entity >= 0) return context.entities[static_cast<size_t>(c.object.entity)].name;
  return std::string(context.doc().in(context.doc().span_of(c.object.first, c.object.last)));
}

namespace {

// Calls take(index of a candidate, index of a fact) for each fact with the arguments of the candidate.
template <typename Take>
void each_match(const GoldArticle& gold, const DocumentContext& context, std::span<const Candidate> candidates, Take take) {
  std::vector<std::vector<char>> named(context.entities.size(), std::vector<char>(gold.entities.size()));
  for (size_t e = 0; e < named.size(); ++e)
    for (size_t g = 0; g < gold.entities.size(); ++g) named[e][g] = names(gold.entities[g], context.entities[e].name);
  std::map<std::pair<uint32_t, uint32_t>, std::string> texts;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& c = candidates[i];
    const std::vector<char>& subject = named[static_cast<size_t>(c.subject.entity)];
    const bool entity = c.object.entity >= 0;
    std::string* text = nullptr;
    if (!entity) {
      text = &texts[{c.object.first, c.object.last}];
      if (text->empty()) *text = normalise(object_name(context, c));
    }
    const auto is_object = [&](const GoldFact& fact) {
      if (entity && fact.object >= 0) return named[static_cast<size_t>(c.object.entity)][static_cast<size_t>(fact.object)] != 0;
      if (entity) return object_matches(gold, fact, context.entities[static_cast<size_t>(c.object.entity)].name);
      if (fact.object < 0) return token_f1(*text, fact.object_text) >= 0.5;
      return (!fact.content.empty() && token_f1(*text, fact.content) >= 0.5) ||
             names(gold.entities[static_cast<size_t>(fact.object)], *text);
    };
    for (size_t f = 0; f < gold.facts.size(); ++f)
      if (subject[gold.facts[f].subject] && is_object(gold.facts[f])) take(i, f);
  }
}

}  // namespace

std::vector<std::vector<int>> gold_matches(const GoldArticle& gold, const DocumentContext& context,
                                           std::span<const Candidate> candidates) {
  std::vector<std::vector<int>> all(candidates.size());
  each_match(gold, context, candidates, [&](size_t c, size_t f) {
    if (relation_matches(gold, gold.facts[f], (*context.ontology)[candidates[c].relation].name)) all[c].push_back(static_cast<int>(f));
  });
  return all;
}

namespace {

// For each candidate bits of the relations, by their ids, that its arguments have.
std::vector<uint64_t> gold_relations(const GoldArticle& gold, const DocumentContext& context, std::span<const Candidate> candidates) {
  std::vector<uint64_t> all(candidates.size());
  each_match(gold, context, candidates, [&](size_t c, size_t f) {
    for (const Relation& relation : context.ontology->relations())
      if (relation_matches(gold, gold.facts[f], relation.name)) all[c] |= uint64_t{1} << relation.id;
  });
  return all;
}

// Words of a sentence's candidates that pairs are made with: those that are some fact's object, and a few others.
std::vector<Argument> words_to_pair(const GoldArticle& gold, const Document& document, std::span<const Candidate> candidates) {
  constexpr size_t kOthers = 5;
  std::vector<Argument> words;
  std::vector<std::pair<uint64_t, Argument>> others;
  std::set<std::pair<uint32_t, uint32_t>> seen;
  for (const Candidate& c : candidates) {
    if (c.object.mention >= 0 || c.object.value >= 0 || !seen.insert({c.object.first, c.object.last}).second) continue;
    const std::string text = normalise(document.in(document.span_of(c.object.first, c.object.last)));
    const bool is_object = std::ranges::any_of(gold.facts, [&](const GoldFact& fact) {
      return fact.object < 0 ? token_f1(text, fact.object_text) >= 0.5 : !fact.content.empty() && token_f1(text, fact.content) >= 0.5;
    });
    if (is_object) {
      words.push_back(c.object);
    } else {
      others.emplace_back(mix(c.object.first, c.object.last), c.object);
    }
  }
  std::ranges::sort(others, {}, [](const auto& other) { return other.first; });
  for (size_t i = 0; i < std::min(others.size(), kOthers); ++i) words.push_back(others[i].second);
  return words;
}

// `place`: of each sentence among those with words.
void add_pairs(const GoldArticle& gold, const DocumentContext& context, std::span<const Candidate> candidates,
               std::span<const size_t> place, std::vector<FrameSentence>& sentences) {
  const Document& document = context.doc();
  std::vector<uint16_t> ids;
  for (const Relation& relation : context.ontology->relations()) ids.push_back(relation.id);
  const AllowedPairs allowed(context.ontology->relations(), ids);
  const PairSubjects subjects(context);
  std::vector<Candidate> tried;
  std::vector<PairTarget> targets;
  for (uint32_t s = 0, begin = 0, end = 0; s < document.sentences.size(); ++s, begin = end) {
    while (end < candidates.size() && candidates[end].sentence == s) ++end;
    if (document.sentences[s].first_token == document.sentences[s].last_token) continue;
    const std::vector<Argument> objects = pair_objects(context, s, words_to_pair(gold, document, candidates.subspan(begin, end - begin)));
    for (const PairSubject& subject : subjects.of(s)) {
      for (const Argument& object : objects) {
        const uint64_t bits = allowed.of(context, subject.argument, object);
        if (bits == 0 || !may_pair(context, s, subject, object)) continue;
        tried.push_back({.sentence = s, .subject = subject.argument, .object = object});
        targets.push_back({.query = pair_query(context, s, subject, object), .allowed = bits});
      }
    }
  }
  const std::vector<uint64_t> facts = gold_relations(gold, context, tried);
  for (size_t i = 0; i < facts.size(); ++i) {
    targets[i].facts = facts[i] & targets[i].allowed;
    sentences[place[tried[i].sentence]].pairs.push_back(targets[i]);
  }
}

}  // namespace

void add_candidates(const GoldArticle& gold, const RelationExtractor& relations, Document& document,
                    std::vector<FrameSentence>& sentences) {
  const DocumentContext context = relations.prepare(document);
  const std::vector<Candidate> candidates = relations.candidates(context);
  const std::vector<std::vector<int>> matches = gold_matches(gold, context, candidates);
  std::vector<size_t> place;  // of each sentence among those with words
  size_t next = 0;
  for (const Sentence& sentence : document.sentences) {
    place.push_back(next);
    if (sentence.first_token < sentence.last_token) ++next;
  }
  add_pairs(gold, context, candidates, place, sentences);
  for (size_t c = 0; c < candidates.size(); ++c) {
    const Sentence& sentence = document.sentences[candidates[c].sentence];
    if (sentence.first_token == sentence.last_token) continue;
    sentences[place[candidates[c].sentence]].candidates.push_back(
        {fact_query(context, candidates[c], candidates[c].relation), candidates[c].relation, !matches[c].empty()});
  }
}

}  // namespace boba::train
