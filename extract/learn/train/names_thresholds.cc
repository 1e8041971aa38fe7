// boba-train names-thresholds: how sure a name must be to be told to a reader.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "extract/annotators/names.h"
#include "extract/learn/model_file.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/names_report.h"
#include "extract/learn/train/names_gold.h"
#include "extract/learn/train/names_model.h"
#include "extract/learn/train/trainers.h"

namespace boba::train {
namespace {

struct Options {
  std::string model, out;
  std::vector<std::string> gold, articles;
  float goal = 0.855f, least = 0.07f, ratio = 1.6f;
};

// Labelled articles with all that may be a name in them, weighed once.
struct Weighed {
  std::vector<NamedArticle> articles;
  std::vector<NameAnnotator::Proposals> proposals;
  NameThresholds sure;  // of names for facts

  NameReport report(const NameThresholds& thresholds) const {
    NameReport report = {};
    for (size_t i = 0; i < articles.size(); ++i)
      add_counts(articles[i],
                 choose_names(articles[i].document, proposals[i].candidates, proposals[i].chances, thresholds, sure),
                 true, report);
    return report;
  }
};

// The highest number from `low` to `high` for which `good` holds, which is true below it and false above; `low` if none.
float highest(float low, float high, const std::function<bool(float)>& good) {
  for (int step = 0; step < 12; ++step) {
    const float middle = (low + high) / 2;
    (good(middle) ? low : high) = middle;
  }
  return low;
}

// Persons, organizations, places and documents are told from where `goal` of their occurrences are found in all sets, or
// from `least` where that is out of reach; the other types from one threshold, which leaves `ratio` mentions for each
// occurrence in every set. None is above that of names for facts.
NameThresholds choose_thresholds(const std::vector<Weighed>& sets, const Options& options) {
  NameThresholds thresholds;
  thresholds.fill(1);
  const auto core = {EntityType::kPerson, EntityType::kOrganization, EntityType::kPlace, EntityType::kDocument};
  for (const EntityType type : core) {
    const auto t = static_cast<size_t>(type);
    NameThresholds tried = {};
    tried.fill(0.3f);
    thresholds[t] = highest(options.least, sets.front().sure[t], [&](float threshold) {
      tried[t] = threshold;
      return std::all_of(sets.begin(), sets.end(),
                         [&](const Weighed& set) { return set.report(tried)[t].recall() >= options.goal; });
    });
  }
  const auto with_others = [&](float threshold) {
    NameThresholds all = thresholds;
    for (size_t t = 0; t < kEntityTypes; ++t)
      if (all[t] == 1) all[t] = std::min(threshold, sets.front().sure[t]);
    return all;
  };
  const float too_low = highest(0.05f, 0.95f, [&](float threshold) {
    return std::any_of(sets.begin(), sets.end(), [&](const Weighed& set) {
      return total(set.report(with_others(threshold))).ratio() > options.ratio;
    });
  });
  return with_others(too_low + 0.001f);
}

// The model with other thresholds of one kind.
Result<std::string> with_thresholds(const std::string& bytes, const std::string& kind, const NameThresholds& thresholds) {
  const auto file = ModelFile::open(bytes, NameAnnotator::kModelKind, NameAnnotator::kModelVersion);
  if (!file) return file.error();
  ModelFileWriter writer;
  for (const std::string& name : file->names()) {
    if (name == kind) continue;
    const auto array = file->array<uint8_t>(name);
    if (!array) return array.error();
    writer.add(name, *array);
  }
  writer.add(kind, std::span<const float>(thresholds));
  return writer.finish(NameAnnotator::kModelKind, NameAnnotator::kModelVersion);
}

Status run(const Options& options) {
  if (options.gold.size() != options.articles.size())
    return Error{ErrorCode::kInvalidInput, "as many files of articles as of gold are needed", "--articles", "give each"};
  const auto model = NamesModel::read(options.model);
  if (!model) return model.error();
  std::vector<Weighed> sets;
  for (size_t i = 0; i < options.gold.size(); ++i) {
    auto articles = read_names(options.gold[i], options.articles[i]);
    if (!articles) return articles.error();
    Weighed& set = sets.emplace_back();
    set.articles = *std::move(articles);
    set.sure = (*model)->annotator.thresholds(NameUse::kFacts);
    for (const NamedArticle& article : set.articles)
      set.proposals.push_back((*model)->annotator.propose(article.document));
  }
  const NameThresholds thresholds = choose_thresholds(sets, options);
  for (const Weighed& set : sets) {
    const NameReport report = set.report(thresholds);
    fmt::print("{}", to_table(report, report));
  }
  fmt::print("thresholds {:.3f}\n", fmt::join(thresholds, " "));
  const auto bytes = with_thresholds((*model)->bytes, "reading", thresholds);
  if (!bytes) return bytes.error();
  return write_file(options.out, *bytes);
}

}  // namespace

void add_names_thresholds(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("names-thresholds", "Choose how sure the names told to readers must be");
  command->add_option("model", options->model, "Model file")->required();
  command->add_option("--gold", options->gold, "Gold to choose with; once or more")->required();
  command->add_option("--articles", options->articles, "Its articles, in the same order")->required();
  command->add_option("-o,--output", options->out, "Model file to write")->required();
  command->add_option("--goal", options->goal, "Recall of persons, organizations, places and documents")
      ->capture_default_str();
  command->add_option("--least", options->least, "No threshold of these types is lower")->capture_default_str();
  command->add_option("--ratio", options->ratio, "Mentions for each occurrence of the gold")->capture_default_str();
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace boba::train
