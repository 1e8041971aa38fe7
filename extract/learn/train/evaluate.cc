// boba-train evaluate: the layers of raw lines by the embedded models, as CoNLL-U or measured on a treebank.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "embedded/models.h"
#include "extract/annotators/dependencies.h"
#include "extract/annotators/words.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/trainers.h"
#include "extract/learn/train/treebank.h"

namespace boba::train {
namespace {

struct Options {
  std::string input, words, dependencies;
  bool conllu = false;
};

Result<std::string> model_bytes(const std::string& path, std::string_view embedded) {
  return path.empty() ? std::string(models::find(embedded)) : read_file(path);
}

Status run(const Options& options) {
  const auto input = read_file(options.input);
  if (!input) return input.error();
  const auto word_model = model_bytes(options.words, "words.model");
  if (!word_model) return word_model.error();
  const auto dependency_model = model_bytes(options.dependencies, "dependencies.model");
  if (!dependency_model) return dependency_model.error();
  const auto words = WordAnnotator::load(*word_model);
  if (!words) return words.error();
  const auto dependencies = DependencyAnnotator::load(*dependency_model);
  if (!dependencies) return dependencies.error();
  const bool treebank = options.input.ends_with(".conllu");
  const auto gold = treebank ? parse_treebank(*input, options.input) : one_sentence_a_line(*input);
  if (!gold) return gold.error();
  Document system = *gold;
  words->annotate(system);
  dependencies->annotate(system);
  fmt::print("{}", options.conllu || !treebank ? to_conllu(system) : score(*gold, system).to_string() + "\n");
  return {};
}

}  // namespace

void add_evaluate(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("evaluate", "Measure words, tags and heads on a treebank, or print them");
  command->add_option("INPUT", options->input, "A treebank (.conllu), or a text with a sentence a line")->required();
  command->add_option("--words", options->words, "A words.model instead of the embedded one");
  command->add_option("--dependencies", options->dependencies, "A dependencies.model instead of the embedded one");
  command->add_flag("--conllu", options->conllu, "Print the layers of a treebank instead of scores");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace boba::train
