// boba-train names, names-eval.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <random>
#include <set>
#include <tuple>

#include "extract/annotators/names.h"
#include "extract/learn/model_file.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/names_chain.h"
#include "extract/learn/train/names_eval.h"
#include "extract/learn/train/trainers.h"

namespace boba::train {
namespace {

constexpr size_t kFolds = 5;
constexpr size_t kMaxSpanFeatures = 120'000;

struct Options {
  std::string gold, articles, dev_gold, dev_articles, model;
  float ratio = 1.58f, core_bonus = 0.5f;
  bool list = false, reading = false;
  uint32_t span_epochs = 4;
  size_t max_features = 48'000;
  ChainOptions chain;
};

// What the second look learns from: the candidates of one document, and whether each is in the gold.
struct SpanExample {
  std::unique_ptr<NameSpans> spans;
  std::vector<std::vector<uint64_t>> features;
  std::vector<float> targets;
};

// Whether a person's titled name ends in this name of the same text: both are worth finding.
bool ends_titled(const NamedArticle& article, Span span) {
  if (!article.persons.contains(std::string(article.document.in(span)))) return false;
  return std::any_of(article.mentions.begin(), article.mentions.end(), [&](const GoldMention& g) {
    return g.type == EntityType::kPerson && g.span.end == span.end && g.span.contains(span);
  });
}

SpanExample make_span_example(const NamedArticle& article, const NameCells& cells, const NameScorer& scorer) {
  SpanExample example;
  const Document& document = article.document;
  example.spans = std::make_unique<NameSpans>(
      document, cells, propose_names(document, cells, scorer, NameAnnotator::kProposal));
  std::set<std::pair<Span, EntityType>> gold;
  for (const GoldMention& g : article.mentions) gold.emplace(g.span, g.type);
  const auto& candidates = example.spans->candidates();
  example.features.resize(candidates.size());
  for (size_t i = 0; i < candidates.size(); ++i) {
    example.spans->features(i, example.features[i]);
    const NameCandidate& c = candidates[i];
    const Span span = document.span_of(c.first, c.last);
    const bool right = gold.contains({span, c.type}) ||
                       (c.type == EntityType::kPerson && ends_titled(article, span));
    example.targets.push_back(right ? 1.0f : 0.0f);
  }
  return example;
}

// Logistic regression over candidates.
class SpanWeights {
 public:
  SpanWeights(const std::vector<SpanExample>& examples, uint32_t epochs)
      : table_(1, {.rate = 0.02f, .decay = 1e-4f}) {
    std::vector<std::pair<std::vector<uint32_t>, float>> rows;
    for (const SpanExample& example : examples)
      for (size_t i = 0; i < example.features.size(); ++i) {
        std::vector<uint32_t> numbers;
        for (const uint64_t key : example.features[i]) numbers.push_back(table_.create(key));
        rows.emplace_back(std::move(numbers), example.targets[i]);
      }
    std::mt19937_64 random(2);
    for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
      for (size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random() % i]);
      for (const auto& [numbers, target] : rows) {
        float score = 0;
        table_.score(numbers, &score);
        const float gradient = 1 / (1 + std::exp(-score)) - target;
        table_.update(numbers, &gradient);
      }
      if (epoch * 2 >= epochs) table_.remember();
    }
    table_.finish();
  }
  std::vector<WeightedFeature> weights() const { return table_.weights(0.002f); }

 private:
  Adagrad table_;
};

bool is_core(EntityType type) {
  return type == EntityType::kPerson || type == EntityType::kOrganization || type == EntityType::kPlace ||
         type == EntityType::kDocument;
}

std::array<float, kEntityTypes> thresholds_at(float score, float core_bonus) {
  std::array<float, kEntityTypes> thresholds;
  for (size_t t = 0; t < kEntityTypes; ++t) {
    const float s = is_core(static_cast<EntityType>(t)) ? score - core_bonus : score;
    thresholds[t] = 1 / (1 + std::exp(-s));
  }
  return thresholds;
}

// What the second look could find at best.
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

// All candidates of some articles, weighed once.
std::vector<NameAnnotator::Proposals> propose_all(const std::vector<NamedArticle>& articles,
                                                  const NameAnnotator& annotator) {
  std::vector<NameAnnotator::Proposals> all;
  for (const NamedArticle& article : articles) all.push_back(annotator.propose(article.document));
  return all;
}

// The thresholds that give `ratio` mentions for each one of the gold, and what they find.
struct Cut {
  std::array<float, kEntityTypes> thresholds;
  NameCounts counts;
};
Cut cut_at(const std::vector<NamedArticle>& articles, const std::vector<NameAnnotator::Proposals>& all, float ratio,
           float core_bonus, bool nested) {
  float low = -6, high = 6;
  Cut cut = {};
  for (int step = 0; step < 12; ++step) {
    const float middle = (low + high) / 2;
    const auto thresholds = thresholds_at(middle, core_bonus);
    NameReport report = {};
    for (size_t i = 0; i < articles.size(); ++i)
      add_counts(articles[i],
                 choose_names(articles[i].document, all[i].candidates, all[i].chances, thresholds), nested, report);
    if (total(report).ratio() > ratio) {
      low = middle;
    } else {
      high = middle;
      cut = {thresholds, total(report)};
    }
  }
  return cut;
}

// Recall at several numbers of mentions for each one of the gold.
std::string curve_of(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator, float core_bonus) {
  const auto all = propose_all(articles, annotator);
  std::string table = "recall at mentions for each one of the gold:\n";
  for (const bool nested : {false, true}) {
    table += nested ? "with those inside others " : "longest                  ";
    for (const float ratio : {1.0f, 1.2f, 1.4f, 1.6f, 1.8f, 2.0f})
      table += fmt::format(" {:.1f}: {:.3f}", ratio, cut_at(articles, all, ratio, core_bonus, nested).counts.recall());
    table += "\n";
  }
  return table;
}

std::string report_of(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator,
                      NameUse use = NameUse::kFacts) {
  NameReport longest = {}, nested = {};
  for (const NamedArticle& article : articles) {
    Document document = article.document;
    annotator.annotate(document, use);
    add_counts(article, document.mentions, false, longest);
    add_counts(article, document.mentions, true, nested);
  }
  return to_table(longest, nested);
}

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

std::vector<const ChainExample*> pointers(const std::vector<ChainExample>& examples) {
  std::vector<const ChainExample*> all;
  for (const ChainExample& example : examples) all.push_back(&example);
  return all;
}

Status train(const Options& options) {
  auto clusters = ClusterTable::load();
  if (!clusters) return clusters.error();
  const NameLists lists = {PhraseTable::from_seeds(), *std::move(clusters)};
  auto gold = read_names(options.gold, options.articles);
  if (!gold) return gold.error();
  auto dev = read_names(options.dev_gold, options.dev_articles);
  if (!dev) return dev.error();
  std::vector<ChainExample> examples;
  for (const NamedArticle& article : *gold) examples.emplace_back(article, lists);

  std::vector<SpanExample> span_examples;
  for (size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const ChainExample*> others;
    for (size_t i = 0; i < examples.size(); ++i)
      if (i % kFolds != fold) others.push_back(&examples[i]);
    const ChainWeights chain(others, options.chain);
    for (size_t i = fold; i < examples.size(); i += kFolds)
      span_examples.push_back(make_span_example((*gold)[i], examples[i].cells, chain));
    fmt::print(stderr, "fold {} of {}\n", fold + 1, kFolds);
  }
  const SpanWeights spans(span_examples, options.span_epochs);
  const ChainWeights chain(pointers(examples), options.chain);

  const auto bytes_with = [&](const std::array<float, kEntityTypes>& thresholds) {
    ModelFileWriter writer;
    write_feature_table(chain.weights(), kNameLabels, options.max_features, "chain", writer);
    write_weight_table(spans.weights(), kMaxSpanFeatures, "spans", writer);
    writer.add("thresholds", std::span<const float>(thresholds));
    writer.add("origins", std::vector<uint32_t>{static_cast<uint32_t>(NameOrigin::kEnd)});
    return writer.finish(NameAnnotator::kModelKind, NameAnnotator::kModelVersion);
  };
  const std::string draft = bytes_with({});
  auto annotator = NameAnnotator::load(draft, lists.phrases, lists.clusters);
  if (!annotator) return annotator.error();
  const Cut cut = cut_at(*dev, propose_all(*dev, *annotator), options.ratio, options.core_bonus, false);
  const std::string bytes = bytes_with(cut.thresholds);
  if (const Status written = write_file(options.model, bytes); !written) return written;
  annotator = NameAnnotator::load(bytes, lists.phrases, lists.clusters);
  if (!annotator) return annotator.error();
  const NameCounts best = total(proposed(*dev, *annotator));
  fmt::print("proposed: recall {:.3f}, {:.2f} for each one of the gold\n", best.recall(), best.ratio());
  fmt::print("{} chain features, {} span features, {} bytes\n{}", chain.weights().size(), spans.weights().size(),
             bytes.size(), report_of(*dev, *annotator) + curve_of(*dev, *annotator, options.core_bonus));
  return {};
}

Status evaluate(const Options& options) {
  auto gold = read_names(options.gold, options.articles);
  if (!gold) return gold.error();
  const auto bytes = read_file(options.model);
  if (!bytes) return bytes.error();
  auto clusters = ClusterTable::load();
  if (!clusters) return clusters.error();
  const auto annotator = NameAnnotator::load(*bytes, PhraseTable::from_seeds(), *std::move(clusters));
  if (!annotator) return annotator.error();
  const NameReport at_best = proposed(*gold, *annotator);
  fmt::print("proposed:\n{}", to_table(at_best, at_best));
  const NameUse use = options.reading ? NameUse::kReading : NameUse::kFacts;
  if (options.list) list_differences(*gold, *annotator, use);
  fmt::print("{}{}{:.0f} syllables/s\n", report_of(*gold, *annotator, use),
             curve_of(*gold, *annotator, options.core_bonus), speed_of(*gold, *annotator));
  return {};
}

}  // namespace

void add_names(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("names", "Train the mentions of the ten entity types");
  command->add_option("gold", options->gold, "Gold to learn from")->required();
  command->add_option("articles", options->articles, "Its articles")->required();
  command->add_option("dev-gold", options->dev_gold, "Gold to choose thresholds with")->required();
  command->add_option("dev-articles", options->dev_articles, "Its articles")->required();
  command->add_option("-o,--output", options->model, "Model file to write")->required();
  command->add_option("--epochs", options->chain.epochs, "Passes over the gold")->capture_default_str();
  command->add_option("--rate", options->chain.rate, "Learning rate")->capture_default_str();
  command->add_option("--decay", options->chain.decay, "L2 per step")->capture_default_str();
  command->add_option("--negative", options->chain.negative, "Weight of what the gold leaves out")
      ->capture_default_str();
  command->add_option("--dropout", options->chain.dropout, "Share of features left out of a step")
      ->capture_default_str();
  command->add_option("--min-count", options->chain.min_count, "Rarer features are left out")->capture_default_str();
  command->add_option("--max-features", options->max_features, "Features kept")->capture_default_str();
  command->add_option("--span-epochs", options->span_epochs, "Passes over the candidates")->capture_default_str();
  command->add_option("--ratio", options->ratio, "Mentions for each one of the gold")->capture_default_str();
  command->add_option("--core-bonus", options->core_bonus, "Log odds that core types may be less sure by")
      ->capture_default_str();
  command->callback([options, &status] { status = train(*options); });
}

void add_names_eval(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("names-eval", "Measure the mentions of a model on gold");
  command->add_option("model", options->model, "Model file")->required();
  command->add_option("gold", options->gold, "Gold to compare with")->required();
  command->add_option("articles", options->articles, "Its articles")->required();
  command->add_option("--core-bonus", options->core_bonus, "As for names")->capture_default_str();
  command->add_flag("--reading", options->reading, "The names told to readers, not only those that facts are made of");
  command->add_flag("--list", options->list, "Print what is missed (-) and what is not in the gold (+)");
  command->callback([options, &status] { status = evaluate(*options); });
}

}  // namespace boba::train
