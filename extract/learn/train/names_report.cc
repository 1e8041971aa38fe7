#include "extract/learn/train/names_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

namespace boba::train {
namespace {

std::string row(std::string_view name, const NameCounts& longest, const NameCounts& nested) {
  const double precision =
      longest.predicted == 0 ? 0 : static_cast<double>(longest.right) / static_cast<double>(longest.predicted);
  return fmt::format("{:<14}{:>6}{:>8.3f}{:>8}{:>8.2f} |{:>6}{:>8.3f}{:>8.2f} |{:>8.3f}\n", name, longest.gold,
                     longest.recall(), longest.predicted, longest.ratio(), nested.gold, nested.recall(),
                     nested.ratio(), precision);
}

// All candidates of some articles, weighed once.
std::vector<NameAnnotator::Proposals> propose_all(const std::vector<NamedArticle>& articles,
                                                  const NameAnnotator& annotator) {
  std::vector<NameAnnotator::Proposals> all;
  for (const NamedArticle& article : articles) all.push_back(annotator.propose(article.document));
  return all;
}

// What the threshold finds that gives `ratio` mentions for each one of the gold.
NameCounts cut_at(const std::vector<NamedArticle>& articles, const std::vector<NameAnnotator::Proposals>& all, float ratio,
                  bool nested) {
  float low = 0, high = 1;
  NameCounts counts = {};
  for (int step = 0; step < 12; ++step) {
    const float middle = (low + high) / 2;
    NameThresholds thresholds;
    thresholds.fill(middle);
    NameReport report = {};
    for (size_t i = 0; i < articles.size(); ++i)
      add_counts(articles[i],
                 choose_names(articles[i].document, all[i].candidates, all[i].chances, thresholds), nested, report);
    if (total(report).ratio() > ratio) {
      low = middle;
    } else {
      high = middle;
      counts = total(report);
    }
  }
  return counts;
}

}  // namespace

void add_counts(const NamedArticle& article, std::span<const Mention> mentions, bool nested, NameReport& report) {
  std::set<std::pair<Span, EntityType>> predicted, gold;
  for (const Mention& mention : mentions) predicted.emplace(mention.span, mention.type);
  for (const GoldMention& g : article.mentions) {
    gold.emplace(g.span, g.type);
    const bool inside = std::any_of(article.mentions.begin(), article.mentions.end(), [&](const GoldMention& other) {
      return other.span != g.span && other.span.contains(g.span);
    });
    if (inside && !nested) continue;
    NameCounts& counts = report[static_cast<size_t>(g.type)];
    ++counts.gold;
    counts.found += predicted.count({g.span, g.type});
  }
  for (const auto& [span, type] : predicted) {
    NameCounts& counts = report[static_cast<size_t>(type)];
    ++counts.predicted;
    counts.right += gold.count({span, type});
  }
}

NameCounts total(const NameReport& report) {
  NameCounts sum;
  for (const NameCounts& counts : report) {
    sum.gold += counts.gold;
    sum.found += counts.found;
    sum.predicted += counts.predicted;
    sum.right += counts.right;
  }
  return sum;
}

std::string to_table(const NameReport& longest, const NameReport& nested) {
  std::string table = fmt::format("{:<14}{:>6}{:>8}{:>8}{:>8} |{:>6}{:>8}{:>8} |{:>8}\n", "type", "gold", "recall",
                                  "found", "ratio", "nested", "recall", "ratio", "in gold");
  for (size_t t = 0; t < kEntityTypes; ++t)
    table += row(to_string(static_cast<EntityType>(t)), longest[t], nested[t]);
  return table + row("all", total(longest), total(nested));
}

std::string report_of(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator,
                      NameUse use) {
  NameReport longest = {}, nested = {};
  for (const NamedArticle& article : articles) {
    Document document = article.document;
    annotator.annotate(document, use);
    add_counts(article, document.mentions, false, longest);
    add_counts(article, document.mentions, true, nested);
  }
  return to_table(longest, nested);
}

NameReport proposed(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator) {
  NameReport report = {};
  for (const NamedArticle& article : articles) {
    std::vector<Mention> all;
    for (const NameCandidate& c : annotator.propose(article.document).candidates)
      all.push_back({.span = article.document.span_of(c.first, c.last), .type = c.type});
    add_counts(article, all, false, report);
  }
  return report;
}

std::string curve_of(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator) {
  const auto all = propose_all(articles, annotator);
  std::string table = "recall at mentions for each one of the gold:\n";
  for (const bool nested : {false, true}) {
    table += nested ? "with those inside others " : "longest                  ";
    for (const float ratio : {1.0f, 1.2f, 1.4f, 1.6f, 1.8f, 2.0f})
      table += fmt::format(" {:.1f}: {:.3f}", ratio, cut_at(articles, all, ratio, nested).recall());
    table += "\n";
  }
  return table;
}

}  // namespace boba::train
