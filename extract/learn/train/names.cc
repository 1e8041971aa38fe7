// boba-train names: learns names.model.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <set>

#include "extract/annotators/name_spans.h"
#include "extract/annotators/names.h"
#include "extract/learn/model_file.h"
#include "extract/learn/train/adagrad.h"
#include "extract/learn/train/epochs.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/name_network.h"
#include "extract/learn/train/names_report.h"
#include "extract/learn/train/names_gold.h"
#include "extract/learn/train/trainers.h"

namespace boba::train {
namespace {

constexpr size_t kMaxSpanFeatures = 120'000;
constexpr float kLeastWeight = 0.002f;

struct Options {
  std::string gold, articles, second_look_gold, second_look_articles, dev_gold, dev_articles, embeddings, model;
  NameSize size;
  NameDropout dropout;
  AdamOptions adam;
  int epochs = 9;
  size_t batch = 16;
  uint32_t span_epochs = 4;
  uint64_t seed = 1;
  float threshold = 0.25f;
};

// What readers of names draw on besides the model.
struct NameLists {
  PhraseTable phrases;
  ClusterTable clusters;
};

// What is right in an article: the mentions of its gold, and the name that a person's titled name ends in, where that
// names the person as well. Both are worth finding.
class Truth {
 public:
  explicit Truth(const NamedArticle& article) : article_(article) {
    for (const GoldMention& g : article.mentions) gold_.emplace(g.span, g.type);
  }
  bool holds(Span span, EntityType type) const {
    return gold_.contains({span, type}) || (type == EntityType::kPerson && ends_titled(span));
  }

 private:
  bool ends_titled(Span span) const {
    if (!article_.persons.contains(std::string(article_.document.in(span)))) return false;
    return std::any_of(article_.mentions.begin(), article_.mentions.end(), [&](const GoldMention& g) {
      return g.type == EntityType::kPerson && g.span.end == span.end && g.span.contains(span);
    });
  }

  const NamedArticle& article_;
  std::set<std::pair<Span, EntityType>> gold_;
};

// Sentences of an article with the mentions of the gold that begin and end with units.
void add_sentences(const NamedArticle& article, const NameLists& lists, std::vector<NameSentence>& out) {
  const Document& document = article.document;
  const NameCells cells(document, lists.phrases, lists.clusters);
  const Truth truth(article);
  std::vector<NameUnit> units;
  for (const Sentence& sentence : document.sentences) {
    NameSentence example;
    name_units(document, sentence, units);
    name_input(document, cells, sentence, units, example.features);
    const size_t n = units.size();
    if (n == 0) continue;
    for (size_t first = 0; first < n; ++first)
      for (size_t last = first; last < std::min(n, first + kLongestName); ++last) {
        const Span span = document.span_of(units[first].first, units[last].last);
        for (size_t t = 0; t < kEntityTypes; ++t) {
          const auto type = static_cast<EntityType>(t);
          if (truth.holds(span, type))
            example.targets.push_back({static_cast<uint16_t>(first), static_cast<uint16_t>(last + 1), static_cast<uint8_t>(t)});
        }
      }
    out.push_back(std::move(example));
  }
}

// The second look: logistic regression over what the network proposes in articles that it has not seen.
std::vector<WeightedFeature> learn_spans(const std::vector<NamedArticle>& articles, const NameAnnotator& annotator, const Options& options) {
  Adagrad table(1, {.rate = 0.02f, .decay = 1e-4f});
  std::vector<std::pair<std::vector<uint32_t>, float>> rows;
  std::vector<uint64_t> features;
  for (const NamedArticle& article : articles) {
    const NameCells cells = annotator.cells(article.document);
    const NameSpans spans(article.document, cells, annotator.read(article.document, cells));
    const Truth truth(article);
    for (size_t i = 0; i < spans.candidates().size(); ++i) {
      const NameCandidate& c = spans.candidates()[i];
      const Span span = article.document.span_of(c.first, c.last);
      const bool right = truth.holds(span, c.type);
      spans.features(i, features);
      std::vector<uint32_t> numbers;
      for (const uint64_t key : features) numbers.push_back(table.create(key));
      rows.emplace_back(std::move(numbers), right ? 1.0f : 0.0f);
    }
  }
  std::mt19937_64 random(2);
  for (uint32_t epoch = 0; epoch < options.span_epochs; ++epoch) {
    for (size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random() % i]);
    for (const auto& [numbers, target] : rows) {
      float score = 0;
      table.score(numbers, &score);
      const float gradient = 1 / (1 + std::exp(-score)) - target;
      table.update(numbers, &gradient);
    }
    if (epoch * 2 >= options.span_epochs) table.remember();
  }
  table.finish();
  fmt::print("{} candidates to look at again, {} features\n", rows.size(), table.size());
  return table.weights(kLeastWeight);
}

Status train(const Options& options) {
  auto clusters = ClusterTable::load();
  if (!clusters) return clusters.error();
  const NameLists lists = {PhraseTable::from_seeds(), *std::move(clusters)};
  const auto vector_bytes = read_file(options.embeddings);
  if (!vector_bytes) return vector_bytes.error();
  const auto vectors = Embeddings::open(*vector_bytes);
  if (!vectors) return vectors.error();
  const auto second_look = read_names(options.second_look_gold, options.second_look_articles);
  if (!second_look) return second_look.error();
  auto dev = read_names(options.dev_gold, options.dev_articles);
  if (!dev) return dev.error();
  std::vector<NameSentence> sentences, dev_sentences;
  {
    const auto gold = read_names(options.gold, options.articles);
    if (!gold) return gold.error();
    for (const NamedArticle& article : *gold) add_sentences(article, lists, sentences);
  }
  for (const NamedArticle& article : *dev) add_sentences(article, lists, dev_sentences);
  NameNetwork network(options.size, *vectors, sentences, options.seed);
  const auto learn = [&](size_t i) { return network.learn(sentences[i], options.dropout); };
  const auto update = [&](const AdamOptions& adam, std::span<const uint32_t> batch) { network.update(adam, batch.size()); };
  const auto report = [&](int epoch, double loss) {
    double dev_loss = 0;
    for (const NameSentence& sentence : dev_sentences) dev_loss += network.loss(sentence);
    fmt::print(stderr, "epoch {}: loss {:.3f}, on dev {:.3f}\n", epoch, loss / static_cast<double>(sentences.size()),
               dev_loss / static_cast<double>(dev_sentences.size()));
    return Status();
  };
  const EpochOptions way = {.epochs = options.epochs, .batch = options.batch, .adam = options.adam, .seed = options.seed};
  if (Status done = for_epochs(sentences.size(), way, learn, update, report); !done) return done;

  NameThresholds thresholds;
  thresholds.fill(options.threshold);
  const auto bytes_with = [&](const std::vector<WeightedFeature>& spans) {
    ModelFileWriter writer;
    network.write(writer);
    write_weight_table(spans, kMaxSpanFeatures, "spans", writer);
    writer.add("thresholds", std::span<const float>(thresholds));
    return writer.finish(NameAnnotator::kModelKind, NameAnnotator::kModelVersion);
  };
  std::string bytes = bytes_with({});
  auto annotator = NameAnnotator::load(bytes, lists.phrases, lists.clusters);
  if (!annotator) return annotator.error();
  bytes = bytes_with(learn_spans(*second_look, *annotator, options));
  if (const Status written = write_file(options.model, bytes); !written) return written;
  annotator = NameAnnotator::load(bytes, lists.phrases, lists.clusters);
  if (!annotator) return annotator.error();
  const NameCounts best = total(proposed(*dev, *annotator));
  fmt::print("proposed: recall {:.3f}, {:.2f} for each one of the gold\n", best.recall(), best.ratio());
  fmt::print("{} bytes\n{}", bytes.size(), report_of(*dev, *annotator) + curve_of(*dev, *annotator));
  return {};
}

}  // namespace

void add_names(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("names", "Train the mentions of the ten entity types");
  command->add_option("gold", options->gold, "Gold to learn from")->required();
  command->add_option("articles", options->articles, "Its articles")->required();
  command->add_option("dev-gold", options->dev_gold, "Gold to measure with")->required();
  command->add_option("dev-articles", options->dev_articles, "Its articles")->required();
  command->add_option("-o,--output", options->model, "Model file to write")->required();
  command->add_option("--second-look", options->second_look_gold, "Gold that the network does not learn from, to learn the second look from")->required();
  command->add_option("--second-look-articles", options->second_look_articles, "Its articles")->required();
  command->add_option("--embeddings", options->embeddings, "Of raw text: see boba-train embeddings")->required();
  command->add_option("--epochs", options->epochs, "Passes over the gold")->capture_default_str();
  command->add_option("--batch", options->batch, "Sentences a step")->capture_default_str();
  command->add_option("--rate", options->adam.rate, "Learning rate")->capture_default_str();
  command->add_option("--word-size", options->size.encoder.word)->capture_default_str();
  command->add_option("--hidden-size", options->size.hidden)->capture_default_str();
  command->add_option("--layers", options->size.encoder.layers)->capture_default_str();
  command->add_option("--drop-word", options->dropout.word)->capture_default_str();
  command->add_option("--drop-hidden", options->dropout.hidden)->capture_default_str();
  command->add_option("--max-rows", options->size.encoder.rows)->capture_default_str();
  command->add_option("--seed", options->seed)->capture_default_str();
  command->add_option("--span-epochs", options->span_epochs, "Passes over the candidates")->capture_default_str();
  command->add_option("--threshold", options->threshold, "Names this likely make facts")->capture_default_str();
  command->callback([options, &status] { status = train(*options); });
}

}  // namespace boba::train
