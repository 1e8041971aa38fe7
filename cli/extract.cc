// boba extract: statements on standard output, without a store.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "cli/answer_formats.h"
#include "cli/answer_json.h"
#include "cli/answers.h"
#include "cli/articles.h"
#include "cli/command.h"
#include "cli/output.h"
#include "extract/extractor.h"

namespace boba::cli {
namespace {

struct Options {
  ArticleOptions articles;
  std::string format = "jsonl";
  std::string output = "-";
  std::string models;
  float min_confidence = -1;
};

// The models of a folder, by name.
Result<std::map<std::string, std::string, std::less<>>> read_models(const std::string& folder) {
  std::map<std::string, std::string, std::less<>> models;
  if (folder.empty()) return models;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() != ".model") continue;
    std::ifstream file(it->path(), std::ios::binary);
    std::string& bytes = models[it->path().filename().string()];
    bytes.assign(std::istreambuf_iterator<char>(file), {});
    if (!file) return Error{ErrorCode::kIo, "cannot be read", it->path().string()};
  }
  if (error) return Error{ErrorCode::kNotFound, "cannot be read: " + error.message(), folder};
  if (models.empty()) return Error{ErrorCode::kNotFound, "there is no *.model in this folder", folder};
  return models;
}

std::string print_lines(const Document& document, const std::vector<Answer>& answers) {
  std::string out;
  for (const Answer& answer : answers) out += answer_json(answer, document.id) + "\n";
  return out;
}

std::string print_table(const Document& document, const std::vector<Answer>& answers) {
  const AnswerStyle style{.evidence = false, .colour = false, .widest = 48};
  return fmt::format("{}: {}\n{}\n", document.id, document.title(), answer_format("table").print(answers, style));
}

Outcome run(const Options& options) {
  auto models = read_models(options.models);
  if (!models) return failed(models.error());
  auto extractor = Extractor::create({.min_confidence = options.min_confidence, .models = *std::move(models)});
  if (!extractor) return failed(extractor.error());
  auto output = open_output(options.output);
  if (!output) return failed(output.error());
  const auto print = options.format == "jsonl" ? print_lines : print_table;
  const auto summary = for_each_article<std::string>(
      options.articles,
      [&](Document document) {
        const Extraction extraction = extractor->extract(document);
        return print(document, answers_of(document, extraction, extractor->ontology()));
      },
      [&](const std::string& lines) { return (*output)->write(lines); });
  if (!summary) return failed(summary.error());
  if (auto closed = (*output)->close(); !closed) return failed(closed.error());
  return outcome_of(*summary);
}

}  // namespace

extern const Command kExtract = {
    "extract", "Print what articles say, one statement a line, without a graph",
    "  boba extract articles/ > statements.jsonl\n"
    "  zcat news.jsonl.gz | boba extract - --format table",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_articles(app, options->articles);
      app.add_option("--format", options->format, "jsonl or table")->capture_default_str()
          ->check(CLI::IsMember({"jsonl", "table"}))
          ->type_name("FORMAT");
      app.add_option("-o,--output", options->output, "File instead of standard output; .gz and .zst compress")
          ->type_name("FILE");
      app.add_option("--min-confidence", options->min_confidence, "Leave out statements below this probability")
          ->check(CLI::Range(0.0, 1.0))
          ->type_name("P");
      app.add_option("--models", options->models, "Folder of models to take in place of embedded ones: names.model ...")
          ->type_name("DIR");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
