#include "extract/learn/train/names_chain.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace boba::train {
namespace {

constexpr float kMinWeight = 0.02f;
constexpr float kMinGradient = 1e-3f;  // syllables whose labels are all this well known teach nothing
constexpr size_t kCounterBits = 26;

std::span<const uint32_t> of_syllable(const std::vector<uint32_t>& numbers, size_t at) {
  return std::span(numbers).subspan(at * NameCells::kTemplates, NameCells::kTemplates);
}

// Syllable that begins, and the one behind that which ends, at these bytes; count of syllables where there is none.
std::pair<uint32_t, uint32_t> syllables_of(const Document& document, Span span) {
  const auto& all = document.syllables;
  const auto at = std::partition_point(all.begin(), all.end(),
                                       [&](const Syllable& s) { return s.span.begin < span.begin; });
  const auto last = std::partition_point(at, all.end(), [&](const Syllable& s) { return s.span.end < span.end; });
  const auto none = static_cast<uint32_t>(all.size());
  if (at == all.end() || last == all.end() || at->span.begin != span.begin || last->span.end != span.end)
    return {none, none};
  return {static_cast<uint32_t>(at - all.begin()), static_cast<uint32_t>(last - all.begin()) + 1};
}

// Where a person's name begins behind the titles in [first, last): titles are given back by the grammar
// (name_rules.h), so that the chain sees one way to mark a person. `first` for an office without a name.
uint32_t without_title(const NamedArticle& article, const NameCells& cells, uint32_t first, uint32_t last) {
  constexpr uint32_t kTitles = bit(PhraseClass::kHonorific) | bit(PhraseClass::kPosition);
  const auto is_title = [&](uint32_t at) {
    return cells[at].length > 0 && cells[at].inside == 0 && (cells[at].classes & kTitles) != 0;
  };
  for (uint32_t at = first + 1; at < last; ++at)
    if (!is_title(at) && article.persons.contains(std::string(article.document.in(article.document.span_of(at, last)))))
      return at;
  const uint32_t behind = first + cells[first].length;
  if (!is_title(first) || (cells[first].classes & bit(PhraseClass::kHonorific)) == 0 || behind >= last) return first;
  for (uint32_t at = behind; at < last; ++at)
    if (!article.document.syllables[at].is(Syllable::kCapital)) return first;
  return behind;
}

}  // namespace

ChainExample::ChainExample(const Document& text, const NameLists& lists)
    : document(&text), cells(text, lists.phrases, lists.clusters), targets(text.syllables.size(), NameScores{}) {}

ChainExample::ChainExample(const NamedArticle& article, const NameLists& lists)
    : ChainExample(article.document, lists) {
  for (const GoldMention& g : article.mentions) {
    const bool inside = std::any_of(article.mentions.begin(), article.mentions.end(), [&](const GoldMention& other) {
      return other.type == g.type && other.span != g.span && other.span.contains(g.span);
    });
    const auto [begin, last] = syllables_of(article.document, g.span);
    if (inside || begin == last) continue;
    const uint32_t first = g.type == EntityType::kPerson ? without_title(article, cells, begin, last) : begin;
    const auto t = static_cast<size_t>(g.type);
    targets[first][column(NamePart::kStart, t)] = 1;
    targets[last - 1][column(NamePart::kEnd, t)] = 1;
    for (uint32_t i = first; i < last; ++i) targets[i][column(NamePart::kInside, t)] = 1;
  }
}

void ChainWeights::number_features(std::span<const ChainExample* const> examples, uint32_t min_count) {
  std::vector<uint8_t> counts(size_t{1} << kCounterBits);
  const auto counter = [&](uint64_t key) -> uint8_t& { return counts[(key >> 8) & (counts.size() - 1)]; };
  const auto each = [&](const ChainExample& example, auto take) {
    NameCells::Features features;
    for (const Sentence& s : example.document->sentences)
      for (size_t at = s.first_syllable; at < s.last_syllable; ++at) {
        example.cells.features(at, s.first_syllable, s.last_syllable, features);
        take(features);
      }
  };
  for (const ChainExample* example : examples)
    each(*example, [&](const NameCells::Features& features) {
      for (const uint64_t key : features)
        if (counter(key) < 255) ++counter(key);
    });
  numbers_.resize(examples.size());
  for (size_t e = 0; e < examples.size(); ++e) {
    numbers_[e].reserve(examples[e]->targets.size() * NameCells::kTemplates);
    each(*examples[e], [&](const NameCells::Features& features) {
      for (const uint64_t key : features)
        numbers_[e].push_back(counter(key) >= min_count ? table_.create(key) : Adagrad::kNone);
    });
  }
}

void ChainWeights::train_sentence(const ChainExample& example, const Numbers& numbers, const Sentence& sentence) {
  const size_t first = sentence.first_syllable, last = sentence.last_syllable;
  scores_.assign(last - first, NameScores{});
  kept_.assign(numbers.begin() + static_cast<std::ptrdiff_t>(first * NameCells::kTemplates),
               numbers.begin() + static_cast<std::ptrdiff_t>(last * NameCells::kTemplates));
  const auto limit = static_cast<uint64_t>(dropout_ * 65536);
  for (size_t i = 0; i < kept_.size(); i += 4) {
    const uint64_t bits = random_();
    for (size_t k = 0; k < 4 && i + k < kept_.size(); ++k)
      if ((bits >> (16 * k) & 0xFFFF) < limit) kept_[i + k] = Adagrad::kNone;
  }
  for (size_t at = first; at < last; ++at) table_.score(of_syllable(kept_, at - first), scores_[at - first].data());
  for (NameScores& scores : scores_)
    for (float& score : scores) score /= 1 - dropout_;
  lattice_.run(scores_);
  lattice_.expectations(expected_);
  for (size_t at = first; at < last; ++at) {
    NameScores gradient = {};
    float largest = 0;
    for (size_t l = 0; l < column(NamePart::kEnd, kEntityTypes); ++l) {
      const float g = expected_[at - first][l] - example.targets[at][l];
      gradient[l] = example.weight * (example.targets[at][l] == 0 ? negative_ * g : g);
      largest = std::max(largest, std::abs(gradient[l]));
    }
    if (largest >= kMinGradient) table_.update(of_syllable(kept_, at - first), gradient.data());
  }
}

ChainWeights::ChainWeights(std::span<const ChainExample* const> examples, const ChainOptions& options)
    : table_(kNameLabels, {.rate = options.rate, .decay = options.decay}),
      negative_(options.negative),
      dropout_(options.dropout) {
  number_features(examples, options.min_count);
  std::vector<std::pair<uint32_t, uint32_t>> order;  // example, sentence
  for (uint32_t e = 0; e < examples.size(); ++e)
    for (uint32_t s = 0; s < examples[e]->document->sentences.size(); ++s) order.emplace_back(e, s);
  for (uint32_t epoch = 0; epoch < options.epochs; ++epoch) {
    for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random_() % i]);
    for (const auto& [e, s] : order) train_sentence(*examples[e], numbers_[e], examples[e]->document->sentences[s]);
    if (epoch * 2 >= options.epochs) table_.remember();
  }
  table_.finish();
  numbers_.clear();
  numbers_.shrink_to_fit();
}

void ChainWeights::score(const NameCells& cells, const Sentence& sentence, std::vector<NameScores>& out) const {
  const size_t first = sentence.first_syllable, last = sentence.last_syllable;
  out.assign(last - first, NameScores{});
  NameCells::Features features;
  std::array<uint32_t, NameCells::kTemplates> numbers;
  for (size_t at = first; at < last; ++at) {
    cells.features(at, first, last, features);
    std::transform(features.begin(), features.end(), numbers.begin(), [&](uint64_t key) { return table_.find(key); });
    table_.score(numbers, out[at - first].data());
  }
}

std::vector<WeightedFeature> ChainWeights::weights() const { return table_.weights(kMinWeight); }

}  // namespace boba::train
