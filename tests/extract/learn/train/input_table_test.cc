#include "extract/learn/train/input_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/learn/feature_table.h"

namespace boba::train {
namespace {

using ::testing::Each;
using ::testing::FloatNear;
using ::testing::Pointwise;

constexpr size_t kSize = 8;

uint64_t naming(size_t lexical, uint64_t unit) { return 1000 * (lexical + 1) + unit; }

// Vectors of two numbers for units 1 to 6, most frequent first; the last one has two syllables.
struct Vectors {
  std::vector<uint64_t> keys = {1, 2, 3, 4, 5, 6};
  std::vector<float> numbers = {1, 0, 0, 1, 1, 1, -1, 1, 2, 1, 1, 2};
  std::vector<uint8_t> lengths = {1, 1, 1, 1, 1, 2};
  Embeddings embeddings() const { return {keys, numbers, lengths, 2}; }
};

// What is known of a word that unit `unit` names.
std::vector<float> sum_of(const InputTable& table, uint64_t unit) {
  std::vector<float> sum(kSize);
  InputTable::Word word;
  table.add(naming(0, unit), word, sum.data());
  table.add_vector(0, unit, word, sum.data());
  return sum;
}

TEST(InputTable, KnowsWhileItLearnsWhatItsModelWillKnow) {
  const Vectors vectors;
  InputTable table(kSize, vectors.embeddings());
  for (int i = 0; i < 3; ++i) table.meet(naming(0, 3));  // often enough for a row
  table.meet(naming(0, 9));                              // too rare
  Random random(1);
  table.begin(4, naming, random);

  ModelFileWriter writer;
  table.write(writer);
  const std::string bytes = writer.finish("test", 1);
  const auto file = ModelFile::open(bytes, "test", 1);
  ASSERT_TRUE(file);
  const auto model = FeatureTable::open(*file, "words");
  ASSERT_TRUE(model);
  size_t known = 0;
  for (uint64_t unit = 1; unit <= 9; ++unit) {
    std::vector<int16_t> row(kSize);
    model->add(naming(0, unit), row.data());
    std::vector<float> read;
    for (int16_t x : row) read.push_back(static_cast<float>(x) * model->scale());
    // A weight is eight bits; the very largest are cut off.
    EXPECT_THAT(read, Pointwise(FloatNear(0.15f), sum_of(table, unit))) << "unit " << unit;
    for (size_t l = 0; l < InputFeatures::kLexical; ++l) known += model->find(naming(l, unit)) != nullptr ? 1 : 0;
  }
  EXPECT_EQ(known, 4u) << "as many features as were asked for";
  EXPECT_THAT(sum_of(table, 9), Each(0.0f)) << "met once, and no vector";
}

TEST(InputTable, WordsMetOftenComeBeforeWordsOfRawText) {
  const Vectors vectors;
  InputTable table(kSize, vectors.embeddings());
  for (uint64_t unit : {7, 8, 9})
    for (int i = 0; i < 2; ++i) table.meet(naming(0, unit));
  table.meet(naming(0, 9));
  Random random(1);
  table.begin(2, naming, random);
  EXPECT_THAT(sum_of(table, 1), Each(0.0f));
  EXPECT_NE(sum_of(table, 9), std::vector<float>(kSize)) << "the most frequent one";
  EXPECT_NE(sum_of(table, 7), std::vector<float>(kSize)) << "the first of those met as often";
  EXPECT_THAT(sum_of(table, 8), Each(0.0f));
}

}  // namespace
}  // namespace boba::train
