// boba-train names-eval: measures names.model.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <utility>

#include "extract/annotators/names.h"
#include "extract/learn/train/names_gold.h"
#include "extract/learn/train/names_model.h"
#include "extract/learn/train/names_report.h"
#include "extract/learn/train/trainers.h"

namespace boba::train {
namespace {

struct Options {
  std::string gold, articles, model;
  bool list = false, reading = false;
};

// One line for each gold mention that is missed ("-") and each mention that is not in the gold ("+"), in its context.
void list_differences(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator, NameUse use) {
  const auto line = [](char sign, const Document& document, Span span, EntityType type, float score) {
    const Span left = {document.text.rfind(' ', span.begin > 40 ? span.begin - 40 : 0) + 1 <= span.begin
                           ? static_cast<uint32_t>(document.text.rfind(' ', span.begin > 40 ? span.begin - 40 : 0) + 1)
                           : 0,
                       span.begin};
    const size_t end = std::min(document.text.find(' ', std::min<size_t>(span.end + 30, document.text.size())),
                                document.text.size());
    std::string text = fmt::format("{} {:<12} {:.2f} {}: {}[[{}]]{}", sign, to_string(type), score, document.id,
                                   document.in(left), document.in(span),
                                   document.text.substr(span.end, end - span.end));
    std::replace(text.begin(), text.end(), '\n', ' ');
    fmt::print("{}\n", text);
  };
  for (const NamedArticle& article : articles) {
    Document document = article.document;
    annotator.annotate(document, use);
    std::set<std::pair<Span, EntityType>> gold, found;
    for (const GoldMention& g : article.mentions) gold.emplace(g.span, g.type);
    for (const Mention& m : document.mentions) {
      found.emplace(m.span, m.type);
      if (!gold.contains({m.span, m.type})) line('+', document, m.span, m.type, m.score);
    }
    for (const auto& [span, type] : gold)
      if (!found.contains({span, type})) line('-', document, span, type, 0);
  }
}

// Syllables a second of this layer alone, best of five rounds.
double speed_of(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator) {
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    size_t syllables = 0;
    std::chrono::duration<double> spent{};
    for (const NamedArticle& article : articles) {
      Document document = article.document;
      syllables += document.syllables.size();
      const auto begin = std::chrono::steady_clock::now();
      annotator.annotate(document);
      spent += std::chrono::steady_clock::now() - begin;
    }
    best = std::max(best, static_cast<double>(syllables) / spent.count());
  }
  return best;
}

Status evaluate(const Options& options) {
  auto gold = read_names(options.gold, options.articles);
  if (!gold) return gold.error();
  const auto model = NamesModel::read(options.model);
  if (!model) return model.error();
  const NameAnnotator& annotator = (*model)->annotator;
  const NameReport at_best = proposed(*gold, annotator);
  fmt::print("proposed:\n{}", to_table(at_best, at_best));
  const NameUse use = options.reading ? NameUse::kReading : NameUse::kFacts;
  if (options.list) list_differences(*gold, annotator, use);
  fmt::print("{}{}{:.0f} syllables/s\n", report_of(*gold, annotator, use), curve_of(*gold, annotator), speed_of(*gold, annotator));
  return {};
}

}  // namespace

void add_names_eval(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("names-eval", "Measure the mentions of a model on gold");
  command->add_option("model", options->model, "Model file")->required();
  command->add_option("gold", options->gold, "Gold to compare with")->required();
  command->add_option("articles", options->articles, "Its articles")->required();
  command->add_flag("--reading", options->reading, "The names told to readers, not only those that facts are made of");
  command->add_flag("--list", options->list, "Print what is missed (-) and what is not in the gold (+)");
  command->callback([options, &status] { status = evaluate(*options); });
}

}  // namespace boba::train
