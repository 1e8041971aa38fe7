// boba build: articles into a graph.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <unordered_set>

#include "cli/articles.h"
#include "cli/command.h"
#include "cli/graph_option.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "core/hash.h"
#include "extract/extractor.h"
#include "graph/store/rocksdb_store.h"

namespace boba::cli {
namespace {

constexpr size_t kBatch = 64;  // documents a put

struct Options {
  ArticleOptions articles;
  std::string graph;
};

// An article on its way into the store. Without an extraction when the graph has these very words already.
struct Extracted {
  Document document;
  std::optional<Extraction> extraction;
  uint64_t words = 0;
};

class Builder {
 public:
  Builder(const Extractor& extractor, Store& store)
      : extractor_(extractor), store_(store), before_(store.snapshot()) {
    for (const Relation& relation : extractor.ontology().relations()) relations_.push_back(relation.name);
  }

  // Any thread.
  Extracted extract(Document document) const {
    Extracted out{std::move(document), std::nullopt, 0};
    const auto known = before_->document(out.document.id);
    if (known && *known && **known == to_record(out.document, extractor_.version())) return out;
    extract(out);
    return out;
  }

  // One thread, in the order of the input.
  Status add(Extracted item) {
    progress_.update(++articles_, words_);
    const bool came_before = !seen_.insert(hash_bytes(item.document.id)).second;
    if (!item.extraction && came_before) extract(item);  // an earlier article of this run has taken its place
    if (!item.extraction) {
      ++summary_.unchanged;
      return {};
    }
    words_ += item.words;
    statements_ += item.extraction->statements.size();
    batch_.push_back({to_record(item.document, extractor_.version()), *std::move(item.extraction)});
    return batch_.size() < kBatch ? Status() : put();
  }

  Status finish() {
    if (auto done = put(); !done) return done;
    return store_.finish();
  }

  std::string report(const ReadSummary& read) const {
    const double seconds = progress_.seconds();
    return fmt::format(
        "{} read, {} skipped: {} added, {} replaced, {} unchanged\n{} statements, {} words in {:.1f} s, {:.0f} words/s\n",
        read.read, read.skipped, summary_.added, summary_.replaced, summary_.unchanged, statements_, words_, seconds,
        static_cast<double>(words_) / seconds);
  }

 private:
  void extract(Extracted& item) const {
    item.extraction = extractor_.extract(item.document);
    item.words = item.document.tokens.size();
  }

  Status put() {
    auto done = store_.put(batch_, relations_);
    if (!done) return done.error();
    summary_ += *done;
    batch_.clear();
    return {};
  }

  const Extractor& extractor_;
  Store& store_;
  std::unique_ptr<Snapshot> before_;
  std::vector<std::string> relations_;
  std::vector<DocumentFacts> batch_;
  std::unordered_set<uint64_t> seen_;  // hashes of document ids
  PutSummary summary_;
  uint64_t articles_ = 0, words_ = 0, statements_ = 0;
  Progress progress_;
};

Outcome run(const Options& options) {
  auto extractor = Extractor::create();
  if (!extractor) return failed(extractor.error());
  auto store = open_rocksdb_store(options.graph, {.mode = RocksDbOptions::Mode::kCreate});
  if (!store) return failed(store.error());
  std::string report;
  ReadSummary summary;
  {
    Builder builder(*extractor, **store);
    auto read = for_each_article<Extracted>(
        options.articles, [&](Document document) { return builder.extract(std::move(document)); },
        [&](Extracted item) { return builder.add(std::move(item)); });
    const auto finished = builder.finish();  // also after a strict stop: what was read is whole
    if (!read) return failed(read.error());
    if (!finished) return failed(finished.error());
    summary = *read;
    report = builder.report(summary);
  }
  if (auto printed = print_to_stdout(report); !printed) return failed(printed.error());
  return outcome_of(summary);
}

}  // namespace

extern const Command kBuild = {
    "build", "Read articles into a graph",
    "  boba build articles/ --graph news.boba\n"
    "  zstdcat news.jsonl.zst | boba build - --graph news.boba",
    [](CLI::App& app) -> std::function<Outcome()> {
      const auto options = std::make_shared<Options>();
      declare_articles(app, options->articles);
      declare_graph(app, options->graph);
      return [options] { return run(*options); };
    }};

}  // namespace boba::cli
