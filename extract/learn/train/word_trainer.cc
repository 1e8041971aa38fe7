#include "extract/learn/train/word_trainer.h"

#include <array>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "extract/annotators/word_decoder.h"
#include "extract/annotators/words.h"
#include "extract/learn/perceptron.h"
#include "extract/learn/train/random.h"
#include "extract/learn/train/statistics.h"

namespace boba::train {
namespace {

constexpr size_t kMoves = (kUposCount + 1) * kUposCount;

std::vector<uint8_t> gold_labels(const Document& document, const Sentence& sentence) {
  std::vector<uint8_t> labels;
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    const Token& token = document.tokens[t];
    for (uint32_t i = token.first; i < token.last; ++i)
      labels.push_back(static_cast<uint8_t>(static_cast<size_t>(token.upos) + (i > token.first ? kUposCount : 0)));
  }
  return labels;
}

// Features that stand for the step from one word's tag to the next, one label each.
std::array<uint64_t, 1> move_feature(size_t move) { return {feature(1000, move)}; }

class Trainer {
 public:
  Trainer(const Document& treebank, const WordStatistics& statistics, const WordTraining& options)
      : treebank_(treebank), options_(options), features_(treebank, statistics), all_(kWordLabels), own_(kWordLabels),
        other_(kWordLabels) {}

  size_t learn(uint32_t index) {
    const Sentence& sentence = treebank_.sentences[index];
    const std::vector<Weights*> sums = of(index);
    const uint32_t count = sentence.last_syllable - sentence.first_syllable;
    rows_.resize(count);
    features_.begin(sentence.first_syllable, sentence.last_syllable);
    for (uint32_t i = 0; i < count; ++i) features_.at(i, rows_[i]);
    const std::vector<uint8_t> gold = gold_labels(treebank_, sentence);
    const std::vector<uint8_t> guess = decode(gold, sums);
    size_t wrong = 0;
    for (uint32_t i = 0; i < count; ++i) {
      if (gold[i] == guess[i]) continue;
      ++wrong;
      for (Weights* weights : sums) {
        weights->features.update(rows_[i], gold[i], 1);
        weights->features.update(rows_[i], guess[i], -1);
      }
    }
    if (wrong > 0) {
      for (Weights* weights : sums) {
        update_moves(gold, 1, *weights);
        update_moves(guess, -1, *weights);
      }
    }
    for (Weights* weights : {&all_, &own_, &other_}) {
      weights->features.step();
      weights->moves.step();
    }
    return wrong;
  }

  // Of all treebanks and of the model's own: weights to be added.
  std::array<std::vector<WeightedFeature>, 2> features() const {
    return {all_.features.average(options_.min_updates), own_.features.average(options_.min_updates)};
  }
  std::array<std::vector<WeightedFeature>, 2> moves() const { return {all_.moves.average(), own_.moves.average()}; }

 private:
  struct Weights {
    Perceptron features, moves;
    explicit Weights(size_t labels) : features(labels), moves(1) {}
  };

  // What weighs a sentence.
  std::vector<Weights*> of(uint32_t sentence) {
    if (options_.own == 0) return {&all_};
    return {&all_, sentence < options_.own ? &own_ : &other_};
  }

  std::vector<uint8_t> decode(const std::vector<uint8_t>& gold, const std::vector<Weights*>& sums) {
    std::vector<float> scores(rows_.size() * kWordLabels);
    for (size_t i = 0; i < rows_.size(); ++i) {
      const auto row = std::span(scores).subspan(i * kWordLabels, kWordLabels);
      for (size_t l = 0; l < kWordLabels; ++l) row[l] = l == gold[i] ? 0 : options_.margin;
      for (const Weights* weights : sums) weights->features.score(rows_[i], row);
    }
    std::vector<float> moves(kMoves);
    for (size_t m = 0; m < kMoves; ++m)
      for (const Weights* weights : sums) weights->moves.score(move_feature(m), std::span(&moves[m], 1));
    const auto labels = decoder_.decode(std::span<const float>(scores), std::span<const float>(moves));
    return {labels.begin(), labels.end()};
  }

  static void update_moves(const std::vector<uint8_t>& labels, float amount, Weights& weights) {
    size_t tag = kUposCount;
    for (uint8_t label : labels) {
      if (label >= kUposCount) continue;
      weights.moves.update(move_feature(tag * kUposCount + label), 0, amount);
      tag = label;
    }
  }

  const Document& treebank_;
  const WordTraining& options_;
  WordFeatures features_;
  Weights all_, own_, other_;
  std::vector<WordFeatures::Row> rows_;
  WordDecoder<float> decoder_;
};

// Adds what one model has learned to the sum of all.
void merge(const std::vector<WeightedFeature>& one, std::unordered_map<uint64_t, size_t>& places,
           std::vector<WeightedFeature>& all) {
  for (const WeightedFeature& f : one) {
    const auto [it, fresh] = places.emplace(f.key, all.size());
    if (fresh) {
      all.push_back(f);
      continue;
    }
    std::vector<float>& sum = all[it->second].weights;
    for (size_t l = 0; l < sum.size(); ++l) sum[l] += f.weights[l];
  }
}

// The sum of several models, which differ in the order of their sentences.
struct Ensemble {
  std::vector<WeightedFeature> features, moves;
  std::unordered_map<uint64_t, size_t> feature_places, move_places;

  void add(const Trainer& trainer) {
    for (const auto& part : trainer.features()) merge(part, feature_places, features);
    for (const auto& part : trainer.moves()) merge(part, move_places, moves);
  }

  std::string finish(std::string_view statistics, size_t max_features) const {
    ModelFileWriter file;
    const float scale = write_feature_table(features, kWordLabels, max_features, "features", file);
    std::vector<int32_t> weights(kMoves);
    for (size_t m = 0; m < kMoves; ++m)
      if (const auto it = move_places.find(move_feature(m)[0]); it != move_places.end())
        weights[m] = static_cast<int32_t>(std::lround(moves[it->second].weights[0] / scale));
    file.add("moves", weights);
    static_cast<void>(copy_statistics(statistics, file));
    return file.finish(WordAnnotator::kKind, WordAnnotator::kVersion);
  }
};

}  // namespace

Result<std::string> train_words(const Document& treebank, std::string_view statistics, const WordTraining& options,
                                const std::function<void(int, size_t)>& progress) {
  const auto tables = open_statistics(statistics);
  if (!tables) return tables.error();
  Ensemble ensemble;
  std::vector<uint32_t> order(treebank.sentences.size());
  std::iota(order.begin(), order.end(), 0);
  Random random(options.seed);
  for (int model = 0; model < options.models; ++model) {
    Trainer trainer(treebank, *tables, options);
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
      random.shuffle(order);
      size_t wrong = 0;
      for (uint32_t s : order) wrong += trainer.learn(s);
      progress(epoch, wrong);
    }
    ensemble.add(trainer);
  }
  return ensemble.finish(statistics, options.max_features);
}

}  // namespace boba::train
