// boba-train frames: learns frames.model.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "extract/extractor.h"
#include "extract/learn/train/articles.h"
#include "extract/learn/train/candidate_gold.h"
#include "extract/learn/train/epochs.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/frame_gold.h"
#include "extract/learn/train/frame_network.h"
#include "extract/learn/train/gold.h"
#include "extract/learn/train/names_model.h"
#include "extract/learn/train/trainers.h"
#include "extract/relations/relation_extractor.h"

namespace boba::train {
namespace {

constexpr size_t kUsualSize = 16;  // sentences a step

struct Options {
  std::vector<std::string> gold, articles, names;
  std::string embeddings, dev_gold, dev_articles, out;
  FrameSize size;
  FrameDropout dropout;
  AdamOptions adam = {.rate = 1.2e-3f};
  int epochs = 5;
  size_t batch = 2;
  uint64_t seed = 1;
};

Status load(const Extractor& annotators, const RelationExtractor& relations, const std::string& gold_path,
            const std::string& articles_path, const std::string& names_path, std::vector<FrameArticle>& out) {
  const auto names = NamesModel::read(names_path);
  if (!names) return names.error();
  auto gold = read_gold(gold_path);
  if (!gold) return gold.error();
  auto documents = read_documents(articles_path);
  if (!documents) return documents.error();
  for (const GoldArticle& article : *gold) {
    const auto found = documents->find(article.id);
    if (found == documents->end()) return Error{ErrorCode::kNotFound, "no article '" + article.id + "'", articles_path, ""};
    annotators.annotate(found->second);
    if (*names) (*names)->annotator.annotate(found->second);
    FrameArticle some = frame_sentences(article, found->second, relations.frames(), relations.ontology());
    add_candidates(article, relations, found->second, some);
    out.push_back(std::move(some));
  }
  return {};
}

// The trigger phrase of a fact of an example: the one of its relation nearest to its object, or nothing.
std::string trigger_of(const Frames& frames, const Document& document, RelationId relation, std::string_view object) {
  const size_t at = document.text.find(object);
  const TriggerMatch* best = nullptr;
  size_t best_distance = 0;
  std::vector<TriggerMatch> all;
  for (const Sentence& sentence : document.sentences) {
    const std::vector<TriggerMatch> some = frames.match(document, sentence);
    all.insert(all.end(), some.begin(), some.end());
  }
  for (const TriggerMatch& trigger : all) {
    if (trigger.relation != relation || at == std::string::npos) continue;
    const size_t begin = document.span_of(trigger.first, trigger.last).begin;
    const size_t distance = begin > at ? begin - at : at - begin;
    if (best != nullptr && distance >= best_distance) continue;
    best = &trigger;
    best_distance = distance;
  }
  return best == nullptr ? std::string() : std::string(document.in(document.span_of(best->first, best->last)));
}

// The relations' own examples, in the form of gold. Whether an argument is an entity, and of which type, they leave open.
void load_examples(const Extractor& annotators, const RelationExtractor& relations, std::vector<FrameArticle>& out) {
  for (const FrameExample& example : relations.frames().examples()) {
    Document document;
    document.text = example.text;
    document.blocks = {{.span = {0, static_cast<uint32_t>(document.text.size())}}};
    annotators.annotate(document);
    GoldArticle article;
    for (const FrameExample::Fact& fact : example.facts) {
      article.entities.push_back({.type = EntityType::kConcept, .name = fact.subject, .aliases = {}, .naming = {}});
      article.facts.push_back({.subject = article.entities.size() - 1, .relation = relations.ontology()[example.relation].name,
                               .modality = fact.modality.empty() ? "asserted" : fact.modality, .object_words = fact.object,
                               .trigger = trigger_of(relations.frames(), document, example.relation, fact.object)});
    }
    out.push_back(frame_sentences(article, document, relations.frames(), relations.ontology()));
    for (FrameSentence& sentence : out.back())
      for (FrameTarget& target : sentence.targets) target.types.clear();
  }
}

Status train_frames(const Options& options) {
  auto annotators = Extractor::create({.annotations_only = true});
  if (!annotators) return annotators.error();
  auto relations = RelationExtractor::create({});
  if (!relations) return relations.error();
  if (relations->ontology().relations().size() > kMostPairRelations)
    return Error{ErrorCode::kInvalidInput, fmt::format("more than {} relations", kMostPairRelations), "seeds/relations", ""};
  const auto vector_bytes = read_file(options.embeddings);
  if (!vector_bytes) return vector_bytes.error();
  const auto vectors = Embeddings::open(*vector_bytes);
  if (!vectors) return vectors.error();
  std::vector<FrameArticle> articles;
  for (size_t i = 0; i < options.gold.size(); ++i)
    if (Status done = load(*annotators, *relations, options.gold[i], options.articles[i],
                           i < options.names.size() ? options.names[i] : "", articles); !done)
      return done;
  load_examples(*annotators, *relations, articles);
  std::vector<FrameArticle> dev;
  if (!options.dev_gold.empty())
    if (Status done = load(*annotators, *relations, options.dev_gold, options.dev_articles, "", dev); !done) return done;
  size_t sentences = 0, predicates = 0, words = 0, candidates = 0, pairs = 0;
  for (const FrameArticle& article : articles) {
    sentences += article.size();
    for (const FrameSentence& sentence : article) {
      predicates += sentence.targets.size();
      words += sentence.features.words();
      candidates += sentence.candidates.size();
      pairs += sentence.pairs.size();
    }
  }
  fmt::print("{} sentences, {} words, {} predicates, {} candidates, {} pairs\n", sentences, words, predicates, candidates, pairs);

  std::vector<uint64_t> keys;
  for (const Relation& relation : relations->ontology().relations()) keys.push_back(relation.key);
  FrameNetwork network(options.size, *vectors, articles, keys, options.seed);
  const auto learn = [&](size_t i) { return network.learn(articles[i], options.dropout).all(); };
  const auto update = [&](const AdamOptions& adam, std::span<const uint32_t> batch) {
    size_t size = 0;
    for (uint32_t i : batch) size += articles[i].size();
    network.update(adam, std::max(size, kUsualSize));  // an example of one sentence makes no step like an article's
  };
  const auto report = [&](int epoch, double loss) {
    FrameLoss dev_loss;
    size_t dev_sentences = 0;
    for (const FrameArticle& article : dev) {
      const FrameLoss one = network.loss(article);
      dev_sentences += article.size();
      dev_loss.frames += one.frames;
      dev_loss.facts += one.facts;
      dev_loss.pairs += one.pairs;
    }
    const auto count = static_cast<double>(dev_sentences);
    fmt::print(stderr, "epoch {}: loss {:.3f}{}\n", epoch, loss / static_cast<double>(sentences),
               dev.empty() ? "" : fmt::format(", on dev {:.3f} of frames, {:.3f} of facts and {:.3f} of pairs", dev_loss.frames / count,
                                                  dev_loss.facts / count, dev_loss.pairs / count));
    return Status();
  };
  const EpochOptions way = {.epochs = options.epochs, .batch = options.batch, .adam = options.adam, .seed = options.seed};
  if (Status done = for_epochs(articles.size(), way, learn, update, report); !done) return done;
  return write_file(options.out, network.finish());
}

}  // namespace

void add_frames(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("frames", "Predicates and their arguments: a network over the words of gold articles");
  command->add_option("--gold", options->gold, "Gold facts, one article a line")->required();
  command->add_option("--articles", options->articles, "The articles of each --gold file, as JSONL")->required();
  command->add_option("--names", options->names, "For each --gold file a names model that has not seen its articles; without it, the embedded one");
  command->add_option("--embeddings", options->embeddings, "Of raw text: see boba-train embeddings")->required();
  command->add_option("--dev-gold", options->dev_gold, "Gold facts to measure the loss on");
  command->add_option("--dev-articles", options->dev_articles, "Their articles")->needs("--dev-gold");
  command->add_option("--out,-o", options->out, "The model to write")->required();
  command->add_option("--epochs", options->epochs)->capture_default_str();
  command->add_option("--batch", options->batch, "Articles a step")->capture_default_str();
  command->add_option("--rate", options->adam.rate)->capture_default_str();
  command->add_option("--word-size", options->size.encoder.word)->capture_default_str();
  command->add_option("--hidden-size", options->size.hidden)->capture_default_str();
  command->add_option("--fact-size", options->size.fact)->capture_default_str();
  command->add_option("--pair-size", options->size.pair)->capture_default_str();
  command->add_option("--layers", options->size.encoder.layers)->capture_default_str();
  command->add_option("--drop-word", options->dropout.word)->capture_default_str();
  command->add_option("--drop-hidden", options->dropout.hidden)->capture_default_str();
  command->add_option("--max-rows", options->size.encoder.rows)->capture_default_str();
  command->add_option("--seed", options->seed)->capture_default_str();
  command->callback([options, &status] {
    status = options->gold.size() == options->articles.size()
                 ? train_frames(*options)
                 : Status(Error{ErrorCode::kInvalidInput, "one --articles file for each --gold file", "", ""});
  });
}

}  // namespace boba::train
