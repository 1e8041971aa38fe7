// boba-train dependencies: learns dependencies.model.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "extract/annotators/dependencies.h"
#include "extract/annotators/words.h"
#include "extract/learn/train/epochs.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/parser_network.h"
#include "extract/learn/train/trainers.h"
#include "extract/learn/train/treebank.h"
#include "extract/learn/train/word_trainer.h"

namespace boba::train {
namespace {

struct Options {
  std::vector<std::string> treebanks, others;
  std::string statistics, embeddings, words, out, dev;
  ParserSize size;
  ParserDropout dropout;
  AdamOptions adam;
  int epochs = 20;
  int folds = 5;
  size_t batch = 4;
  uint64_t seed = 1;
  int measure_every = 5;
};

// The tags that a word annotator that has not seen a sentence gives to its words: what the parser will meet.
Result<std::vector<Upos>> guess_tags(const Document& treebank, size_t own, std::string_view statistics, int folds) {
  std::vector<Upos> guesses(treebank.tokens.size());
  for (int fold = 0; fold < folds; ++fold) {
    const auto held_out = [&](uint32_t s) { return static_cast<int>(s) % folds == fold; };
    // One quick model each: the parser needs tags with the usual mistakes, not the best ones.
    size_t own_learned = 0;
    for (uint32_t s = 0; s < own; ++s) own_learned += held_out(s) ? 0 : 1;
    const WordTraining quick = {.epochs = 12, .models = 1, .margin = 2, .min_updates = 2, .own = own_learned};
    const auto model = train_words(select(treebank, [&](uint32_t s) { return !held_out(s); }), statistics, quick,
                                   [](int, size_t) {});
    if (!model) return model.error();
    const auto annotator = WordAnnotator::load(*model);
    if (!annotator) return annotator.error();
    Document system = treebank;
    annotator->annotate(system);
    size_t at = 0;
    for (uint32_t i = 0; i < treebank.sentences.size(); ++i) {
      const Sentence& sentence = treebank.sentences[i];
      for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
        while (system.tokens[at].last <= treebank.tokens[t].first) ++at;
        if (held_out(i)) guesses[t] = system.tokens[at].upos;
      }
    }
  }
  return guesses;
}

struct Measuring {
  Document gold;
  Document words;  // the same with words as the word annotator finds them
};

Status measure(const std::string& model, const Measuring& measuring, const std::string& label) {
  const auto annotator = DependencyAnnotator::load(model);
  if (!annotator) return annotator.error();
  Document system = measuring.words;
  annotator->annotate(system);
  Document right = measuring.gold;
  annotator->annotate(right);
  fmt::print("{}: {}; on right words and tags {}\n", label, score(measuring.gold, system).to_string(),
             score(measuring.gold, right).to_string());
  std::fflush(stdout);
  return {};
}

Result<Measuring> prepare(const Options& options) {
  const auto gold = read_treebanks({options.dev});
  if (!gold) return gold.error();
  const auto model = read_file(options.words);
  if (!model) return model.error();
  const auto annotator = WordAnnotator::load(*model);
  if (!annotator) return annotator.error();
  Measuring measuring = {*gold, *gold};
  annotator->annotate(measuring.words);
  return measuring;
}

Status run(const Options& options) {
  const auto treebanks = read_treebanks(options.treebanks, options.others);
  if (!treebanks) return treebanks.error();
  const Document* const treebank = &treebanks->document;
  const auto statistics = read_file(options.statistics);
  if (!statistics) return statistics.error();
  const auto vector_bytes = read_file(options.embeddings);
  if (!vector_bytes) return vector_bytes.error();
  const auto vectors = Embeddings::open(*vector_bytes);
  if (!vectors) return vectors.error();
  Measuring measuring;
  if (!options.dev.empty()) {
    auto prepared = prepare(options);
    if (!prepared) return prepared.error();
    measuring = *std::move(prepared);
  }
  const auto guesses = guess_tags(*treebank, treebanks->own, *statistics, options.folds);
  if (!guesses) return guesses.error();
  const std::vector<ParserExample> examples = parser_examples(*treebank, *guesses, treebanks->own);

  ParserNetwork network(options.size, *vectors, examples, options.seed);
  const auto learn = [&](size_t i) { return network.learn(examples[i], options.dropout); };
  const auto update = [&](const AdamOptions& adam, std::span<const uint32_t> batch) {
    size_t words = 0;
    for (uint32_t i : batch) words += examples[i].tags.size();
    network.update(adam, words);
  };
  const auto report = [&](int epoch, double loss) {
    fmt::print(stderr, "epoch {}: loss {:.3f}\n", epoch, loss / static_cast<double>(treebank->tokens.size()));
    if (options.dev.empty() || (epoch % options.measure_every != 0 && epoch != options.epochs)) return Status();
    return measure(network.finish(), measuring, fmt::format("epoch {}", epoch));
  };
  const EpochOptions way = {.epochs = options.epochs, .batch = options.batch, .adam = options.adam, .seed = options.seed};
  if (Status done = for_epochs(examples.size(), way, learn, update, report); !done) return done;
  return options.out.empty() ? Status() : write_file(options.out, network.finish());
}

}  // namespace

void add_dependencies(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("dependencies", "Learn to parse");
  command->add_option("TREEBANKS", options->treebanks, "CoNLL-U to learn from")->required();
  command->add_option("--other", options->others, "CoNLL-U of other conventions, to learn from what they share");
  command->add_option("--statistics", options->statistics, "Of raw text: see boba-train statistics")->required();
  command->add_option("--embeddings", options->embeddings, "Of raw text: see boba-train embeddings")->required();
  command->add_option("--out,-o", options->out, "The model to write");
  command->add_option("--dev", options->dev, "CoNLL-U to measure on");
  command->add_option("--words", options->words, "The words.model to measure with")->needs("--dev");
  command->add_option("--epochs", options->epochs)->capture_default_str();
  command->add_option("--folds", options->folds)->capture_default_str();
  command->add_option("--batch", options->batch, "Sentences a step")->capture_default_str();
  command->add_option("--rate", options->adam.rate)->capture_default_str();
  command->add_option("--word-size", options->size.encoder.word)->capture_default_str();
  command->add_option("--arc-size", options->size.arc)->capture_default_str();
  command->add_option("--relation-size", options->size.relation)->capture_default_str();
  command->add_option("--layers", options->size.encoder.layers)->capture_default_str();
  command->add_option("--drop-word", options->dropout.word)->capture_default_str();
  command->add_option("--drop-tag", options->dropout.tag)->capture_default_str();
  command->add_option("--drop-hidden", options->dropout.hidden)->capture_default_str();
  command->add_option("--max-rows", options->size.encoder.rows)->capture_default_str();
  command->add_option("--seed", options->seed)->capture_default_str();
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace boba::train
