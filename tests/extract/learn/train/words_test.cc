// Trainers on a treebank of our own: a few sentences, enough to be learned by heart.
#include <gtest/gtest.h>

#include "extract/annotators/dependencies.h"
#include "extract/annotators/words.h"
#include "extract/learn/train/parser_network.h"
#include "extract/learn/train/statistics.h"
#include "extract/learn/train/treebank.h"
#include "extract/learn/train/word_trainer.h"

namespace boba::train {
namespace {

constexpr const char* kTreebank =
    "# text = Tôi đọc sách .\n"
    "1\tTôi\t_\tPRON\t_\t_\t2\tnsubj\t_\t_\n"
    "2\tđọc\t_\tVERB\t_\t_\t0\troot\t_\t_\n"
    "3\tsách\t_\tNOUN\t_\t_\t2\tobj\t_\t_\n"
    "4\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_\n"
    "\n"
    "# text = Chính phủ ký nghị định .\n"
    "1\tChính phủ\t_\tNOUN\t_\t_\t2\tnsubj\t_\t_\n"
    "2\tký\t_\tVERB\t_\t_\t0\troot\t_\t_\n"
    "3\tnghị định\t_\tNOUN\t_\t_\t2\tobj\t_\t_\n"
    "4\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_\n"
    "\n";

std::string no_statistics() {
  ModelFileWriter file;
  for (const char* table : {"pairs", "units", "clusters"}) write_byte_table({}, table, file);
  return file.finish(kStatisticsKind, kStatisticsVersion);
}

TEST(Treebank, GivesSyllablesWordsAndHeads) {
  const auto document = parse_treebank(kTreebank, "sample");
  ASSERT_TRUE(document) << document.error().to_string();
  ASSERT_EQ(document->sentences.size(), 2u);
  ASSERT_EQ(document->tokens.size(), 8u);
  const Token& subject = document->tokens[4];
  EXPECT_EQ(document->in(document->span_of(subject.first, subject.last)), "Chính phủ");
  EXPECT_EQ(subject.head, 5);
  EXPECT_EQ(document->tokens[5].head, -1);
}

TEST(Treebank, ComesBackFromConllu) {
  const auto document = parse_treebank(kTreebank, "sample");
  ASSERT_TRUE(document);
  EXPECT_EQ(to_conllu(*document), kTreebank);
}

TEST(Treebank, SaysWhereItIsWrong) {
  std::string bad = kTreebank;
  bad.replace(bad.find("VERB"), 4, "WORD");
  const auto tag = parse_treebank(bad, "bad");
  ASSERT_FALSE(tag);
  EXPECT_EQ(tag.error().where, "bad:3");
  EXPECT_FALSE(parse_treebank("# text = A B\n1\tA\t_\tX\t_\t_\t0\troot\t_\t_\n\n", "short"));
}

TEST(Score, CountsOnlyWordsThatAreRight) {
  const auto gold = parse_treebank(kTreebank, "sample");
  ASSERT_TRUE(gold);
  EXPECT_EQ(score(*gold, *gold).las, 8u);
  Document system = *gold;
  system.tokens[2].upos = Upos::kVerb;
  system.tokens[2].deprel = 0;
  const Score got = score(*gold, system);
  EXPECT_EQ(got.words, 8u);
  EXPECT_EQ(got.upos, 7u);
  EXPECT_EQ(got.uas, 8u);
  EXPECT_EQ(got.las, 7u);
}

TEST(TrainWords, LearnsByHeartAndGivesTheSameBytes) {
  const auto gold = parse_treebank(kTreebank, "sample");
  ASSERT_TRUE(gold);
  const std::string statistics = no_statistics();
  const WordTraining options = {.epochs = 10, .min_updates = 1};
  const auto ignore = [](int, size_t) {};
  const auto model = train_words(*gold, statistics, options, ignore);
  ASSERT_TRUE(model) << model.error().to_string();
  EXPECT_EQ(*model, *train_words(*gold, statistics, options, ignore));
  const auto annotator = WordAnnotator::load(*model);
  ASSERT_TRUE(annotator) << annotator.error().to_string();
  Document system = *gold;
  annotator->annotate(system);
  EXPECT_EQ(score(*gold, system).upos, 8u);
}

// The treebank, and one that tags the same sentences otherwise: verbs are adverbs.
std::string verbs_as_adverbs() {
  std::string other = kTreebank;
  for (size_t at; (at = other.find("VERB")) != other.npos;) other.replace(at, 4, "ADV");
  return other;
}

TEST(TrainWords, FollowsItsOwnTreebankWhereAnotherTagsOtherwise) {
  const std::string other = verbs_as_adverbs();
  const auto both = parse_treebank(kTreebank + other + other, "both");
  const auto gold = parse_treebank(kTreebank, "own");
  ASSERT_TRUE(both && gold);
  const auto upos = [&](size_t own) {
    const auto model = train_words(*both, no_statistics(), {.epochs = 10, .min_updates = 1, .own = own}, [](int, size_t) {});
    Document system = *gold;
    WordAnnotator::load(*model)->annotate(system);
    return score(*gold, system).upos;
  };
  EXPECT_EQ(upos(2), 8u);
  EXPECT_EQ(upos(0), 6u) << "two treebanks of three say ADV";
}

// What a small network makes of the sample after learning from `examples`.
std::string small_parser(const std::vector<ParserExample>& examples) {
  const std::vector<uint64_t> keys = {0};
  const std::vector<float> vectors(8);
  const std::vector<uint8_t> lengths = {0};
  const Embeddings embeddings = {.keys = keys, .vectors = vectors, .lengths = lengths, .size = 8};
  ParserNetwork network({.encoder = {.word = 16, .layers = 2}, .arc = 16, .relation = 16}, embeddings, examples, 1);
  for (int step = 0; step < 150; ++step) {
    for (const ParserExample& example : examples) network.learn(example, {.word = 0, .tag = 0, .hidden = 0});
    network.update({.rate = 0.02f}, 4 * examples.size());
  }
  return network.finish();
}

TEST(ParserNetwork, FollowsItsOwnTreebankWhereAnotherTagsOtherwise) {
  const auto gold = parse_treebank(kTreebank, "own");
  const auto both = parse_treebank(kTreebank + verbs_as_adverbs(), "both");
  ASSERT_TRUE(both && gold);
  std::vector<Upos> guesses = guessed_tags(*gold);
  const std::vector<Upos> own = guesses;
  guesses.insert(guesses.end(), own.begin(), own.end());
  const std::string model = small_parser(parser_examples(*both, guesses, 2));
  const auto annotator = DependencyAnnotator::load(model);
  ASSERT_TRUE(annotator) << annotator.error().to_string();
  Document system = *gold;
  annotator->annotate(system);
  EXPECT_EQ(score(*gold, system).upos, 8u);
}

TEST(ParserNetwork, LearnsByHeartAndGivesTheSameBytes) {
  const auto gold = parse_treebank(kTreebank, "sample");
  ASSERT_TRUE(gold);
  const std::vector<ParserExample> examples = parser_examples(*gold, guessed_tags(*gold));
  const std::string model = small_parser(examples);
  EXPECT_EQ(model, small_parser(examples));
  const auto annotator = DependencyAnnotator::load(model);
  ASSERT_TRUE(annotator) << annotator.error().to_string();
  Document system = *gold;
  annotator->annotate(system);
  EXPECT_EQ(score(*gold, system).las, 8u) << "the annotator computes what the trainer trained";
}

}  // namespace
}  // namespace boba::train
