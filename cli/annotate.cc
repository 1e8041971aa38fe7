// boba annotate: the layers below the statements, for people and for CoNLL-U tools.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "cli/articles.h"
#include "cli/command.h"
#include "cli/conllu.h"
#include "cli/output.h"
#include "core/utf8.h"
#include "core/vietnamese.h"
#include "export/escape.h"
#include "extract/extractor.h"

namespace boba::cli {
namespace {

struct Options {
  ArticleOptions articles;
  std::string format = "conllu";
  std::string output = "-";
  bool sentence_per_line = false;
};

// Lines of a text file, or of standard input for "-".
class Lines {
 public:
  static Result<Lines> open(const std::string& path) {
    Lines lines;
    if (path != "-") {
      lines.file_.open(path, std::ios::binary);
      if (!lines.file_) return Error{ErrorCode::kNotFound, "cannot open", path, "a text file, or - for standard input"};
      lines.standard_input_ = false;
    }
    return lines;
  }
  std::optional<std::string> next() {
    std::string line;
    if (!std::getline(standard_input_ ? std::cin : file_, line)) return std::nullopt;
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }

 private:
  std::ifstream file_;
  bool standard_input_ = true;
};

// A document of one paragraph that is one sentence.
Document line_document(std::string_view line, size_t number) {
  Document document;
  document.id = fmt::to_string(number);
  document.text = to_nfc(find_invalid_utf8(line) ? clean_text(line) : std::string(line));
  document.blocks.push_back({{0, static_cast<uint32_t>(document.text.size())}, BlockKind::kParagraph, false});
  return document;
}

Status annotate_lines(const Options& options, const Extractor& extractor, ByteSink& output) {
  struct Numbered {
    std::string line;
    size_t number;
  };
  for (const std::string& path : options.articles.paths) {
    auto lines = Lines::open(path);
    if (!lines) return lines.error();
    size_t number = 0;
    Status status;
    run_in_order<Numbered, std::string>(
        [&]() -> std::optional<Numbered> {
          auto line = lines->next();
          if (!line) return std::nullopt;
          return Numbered{*std::move(line), ++number};
        },
        [&](const Numbered& item) {
          Document document = line_document(item.line, item.number);
          extractor.annotate_sentence(document);
          return to_conllu(document);
        },
        [&](const std::string& text) {
          status = output.write(text);
          return status.ok();
        },
        thread_count(options.articles));
    if (!status) return status;
  }
  return {};
}

Outcome run(const Options& options) {
  auto extractor = Extractor::create({.annotations_only = true, .names_for_reading = true});
  if (!extractor) return failed(extractor.error());
  auto output = open_output(options.output);
  if (!output) return failed(output.error());
  ReadSummary summary;
  if (options.sentence_per_line) {
    if (auto done = annotate_lines(options, *extractor, **output); !done) return failed(done.error());
  } else {
    auto read = for_each_article<std::string>(
        options.articles,
        [&](Document document) {
          extractor->annotate(document);
          return to_conllu_document(document);
        },
        [&](const std::string& text) { return (*output)->write(text); });
    if (!read) return failed(read.error());
    summary = *read;
  }
  if (auto closed = (*output)->close(); !closed) return failed(closed.error());
  return outcome_of(summary);
}

}  // namespace

extern const Command kAnnotate = {
    "annotate", "Print sentences, words, tags, dependencies and names as CoNLL-U",
    "  boba annotate articles/tin.txt\n"
    "  boba annotate --sentence-per-line sentences.txt > out.conllu",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_articles(app, options->articles);
      app.add_option("--format", options->format, "conllu")->capture_default_str()->check(CLI::IsMember({"conllu"}))->type_name("FORMAT");
      app.add_flag("--sentence-per-line", options->sentence_per_line,
                   "Take the input as plain text with one sentence a line");
      app.add_option("-o,--output", options->output, "File instead of standard output; .gz and .zst compress")
          ->type_name("FILE");
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
