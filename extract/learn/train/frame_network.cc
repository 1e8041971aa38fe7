#include "extract/learn/train/frame_network.h"

#include <algorithm>
#include <cmath>

#include "extract/relations/frame_parser.h"

namespace boba::train {
namespace {

constexpr float kModalityShare = 0.5f, kTypeShare = 0.5f;  // of the loss, for what hangs on the arguments

Matrix mean_of(const Matrix& rows) {
  Matrix mean(1, rows.cols);
  for (size_t i = 0; i < rows.rows; ++i) add_scaled(1 / static_cast<float>(rows.rows), rows[i], mean[0], rows.cols);
  return mean;
}

}  // namespace

FrameNetwork::FrameNetwork(const FrameSize& size, const Embeddings& vectors, const std::vector<FrameArticle>& articles,
                           std::vector<uint64_t> relations, uint64_t seed)
    : size_(size), relations_(std::move(relations)), random_(seed), encoder_(size.encoder, vectors),
      anchor_hidden_(size.encoder.word, size.hidden), anchor_(size.hidden, anchor_columns(relations_.size())),
      word_(size.encoder.word, size.hidden), head_(size.encoder.word, size.hidden), second_(size.hidden, size.hidden),
      tags_(size.hidden, kFrameTagColumns), modal_(size.encoder.word, size.hidden), modality_(size.hidden, kModalityColumns),
      type_hidden_(2 * size.encoder.word, size.hidden), types_(size.hidden, kTypeColumns),
      pair_out_(size.pair, pair_columns(relations_.size())), kind_(2 * relations_.size(), size.hidden),
      distance_(kFrameDistances, size.hidden), before_(1, size.encoder.word), fact_out_(relations_.size(), size.fact),
      fact_bias_(1, relations_.size()), fact_(size.encoder.word, size.fact, kFactWords, fact_rows(relations_.size())),
      pair_(size.encoder.word, size.pair, kPairWords, kPairRows) {
  for (const FrameArticle& article : articles)
    for (const FrameSentence& sentence : article) encoder_.meet(sentence.features);
  encoder_.begin(size.encoder.rows, frame_feature, random_);
  for (Dense* layer : dense_layers()) layer->weights.randomize(random_);
  for (float& b : anchor_.bias.weights.values) b = -4;  // predicates are rare
  for (float& b : pair_out_.bias.weights.values) b = -6;
  kind_.randomize_rows(random_, 0.1f);
  distance_.randomize_rows(random_, 0.1f);
  before_.randomize_rows(random_, 0.1f);
  for (ArgumentLayers* layers : {&fact_, &pair_}) layers->randomize(random_);
  fact_out_.randomize_rows(random_, 0.2f);
  for (float& b : fact_bias_.weights.values) b = kUnjudged;
}

double FrameNetwork::learn_anchors(const FrameSentence& sentence, const Matrix& words, const FrameDropout& dropout,
                                   Matrix& gradient) {
  Matrix hidden, scores;
  anchor_hidden_.forward(words, hidden, true);
  const Matrix keep = dropout_mask(random_, hidden.rows, hidden.cols, dropout.hidden);
  Matrix kept = hidden;
  scale_by(keep, kept);
  anchor_.forward(kept, scores, false);
  std::vector<uint8_t> gold(scores.values.size());
  for (const FrameTarget& target : sentence.targets) gold[target.anchor * scores.cols + target.kind] = 1;
  double loss = 0;
  for (size_t i = 0; i < gold.size(); ++i)
    scores.values[i] = i % scores.cols < 2 * relations_.size() ? logistic_loss(scores.values[i], gold[i] != 0, loss) : 0;
  Matrix hidden_gradient(hidden.rows, hidden.cols);
  anchor_.backward(kept, scores, scores, hidden_gradient, false);
  scale_by(keep, hidden_gradient);
  anchor_hidden_.backward(words, hidden, hidden_gradient, gradient, true);
  return loss;
}

double FrameNetwork::learn_types(const FrameTarget& target, const Matrix& words, Matrix& gradient) {
  const size_t d = size_.encoder.word;
  Matrix in(target.types.size(), 2 * d), hidden, scores;
  for (size_t t = 0; t < target.types.size(); ++t) {
    std::copy_n(words[target.types[t].first], d, in[t]);
    std::copy_n(words[target.types[t].last - 1], d, in[t] + d);
  }
  type_hidden_.forward(in, hidden, true);
  types_.forward(hidden, scores, false);
  double loss = 0;
  for (size_t t = 0; t < target.types.size(); ++t) {
    loss += softmax_loss({scores[t], kEntityTypes + 1}, target.types[t].type);
    for (size_t c = 0; c < kTypeColumns; ++c) scores[t][c] = c <= kEntityTypes ? kTypeShare * scores[t][c] : 0;
  }
  Matrix hidden_gradient(hidden.rows, hidden.cols), in_gradient(in.rows, in.cols);
  types_.backward(hidden, scores, scores, hidden_gradient, false);
  type_hidden_.backward(in, hidden, hidden_gradient, in_gradient, true);
  for (size_t t = 0; t < target.types.size(); ++t) {
    add_scaled(1, in_gradient[t], gradient[target.types[t].first], d);
    add_scaled(1, in_gradient[t] + d, gradient[target.types[t].last - 1], d);
  }
  return kTypeShare * loss;
}

double FrameNetwork::learn_arguments(const FrameSentence& sentence, const Matrix& words, const FrameDropout& dropout,
                                     Matrix& gradient) {
  const size_t n = words.rows, d = size_.encoder.word, h = size_.hidden;
  Matrix with_before(n + 1, d), word, head, modal;
  std::copy_n(before_.weights[0], d, with_before[0]);
  std::copy(words.values.begin(), words.values.end(), with_before[1]);
  word_.forward(with_before, word, false);
  head_.forward(words, head, false);
  modal_.forward(words, modal, false);
  Matrix word_gradient(n + 1, h), head_gradient(n, h), modal_gradient(n, h), words_gradient(n + 1, d);
  double loss = 0;
  for (const FrameTarget& target : sentence.targets) {
    const auto distance = [&](size_t j) {
      return j == 0 ? kRowBefore : frame_distance(static_cast<int32_t>(j) - 1 - static_cast<int32_t>(target.anchor));
    };
    Matrix pair(n + 1, h), second, scores;
    for (size_t j = 0; j <= n; ++j)
      for (size_t k = 0; k < h; ++k)
        pair[j][k] = std::max(word[j][k] + head[target.anchor][k] + kind_.weights[target.kind][k] + distance_.weights[distance(j)][k], 0.0f);
    const Matrix keep = dropout_mask(random_, n + 1, h, dropout.hidden / 2);
    Matrix kept = pair;
    scale_by(keep, kept);
    second_.forward(kept, second, true);
    Matrix sum = kept;
    add_rows(second, sum);
    tags_.forward(sum, scores, false);
    for (size_t j = 0; j <= n; ++j) {
      loss += softmax_loss({scores[j], kFrameTags}, target.tags[j]);
      std::fill(scores[j] + kFrameTags, scores[j] + kFrameTagColumns, 0.0f);
    }
    Matrix sum_gradient(n + 1, h);
    tags_.backward(sum, scores, scores, sum_gradient, false);
    Matrix pair_gradient = sum_gradient;
    second_.backward(kept, second, sum_gradient, pair_gradient, true);
    scale_by(keep, pair_gradient);
    for (size_t j = 0; j <= n; ++j) {
      for (size_t k = 0; k < h; ++k)
        if (pair[j][k] <= 0) pair_gradient[j][k] = 0;
      add_scaled(1, pair_gradient[j], word_gradient[j], h);
      add_scaled(1, pair_gradient[j], head_gradient[target.anchor], h);
      add_scaled(1, pair_gradient[j], kind_.gradient[target.kind], h);
      add_scaled(1, pair_gradient[j], distance_.gradient[distance(j)], h);
    }
    Matrix mood(1, h), modalities;
    for (size_t k = 0; k < h; ++k)
      mood[0][k] = std::max(modal[target.anchor][k] + head[target.anchor][k] + kind_.weights[target.kind][k], 0.0f);
    modality_.forward(mood, modalities, false);
    loss += kModalityShare * softmax_loss({modalities[0], kModalities}, target.modality);
    for (size_t c = 0; c < kModalityColumns; ++c) modalities[0][c] = c < kModalities ? kModalityShare * modalities[0][c] : 0;
    Matrix mood_gradient(1, h);
    modality_.backward(mood, modalities, modalities, mood_gradient, false);
    for (size_t k = 0; k < h; ++k)
      if (mood[0][k] <= 0) mood_gradient[0][k] = 0;
    add_scaled(1, mood_gradient[0], modal_gradient[target.anchor], h);
    add_scaled(1, mood_gradient[0], head_gradient[target.anchor], h);
    add_scaled(1, mood_gradient[0], kind_.gradient[target.kind], h);
    loss += learn_types(target, words, gradient);
  }
  word_.backward(with_before, word, word_gradient, words_gradient, false);
  add_scaled(1, words_gradient[0], before_.gradient[0], d);
  add_rows(slice(words_gradient, 1, n), gradient);
  head_.backward(words, head, head_gradient, gradient, false);
  modal_.backward(words, modal, modal_gradient, gradient, false);
  return loss;
}

double FrameNetwork::learn_facts(const FrameArticle& article, const FrameDropout& dropout) {
  const size_t h = size_.fact;
  double loss = 0;
  for (const FrameSentence& sentence : article) {
    if (sentence.candidates.empty()) continue;
    std::vector<const ArgumentQuery*> queries;
    for (const FactTarget& target : sentence.candidates) queries.push_back(&target.query);
    // The same numbers are dropped for all candidates.
    const Matrix& rows = fact_.forward(std::move(queries), dropout_mask(random_, 1, h, dropout.hidden / 2));
    Matrix back(rows.rows, h);
    for (size_t c = 0; c < rows.rows; ++c) {
      const auto& [query, relation, fact] = sentence.candidates[c];
      const float score = dot(rows[c], fact_out_.weights[relation], h) + fact_bias_.weights[0][relation];
      const float g = logistic_loss(score, fact, loss);
      add_scaled(g, fact_out_.weights[relation], back[c], h);
      add_scaled(g, rows[c], fact_out_.gradient[relation], h);
      fact_bias_.gradient[0][relation] += g;
    }
    fact_.backward(back);
  }
  return loss;
}

double FrameNetwork::learn_pairs(const FrameArticle& article, const FrameDropout& dropout) {
  const size_t h = size_.pair;
  double loss = 0;
  for (const FrameSentence& sentence : article) {
    if (sentence.pairs.empty()) continue;
    std::vector<const ArgumentQuery*> queries;
    for (const PairTarget& target : sentence.pairs) queries.push_back(&target.query);
    const Matrix& rows = pair_.forward(std::move(queries), dropout_mask(random_, 1, h, dropout.hidden / 2));
    Matrix scores, back(rows.rows, h);
    pair_out_.forward(rows, scores, false);
    for (size_t p = 0; p < rows.rows; ++p)
      for (size_t r = 0; r < scores.cols; ++r) {
        const PairTarget& target = sentence.pairs[p];
        scores[p][r] = r < kMostPairRelations && (target.allowed >> r & 1) != 0 ? logistic_loss(scores[p][r], (target.facts >> r & 1) != 0, loss) : 0;
      }
    pair_out_.backward(rows, scores, scores, back, false);
    pair_.backward(back);
  }
  return loss;
}

FrameLoss FrameNetwork::learn(const FrameArticle& article, const FrameDropout& dropout) {
  const size_t d = size_.encoder.word;
  size_t n = 0;
  for (const FrameSentence& sentence : article) n += sentence.features.words();
  Matrix words(n, d), gradient(n, d);
  passes_.resize(std::max(passes_.size(), article.size()));
  size_t begin = 0;
  FrameLoss loss;
  std::vector<Matrix> gradients;  // of the sentences
  for (size_t s = 0; s < article.size(); ++s) {
    encoder_.forward(article[s].features, {dropout.word, dropout.word / 2, dropout.hidden}, random_, passes_[s]);
    const Matrix& here = passes_[s].words;
    gradients.emplace_back(here.rows, d);
    loss.frames += learn_anchors(article[s], here, dropout, gradients[s]);
    if (!article[s].targets.empty()) loss.frames += learn_arguments(article[s], here, dropout, gradients[s]);
    add_slice(here, words, begin);
    begin += here.rows;
  }
  const Matrix topic = mean_of(words);
  Matrix topic_gradient(1, d);
  for (ArgumentLayers* layers : {&fact_, &pair_}) layers->begin(words, topic);
  loss.facts = learn_facts(article, dropout);
  loss.pairs = learn_pairs(article, dropout);
  for (ArgumentLayers* layers : {&fact_, &pair_}) layers->end(words, topic, gradient, topic_gradient);
  for (size_t i = 0; i < n; ++i) add_scaled(1 / static_cast<float>(n), topic_gradient[0], gradient[i], d);
  begin = 0;
  for (size_t s = 0; s < article.size(); ++s) {
    add_rows(slice(gradient, begin, gradients[s].rows), gradients[s]);
    begin += gradients[s].rows;
    encoder_.backward(passes_[s], std::move(gradients[s]));
  }
  return loss;
}

FrameLoss FrameNetwork::loss(const FrameArticle& article) {
  const FrameLoss loss = learn(article, {.word = 0, .hidden = 0});
  for (Parameter* p : dense_parameters()) p->discard();
  encoder_.discard();
  return loss;
}

std::vector<Dense*> FrameNetwork::dense_layers() {
  return {&anchor_hidden_, &anchor_, &word_, &head_, &second_, &tags_, &modal_, &modality_, &type_hidden_, &types_, &pair_out_};
}

std::vector<Parameter*> FrameNetwork::dense_parameters() {
  std::vector<Parameter*> all = {&kind_, &distance_, &before_, &fact_out_, &fact_bias_};
  const auto add = [&](const std::vector<Parameter*>& some) { all.insert(all.end(), some.begin(), some.end()); };
  add(encoder_.parameters());
  for (Dense* layer : dense_layers()) add({&layer->weights, &layer->bias});
  for (ArgumentLayers* layers : {&fact_, &pair_}) add(layers->parameters());
  return all;
}

void FrameNetwork::update(const AdamOptions& options, size_t sentences) {
  ++step_;
  const std::vector<Parameter*> all = dense_parameters();
  const float scale = clipping_scale(all, sentences);
  for (Parameter* p : all) p->update(options, scale, step_);
  encoder_.update_rows(options, scale);
}

std::string FrameNetwork::finish() const {
  ModelFileWriter file;
  encoder_.write(file);
  file.add("size", std::vector<uint32_t>{static_cast<uint32_t>(size_.encoder.word), static_cast<uint32_t>(size_.hidden),
                                         static_cast<uint32_t>(encoder_.layers()), static_cast<uint32_t>(relations_.size()),
                                         static_cast<uint32_t>(size_.fact), static_cast<uint32_t>(size_.pair)});
  const std::pair<const char*, const Dense*> layers[] = {
      {"anchor1", &anchor_hidden_}, {"anchor2", &anchor_}, {"word", &word_}, {"head", &head_}, {"second", &second_},
      {"tags", &tags_}, {"modal", &modal_}, {"modality", &modality_}, {"type1", &type_hidden_}, {"type2", &types_}, {"pair_out", &pair_out_}};
  for (const auto& [name, layer] : layers) layer->write(name, file);
  fact_.write("fact", file);
  pair_.write("pair", file);
  file.add("kind", kind_.weights.values);
  file.add("distance", distance_.weights.values);
  file.add("before", before_.weights.values);
  file.add("fact_out", fact_out_.weights.values);
  file.add("fact_bias", fact_bias_.weights.values);
  file.add("relations", relations_);
  return file.finish(FrameParser::kKind, FrameParser::kVersion);
}

}  // namespace boba::train
