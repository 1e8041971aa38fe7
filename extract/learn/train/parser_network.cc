#include "extract/learn/train/parser_network.h"

#include <algorithm>
#include <cmath>

#include "extract/annotators/dependencies.h"
#include "extract/annotators/word_features.h"
#include "extract/learn/model_file.h"

namespace boba::train {
InputFeatures parser_features(const Document& document, const Sentence& sentence) {
  InputFeatures out;
  out.first.assign(1, 0);
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    const Token& token = document.tokens[t];
    const WordParts parts = word_parts(document, sentence.first_token, sentence.last_token, t);
    out.keys.insert(out.keys.end(), parts.begin(), parts.end());
    out.first.push_back(static_cast<uint32_t>(out.keys.size()));
    out.units.push_back({unit_key(document, token.first, token.last), unit_key(document, token.first, token.first + 1),
                         unit_key(document, token.last - 1, token.last)});
  }
  return out;
}

std::vector<ParserExample> parser_examples(const Document& treebank, const std::vector<Upos>& guesses, size_t own) {
  Document guessed = treebank;
  for (size_t t = 0; t < guesses.size(); ++t) guessed.tokens[t].upos = guesses[t];
  std::vector<ParserExample> examples;
  using Source = InputTable::Source;
  for (size_t s = 0; s < treebank.sentences.size(); ++s) {
    const Sentence& sentence = treebank.sentences[s];
    ParserExample example{.words = parser_features(guessed, sentence), .guessed = {}, .tags = {}, .heads = {}, .relations = {},
                          .source = own == 0 ? Source::kAll : s < own ? Source::kOwn : Source::kOther};
    for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
      const Token& token = treebank.tokens[t];
      example.guessed.push_back(guesses[t]);
      example.tags.push_back(token.upos);
      example.heads.push_back(token.head < 0 ? -1 : token.head - static_cast<int32_t>(sentence.first_token));
      example.relations.push_back(token.deprel);
    }
    if (!example.tags.empty()) examples.push_back(std::move(example));
  }
  return examples;
}

std::vector<Upos> guessed_tags(const Document& document) {
  std::vector<Upos> tags;
  for (const Token& token : document.tokens) tags.push_back(token.upos);
  return tags;
}

ParserNetwork::ParserNetwork(const ParserSize& size, const Embeddings& vectors,
                             const std::vector<ParserExample>& examples, uint64_t seed)
    : size_(size), random_(seed), encoder_(size.encoder, vectors), tag_(size.encoder.word, kTagColumns), arc_word_(size.encoder.word, size.arc),
      arc_head_(size.encoder.word, size.arc), relation_word_(size.encoder.word, size.relation),
      relation_head_(size.encoder.word, size.relation), relation_(3 * size.relation, kRelations), tag_prior_(kTags, kTagColumns),
      arc_bilinear_(size.arc, size.arc), arc_bias_(1, size.arc), root_(1, size.arc), arc_prior_(1, kArcPriors),
      relation_prior_(kRelationPriors, kRelations) {
  for (const ParserExample& example : examples) encoder_.meet(example.words);
  encoder_.begin(size.encoder.rows, [](size_t l, uint64_t unit) { return word_part(static_cast<WordPart>(l), unit); }, random_);
  for (Dense* layer : {&tag_, &arc_word_, &arc_head_, &relation_word_, &relation_head_, &relation_})
    layer->weights.randomize(random_);
  arc_bilinear_.randomize(random_, 0.5f);
  root_.randomize(random_);
}

double ParserNetwork::learn_tags(const ParserExample& example, const Matrix& words, Matrix& gradient) {
  Matrix scores;
  tag_.forward(words, scores, false);
  double loss = 0;
  for (size_t i = 0; i < words.rows; ++i) {
    const auto guessed = static_cast<size_t>(example.guessed[i]);
    add_scaled(1, tag_prior_.weights[guessed], scores[i], kTagColumns);
    loss += softmax_loss({scores[i], kTagColumns}, static_cast<size_t>(example.tags[i]));
    add_scaled(1, scores[i], tag_prior_.gradient[guessed], kTagColumns);
  }
  tag_.backward(words, scores, scores, gradient, false);
  return loss;
}

double ParserNetwork::learn_arcs(const ParserExample& example, const Matrix& words, Matrix& gradient) {
  const size_t n = words.rows, a = size_.arc;
  Matrix deps, heads, queries(n, a);
  arc_word_.forward(words, deps, true);
  arc_head_.forward(words, heads, true);
  const Matrix keep_deps = dropout_mask(random_, n, a, 0.2f), keep_heads = dropout_mask(random_, n, a, 0.2f);
  Matrix deps_kept = deps, heads_kept = heads;
  scale_by(keep_deps, deps_kept);
  scale_by(keep_heads, heads_kept);
  for (size_t i = 0; i < n; ++i) std::copy_n(arc_bias_.weights[0], a, queries[i]);
  multiply(deps_kept, arc_bilinear_.weights, queries);
  Matrix query_gradient(n, a), heads_gradient(n, a), deps_gradient(n, a);
  std::vector<float> scores(n + 1);
  double loss = 0;
  for (size_t d = 0; d < n; ++d) {
    const auto prior = [&](size_t h) {
      return arc_prior(example.guessed[d], example.guessed[h], static_cast<int32_t>(h) - static_cast<int32_t>(d));
    };
    for (size_t h = 0; h < n; ++h)
      scores[h] = h == d ? -1e9f : dot(queries[d], heads_kept[h], a) + arc_prior_.weights.values[prior(h)];
    scores[n] = dot(queries[d], root_.weights[0], a) + arc_prior_.weights.values[root_prior(example.guessed[d])];
    loss += softmax_loss(scores, example.heads[d] < 0 ? n : static_cast<size_t>(example.heads[d]));
    for (size_t h = 0; h < n; ++h) {
      if (h == d) continue;
      add_scaled(scores[h], heads_kept[h], query_gradient[d], a);
      add_scaled(scores[h], queries[d], heads_gradient[h], a);
      arc_prior_.gradient.values[prior(h)] += scores[h];
    }
    add_scaled(scores[n], root_.weights[0], query_gradient[d], a);
    add_scaled(scores[n], queries[d], root_.gradient[0], a);
    arc_prior_.gradient.values[root_prior(example.guessed[d])] += scores[n];
  }
  for (size_t i = 0; i < n; ++i) add_scaled(1, query_gradient[i], arc_bias_.gradient[0], a);
  multiply_back(deps_kept, arc_bilinear_, query_gradient, deps_gradient);
  scale_by(keep_deps, deps_gradient);
  scale_by(keep_heads, heads_gradient);
  arc_word_.backward(words, deps, deps_gradient, gradient, true);
  arc_head_.backward(words, heads, heads_gradient, gradient, true);
  return loss;
}

double ParserNetwork::learn_relations(const ParserExample& example, const Matrix& words, Matrix& gradient) {
  const size_t n = words.rows, r = size_.relation;
  Matrix deps, heads;
  relation_word_.forward(words, deps, true);
  relation_head_.forward(words, heads, true);
  const Matrix keep_deps = dropout_mask(random_, n, r, 0.2f), keep_heads = dropout_mask(random_, n, r, 0.2f);
  Matrix deps_kept = deps, heads_kept = heads;
  scale_by(keep_deps, deps_kept);
  scale_by(keep_heads, heads_kept);
  Matrix joined(n, 3 * r), scores, joined_gradient(n, 3 * r), deps_gradient(n, r), heads_gradient(n, r);
  for (size_t d = 0; d < n; ++d) {
    std::copy_n(deps_kept[d], r, joined[d]);
    if (example.heads[d] < 0) continue;
    const float* head = heads_kept[static_cast<size_t>(example.heads[d])];
    for (size_t k = 0; k < r; ++k) {
      joined[d][r + k] = head[k];
      joined[d][2 * r + k] = head[k] * deps_kept[d][k];
    }
  }
  relation_.forward(joined, scores, false);
  double loss = 0;
  for (size_t d = 0; d < n; ++d) {
    const int32_t head = example.heads[d];
    const size_t tag = head < 0 ? kRootTag : static_cast<size_t>(example.guessed[static_cast<size_t>(head)]);
    const size_t prior = relation_prior(example.guessed[d], tag, head < static_cast<int32_t>(d));
    add_scaled(1, relation_prior_.weights[prior], scores[d], kRelations);
    loss += softmax_loss({scores[d], kRelations}, example.relations[d]);
    add_scaled(1, scores[d], relation_prior_.gradient[prior], kRelations);
  }
  relation_.backward(joined, scores, scores, joined_gradient, false);
  for (size_t d = 0; d < n; ++d) {
    const float* g = joined_gradient[d];
    add_scaled(1, g, deps_gradient[d], r);
    if (example.heads[d] < 0) continue;
    const auto h = static_cast<size_t>(example.heads[d]);
    for (size_t k = 0; k < r; ++k) {
      heads_gradient[h][k] += g[r + k] + g[2 * r + k] * deps_kept[d][k];
      deps_gradient[d][k] += g[2 * r + k] * heads_kept[h][k];
    }
  }
  scale_by(keep_deps, deps_gradient);
  scale_by(keep_heads, heads_gradient);
  relation_word_.backward(words, deps, deps_gradient, gradient, true);
  relation_head_.backward(words, heads, heads_gradient, gradient, true);
  return loss;
}

double ParserNetwork::learn(const ParserExample& example, const ParserDropout& dropout) {
  encoder_.turn_to(example.source);
  encoder_.forward(example.words, {dropout.word, dropout.tag, dropout.hidden}, random_, pass_);
  const Matrix& words = pass_.words;
  Matrix gradient(words.rows, words.cols);
  double loss = learn_tags(example, words, gradient);
  loss += learn_arcs(example, words, gradient);
  loss += learn_relations(example, words, gradient);
  encoder_.backward(pass_, std::move(gradient));
  return loss;
}

std::vector<Parameter*> ParserNetwork::dense_parameters() {
  std::vector<Parameter*> all = {&tag_prior_, &arc_bilinear_, &arc_bias_, &root_, &arc_prior_, &relation_prior_};
  for (Parameter* p : encoder_.parameters()) all.push_back(p);
  for (Dense* layer : {&tag_, &arc_word_, &arc_head_, &relation_word_, &relation_head_, &relation_})
    for (Parameter* p : {&layer->weights, &layer->bias}) all.push_back(p);
  return all;
}

void ParserNetwork::update(const AdamOptions& options, size_t words) {
  ++step_;
  const std::vector<Parameter*> all = dense_parameters();
  const float scale = clipping_scale(all, words);
  for (Parameter* p : all) p->update(options, scale, step_);
  encoder_.update_rows(options, scale);
}

std::string ParserNetwork::finish() const {
  ModelFileWriter file;
  encoder_.write(file);
  file.add("size", std::vector<uint32_t>{static_cast<uint32_t>(size_.encoder.word), static_cast<uint32_t>(size_.arc),
                                         static_cast<uint32_t>(size_.relation), static_cast<uint32_t>(encoder_.layers())});
  const auto add = [&](const std::string& name, const Parameter& p) { file.add(name, p.weights.values); };
  tag_.write("tag", file);
  arc_word_.write("arc.word", file);
  arc_head_.write("arc.head", file);
  relation_word_.write("rel.word", file);
  relation_head_.write("rel.head", file);
  relation_.write("rel", file);
  add("tag.prior", tag_prior_);
  add("arc.bilinear", arc_bilinear_);
  add("arc.bias", arc_bias_);
  add("root", root_);
  add("arc.prior", arc_prior_);
  add("rel.prior", relation_prior_);
  return file.finish(DependencyAnnotator::kKind, DependencyAnnotator::kVersion);
}

}  // namespace boba::train
