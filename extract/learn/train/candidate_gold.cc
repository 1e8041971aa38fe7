#include "extract/learn/train/candidate_gold.h"

#include <map>

namespace boba::train {

std::string object_name(const DocumentContext& context, const Candidate& c) {
  if (c.object.entity >= 0) return context.entities[static_cast<size_t>(c.object.entity)].name;
  return std::string(context.doc().in(context.doc().span_of(c.object.first, c.object.last)));
}

std::vector<std::vector<int>> gold_matches(const GoldArticle& gold, const DocumentContext& context,
                                           std::span<const Candidate> candidates) {
  std::vector<std::vector<char>> named(context.entities.size(), std::vector<char>(gold.entities.size()));
  for (size_t e = 0; e < named.size(); ++e)
    for (size_t g = 0; g < gold.entities.size(); ++g) named[e][g] = names(gold.entities[g], context.entities[e].name);
  std::map<std::pair<uint32_t, uint32_t>, std::string> texts;
  std::vector<std::vector<int>> all;
  for (const Candidate& c : candidates) {
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
    std::vector<int>& matches = all.emplace_back();
    for (size_t f = 0; f < gold.facts.size(); ++f) {
      const GoldFact& fact = gold.facts[f];
      if (subject[fact.subject] && relation_matches(gold, fact, (*context.ontology)[c.relation].name) && is_object(fact))
        matches.push_back(static_cast<int>(f));
    }
  }
  return all;
}

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
  for (size_t c = 0; c < candidates.size(); ++c) {
    const Sentence& sentence = document.sentences[candidates[c].sentence];
    if (sentence.first_token == sentence.last_token) continue;
    sentences[place[candidates[c].sentence]].candidates.push_back(
        {fact_query(context, candidates[c], candidates[c].relation), !matches[c].empty()});
  }
}

}  // namespace boba::train
