// Articles from paths, worked on in all cores, in the order of the input.
#ifndef BOBA_CLI_ARTICLES_H_
#define BOBA_CLI_ARTICLES_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/messages.h"
#include "cli/pipeline.h"
#include "core/result.h"
#include "extract/reader/article_parser.h"
#include "extract/reader/article_stream.h"

namespace boba::cli {

struct ArticleOptions {
  std::vector<std::string> paths;
  size_t threads = 0;   // 0: one a core
  bool strict = false;  // the first problem with an article ends the run
};
// Declares PATH..., --threads and --strict.
void declare_articles(CLI::App& app, ArticleOptions& options);
size_t thread_count(const ArticleOptions& options);

// done(), unless every article was skipped.
Outcome outcome_of(const ReadSummary& summary);

// Reads every article; `work` runs in several threads at once, `emit` in the caller's, in the order of the input.
// Prints one warning for each article that was skipped or repaired. Memory does not grow with the input. Errors: that
// of `emit`; with `strict` the first problem; kInvalidInput or kCorrupt when the embedded seeds are broken.
template <typename Out>
Result<ReadSummary> for_each_article(const ArticleOptions& options, std::function<Out(Document)> work,
                                     std::function<Status(Out)> emit) {
  auto parser = ArticleParser::create();
  if (!parser) return parser.error();
  struct Parsed {
    std::optional<Out> out;
    std::vector<Error> problems;  // why there is no `out`, or what was repaired
  };
  ArticleStream stream(options.paths);
  ReadSummary summary;
  Status status;
  run_in_order<Result<RawArticle>, Parsed>(
      [&] { return stream.next(); },
      [&](Result<RawArticle> raw) -> Parsed {
        if (!raw) return {std::nullopt, {raw.error()}};
        auto article = parser->parse(*raw);
        if (!article) return {std::nullopt, {article.error()}};
        return {work(std::move(article->document)), std::move(article->repairs)};
      },
      [&](Parsed parsed) {
        ++(parsed.out ? summary.read : summary.skipped);
        summary.repaired += parsed.out && !parsed.problems.empty();
        if (options.strict && !parsed.problems.empty()) {
          status = parsed.problems.front();
          return false;
        }
        for (const Error& problem : parsed.problems) report_warning(problem);
        if (parsed.out) status = emit(*std::move(parsed.out));
        return status.ok();
      },
      thread_count(options));
  if (!status) return status.error();
  return summary;
}

}  // namespace boba::cli

#endif  // BOBA_CLI_ARTICLES_H_
