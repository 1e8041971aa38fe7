#include "extract/annotators/names.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "embedded/models.h"
#include "extract/annotators/name_rules.h"
#include "extract/annotators/name_spans.h"

namespace boba {
namespace {

float chance_of(float score) { return 1 / (1 + std::exp(-score)); }

bool cross(const Mention& a, const Mention& b) {
  if (a.last <= b.first || b.last <= a.first) return false;
  const bool a_holds_b = a.first <= b.first && b.last <= a.last;
  const bool b_holds_a = b.first <= a.first && a.last <= b.last;
  return !a_holds_b && !b_holds_a;
}

// Where words begin, and where the last one ends; everywhere in a document without words.
std::vector<bool> word_borders(const Document& document) {
  std::vector<bool> borders(document.syllables.size() + 1, document.tokens.empty());
  for (const Token& token : document.tokens) borders[token.first] = borders[token.last] = true;
  return borders;
}

bool begins_longer(const Mention& mention, const Mention& other) {
  return mention.type == other.type && mention.first == other.first && mention.last < other.last;
}

}  // namespace

std::vector<Mention> choose_names(const Document& document, const std::vector<NameCandidate>& candidates,
                                  const std::vector<float>& chances, const NameThresholds& thresholds,
                                  const NameThresholds& sure) {
  const std::vector<bool> borders = word_borders(document);
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < candidates.size(); ++i)
    if (chances[i] >= thresholds[static_cast<size_t>(candidates[i].type)]) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return chances[a] > chances[b]; });
  std::vector<Mention> taken;
  // Mentions that touch a syllable: those of its sentence, so that a look at all of them stays cheap.
  std::vector<std::vector<uint32_t>> of_sentence(document.sentences.size());
  const auto sentence_of = [&](uint32_t syllable) {
    const auto after = std::partition_point(document.sentences.begin(), document.sentences.end(),
                                            [&](const Sentence& s) { return s.last_syllable <= syllable; });
    return static_cast<uint32_t>(after - document.sentences.begin());
  };
  for (const uint32_t i : order) {
    const NameCandidate& c = candidates[i];
    const bool unsure = chances[i] < sure[static_cast<size_t>(c.type)];
    if (unsure && !(borders[c.first] && borders[c.last])) continue;
    Mention mention;
    mention.span = document.span_of(c.first, c.last);
    mention.type = c.type;
    mention.score = chances[i];
    mention.first = c.first;
    mention.last = c.last;
    mention.sentence = sentence_of(c.first);
    std::vector<uint32_t>& near = of_sentence[mention.sentence];
    const auto excludes = [&](uint32_t other) {
      return cross(mention, taken[other]) || (unsure && begins_longer(mention, taken[other]));
    };
    if (std::any_of(near.begin(), near.end(), excludes)) continue;
    near.push_back(static_cast<uint32_t>(taken.size()));
    taken.push_back(mention);
  }
  std::sort(taken.begin(), taken.end(), [](const Mention& a, const Mention& b) {
    return std::tuple(a.first, b.last, a.type) < std::tuple(b.first, a.last, b.type);
  });
  return taken;
}

Result<NameAnnotator> NameAnnotator::load(std::string_view model, PhraseTable phrases, ClusterTable clusters) {
  auto file = ModelFile::open(model, kModelKind, kModelVersion);
  if (!file) return file.error();
  auto reader = NameReader::open(*file);
  if (!reader) return reader.error();
  auto spans = WeightTable::open(*file, "spans");
  if (!spans) return spans.error();
  auto thresholds = file->array<float>("thresholds", kEntityTypes);
  if (!thresholds) return thresholds.error();
  NameAnnotator annotator;
  annotator.reader_ = *std::move(reader);
  annotator.spans_ = *spans;
  std::copy_n(thresholds->begin(), kEntityTypes, annotator.thresholds_.begin());
  annotator.reading_thresholds_ = annotator.thresholds_;
  if (const auto reading = file->array<float>("reading", kEntityTypes))
    for (size_t t = 0; t < kEntityTypes; ++t)
      annotator.reading_thresholds_[t] = std::min(annotator.thresholds_[t], (*reading)[t]);
  annotator.phrases_ = std::move(phrases);
  annotator.clusters_ = std::move(clusters);
  return annotator;
}

Result<NameAnnotator> NameAnnotator::load() {
  auto clusters = ClusterTable::load();
  if (!clusters) return clusters.error();
  return load(models::find("names.model"), PhraseTable::from_seeds(), *std::move(clusters));
}

std::vector<NameCandidate> NameAnnotator::read(const Document& document, const NameCells& cells) const {
  std::vector<NameCandidate> candidates;
  reader_.read(document, cells, kProposal, candidates);
  std::erase_if(candidates, [&](const NameCandidate& c) { return cannot_be_name(document, cells, c.first, c.last); });
  return candidates;
}

NameAnnotator::Proposals NameAnnotator::propose(const Document& document) const {
  const NameCells cells = this->cells(document);
  const NameSpans spans(document, cells, read(document, cells));
  Proposals proposals = {spans.candidates(), std::vector<float>(spans.candidates().size())};
  std::vector<uint64_t> features;
  for (uint32_t i = 0; i < proposals.chances.size(); ++i) {
    spans.features(i, features);
    int32_t sum = 0;
    for (const uint64_t key : features) sum += spans_.find(key);
    proposals.chances[i] = chance_of(spans_.scale() * static_cast<float>(sum));
  }
  return proposals;
}

void NameAnnotator::annotate(Document& document, NameUse use) const {
  const Proposals proposals = propose(document);
  document.mentions =
      choose_names(document, proposals.candidates, proposals.chances, thresholds(use), thresholds(NameUse::kFacts));
}

}  // namespace boba
