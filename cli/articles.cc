#include "cli/articles.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace boba::cli {

void declare_articles(CLI::App& app, ArticleOptions& options) {
  app.add_option("PATH", options.paths,
                 "Files and folders (.txt .html .jsonl, also .gz .zst); - is JSONL on standard input")
      ->required()
      ->type_name("");
  app.add_option("--threads", options.threads, "Threads that extract; 0 is one a core")
      ->check(CLI::Range(0, 1024))
      ->type_name("N");
  app.add_flag("--strict", options.strict, "Stop at the first article with a problem");
}

size_t thread_count(const ArticleOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

Outcome outcome_of(const ReadSummary& summary) {
  if (summary.read > 0 || summary.skipped == 0) return done();
  return failed({ErrorCode::kInvalidInput, fmt::format("no article could be read, {} skipped", summary.skipped), {},
                 "files that end in .txt, .html or .jsonl"});
}

}  // namespace boba::cli
