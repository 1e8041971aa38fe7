#include "extract/learn/train/parser_network.h"

#include <algorithm>
#include <cmath>

#include "extract/annotators/dependencies.h"
#include "extract/annotators/word_features.h"
#include "extract/learn/feature_table.h"
#include "extract/learn/model_file.h"

namespace boba::train {
namespace {

// Derivatives of squash() and gate() at x.
float squash_slope(float x) {
  if (x <= -3 || x >= 3) return 0;
  const float s = x * x;
  const float below = 27 + 9 * s;
  return ((27 + 3 * s) * below - x * (27 + s) * 18 * x) / (below * below);
}
float gate_slope(float x) { return 0.25f * squash_slope(0.5f * x); }

// Turns scores into the gradient of -log softmax(scores)[gold] and returns that loss.
double softmax_loss(std::span<float> scores, size_t gold) {
  const float most = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (float s : scores) sum += std::exp(s - most);
  const double loss = std::log(sum) - (scores[gold] - most);
  for (float& s : scores) s = static_cast<float>(std::exp(s - most) / sum);
  scores[gold] -= 1;
  return loss;
}

void add_rows(const Matrix& from, Matrix& to) {
  for (size_t i = 0; i < from.values.size(); ++i) to.values[i] += from.values[i];
}

void scale_by(const Matrix& factors, Matrix& values) {
  for (size_t i = 0; i < values.values.size(); ++i) values.values[i] *= factors.values[i];
}

// Rows [begin, begin + count) of a matrix.
Matrix slice(const Matrix& in, size_t begin, size_t count) {
  Matrix out(count, in.cols);
  std::copy_n(in[begin], count * in.cols, out.values.begin());
  return out;
}

void add_slice(const Matrix& from, Matrix& to, size_t begin) {
  for (size_t i = 0; i < from.values.size(); ++i) to.values[begin * to.cols + i] += from.values[i];
}

}  // namespace

std::vector<ParserExample> parser_examples(const Document& treebank, const std::vector<Upos>& guesses) {
  Document guessed = treebank;
  for (size_t t = 0; t < guesses.size(); ++t) guessed.tokens[t].upos = guesses[t];
  std::vector<ParserExample> examples;
  for (const Sentence& sentence : treebank.sentences) {
    ParserExample example;
    for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
      const Token& token = treebank.tokens[t];
      example.parts.push_back(word_parts(guessed, sentence.first_token, sentence.last_token, t));
      example.units.push_back({unit_key(treebank, token.first, token.last),
                               unit_key(treebank, token.first, token.first + 1),
                               unit_key(treebank, token.last - 1, token.last)});
      example.guessed.push_back(guesses[t]);
      example.tags.push_back(token.upos);
      example.heads.push_back(token.head < 0 ? -1 : token.head - static_cast<int32_t>(sentence.first_token));
      example.relations.push_back(token.deprel);
    }
    if (!example.parts.empty()) examples.push_back(std::move(example));
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
    : size_(size), vectors_(vectors), random_(seed), rows_(0, 0), tag_(size.word, kTagColumns), arc_word_(size.word, size.arc),
      arc_head_(size.word, size.arc), relation_word_(size.word, size.relation),
      relation_head_(size.word, size.relation), relation_(3 * size.relation, kRelations), tag_prior_(kTags, kTagColumns),
      arc_bilinear_(size.arc, size.arc), arc_bias_(1, size.arc), root_(1, size.arc), arc_prior_(1, kArcPriors),
      relation_prior_(kRelationPriors, kRelations) {
  for (uint32_t v = 0; v < vectors.keys.size(); ++v) vector_of_.emplace(vectors.keys[v], v);
  std::unordered_map<uint64_t, uint32_t> counts;
  std::vector<uint64_t> order;
  for (const ParserExample& example : examples)
    for (const WordParts& parts : example.parts)
      for (uint64_t part : parts)
        if (++counts[part] == 2) order.push_back(part);
  for (uint64_t part : order) row_of_.emplace(part, static_cast<uint32_t>(row_of_.size()));
  rows_ = Parameter(order.size(), size.word);
  rows_.randomize_rows(random_, 0.05f);
  for (int i = 0; i < 3; ++i) {
    projections_.emplace_back(vectors.size, size.word);
    projections_.back().randomize(random_);
  }
  for (size_t l = 0; l < size.layers; ++l) {
    layers_.emplace_back(size.word);
    for (Parameter* p : {&layers_[l].before, &layers_[l].middle, &layers_[l].after}) p->randomize(random_);
    // Gates begin a little open to the past.
    for (size_t k = 0; k < size.word / 2; ++k)
      layers_[l].bias.weights[0][size.word / 2 + k] = layers_[l].bias.weights[0][3 * size.word / 2 + k] = 0.5f;
  }
  for (Dense* layer : {&tag_, &arc_word_, &arc_head_, &relation_word_, &relation_head_, &relation_})
    layer->weights.randomize(random_);
  arc_bilinear_.randomize(random_, 0.5f);
  root_.randomize(random_);
}

int32_t ParserNetwork::vector_of(uint64_t unit) const {
  const auto it = vector_of_.find(unit);
  return it == vector_of_.end() ? -1 : static_cast<int32_t>(it->second);
}

Matrix ParserNetwork::mask(size_t rows, size_t cols, float dropout) {
  Matrix out(rows, cols);
  for (float& x : out.values) x = random_.unit() < dropout ? 0.0f : 1 / (1 - dropout);
  return out;
}

void ParserNetwork::embed(const ParserExample& example, const ParserDropout& dropout) {
  const size_t n = example.parts.size();
  words_.reset(n, size_.word);
  inputs_.assign(n, {});
  for (size_t i = 0; i < n; ++i) {
    const bool no_word = random_.unit() < dropout.word;
    const bool no_syllables = random_.unit() < dropout.word;
    const bool no_tag = random_.unit() < dropout.tag;
    for (size_t p = 0; p < kWordParts; ++p) {
      auto& [row, vector] = inputs_[i][p];
      row = vector = -1;
      if (p == kWholeWord ? no_word : p <= kLastSyllable ? no_syllables : p != kShape && no_tag) continue;
      if (const auto it = row_of_.find(example.parts[i][p]); it != row_of_.end()) {
        row = static_cast<int32_t>(it->second);
        add_scaled(1, rows_.weights[it->second], words_[i], size_.word);
      }
      if (p > kLastSyllable) continue;
      vector = vector_of(example.units[i][p]);
      if (vector < 0) continue;
      const float* v = vectors_.vectors.data() + static_cast<size_t>(vector) * vectors_.size;
      for (size_t k = 0; k < vectors_.size; ++k) add_scaled(v[k], projections_[p].weights[k], words_[i], size_.word);
    }
  }
}

void ParserNetwork::embed_back(const ParserExample& example, const Matrix& gradient) {
  for (size_t i = 0; i < example.parts.size(); ++i) {
    for (size_t p = 0; p < kWordParts; ++p) {
      const auto [row, vector] = inputs_[i][p];
      if (row >= 0) {
        add_scaled(1, gradient[i], rows_.gradient[static_cast<size_t>(row)], size_.word);
        touched_.push_back(static_cast<uint32_t>(row));
      }
      if (vector < 0) continue;
      const float* v = vectors_.vectors.data() + static_cast<size_t>(vector) * vectors_.size;
      for (size_t k = 0; k < vectors_.size; ++k) add_scaled(v[k], gradient[i], projections_[p].gradient[k], size_.word);
    }
  }
}

void ParserNetwork::run(Layer& layer, Trace& trace, Matrix& out) {
  const size_t n = trace.in.rows - 2, d = size_.word, half = d / 2;
  const Matrix before = slice(trace.in, 0, n), middle = slice(trace.in, 1, n), after = slice(trace.in, 2, n);
  trace.gates.reset(n, 2 * d);
  for (size_t i = 0; i < n; ++i) std::copy_n(layer.bias.weights[0], 2 * d, trace.gates[i]);
  multiply(middle, layer.middle.weights, trace.gates);
  Matrix side(n, d);
  multiply(before, layer.before.weights, side);
  for (size_t i = 0; i < n; ++i) add_scaled(1, side[i], trace.gates[i], d);
  side.reset(n, d);
  multiply(after, layer.after.weights, side);
  for (size_t i = 0; i < n; ++i) add_scaled(1, side[i], trace.gates[i] + d, d);
  trace.state.reset(n, d);
  for (size_t step = 0; step < n; ++step) {
    const size_t back = n - 1 - step;
    for (size_t k = 0; k < half; ++k) {
      const float f = gate(trace.gates[step][half + k]);
      const float past = step == 0 ? 0 : trace.state[step - 1][k];
      trace.state[step][k] = f * past + (1 - f) * squash(trace.gates[step][k]);
      const float b = gate(trace.gates[back][d + half + k]);
      const float future = step == 0 ? 0 : trace.state[back + 1][half + k];
      trace.state[back][half + k] = b * future + (1 - b) * squash(trace.gates[back][d + k]);
    }
  }
  out = middle;
  add_rows(trace.state, out);
}

void ParserNetwork::run_back(Layer& layer, Trace& trace, const Matrix& out_gradient, Matrix& in_gradient) {
  const size_t n = trace.in.rows - 2, d = size_.word, half = d / 2;
  Matrix state = out_gradient;  // gradient of the state, completed step by step
  Matrix gates(n, 2 * d);
  for (size_t step = 0; step < n; ++step) {
    const size_t i = n - 1 - step;  // forward states are undone from the end, backward ones from the beginning
    for (size_t k = 0; k < half; ++k) {
      const float raw = trace.gates[i][half + k], value = trace.gates[i][k];
      const float f = gate(raw), past = i == 0 ? 0 : trace.state[i - 1][k], g = state[i][k];
      gates[i][k] = g * (1 - f) * squash_slope(value);
      gates[i][half + k] = g * (past - squash(value)) * gate_slope(raw);
      if (i > 0) state[i - 1][k] += g * f;
      const float raw_b = trace.gates[step][d + half + k], value_b = trace.gates[step][d + k];
      const float b = gate(raw_b), future = step + 1 == n ? 0 : trace.state[step + 1][half + k];
      const float gb = state[step][half + k];
      gates[step][d + k] = gb * (1 - b) * squash_slope(value_b);
      gates[step][d + half + k] = gb * (future - squash(value_b)) * gate_slope(raw_b);
      if (step + 1 < n) state[step + 1][half + k] += gb * b;
    }
  }
  const Matrix before = slice(trace.in, 0, n), middle = slice(trace.in, 1, n), after = slice(trace.in, 2, n);
  Matrix gradient(n, d), side(n, d);
  multiply_back(middle, layer.middle.weights, gates, gradient, layer.middle.gradient);
  Matrix all(n + 2, d);
  add_slice(gradient, all, 1);
  for (size_t i = 0; i < n; ++i) {
    add_scaled(1, gates[i], layer.bias.gradient[0], 2 * d);
    std::copy_n(gates[i], d, side[i]);
  }
  gradient.reset(n, d);
  multiply_back(before, layer.before.weights, side, gradient, layer.before.gradient);
  add_slice(gradient, all, 0);
  for (size_t i = 0; i < n; ++i) std::copy_n(gates[i] + d, d, side[i]);
  gradient.reset(n, d);
  multiply_back(after, layer.after.weights, side, gradient, layer.after.gradient);
  add_slice(gradient, all, 2);
  in_gradient = slice(all, 1, n);
  add_rows(out_gradient, in_gradient);
}

void ParserNetwork::dense(const Dense& layer, const Matrix& in, Matrix& out, bool rectify) {
  out.reset(in.rows, layer.bias.weights.cols);
  for (size_t i = 0; i < in.rows; ++i) std::copy_n(layer.bias.weights[0], out.cols, out[i]);
  multiply(in, layer.weights.weights, out);
  if (rectify)
    for (float& x : out.values) x = std::max(x, 0.0f);
}

void ParserNetwork::dense_back(Dense& layer, const Matrix& in, const Matrix& out, Matrix& out_gradient,
                               Matrix& in_gradient, bool rectify) {
  if (rectify)
    for (size_t i = 0; i < out.values.size(); ++i)
      if (out.values[i] <= 0) out_gradient.values[i] = 0;
  for (size_t i = 0; i < in.rows; ++i) add_scaled(1, out_gradient[i], layer.bias.gradient[0], out.cols);
  multiply_back(in, layer.weights.weights, out_gradient, in_gradient, layer.weights.gradient);
}

double ParserNetwork::learn_tags(const ParserExample& example, const Matrix& words, Matrix& gradient) {
  Matrix scores;
  dense(tag_, words, scores, false);
  double loss = 0;
  for (size_t i = 0; i < words.rows; ++i) {
    const auto guessed = static_cast<size_t>(example.guessed[i]);
    add_scaled(1, tag_prior_.weights[guessed], scores[i], kTagColumns);
    loss += softmax_loss({scores[i], kTagColumns}, static_cast<size_t>(example.tags[i]));
    add_scaled(1, scores[i], tag_prior_.gradient[guessed], kTagColumns);
  }
  dense_back(tag_, words, scores, scores, gradient, false);
  return loss;
}

double ParserNetwork::learn_arcs(const ParserExample& example, const Matrix& words, Matrix& gradient) {
  const size_t n = words.rows, a = size_.arc;
  Matrix deps, heads, queries(n, a);
  dense(arc_word_, words, deps, true);
  dense(arc_head_, words, heads, true);
  const Matrix keep_deps = mask(n, a, 0.2f), keep_heads = mask(n, a, 0.2f);
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
  multiply_back(deps_kept, arc_bilinear_.weights, query_gradient, deps_gradient, arc_bilinear_.gradient);
  scale_by(keep_deps, deps_gradient);
  scale_by(keep_heads, heads_gradient);
  dense_back(arc_word_, words, deps, deps_gradient, gradient, true);
  dense_back(arc_head_, words, heads, heads_gradient, gradient, true);
  return loss;
}

double ParserNetwork::learn_relations(const ParserExample& example, const Matrix& words, Matrix& gradient) {
  const size_t n = words.rows, r = size_.relation;
  Matrix deps, heads;
  dense(relation_word_, words, deps, true);
  dense(relation_head_, words, heads, true);
  const Matrix keep_deps = mask(n, r, 0.2f), keep_heads = mask(n, r, 0.2f);
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
  dense(relation_, joined, scores, false);
  double loss = 0;
  for (size_t d = 0; d < n; ++d) {
    const int32_t head = example.heads[d];
    const size_t tag = head < 0 ? kRootTag : static_cast<size_t>(example.guessed[static_cast<size_t>(head)]);
    const size_t prior = relation_prior(example.guessed[d], tag, head < static_cast<int32_t>(d));
    add_scaled(1, relation_prior_.weights[prior], scores[d], kRelations);
    loss += softmax_loss({scores[d], kRelations}, example.relations[d]);
    add_scaled(1, scores[d], relation_prior_.gradient[prior], kRelations);
  }
  dense_back(relation_, joined, scores, scores, joined_gradient, false);
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
  dense_back(relation_word_, words, deps, deps_gradient, gradient, true);
  dense_back(relation_head_, words, heads, heads_gradient, gradient, true);
  return loss;
}

double ParserNetwork::learn(const ParserExample& example, const ParserDropout& dropout) {
  embed(example, dropout);
  const size_t n = words_.rows;
  std::vector<Trace> traces(layers_.size());
  std::vector<Matrix> masks;
  for (size_t l = 0; l < layers_.size(); ++l) {
    masks.push_back(mask(n, size_.word, dropout.hidden));
    scale_by(masks[l], words_);
    traces[l].in.reset(n + 2, size_.word);
    add_slice(words_, traces[l].in, 1);
    run(layers_[l], traces[l], words_);
  }
  masks.push_back(mask(n, size_.word, dropout.hidden));
  scale_by(masks.back(), words_);
  Matrix gradient(n, size_.word);
  double loss = learn_tags(example, words_, gradient);
  loss += learn_arcs(example, words_, gradient);
  loss += learn_relations(example, words_, gradient);
  scale_by(masks.back(), gradient);
  for (size_t l = layers_.size(); l-- > 0;) {
    Matrix before;
    run_back(layers_[l], traces[l], gradient, before);
    gradient = std::move(before);
    scale_by(masks[l], gradient);
  }
  embed_back(example, gradient);
  return loss;
}

std::vector<Parameter*> ParserNetwork::dense_parameters() {
  std::vector<Parameter*> all = {&tag_prior_, &arc_bilinear_, &arc_bias_, &root_, &arc_prior_, &relation_prior_};
  for (Parameter& p : projections_) all.push_back(&p);
  for (Layer& layer : layers_)
    for (Parameter* p : {&layer.before, &layer.middle, &layer.after, &layer.bias}) all.push_back(p);
  for (Dense* layer : {&tag_, &arc_word_, &arc_head_, &relation_word_, &relation_head_, &relation_})
    for (Parameter* p : {&layer->weights, &layer->bias}) all.push_back(p);
  return all;
}

void ParserNetwork::update(const AdamOptions& options, size_t words) {
  ++step_;
  const float share = 1 / static_cast<float>(words);
  const std::vector<Parameter*> all = dense_parameters();
  double square = 0;
  for (Parameter* p : all) square += p->gradient_square();
  const auto norm = static_cast<float>(std::sqrt(square)) * share;
  const float scale = norm > 5 ? share * 5 / norm : share;
  for (Parameter* p : all) p->update(options, scale, step_);
  std::sort(touched_.begin(), touched_.end());
  touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  rows_.update_rows(options, scale, touched_);
  touched_.clear();
}

std::string ParserNetwork::finish(size_t max_rows) const {
  std::vector<WeightedFeature> features;
  std::unordered_map<uint64_t, size_t> place;
  const auto at = [&](uint64_t key) -> std::vector<float>& {
    const auto [it, fresh] = place.emplace(key, features.size());
    if (fresh) features.push_back({key, std::vector<float>(size_.word)});
    return features[it->second].weights;
  };
  std::vector<std::pair<uint32_t, uint64_t>> rows;
  for (const auto& [key, row] : row_of_) rows.emplace_back(row, key);
  std::sort(rows.begin(), rows.end());
  for (const auto& [row, key] : rows) {
    std::vector<float>& weights = at(key);
    add_scaled(1, rows_.weights[row], weights.data(), size_.word);
  }
  // Raw-text vectors join the learned rows: most frequent words first, as many as the file may hold.
  for (uint32_t v = 0; v < vectors_.keys.size(); ++v) {
    for (size_t p = 0; p < projections_.size(); ++p) {
      if (p != kWholeWord && vectors_.lengths[v] > 1) continue;
      const uint64_t key = word_part(static_cast<WordPart>(p), vectors_.keys[v]);
      if (features.size() >= max_rows && !place.contains(key)) continue;
      std::vector<float>& weights = at(key);
      for (size_t k = 0; k < vectors_.size; ++k)
        add_scaled(vectors_.vectors[v * vectors_.size + k], projections_[p].weights[k], weights.data(), size_.word);
    }
  }
  ModelFileWriter file;
  const size_t count = features.size();
  const float scale = write_feature_table(std::move(features), size_.word, count, "words", file);
  static_cast<void>(scale);
  file.add("size", std::vector<uint32_t>{static_cast<uint32_t>(size_.word), static_cast<uint32_t>(size_.arc),
                                         static_cast<uint32_t>(size_.relation), static_cast<uint32_t>(layers_.size())});
  const auto add = [&](const std::string& name, const Parameter& p) { file.add(name, p.weights.values); };
  for (size_t l = 0; l < layers_.size(); ++l) {
    const std::string prefix = "layer" + std::to_string(l);
    add(prefix + ".before", layers_[l].before);
    add(prefix + ".middle", layers_[l].middle);
    add(prefix + ".after", layers_[l].after);
    add(prefix + ".bias", layers_[l].bias);
  }
  const auto add_dense = [&](const std::string& name, const Dense& layer) {
    add(name + ".w", layer.weights);
    add(name + ".b", layer.bias);
  };
  add_dense("tag", tag_);
  add_dense("arc.word", arc_word_);
  add_dense("arc.head", arc_head_);
  add_dense("rel.word", relation_word_);
  add_dense("rel.head", relation_head_);
  add_dense("rel", relation_);
  add("tag.prior", tag_prior_);
  add("arc.bilinear", arc_bilinear_);
  add("arc.bias", arc_bias_);
  add("root", root_);
  add("arc.prior", arc_prior_);
  add("rel.prior", relation_prior_);
  return file.finish(DependencyAnnotator::kKind, DependencyAnnotator::kVersion);
}

}  // namespace boba::train
