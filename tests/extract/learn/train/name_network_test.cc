// A network that has learned two sentences by heart, read back by the reader of names.
#include "extract/learn/train/name_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "extract/annotators/clusters.h"
#include "extract/annotators/phrases.h"
#include "tests/extract/annotators/support.h"

namespace boba::train {
namespace {

using ::testing::Pair;
using ::testing::UnorderedElementsAre;

struct Sample {
  Document document = test::annotated("Bộ Y tế hỗ trợ tỉnh Lào Cai.\nÔng Lê Văn Bình thăm Yên Bái.");
  NameCells cells{document, PhraseTable::from_seeds(), *ClusterTable::load()};
  std::map<std::string, EntityType> gold = {{"Bộ Y tế", EntityType::kOrganization}, {"tỉnh Lào Cai", EntityType::kPlace},
                                            {"Lào Cai", EntityType::kPlace}, {"Lê Văn Bình", EntityType::kPerson},
                                            {"Yên Bái", EntityType::kPlace}};

  std::vector<NameSentence> sentences() const {
    std::vector<NameSentence> all;
    std::vector<NameUnit> units;
    for (const Sentence& sentence : document.sentences) {
      name_units(document, sentence, units);
      NameSentence example;
      name_input(document, cells, sentence, units, example.features);
      for (uint16_t first = 0; first < units.size(); ++first)
        for (auto last = first; last < units.size(); ++last) {
          const auto found = gold.find(std::string(document.in(document.span_of(units[first].first, units[last].last))));
          if (found != gold.end())
            example.targets.push_back({first, static_cast<uint16_t>(last + 1), static_cast<uint8_t>(found->second)});
        }
      all.push_back(std::move(example));
    }
    return all;
  }
};

TEST(NameNetwork, WhatItLearnsTheReaderReads) {
  const Sample sample;
  const std::vector<NameSentence> sentences = sample.sentences();
  size_t targets = 0;
  for (const NameSentence& sentence : sentences) targets += sentence.targets.size();
  ASSERT_EQ(targets, sample.gold.size());
  NameNetwork network({.encoder = {.word = 16, .layers = 1}, .hidden = 16}, Embeddings{}, sentences, 1);
  const NameDropout none{.word = 0, .hidden = 0};
  double first = 0, last = 0;
  for (int step = 0; step < 300; ++step) {
    last = 0;
    for (const NameSentence& sentence : sentences) last += network.learn(sentence, none);
    if (step == 0) first = last;
    network.update({.rate = 1e-2f}, sentences.size());
  }
  EXPECT_LT(last, first / 20);
  EXPECT_NEAR(network.loss(sentences[0]) + network.loss(sentences[1]), last, 0.1 * last + 0.05);

  ModelFileWriter writer;
  network.write(writer);
  const std::string bytes = writer.finish("test", 1);
  const auto file = ModelFile::open(bytes, "test", 1);
  ASSERT_TRUE(file);
  const auto reader = NameReader::open(*file);
  ASSERT_TRUE(reader) << reader.error().message;
  std::vector<NameCandidate> candidates;
  reader->read(sample.document, sample.cells, 0.5f, candidates);
  std::map<std::string, EntityType> found;
  for (const NameCandidate& c : candidates) {
    found.emplace(sample.document.in(sample.document.span_of(c.first, c.last)), c.type);
    EXPECT_GE(c.chance, 0.5f);
    EXPECT_FALSE(c.repeated);
  }
  EXPECT_EQ(found, sample.gold);
  EXPECT_EQ(candidates.size(), sample.gold.size());
}

// The gradient that learn() adds is that of its loss: small steps against it make the loss smaller.
TEST(NameNetwork, AStepAgainstTheGradientLowersTheLoss) {
  const Sample sample;
  const std::vector<NameSentence> sentences = sample.sentences();
  NameNetwork network({.encoder = {.word = 16, .layers = 2}, .hidden = 8}, Embeddings{}, sentences, 3);
  double before = network.loss(sentences[0]);
  for (int step = 0; step < 5; ++step) {
    network.learn(sentences[0], {.word = 0, .hidden = 0});
    network.update({.rate = 1e-3f}, 1);
    const double after = network.loss(sentences[0]);
    EXPECT_LT(after, before) << step;
    before = after;
  }
}

TEST(NameNetwork, RefusesAModelWithoutItsArrays) {
  ModelFileWriter writer;
  writer.add("size", std::vector<uint32_t>{16, 16, 1});
  const std::string bytes = writer.finish("test", 1);
  const auto file = ModelFile::open(bytes, "test", 1);
  ASSERT_TRUE(file);
  EXPECT_FALSE(NameReader::open(*file));
}

}  // namespace
}  // namespace boba::train
