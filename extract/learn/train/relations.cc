// boba-train relations: which candidates are facts, learned from gold articles.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>

#include "core/hash.h"
#include "core/vietnamese.h"
#include "extract/extractor.h"
#include "extract/learn/train/articles.h"
#include "extract/learn/train/candidate_gold.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/gold.h"
#include "extract/learn/train/logistic.h"
#include "extract/learn/train/names_model.h"
#include "extract/learn/train/trainers.h"
#include "extract/relations/features.h"
#include "extract/relations/relation_extractor.h"

namespace boba::train {
namespace {

constexpr size_t kMaxFeatures = 800000, kMaxModalityFeatures = 26000;  // more would need twice the slots

struct Options {
  std::vector<std::string> gold, articles, names, fold_frames;
  std::string dev_gold, dev_articles, dev_names, frames, out;
  bool gold_mentions = false;
  bool misses = false;
};

// An article with everything that training looks at.
struct Item {
  GoldArticle gold;
  std::unique_ptr<Document> document;
  DocumentContext context;
  std::vector<Candidate> candidates;
  std::vector<std::vector<int>> matches;  // see gold_matches()
};

// Every surface of every gold entity as a mention: what relations would reach if names were perfect.
void put_gold_mentions(const GoldArticle& gold, Document& document) {
  document.mentions.clear();
  for (const GoldEntity& entity : gold.entities) {
    std::vector<std::string> surfaces = entity.aliases;
    surfaces.push_back(entity.name);
    for (const std::string& surface : surfaces) {
      const std::string_view text = document.text;
      for (size_t at = text.find(surface); at != std::string_view::npos; at = text.find(surface, at + 1)) {
        const Span span{static_cast<uint32_t>(at), static_cast<uint32_t>(at + surface.size())};
        for (uint32_t s = 0; s < document.sentences.size(); ++s) {
          const Sentence& sentence = document.sentences[s];
          if (!sentence.span.contains(span)) continue;
          uint32_t first = sentence.first_syllable;
          while (first < sentence.last_syllable && document.syllables[first].span.begin < span.begin) ++first;
          uint32_t last = first;
          while (last < sentence.last_syllable && document.syllables[last].span.end <= span.end) ++last;
          if (last > first && document.syllables[first].span.begin == span.begin && document.syllables[last - 1].span.end == span.end)
            document.mentions.push_back({.span = span, .type = entity.type, .first = first, .last = last, .sentence = s});
        }
      }
    }
  }
  std::sort(document.mentions.begin(), document.mentions.end(), [](const Mention& a, const Mention& b) {
    return std::tie(a.span.begin, b.span.end, a.type) < std::tie(b.span.begin, a.span.end, b.type);
  });
  document.mentions.erase(std::unique(document.mentions.begin(), document.mentions.end(),
                                      [](const Mention& a, const Mention& b) { return a.span == b.span && a.type == b.type; }),
                          document.mentions.end());
}

Result<std::vector<Item>> load(const Extractor& annotators, const RelationExtractor& relations, const std::string& gold_path,
                               const std::string& articles_path, const NameAnnotator* names_model, bool gold_mentions) {
  auto gold = read_gold(gold_path);
  if (!gold) return gold.error();
  auto documents = read_documents(articles_path);
  if (!documents) return documents.error();
  std::vector<Item> items;
  for (GoldArticle& article : *gold) {
    const auto found = documents->find(article.id);
    if (found == documents->end())
      return Error{ErrorCode::kNotFound, "no article '" + article.id + "'", articles_path, ""};
    Item item;
    item.gold = std::move(article);
    item.document = std::make_unique<Document>(std::move(found->second));
    annotators.annotate(*item.document);
    if (names_model) names_model->annotate(*item.document);
    if (gold_mentions) put_gold_mentions(item.gold, *item.document);
    item.context = relations.prepare(*item.document);
    item.candidates = relations.candidates(item.context);
    item.matches = gold_matches(item.gold, item.context, item.candidates);
    items.push_back(std::move(item));
  }
  return items;
}

struct Figures {
  size_t gold = 0, system = 0, hits = 0;
  double f1() const { return gold + system == 0 ? 0 : 2.0 * static_cast<double>(hits) / static_cast<double>(gold + system); }
};

Figures evaluate(const std::vector<Item>& items, const std::vector<std::vector<float>>& probabilities, float threshold,
                 std::map<std::string, Figures>* by_relation, const RelationExtractor& relations) {
  Figures total;
  for (size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    std::vector<std::vector<int>> edges;
    std::map<std::string, std::vector<std::vector<int>>> relation_edges;
    for (const Selected& s : relations.select(item.context, item.candidates, probabilities[i], threshold)) {
      edges.push_back(item.matches[s.candidate]);
      if (by_relation) relation_edges[relations.ontology()[item.candidates[s.candidate].relation].name].push_back(edges.back());
    }
    total.gold += item.gold.facts.size();
    total.system += edges.size();
    total.hits += maximum_matching(edges, item.gold.facts.size());
    if (!by_relation) continue;
    for (const GoldFact& fact : item.gold.facts) ++(*by_relation)[fact.relation].gold;
    for (const auto& [relation, some] : relation_edges) {
      (*by_relation)[relation].system += some.size();
      (*by_relation)[relation].hits += maximum_matching(some, item.gold.facts.size());
    }
  }
  return total;
}

// The lowest threshold whose F1 is nearly the best: a few dozen articles cannot tell them apart, and readers can ask for
// surer facts but not for those that were left out.
float best_threshold(const std::vector<Item>& items, const std::vector<std::vector<float>>& probabilities,
                     const RelationExtractor& relations) {
  constexpr double kNearly = 0.002;
  std::vector<std::pair<float, double>> tried;  // threshold, F1
  for (int step = 4; step <= 16; ++step) {
    const float threshold = static_cast<float>(step) * 0.04f;
    tried.emplace_back(threshold, evaluate(items, probabilities, threshold, nullptr, relations).f1());
    fmt::print(stderr, "  threshold {:.2f}: F1 {:.4f}\n", threshold, tried.back().second);
  }
  const double best = std::ranges::max(tried, {}, &std::pair<float, double>::second).second;
  return std::ranges::find_if(tried, [&](const auto& t) { return t.second >= best - kNearly; })->first;
}

// Which gold facts no candidate reaches: the recall that no scorer can win back.
size_t reachable(const std::vector<Item>& items, std::map<std::string, Figures>& by_relation) {
  size_t total = 0;
  for (const Item& item : items) {
    std::vector<char> hit(item.gold.facts.size());
    for (const auto& matches : item.matches)
      for (int f : matches) hit[static_cast<size_t>(f)] = 1;
    for (size_t f = 0; f < hit.size(); ++f) {
      total += static_cast<size_t>(hit[f]);
      by_relation[item.gold.facts[f].relation].system += static_cast<size_t>(hit[f]);
      ++by_relation[item.gold.facts[f].relation].gold;
    }
  }
  return total;
}

// What was selected wrongly and what was not selected though a candidate reaches it, one a line.
void list_errors(const std::vector<Item>& items, const std::vector<std::vector<float>>& probabilities, float threshold,
                 const RelationExtractor& relations) {
  const Ontology& ontology = relations.ontology();
  for (size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    std::vector<float> best(item.gold.facts.size(), -1);
    std::vector<char> taken(item.gold.facts.size());
    for (size_t c = 0; c < item.candidates.size(); ++c)
      for (int f : item.matches[c]) best[static_cast<size_t>(f)] = std::max(best[static_cast<size_t>(f)], probabilities[i][c]);
    for (const Selected& s : relations.select(item.context, item.candidates, probabilities[i], threshold)) {
      for (int f : item.matches[s.candidate]) taken[static_cast<size_t>(f)] = 1;
      const Candidate& c = item.candidates[s.candidate];
      if (item.matches[s.candidate].empty())
        fmt::print("WRONG {} {} p={:.2f} pattern={} | {} | {} | {} || {}\n", item.gold.id, ontology[c.relation].name, s.probability,
                   static_cast<int>(c.pattern), item.context.entities[static_cast<size_t>(c.subject.entity)].name, ontology[c.relation].name,
                   object_name(item.context, c), item.document->in(item.document->sentences[c.sentence].span));
    }
    for (size_t f = 0; f < taken.size(); ++f) {
      if (taken[f]) continue;
      const GoldFact& fact = item.gold.facts[f];
      fmt::print("{} {} {} best={:.2f} | {} | {} | {}\n", best[f] < 0 ? "UNREACHED" : "REJECTED", item.gold.id, fact.relation, best[f],
                 item.gold.entities[fact.subject].name, fact.relation,
                 fact.object >= 0 ? item.gold.entities[static_cast<size_t>(fact.object)].name : fact.object_text);
    }
  }
}

float sigmoid(float x) { return 1 / (1 + std::exp(-x)); }

float judged(const Opinions& weights, const Opinions& said) {
  return sigmoid(std::inner_product(said.begin(), said.end(), weights.begin(), 0.0f));
}

struct Judgement {
  Opinions said;
  bool fact;
};

double loss_of(const std::vector<Judgement>& judgements, const Opinions& weights) {
  double loss = 0;
  for (const Judgement& j : judgements) {
    const double p = judged(weights, j.said);
    loss -= std::log(std::max(j.fact ? p : 1 - p, 1e-9));
  }
  return loss;
}

// The step of Newton's method on the logistic loss with a little ridge.
Opinions newton_step(const std::vector<Judgement>& judgements, const Opinions& weights) {
  constexpr double kRidge = 1;
  std::array<double, kOpinions> gradient{};
  std::array<std::array<double, kOpinions>, kOpinions> hessian{};
  for (const Judgement& j : judgements) {
    const double p = judged(weights, j.said), error = p - (j.fact ? 1 : 0);
    for (size_t a = 0; a < kOpinions; ++a) {
      gradient[a] += error * j.said[a];
      for (size_t b = 0; b < kOpinions; ++b) hessian[a][b] += p * (1 - p) * j.said[a] * j.said[b];
    }
  }
  for (size_t a = 0; a < kOpinions; ++a) {
    gradient[a] += kRidge * weights[a];
    hessian[a][a] += kRidge;
  }
  for (size_t a = 0; a < kOpinions; ++a)  // Gauss-Jordan elimination: the matrix is positive definite
    for (size_t b = 0; b < kOpinions; ++b) {
      if (a == b) continue;
      const double factor = hessian[b][a] / hessian[a][a];
      for (size_t k = 0; k < kOpinions; ++k) hessian[b][k] -= factor * hessian[a][k];
      gradient[b] -= factor * gradient[a];
    }
  Opinions step{};
  for (size_t a = 0; a < kOpinions; ++a) step[a] = static_cast<float>(gradient[a] / hessian[a][a]);
  return step;
}

// Logistic regression of being a fact on what is said.
Opinions fit(const std::vector<Judgement>& judgements, Opinions weights) {
  double loss = loss_of(judgements, weights);
  for (int round = 0; round < 30; ++round) {
    const Opinions step = newton_step(judgements, weights);
    for (float length = 1; length > 1e-3f; length /= 2) {
      Opinions next = weights;
      for (size_t a = 0; a < kOpinions; ++a) next[a] -= length * step[a];
      const double next_loss = loss_of(judgements, next);
      if (next_loss >= loss) continue;
      loss = next_loss;
      weights = next;
      break;
    }
  }
  return weights;
}

// The weights of both judges, over all candidates.
Opinions fuse(const std::vector<Item>& items, std::span<const std::vector<float>> scores) {
  std::vector<Judgement> judgements;
  for (size_t i = 0; i < items.size(); ++i)
    for (size_t c = 0; c < items[i].candidates.size(); ++c)
      judgements.push_back({opinions(items[i].candidates[c], scores[i][c]), !items[i].matches[c].empty()});
  const Opinions weights = fit(judgements, {0, 0.5f});
  for (size_t a = 0; a < kOpinions; ++a) fmt::print(stderr, "  opinion {}: {:.3f}\n", a, weights[a]);
  return weights;
}

// How sure to be of what is selected: of candidates that say the same the most probable one is kept, which flatters it.
// Bias and slope over the log odds (Platt 1999).
Opinions calibrate(const std::vector<Item>& items, const std::vector<std::vector<float>>& probabilities, float threshold,
                   const RelationExtractor& relations) {
  std::vector<Judgement> judgements;
  for (size_t i = 0; i < items.size(); ++i)
    for (const Selected& s : relations.select(items[i].context, items[i].candidates, probabilities[i], threshold))
      if (items[i].candidates[s.candidate].floor == 0)  // rules have their own measured precision
        judgements.push_back({{1, log_odds(s.probability)}, !items[i].matches[s.candidate].empty()});
  const Opinions line = fit(judgements, {0, 1});
  fmt::print(stderr, "  confidence: {:.3f} + {:.3f} log odds\n", line[0], line[1]);
  return line;
}

// The articles of one --gold file, as models read them that have not seen it.
Result<std::vector<Item>> load_half(const Extractor& annotators, const RelationExtractor& judge, const std::string& gold,
                                    const std::string& articles, const std::string& names_model, bool gold_mentions) {
  const auto names = NamesModel::read(names_model);
  if (!names) return names.error();
  return load(annotators, judge, gold, articles, *names ? &(*names)->annotator : nullptr, gold_mentions);
}

// Relations with a frame parser, whose model they point into.
struct Judge {
  std::string frames_model;
  std::optional<RelationExtractor> relations;
};

Result<std::unique_ptr<Judge>> judge_with(const std::string& frames_model) {
  auto judge = std::make_unique<Judge>();
  if (!frames_model.empty()) {
    auto bytes = read_file(frames_model);
    if (!bytes) return bytes.error();
    judge->frames_model = *std::move(bytes);
  }
  auto relations = RelationExtractor::create({}, judge->frames_model);
  if (!relations) return relations.error();
  judge->relations.emplace(*std::move(relations));
  return judge;
}

// The rows of `examples` that hold an article's candidates.
using Range = std::pair<uint32_t, uint32_t>;

void add_examples(const std::vector<Item>& items, Examples& examples, std::vector<Range>& ranges) {
  std::vector<uint64_t> scratch;
  for (const Item& item : items) {
    const auto begin = static_cast<uint32_t>(examples.size());
    for (size_t c = 0; c < item.candidates.size(); ++c) {
      candidate_features(item.context, item.candidates[c], scratch);
      examples.add(scratch, item.matches[c].empty() ? 0 : 1);
    }
    ranges.emplace_back(begin, static_cast<uint32_t>(examples.size()));
  }
}

Logistic train_modality(const std::vector<Item>& items, Examples& modal) {
  std::vector<uint64_t> scratch;
  for (const Item& item : items) {
    for (size_t c = 0; c < item.candidates.size(); ++c) {  // those that are facts
      if (item.matches[c].empty()) continue;
      const GoldFact& fact = item.gold.facts[static_cast<size_t>(item.matches[c].front())];
      modality_features(item.context, item.candidates[c], fact.qualifiers.contains("by"), scratch);
      modal.add(scratch, static_cast<uint8_t>(parse_modality(fact.modality).value_or(Modality::kAsserted)));
    }
  }
  std::vector<uint32_t> rows(modal.size());
  std::iota(rows.begin(), rows.end(), 0u);
  return Logistic(modal, rows, 5, {});
}

void print_reach(const std::vector<Item>& items, std::map<std::string, Figures>& reach) {
  size_t gold = 0, candidates = 0;
  for (const Item& item : items) {
    gold += item.gold.facts.size();
    candidates += item.candidates.size();
  }
  const size_t reached = reachable(items, reach);
  fmt::print("train: {} articles, {} facts, {} candidates, {} facts reachable ({:.3f})\n", items.size(), gold, candidates, reached,
             static_cast<double>(reached) / static_cast<double>(gold));
}

void print_figures(const std::vector<Item>& dev, const std::vector<std::vector<float>>& probabilities, float threshold,
                   std::map<std::string, Figures>& reach, const RelationExtractor& relations) {
  std::map<std::string, Figures> by_relation, dev_reach;
  const Figures all = evaluate(dev, probabilities, threshold, &by_relation, relations);
  const auto ratio = [](size_t a, size_t b) { return static_cast<double>(a) / std::max<double>(1, static_cast<double>(b)); };
  fmt::print("dev: reachable {:.3f} P {:.4f} R {:.4f} F1 {:.4f}\n", ratio(reachable(dev, dev_reach), all.gold),
             ratio(all.hits, all.system), ratio(all.hits, all.gold), all.f1());
  fmt::print("{:16} {:>5} {:>6} | dev {:>4} {:>4} {:>4} {:>6}\n", "relation", "train", "reach", "gold", "sys", "hit", "F1");
  for (const auto& [name, f] : by_relation)
    fmt::print("{:16} {:5} {:6.2f} | {:8} {:4} {:4} {:6.2f}\n", name, reach[name].gold, ratio(reach[name].system, reach[name].gold),
               f.gold, f.system, f.hits, f.f1());
}

Status train_relations(const Options& options) {
  auto annotators = Extractor::create({.annotations_only = true});
  if (!annotators) return annotators.error();
  std::vector<std::unique_ptr<Judge>> judges;  // contexts of items point into them
  std::vector<Item> items;
  for (size_t i = 0; i < options.gold.size(); ++i) {
    auto one = judge_with(i < options.fold_frames.size() ? options.fold_frames[i] : "");
    if (!one) return one.error();
    judges.push_back(*std::move(one));
    auto some = load_half(*annotators, *judges.back()->relations, options.gold[i], options.articles[i],
                          i < options.names.size() ? options.names[i] : "", options.gold_mentions);
    if (!some) return some.error();
    std::move(some->begin(), some->end(), std::back_inserter(items));
  }
  const auto judge = judge_with(options.frames);
  if (!judge) return judge.error();
  const RelationExtractor& relations = *(*judge)->relations;
  auto dev = load_half(*annotators, relations, options.dev_gold, options.dev_articles, options.dev_names, options.gold_mentions);
  if (!dev) return dev.error();
  std::map<std::string, Figures> reach;
  print_reach(items, reach);

  Examples examples;
  std::vector<Range> train_rows, dev_rows;
  add_examples(items, examples, train_rows);
  std::vector<uint32_t> rows(examples.size());
  std::iota(rows.begin(), rows.end(), 0u);
  add_examples(*dev, examples, dev_rows);
  fmt::print(stderr, "{} examples, {} features\n", examples.size(), examples.features());
  Logistic model(examples, rows, 1, {});
  model.keep_largest(kMaxFeatures, examples, rows, {.epochs = 3});

  // How to weigh both judges, from which probability on to believe them, and how far: chosen on the development articles.
  std::vector<std::vector<float>> scores(dev->size()), probabilities(dev->size());
  for (size_t i = 0; i < scores.size(); ++i)
    for (uint32_t row = dev_rows[i].first; row < dev_rows[i].second; ++row) scores[i].push_back(model.score(examples, row));
  const Opinions weights = fuse(*dev, scores);
  for (size_t i = 0; i < scores.size(); ++i)
    for (size_t c = 0; c < scores[i].size(); ++c) {
      const Candidate& candidate = (*dev)[i].candidates[c];
      probabilities[i].push_back(std::max(judged(weights, opinions(candidate, scores[i][c])), candidate.floor));
    }
  const float threshold = best_threshold(*dev, probabilities, relations);
  const Opinions confidence = calibrate(*dev, probabilities, threshold, relations);
  print_figures(*dev, probabilities, threshold, reach, relations);
  if (options.misses) list_errors(*dev, probabilities, threshold, relations);
  if (options.out.empty()) return {};

  Examples modal;
  const Logistic modality = train_modality(items, modal);
  ModelFileWriter file;
  write_feature_table(model.weights(examples), 1, kMaxFeatures, "facts", file);
  write_feature_table(modality.weights(modal), 5, kMaxModalityFeatures, "modality", file);
  std::vector<float> numbers = {threshold};
  numbers.insert(numbers.end(), weights.begin(), weights.end());
  numbers.insert(numbers.end(), confidence.begin(), confidence.begin() + 2);
  file.add("numbers", numbers);
  return write_file(options.out, file.finish(RelationScorer::kKind, RelationScorer::kVersion));
}

}  // namespace

void add_relations(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("relations", "Which candidates are facts: logistic regression on gold articles");
  command->add_option("--gold", options->gold, "Gold facts, one article a line")->required();
  command->add_option("--articles", options->articles, "The articles of each --gold file, as JSONL")->required();
  command->add_option("--names", options->names,
                      "For each --gold file a names model that has not seen its articles: what a reader will meet");
  command->add_option("--fold-frames", options->fold_frames, "For each --gold file a frames.model that has not seen its articles");
  command->add_option("--dev-gold", options->dev_gold, "Gold facts to choose thresholds and to measure on")->required();
  command->add_option("--dev-articles", options->dev_articles, "Their articles")->required();
  command->add_option("--dev-names", options->dev_names, "A names model for them; without it, the embedded one");
  command->add_option("--frames", options->frames, "The frames.model whose opinion is weighed on the development articles");
  command->add_option("--out", options->out, "The model file; without it, only figures");
  command->add_flag("--gold-mentions", options->gold_mentions, "Take the gold entities' surfaces for names (an upper bound)");
  command->add_flag("--misses", options->misses, "List the errors on the development articles");
  command->callback([options, &status] {
    status = options->gold.size() == options->articles.size()
                 ? train_relations(*options)
                 : Status(Error{ErrorCode::kInvalidInput, "one --articles file for each --gold file", "", ""});
  });
}

}  // namespace boba::train
