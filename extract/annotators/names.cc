#include "extract/annotators/names.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "embedded/models.h"
#include "extract/annotators/name_rules.h"

namespace boba {
namespace {

// So much at most do its words and their places add to a candidate's score by chances, repetitions and rivals, of those
// that reach a threshold: true of all 40,000 that reached 0.1 (of 360 articles).
constexpr float kWordsBring = 1.75f;

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
    std::array<std::vector<const int8_t*>, 2> rows;
    for (size_t at = first; at < last + 2; ++at) {
      if (at < last) {
        cells.features(at, first, last, features[at & 1]);
        for (const uint64_t key : features[at & 1]) table_.prefetch(key);
      }
      if (at > first && at <= last) table_.find_all(features[(at - 1) & 1], rows[(at - 1) & 1]);
      if (at > first + 1) table_.sum(rows[at & 1], out[at - 2 - first].data());
    }
  }

 private:
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

NameAnnotator::Proposals NameAnnotator::propose(const Document& document, const NameThresholds& least) const {
  const NameCells cells(document, phrases_, clusters_);
  const NameSpans spans(document, cells, propose_names(document, cells, Scorer(chain_), kProposal, end_of_origins_));
  Proposals proposals = {spans.candidates(), std::vector<float>(spans.candidates().size())};
  NameThresholds hopeless;
  for (size_t t = 0; t < kEntityTypes; ++t) hopeless[t] = std::log(least[t] / (1 - least[t])) - kWordsBring;
  // Of all the first features, which are few; of what they leave hope for the others.
  std::vector<uint64_t> features, next;
  std::vector<int32_t> sums(proposals.chances.size());
  std::vector<uint32_t> hopeful;
  for (uint32_t i = 0; i < sums.size(); ++i) {
    spans.chance_features(i, features);
    for (const uint64_t key : features) sums[i] += spans_.find(key);
    if (spans_.scale() * static_cast<float>(sums[i]) >= hopeless[static_cast<size_t>(proposals.candidates[i].type)])
      hopeful.push_back(i);
  }
  // The weights of a candidate are asked for while those of the one before it are added.
  features.clear();
  for (size_t i = 0; i < hopeful.size() + 1; ++i) {
    next.clear();
    if (i < hopeful.size()) {
      spans.word_features(hopeful[i], next);
      for (const uint64_t key : next) spans_.prefetch(key);
    }
    for (const uint64_t key : features) sums[hopeful[i - 1]] += spans_.find(key);
    features.swap(next);
  }
  for (size_t i = 0; i < sums.size(); ++i) proposals.chances[i] = chance_of(spans_.scale() * static_cast<float>(sums[i]));
  return proposals;
}

void NameAnnotator::annotate(Document& document, NameUse use) const {
  const Proposals proposals = propose(document, thresholds(use));
  document.mentions =
      choose_names(document, proposals.candidates, proposals.chances, thresholds(use), thresholds(NameUse::kFacts));
}

}  // namespace boba
