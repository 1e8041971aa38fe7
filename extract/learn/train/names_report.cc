#include "extract/learn/train/names_eval.h"

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

}  // namespace boba::train
