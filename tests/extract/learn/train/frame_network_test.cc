// A network that has learned two sentences by heart, read back by the parser.
#include "extract/learn/train/frame_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/extractor.h"
#include "extract/learn/train/candidate_gold.h"
#include "extract/learn/train/frame_gold.h"
#include "extract/relations/fact_judge.h"
#include "extract/relations/frame_parser.h"
#include "extract/relations/relation_extractor.h"

namespace boba::train {
namespace {

using ::testing::SizeIs;

std::vector<uint64_t> keys_of(std::span<const Relation> relations) {
  std::vector<uint64_t> keys;
  for (const Relation& relation : relations) keys.push_back(relation.key);
  return keys;
}

Document annotated(const Extractor& extractor, std::string text) {
  Document document;
  document.text = std::move(text);
  document.blocks = {{.span = {0, static_cast<uint32_t>(document.text.size())}}};
  extractor.annotate(document);
  return document;
}

TEST(FrameNetwork, WhatItLearnsTheParserReads) {
  const auto extractor = Extractor::create({.annotations_only = true});
  const auto relations = RelationExtractor::create({});
  ASSERT_TRUE(extractor && relations);
  const std::span<const Relation> known = relations->ontology().relations();
  const std::vector<uint64_t> keys = keys_of(known);
  Document document = annotated(*extractor, "Bộ Y tế hỗ trợ tỉnh Lào Cai. Ông Lê Văn Bình thăm tỉnh Yên Bái.");
  const GoldArticle gold{.id = "d",
                         .entities = {{EntityType::kOrganization, "Bộ Y tế", {}, {normalise("Bộ Y tế")}},
                                      {EntityType::kPlace, "tỉnh Lào Cai", {}, {normalise("tỉnh Lào Cai")}},
                                      {EntityType::kPerson, "Lê Văn Bình", {}, {normalise("Lê Văn Bình")}},
                                      {EntityType::kPlace, "tỉnh Yên Bái", {}, {normalise("tỉnh Yên Bái")}}},
                         .facts = {{.subject = 0, .relation = "supports", .object = 1, .modality = "asserted", .trigger = "hỗ trợ"},
                                   {.subject = 2, .relation = "visited", .object = 3, .modality = "planned", .trigger = "thăm"}}};
  auto sentences = frame_sentences(gold, document, relations->frames(), relations->ontology());
  ASSERT_THAT(sentences, SizeIs(2));
  Document linked = document;
  add_candidates(gold, *relations, linked, sentences);

  FrameNetwork network({.encoder = {.word = 16, .layers = 1}, .hidden = 16}, Embeddings{}, {sentences}, keys, 1);
  const FrameDropout none{.word = 0, .hidden = 0};
  double first = 0, last = 0;
  for (int step = 0; step < 250; ++step) {
    last = network.learn(sentences, none).all();
    if (step == 0) first = last;
    network.update({.rate = 1e-2f}, sentences.size());
  }
  EXPECT_LT(last, first / 20);

  const std::string model = network.finish();
  const auto parser = FrameParser::load(model, known);
  ASSERT_TRUE(parser) << parser.error().message;
  const std::vector<Frame> frames = parser->parse(document, relations->frames()).frames;
  ASSERT_THAT(frames, SizeIs(2));
  EXPECT_EQ(relations->ontology()[frames[0].relation].name, "supports");
  EXPECT_EQ(relations->ontology()[frames[1].relation].name, "visited");
  EXPECT_EQ(frames[1].modality, Modality::kPlanned);
  EXPECT_GT(frames[0].probability, 0.5f);
  EXPECT_EQ(document.in(document.span_of(frames[0].first, frames[0].last)), "hỗ trợ");
  ASSERT_THAT(frames[0].arguments, SizeIs(2));
  EXPECT_EQ(frames[0].arguments[0].role, kSubjectRole);
  EXPECT_EQ(document.in(document.span_of(frames[0].arguments[0].first, frames[0].arguments[0].last)), "Bộ Y tế");
  EXPECT_EQ(document.in(document.span_of(frames[0].arguments[1].first, frames[0].arguments[1].last)), "tỉnh Lào Cai");
  EXPECT_GT(frames[0].arguments[0].types[static_cast<size_t>(EntityType::kOrganization)], 0.5f);

  const FrameReading reading = parser->parse(document, relations->frames());
  const uint32_t anchor = document.sentences[1].first_token + static_cast<uint32_t>(sentences[1].targets[0].anchor);
  std::vector<float> projected;
  for (int time = 0; time < 2; ++time) {
    const auto asked = parser->frame_at(document, 1, reading.sentences[1], frames[1].relation, true, anchor, projected);
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->anchor, frames[1].anchor);
    EXPECT_EQ(asked->modality, frames[1].modality);
    ASSERT_EQ(asked->arguments.size(), frames[1].arguments.size());
    for (size_t a = 0; a < asked->arguments.size(); ++a) {
      EXPECT_EQ(asked->arguments[a].role, frames[1].arguments[a].role);
      EXPECT_EQ(asked->arguments[a].first, frames[1].arguments[a].first);
      EXPECT_EQ(asked->arguments[a].last, frames[1].arguments[a].last);
    }
  }
  EXPECT_FALSE(parser->frame_at(document, 1, {}, frames[1].relation, true, anchor, projected)) << "of a sentence that was not read";

  // What was learned ends inside these times: as an argument it holds the whole of one.
  Document timed = document;
  const FrameArgument& place = frames[0].arguments[1];
  timed.times = {{.span = timed.span_of(place.first - 1, place.first + 1)}, {.span = timed.span_of(place.last - 1, place.last + 1)}};
  std::vector<float> of_timed;
  const auto whole = parser->frame_at(timed, 0, reading.sentences[0], frames[0].relation, true,
                                      timed.sentences[0].first_token + static_cast<uint32_t>(sentences[0].targets[0].anchor), of_timed);
  ASSERT_TRUE(whole);
  ASSERT_EQ(whole->arguments.size(), 2u);
  EXPECT_EQ(whole->arguments[1].first, place.first - 1);
  EXPECT_EQ(whole->arguments[1].last, place.last + 1);

  const auto judge = FactJudge::load(model, known);
  ASSERT_TRUE(judge) << judge.error().message;
  DocumentContext context = relations->prepare(document);
  context.readings = reading.sentences;
  context.topic = reading.topic;
  std::vector<Candidate> candidates = relations->candidates(context);
  judge->judge(context, candidates);
  const auto matches = gold_matches(gold, context, candidates);
  size_t facts = 0;
  for (size_t c = 0; c < candidates.size(); ++c) {
    facts += matches[c].empty() ? 0 : 1;
    if (matches[c].empty()) {
      EXPECT_LT(candidates[c].network, 0) << c;
    } else {
      EXPECT_GT(candidates[c].network, 0) << c;
    }
  }
  EXPECT_GE(facts, 2u);
  EXPECT_GT(candidates.size(), 2 * facts);
  EXPECT_FALSE(FactJudge::load(model.substr(0, model.size() / 2), known));

  EXPECT_FALSE(FrameParser::load(model.substr(0, model.size() / 2), known));
  std::vector<Relation> others(known.begin(), known.end());
  for (Relation& relation : others)
    if (relation.name == "visited") relation.key = 1;
  const auto less = FrameParser::load(model, others);
  ASSERT_TRUE(less);
  EXPECT_THAT(less->parse(document, relations->frames()).frames, SizeIs(1)) << "a relation that the model does not know";
}

TEST(FrameNetwork, ProposesWhatNoCandidateSays) {
  const auto extractor = Extractor::create({.annotations_only = true});
  const auto relations = RelationExtractor::create({});
  ASSERT_TRUE(extractor && relations);
  const std::span<const Relation> known = relations->ontology().relations();
  const std::vector<uint64_t> keys = keys_of(known);
  Document document = annotated(*extractor, "Bộ Y tế họp. Thuốc đã đến tỉnh Lào Cai.");
  const GoldArticle gold{.id = "d",
                         .entities = {{EntityType::kOrganization, "Bộ Y tế", {}, {normalise("Bộ Y tế")}},
                                      {EntityType::kPlace, "tỉnh Lào Cai", {}, {normalise("tỉnh Lào Cai")}}},
                         .facts = {{.subject = 0, .relation = "supports", .object = 1, .modality = "asserted"}}};
  auto sentences = frame_sentences(gold, document, relations->frames(), relations->ontology());
  ASSERT_THAT(sentences, SizeIs(2));
  Document linked = document;
  add_candidates(gold, *relations, linked, sentences);
  FrameNetwork network({.encoder = {.word = 16, .layers = 1}, .hidden = 16, .pair = 16}, Embeddings{}, {sentences}, keys, 1);
  for (int step = 0; step < 250; ++step) {
    network.learn(sentences, {.word = 0, .hidden = 0});
    network.update({.rate = 1e-2f}, sentences.size());
  }
  const std::string model = network.finish();
  const auto parser = FrameParser::load(model, known);
  const auto proposer = PairProposer::load(model, known);
  ASSERT_TRUE(parser && proposer);
  const FrameReading reading = parser->parse(document, relations->frames());
  DocumentContext context = relations->prepare(document);
  context.readings = reading.sentences;
  context.topic = reading.topic;

  std::vector<Candidate> none;
  proposer->propose(context, none);
  const auto name = [&](const Argument& a) { return context.entities[static_cast<size_t>(a.entity)].name; };
  const auto found = std::ranges::find_if(none, [&](const Candidate& c) { return name(c.subject) == "Bộ Y tế" && name(c.object) == "tỉnh Lào Cai"; });
  ASSERT_NE(found, none.end());
  const Candidate c = *found;
  EXPECT_TRUE(c.proposed);
  EXPECT_EQ(relations->ontology()[c.relation].name, "supports");
  EXPECT_EQ(c.sentence, 1u);
  EXPECT_EQ(c.subject.source, Source::kEarlier);
  EXPECT_GT(c.network, 0);
  EXPECT_EQ(c.network, c.pair);
  for (const Candidate& other : none) EXPECT_TRUE(other.relation == c.relation || other.network < 0);

  std::vector<Candidate> again = none;
  for (Candidate& other : again) {
    other.proposed = false;
    other.pair = kUnjudged;
  }
  proposer->propose(context, again);
  ASSERT_EQ(again.size(), none.size()) << "they are known";
  for (size_t i = 0; i < again.size(); ++i) {
    EXPECT_FALSE(again[i].proposed);
    EXPECT_EQ(again[i].pair, none[i].pair);
  }

  context.readings.assign(context.sentences.size(), {});
  std::vector<Candidate> unread;
  proposer->propose(context, unread);
  EXPECT_THAT(unread, SizeIs(0));
  EXPECT_FALSE(PairProposer::load(model.substr(0, model.size() / 2), known));
}

TEST(FrameNetwork, TheSameSeedGivesTheSameBytes) {
  FrameSentence sentence;
  sentence.features.keys = {1, 2, 3, 1, 2, 3};
  sentence.features.first = {0, 3, 6};
  sentence.features.units = {{1, 2, 3}, {1, 2, 3}};
  sentence.targets = {{.anchor = 1, .kind = 0, .tags = {0, 0, static_cast<uint8_t>(begin_tag(kObjectRole))}, .types = {{1, 2, kNoEntity}}}};
  const FrameArticle article = {sentence};
  const auto train = [&](uint64_t seed) {
    FrameNetwork network({.encoder = {.word = 16, .layers = 1}, .hidden = 8}, Embeddings{}, {article}, {1, 2, 3, 4}, seed);
    for (int i = 0; i < 3; ++i) {
      network.learn(article, {});
      network.update({}, 1);
    }
    return network.finish();
  };
  EXPECT_EQ(train(1), train(1));
  EXPECT_NE(train(1), train(2));
}

}  // namespace
}  // namespace boba::train
