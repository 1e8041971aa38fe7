// boba-train embeddings: word vectors by skip-gram with negative sampling, one output matrix per position of the
// context (Mikolov et al. 2013; Ling et al. 2015: word order matters to syntax).
#include "extract/learn/train/embeddings.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "extract/annotators/words.h"
#include "extract/learn/model_file.h"
#include "extract/learn/train/articles.h"
#include "extract/learn/train/counter.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/random.h"
#include "extract/learn/train/trainers.h"

namespace boba::train {
namespace {

struct Options {
  std::vector<std::string> articles;
  std::string words, out;
  size_t size = 64;
  int window = 3;
  int negatives = 4;
  int epochs = 1;
  float rate = 0.05f;
  float sample = 5e-4f;
  uint32_t min_count = 15;
  uint64_t seed = 1;
};

constexpr uint32_t kEnd = 0;  // the word between sentences

// The corpus as word numbers, 0 between sentences; words are numbered by falling frequency.
struct Corpus {
  std::vector<uint64_t> keys = {0};
  std::vector<uint8_t> lengths = {0};
  std::vector<uint32_t> counts = {1};
  std::vector<uint32_t> words;
};

Corpus number(const std::vector<uint64_t>& text, const std::vector<uint8_t>& lengths, uint32_t min_count) {
  Counter counter;
  for (uint64_t key : text)
    if (key != 0) counter.add(key);
  std::vector<std::pair<uint32_t, uint64_t>> order;
  counter.for_each([&](uint64_t key, uint32_t count) {
    if (count >= min_count) order.emplace_back(count, key);
  });
  std::sort(order.begin(), order.end(), std::greater<>());
  Corpus corpus;
  Counter numbers;
  for (const auto& [count, key] : order) {
    numbers.add(key, static_cast<uint32_t>(corpus.keys.size()));
    corpus.keys.push_back(key);
    corpus.counts.push_back(count);
  }
  corpus.lengths.resize(corpus.keys.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const uint32_t word = text[i] == 0 ? kEnd : numbers.get(text[i]);
    if (text[i] == 0 || word != kEnd) corpus.words.push_back(word);
    corpus.lengths[word] = lengths[i];
  }
  return corpus;
}

class SkipGram {
 public:
  SkipGram(const Corpus& corpus, const Options& options)
      : corpus_(corpus), options_(options), random_(options.seed), in_(corpus.keys.size() * options.size),
        out_(2 * static_cast<size_t>(options.window), std::vector<float>(in_.size())), gradient_(options.size) {
    for (float& x : in_) x = (random_.unit() - 0.5f) / static_cast<float>(options.size);
    for (uint32_t w = 1; w < corpus.keys.size(); ++w) {
      const auto share = static_cast<size_t>(std::pow(corpus.counts[w], 0.75) / 4) + 1;
      noise_.insert(noise_.end(), share, w);
    }
    for (int i = 0; i < 2048; ++i) sigmoid_.push_back(1 / (1 + std::exp(-(static_cast<float>(i) - 1024) / 128)));
  }

  void train() {
    const size_t total = corpus_.words.size() * static_cast<size_t>(options_.epochs);
    size_t done = 0;
    double words = 0;
    for (uint32_t c : corpus_.counts) words += c;
    std::vector<uint32_t> kept;
    for (int epoch = 0; epoch < options_.epochs; ++epoch) {
      for (size_t begin = 0; begin < corpus_.words.size();) {
        kept.clear();
        size_t at = begin;
        for (; at < corpus_.words.size() && corpus_.words[at] != kEnd; ++at) {
          const uint32_t word = corpus_.words[at];
          const double often = options_.sample * words / corpus_.counts[word];
          if (often >= 1 || random_.unit() < std::sqrt(often) + often) kept.push_back(word);
        }
        begin = at + 1;
        done += kept.size();
        rate_ = options_.rate * std::max(0.01f, 1 - static_cast<float>(begin + corpus_.words.size() * static_cast<size_t>(epoch)) /
                                                       static_cast<float>(total));
        learn(kept);
      }
    }
  }

  std::vector<float> take() { return std::move(in_); }

 private:
  void learn(const std::vector<uint32_t>& words) {
    const int window = options_.window;
    const auto count = static_cast<int>(words.size());
    for (int i = 0; i < count; ++i) {
      for (int d = -window; d <= window; ++d) {
        if (d == 0 || i + d < 0 || i + d >= count) continue;
        const auto place = static_cast<size_t>(d < 0 ? d + window : d + window - 1);
        learn(words[static_cast<size_t>(i)], words[static_cast<size_t>(i + d)], out_[place].data());
      }
    }
  }

  void learn(uint32_t word, uint32_t context, float* out) {
    const size_t size = options_.size;
    float* v = in_.data() + word * size;
    std::fill(gradient_.begin(), gradient_.end(), 0.0f);
    for (int n = 0; n <= options_.negatives; ++n) {
      const uint32_t target = n == 0 ? context : noise_[random_.below(noise_.size())];
      if (n > 0 && target == context) continue;
      float* u = out + target * size;
      // Eight sums, so that the compiler may add eight numbers at once.
      float sums[8] = {};
      for (size_t k = 0; k < size; k += 8)
        for (size_t j = 0; j < 8; ++j) sums[j] += v[k + j] * u[k + j];
      const float dot = sums[0] + sums[1] + sums[2] + sums[3] + sums[4] + sums[5] + sums[6] + sums[7];
      const float p = dot >= 7.9f ? 1 : dot <= -7.9f ? 0 : sigmoid_[static_cast<size_t>(dot * 128 + 1024)];
      const float g = ((n == 0 ? 1.0f : 0.0f) - p) * rate_;
      for (size_t k = 0; k < size; ++k) {
        gradient_[k] += g * u[k];
        u[k] += g * v[k];
      }
    }
    for (size_t k = 0; k < size; ++k) v[k] += gradient_[k];
  }

  const Corpus& corpus_;
  const Options& options_;
  Random random_;
  std::vector<float> in_;
  std::vector<std::vector<float>> out_;
  std::vector<uint32_t> noise_;
  std::vector<float> sigmoid_, gradient_;
  float rate_ = 0;
};

Status run(const Options& options) {
  const auto model = read_file(options.words);
  if (!model) return model.error();
  const auto annotator = WordAnnotator::load(*model);
  if (!annotator) return annotator.error();
  std::vector<uint64_t> text;
  std::vector<uint8_t> lengths;
  const auto add = [&](uint64_t key, uint32_t length) {
    text.push_back(key);
    lengths.push_back(static_cast<uint8_t>(std::min(length, 255u)));
  };
  const Status read = for_each_article(options.articles, [&](Document& document) {
    annotator->annotate(document);
    for (const Sentence& sentence : document.sentences) {
      for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
        const Token& token = document.tokens[t];
        add(unit_key(document, token.first, token.last), token.last - token.first);
      }
      add(0, 0);
    }
  });
  if (!read) return read;
  const Corpus corpus = number(text, lengths, options.min_count);
  std::vector<uint64_t>().swap(text);
  fmt::print(stderr, "{} words, {} different\n", corpus.words.size(), corpus.keys.size());
  SkipGram model_of(corpus, options);
  model_of.train();
  ModelFileWriter file;
  file.add("keys", corpus.keys);
  file.add("lengths", corpus.lengths);
  file.add("vectors", model_of.take());
  return write_file(options.out, file.finish(kEmbeddingsKind, kEmbeddingsVersion));
}

}  // namespace

Result<Embeddings> Embeddings::open(std::string_view bytes) {
  const auto file = ModelFile::open(bytes, kEmbeddingsKind, kEmbeddingsVersion);
  if (!file) return file.error();
  const auto keys = file->array<uint64_t>("keys", 1);
  if (!keys) return keys.error();
  const auto vectors = file->array<float>("vectors", keys->size());
  if (!vectors) return vectors.error();
  const auto lengths = file->array<uint8_t>("lengths", keys->size());
  if (!lengths) return lengths.error();
  return Embeddings{*keys, *vectors, *lengths, vectors->size() / keys->size()};
}

void add_embeddings(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("embeddings", "Learn word vectors from raw articles");
  command->add_option("ARTICLES", options->articles, "JSON lines with title and text; .zst is decompressed")
      ->required();
  command->add_option("--words", options->words, "The words.model that segments them")->required();
  command->add_option("--out,-o", options->out, "The file to write")->required();
  command->add_option("--size", options->size, "Numbers in a vector, a multiple of 8")->capture_default_str();
  command->add_option("--window", options->window)->capture_default_str();
  command->add_option("--epochs", options->epochs)->capture_default_str();
  command->add_option("--min-count", options->min_count)->capture_default_str();
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace boba::train
