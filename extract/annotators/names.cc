#include "extract/annotators/names.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <tuple>
#include <utility>

#include "embedded/models.h"
#include "extract/annotators/name_rules.h"

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

std::vector<NameCandidate> propose_names(const Document& document, const NameCells& cells, const NameScorer& scorer,
                                         float threshold, NameOrigin end) {
  std::vector<NameCandidate> found;
  found.reserve(document.syllables.size() / 4);
  NameLattice lattice;
  std::vector<NameScores> scores;
  for (const Sentence& sentence : document.sentences) {
    scorer.score(cells, sentence, scores);
    lattice.run(scores);
    lattice.candidates(threshold, sentence.first_syllable, found);
  }
  derive_names(document, cells, found, end);
  return found;
}

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

class NameAnnotator::Scorer : public NameScorer {
 public:
  explicit Scorer(const FeatureTable& table) : table_(table) {}
  void score(const NameCells& cells, const Sentence& sentence, std::vector<NameScores>& out) const override {
    const size_t first = sentence.first_syllable, last = sentence.last_syllable;
    out.resize(last - first);
    // Nearly all time goes to waiting for the table, so its slots are asked for two syllables ahead, its rows one.
    std::array<NameCells::Features, 2> features;
    std::array<Rows, 2> rows;
    for (size_t at = first; at < last + 2; ++at) {
      if (at < last) {
        cells.features(at, first, last, features[at & 1]);
        for (const uint64_t key : features[at & 1]) table_.prefetch(key);
      }
      if (at > first && at <= last) find_rows(features[(at - 1) & 1], rows[(at - 1) & 1]);
      if (at > first + 1) add_rows(rows[at & 1], out[at - 2 - first]);
    }
  }

 private:
  struct Rows {
    std::array<const int8_t*, NameCells::kTemplates> begin;
    size_t count = 0;
  };
  void find_rows(const NameCells::Features& features, Rows& rows) const {
    rows.count = 0;
    for (const uint64_t key : features)
      if (const int8_t* row = table_.find(key)) {
        __builtin_prefetch(row);
        rows.begin[rows.count++] = row;
      }
  }
  void add_rows(const Rows& rows, NameScores& scores) const {
    std::array<int16_t, kNameLabels> sums = {};
    for (size_t i = 0; i < rows.count; ++i) {
      // A copy that cannot overlap the sums, so that the compiler adds many numbers at once.
      std::array<int8_t, kNameLabels> row;
      std::memcpy(row.data(), rows.begin[i], kNameLabels);
      for (size_t l = 0; l < kNameLabels; ++l) sums[l] = static_cast<int16_t>(sums[l] + row[l]);
    }
    for (size_t l = 0; l < kNameLabels; ++l) scores[l] = table_.scale() * static_cast<float>(sums[l]);
  }

  const FeatureTable& table_;
};

Result<NameAnnotator> NameAnnotator::load(std::string_view model, PhraseTable phrases, ClusterTable clusters) {
  auto file = ModelFile::open(model, kModelKind, kModelVersion);
  if (!file) return file.error();
  auto chain = FeatureTable::open(*file, "chain");
  if (!chain) return chain.error();
  auto spans = WeightTable::open(*file, "spans");
  if (!spans) return spans.error();
  auto thresholds = file->array<float>("thresholds", kEntityTypes);
  if (!thresholds) return thresholds.error();
  if (chain->labels() != kNameLabels)
    return Error{ErrorCode::kCorrupt, "a chain of another shape", "names model", "train the model again"};
  NameAnnotator annotator;
  annotator.chain_ = *chain;
  annotator.spans_ = *spans;
  std::copy_n(thresholds->begin(), kEntityTypes, annotator.thresholds_.begin());
  annotator.reading_thresholds_ = annotator.thresholds_;
  if (const auto reading = file->array<float>("reading", kEntityTypes))
    for (size_t t = 0; t < kEntityTypes; ++t)
      annotator.reading_thresholds_[t] = std::min(annotator.thresholds_[t], (*reading)[t]);
  if (const auto origins = file->array<uint32_t>("origins", 1)) annotator.end_of_origins_ = NameOrigin{static_cast<uint8_t>((*origins)[0])};
  annotator.phrases_ = std::move(phrases);
  annotator.clusters_ = std::move(clusters);
  return annotator;
}

Result<NameAnnotator> NameAnnotator::load() {
  auto clusters = ClusterTable::load();
  if (!clusters) return clusters.error();
  return load(models::find("names.model"), PhraseTable::from_seeds(), *std::move(clusters));
}

NameAnnotator::Proposals NameAnnotator::propose(const Document& document) const {
  const NameCells cells(document, phrases_, clusters_);
  const NameSpans spans(document, cells, propose_names(document, cells, Scorer(chain_), kProposal, end_of_origins_));
  Proposals proposals = {spans.candidates(), std::vector<float>(spans.candidates().size())};
  // The weights of a candidate are asked for while those of the one before it are added.
  std::array<std::vector<uint64_t>, 2> features;
  const size_t n = proposals.chances.size();
  for (size_t i = 0; i < n + 1; ++i) {
    if (i < n) {
      spans.features(i, features[i & 1]);
      for (const uint64_t key : features[i & 1]) spans_.prefetch(key);
    }
    if (i == 0) continue;
    int32_t sum = 0;
    for (const uint64_t key : features[(i - 1) & 1]) sum += spans_.find(key);
    proposals.chances[i - 1] = chance_of(spans_.scale() * static_cast<float>(sum));
  }
  return proposals;
}

void NameAnnotator::annotate(Document& document, NameUse use) const {
  const Proposals proposals = propose(document);
  document.mentions =
      choose_names(document, proposals.candidates, proposals.chances, thresholds(use), thresholds(NameUse::kFacts));
}

}  // namespace boba
