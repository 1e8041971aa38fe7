// What the trainer computes of arguments the reader computes too, and gradients are those of the function.
#include "extract/learn/train/argument_layers.h"

#include <gtest/gtest.h>

#include "tests/support/relations_test.h"

namespace boba::train {
namespace {

constexpr uint32_t kNone = ArgumentQuery::kNoWord;
constexpr size_t kIn = 16, kOut = 8, kWords = 5, kRows = 6;

class ArgumentLayersTest : public ::boba::testing::RelationsTest {
 protected:
  ArgumentLayersTest() : layers_(kIn, kOut, kWords, kRows), words_(11, kIn), topic_(1, kIn) {
    layers_.randomize(random_);
    for (Matrix* m : {&words_, &topic_})
      for (float& x : m->values) x = random_.unit() * 2 - 1;
  }
  Matrix rows(const std::vector<ArgumentQuery>& queries) {
    std::vector<const ArgumentQuery*> all;
    for (const ArgumentQuery& query : queries) all.push_back(&query);
    Matrix keep(1, kOut);
    keep.values.assign(kOut, 1);
    return layers_.forward(std::move(all), keep);
  }

  Random random_{7};
  ArgumentLayers layers_;
  Matrix words_, topic_;
};

const std::vector<ArgumentQuery> kQueries = {{.words = {6, 6, 9, 9, 8}, .rows = {1, 2, 0, 5}},
                                             {.words = {1, 2, 8, 9, kNone}, .rows = {3}},
                                             {.words = {9, 9, 6, 7, kNone}, .rows = {4, 4}}};

TEST_F(ArgumentLayersTest, TheReaderComputesTheSame) {
  Document text = document("Ông Lê Văn Bình đến. Bộ Y tế gửi thuốc.");
  ASSERT_EQ(text.sentences.size(), 2u);
  const uint32_t first = text.sentences[1].first_token, last = text.sentences[1].last_token;
  ASSERT_EQ(last - first, 5u);
  words_ = Matrix(last, kIn);
  for (float& x : words_.values) x = random_.unit() * 2 - 1;
  ModelFileWriter file;
  layers_.write("x", file);
  const std::string bytes = file.finish("test", 1);
  const auto model = ModelFile::open(bytes, "test", 1);
  ASSERT_TRUE(model);
  const auto read = ::boba::ArgumentLayers::read(*model, "x", kIn, kOut, kWords, kRows);
  ASSERT_TRUE(read) << read.error().message;
  DocumentContext context = relations_->prepare(text);
  context.readings.resize(2);
  for (uint32_t s = 0; s < 2; ++s) {
    const Sentence& sentence = text.sentences[s];
    std::vector<float> numbers((sentence.last_token - sentence.first_token + 2) * kIn);
    std::copy(words_[sentence.first_token], words_[sentence.first_token] + (sentence.last_token - sentence.first_token) * kIn, numbers.begin() + kIn);
    context.readings[s].assign(numbers);
  }
  context.topic.assign(topic_.values);
  std::vector<ArgumentQuery> queries;
  for (uint32_t subject : {first, uint32_t{0}})
    for (uint32_t trigger : {first + 1, kNone})
      queries.push_back({.words = {subject, subject + 1, first + 3, first + 3, trigger}, .rows = {1, 5}});
  layers_.begin(words_, topic_);
  const Matrix expected = rows(queries);
  ::boba::ArgumentLayers::Reader reader(*read, context);
  reader.enter(1);
  ASSERT_TRUE(reader.has_words());
  const std::span<const float> got = reader.read(queries);
  ASSERT_EQ(got.size(), expected.values.size());
  for (size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], expected.values[i], 0.06f) << i;  // 8-bit numbers
  EXPECT_FALSE(::boba::ArgumentLayers::read(*model, "x", kIn, kOut, kWords, kRows + 1)) << "another size";
  EXPECT_FALSE(::boba::ArgumentLayers::read(*model, "y", kIn, kOut, kWords, kRows)) << "another name";
}

TEST_F(ArgumentLayersTest, GradientsAreThoseOfTheSum) {
  const auto sum = [&] {
    layers_.begin(words_, topic_);
    double total = 0;
    for (float x : rows(kQueries).values) total += x;
    return total;
  };
  sum();
  Matrix back(kQueries.size(), kOut), words_gradient(words_.rows, kIn), topic_gradient(1, kIn);
  back.values.assign(back.values.size(), 1);
  layers_.backward(back);
  layers_.end(words_, topic_, words_gradient, topic_gradient);
  const auto check = [&](float& x, float gradient, const std::string& what) {
    constexpr float kStep = 1e-2f;
    const float kept = x;
    x = kept + kStep;
    const double above = sum();
    x = kept - kStep;
    const double below = sum();
    x = kept;
    EXPECT_NEAR((above - below) / (2 * kStep), gradient, 0.05) << what;
  };
  for (size_t i = 0; i < words_.values.size(); i += 3) check(words_.values[i], words_gradient.values[i], "word " + std::to_string(i));
  for (size_t i = 0; i < kIn; ++i) check(topic_.values[i], topic_gradient.values[i], "topic " + std::to_string(i));
  for (Parameter* p : layers_.parameters()) {
    const std::vector<float> gradient = p->gradient.values;
    for (size_t i = 0; i < gradient.size(); i += 1 + gradient.size() / 20) check(p->weights.values[i], gradient[i], "weight " + std::to_string(i));
  }
}

}  // namespace
}  // namespace boba::train
