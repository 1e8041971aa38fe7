// How many of the gold's mentions are found, and how many others.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_NAMES_REPORT_H_
#define BOBA_EXTRACT_LEARN_TRAIN_NAMES_REPORT_H_

#include <array>
#include <span>
#include <string>
#include <vector>

#include "extract/annotators/names.h"
#include "extract/learn/train/names_gold.h"

namespace boba::train {

struct NameCounts {
  size_t gold = 0, found = 0, predicted = 0, right = 0;
  double recall() const { return gold == 0 ? 0 : static_cast<double>(found) / static_cast<double>(gold); }
  double ratio() const { return gold == 0 ? 0 : static_cast<double>(predicted) / static_cast<double>(gold); }
};

// Per type; found: exact span and type. `gold` counts occurrences that no longer occurrence of any entity contains,
// or with `nested` all NamedArticle::mentions; `predicted` always counts every mention; `right` those of them that
// are among all NamedArticle::mentions.
using NameReport = std::array<NameCounts, kEntityTypes>;
void add_counts(const NamedArticle& article, std::span<const Mention> mentions, bool nested, NameReport& report);
NameCounts total(const NameReport& report);
std::string to_table(const NameReport& longest, const NameReport& nested);

// What the annotator tells, and what it looks at, which is all that it could tell.
std::string report_of(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator, NameUse use = NameUse::kFacts);
NameReport proposed(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator);
// Recall at several numbers of mentions for each one of the gold, as one threshold for all types moves.
std::string curve_of(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_NAMES_REPORT_H_
