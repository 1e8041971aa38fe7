// boba-train words: learns words.model, or measures one.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "extract/annotators/words.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/trainers.h"
#include "extract/learn/train/treebank.h"
#include "extract/learn/train/word_trainer.h"

namespace boba::train {
namespace {

struct Options {
  std::vector<std::string> treebanks, others;
  std::string statistics, out, dev;
  WordTraining training;
};

Status measure(const std::string& model, const std::string& path) {
  const auto gold = read_treebanks({path});
  if (!gold) return gold.error();
  const auto annotator = WordAnnotator::load(model);
  if (!annotator) return annotator.error();
  Document system = *gold;
  annotator->annotate(system);
  fmt::print("{}\n", score(*gold, system).to_string());
  return {};
}

Status run(const Options& options) {
  const auto treebank = read_treebanks(options.treebanks, options.others);
  if (!treebank) return treebank.error();
  const auto statistics = read_file(options.statistics);
  if (!statistics) return statistics.error();
  WordTraining training = options.training;
  training.own = treebank->own;
  const auto model = train_words(treebank->document, *statistics, training, [](int epoch, size_t wrong) {
    fmt::print(stderr, "epoch {}: {} wrong\n", epoch + 1, wrong);
  });
  if (!model) return model.error();
  if (!options.out.empty())
    if (const Status written = write_file(options.out, *model); !written) return written;
  return options.dev.empty() ? Status() : measure(*model, options.dev);
}

}  // namespace

void add_words(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  WordTraining& training = options->training;
  CLI::App* command = app.add_subcommand("words", "Learn to segment and tag words");
  command->add_option("TREEBANKS", options->treebanks, "CoNLL-U to learn from")->required();
  command->add_option("--other", options->others, "CoNLL-U of other conventions, to learn from what they share");
  command->add_option("--statistics", options->statistics, "Of raw text: see boba-train statistics")->required();
  command->add_option("--out,-o", options->out, "The model to write");
  command->add_option("--dev", options->dev, "CoNLL-U to measure on");
  command->add_option("--epochs", training.epochs)->capture_default_str();
  command->add_option("--seed", training.seed)->capture_default_str();
  command->add_option("--models", training.models, "Models to average")->capture_default_str();
  command->add_option("--margin", training.margin)->capture_default_str();
  command->add_option("--max-features", training.max_features)->capture_default_str();
  command->add_option("--min-updates", training.min_updates)->capture_default_str();
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace boba::train
