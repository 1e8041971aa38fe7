#include "extract/learn/train/frame_network.h"

#include <algorithm>
#include <cmath>

#include "extract/relations/frame_parser.h"

namespace boba::train {
namespace {

constexpr float kModalityShare = 0.5f, kTypeShare = 0.5f;  // of the loss, for what hangs on the arguments

}  // namespace

FrameNetwork::FrameNetwork(const FrameSize& size, const Embeddings& vectors, const std::vector<FrameSentence>& sentences,
                           std::vector<uint64_t> relations, uint64_t seed)
    : size_(size), relations_(std::move(relations)), random_(seed), encoder_(size.encoder, vectors),
      anchor_hidden_(size.encoder.word, size.hidden), anchor_(size.hidden, anchor_columns(relations_.size())),
      word_(size.encoder.word, size.hidden), head_(size.encoder.word, size.hidden), second_(size.hidden, size.hidden),
      tags_(size.hidden, kFrameTagColumns), modal_(size.encoder.word, size.hidden), modality_(size.hidden, kModalityColumns),
      type_hidden_(2 * size.encoder.word, size.hidden), types_(size.hidden, kTypeColumns),
      fact_(size.encoder.word, kFactWords * size.fact),
      pair_(size.encoder.word, kPairWords * size.pair), pair_out_(size.pair, pair_columns(relations_.size())), kind_(2 * relations_.size(), size.hidden),
      distance_(kFrameDistances, size.hidden), before_(1, size.encoder.word), fact_rows_(fact_rows(relations_.size()), size.fact),
      fact_out_(relations_.size(), size.fact), fact_bias_(1, relations_.size()), pair_rows_(kPairRows, size.pair) {
  for (const FrameSentence& sentence : sentences) encoder_.meet(sentence.features);
  encoder_.begin(size.encoder.rows, frame_feature, random_);
  for (Dense* layer : {&anchor_hidden_, &anchor_, &word_, &head_, &second_, &tags_, &modal_, &modality_, &type_hidden_, &types_, &fact_, &pair_, &pair_out_})
    layer->weights.randomize(random_);
  for (float& b : anchor_.bias.weights.values) b = -4;  // predicates are rare
  for (float& b : pair_out_.bias.weights.values) b = -6;
  kind_.randomize_rows(random_, 0.1f);
  distance_.randomize_rows(random_, 0.1f);
  before_.randomize_rows(random_, 0.1f);
  fact_rows_.randomize_rows(random_, 0.1f);
  fact_out_.randomize_rows(random_, 0.2f);
  pair_rows_.randomize_rows(random_, 0.1f);
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

double FrameNetwork::learn_facts(const FrameSentence& sentence, const Matrix& words, const FrameDropout& dropout,
                                 Matrix& gradient) {
  const size_t h = size_.fact;
  Matrix projected;
  fact_.forward(words, projected, false);
  const Matrix keep = dropout_mask(random_, 1, h, dropout.hidden / 2);  // the same for all candidates
  Matrix projected_gradient(projected.rows, projected.cols);
  std::vector<float> sum(h), back(h);
  double loss = 0;
  for (const FactTarget& target : sentence.candidates) {
    const FactQuery& query = target.query;
    std::fill(sum.begin(), sum.end(), 0.0f);
    for (size_t w = 0; w < kFactWords; ++w)
      if (query.words[w] != FactQuery::kNoWord) add_scaled(1, projected[query.words[w]] + w * h, sum.data(), h);
    for (uint16_t row : query.rows) add_scaled(1, fact_rows_.weights[row], sum.data(), h);
    for (size_t k = 0; k < h; ++k) sum[k] = std::max(sum[k], 0.0f) * keep[0][k];
    float* out = fact_out_.weights[query.relation];
    const float score = dot(sum.data(), out, h) + fact_bias_.weights[0][query.relation];
    const float g = logistic_loss(score, target.fact, loss);
    for (size_t k = 0; k < h; ++k) back[k] = sum[k] > 0 ? g * keep[0][k] * out[k] : 0;
    add_scaled(g, sum.data(), fact_out_.gradient[query.relation], h);
    fact_bias_.gradient[0][query.relation] += g;
    for (size_t w = 0; w < kFactWords; ++w)
      if (query.words[w] != FactQuery::kNoWord) add_scaled(1, back.data(), projected_gradient[query.words[w]] + w * h, h);
    for (uint16_t row : query.rows) add_scaled(1, back.data(), fact_rows_.gradient[row], h);
  }
  fact_.backward(words, projected, projected_gradient, gradient, false);
  return loss;
}

double FrameNetwork::learn_pairs(const FrameSentence& sentence, const Matrix& words, const FrameDropout& dropout,
                                 Matrix& gradient) {
  const size_t h = size_.pair, n = sentence.pairs.size();
  Matrix projected, hidden(n, h), scores;
  pair_.forward(words, projected, false);
  const Matrix keep = dropout_mask(random_, 1, h, dropout.hidden / 2);  // the same for all pairs
  const auto each_row = [&](const PairQuery& query, auto take) {
    for (uint16_t row : query.rows)
      if (row != 0) take(row);
  };
  for (size_t p = 0; p < n; ++p) {
    const PairQuery& query = sentence.pairs[p].query;
    for (size_t w = 0; w < kPairWords; ++w)
      if (query.words[w] != PairQuery::kNoWord) add_scaled(1, projected[query.words[w]] + w * h, hidden[p], h);
    each_row(query, [&](uint16_t row) { add_scaled(1, pair_rows_.weights[row], hidden[p], h); });
    for (size_t k = 0; k < h; ++k) hidden[p][k] = std::max(hidden[p][k], 0.0f) * keep[0][k];
  }
  pair_out_.forward(hidden, scores, false);
  double loss = 0;
  for (size_t p = 0; p < n; ++p)
    for (size_t r = 0; r < scores.cols; ++r) {
      const PairTarget& target = sentence.pairs[p];
      scores[p][r] = r < kMostPairRelations && (target.allowed >> r & 1) != 0 ? logistic_loss(scores[p][r], (target.facts >> r & 1) != 0, loss) : 0;
    }
  Matrix hidden_gradient(n, h), projected_gradient(projected.rows, projected.cols);
  pair_out_.backward(hidden, scores, scores, hidden_gradient, false);
  for (size_t p = 0; p < n; ++p) {
    float* back = hidden_gradient[p];
    for (size_t k = 0; k < h; ++k) back[k] = hidden[p][k] > 0 ? back[k] * keep[0][k] : 0;
    const PairQuery& query = sentence.pairs[p].query;
    for (size_t w = 0; w < kPairWords; ++w)
      if (query.words[w] != PairQuery::kNoWord) add_scaled(1, back, projected_gradient[query.words[w]] + w * h, h);
    each_row(query, [&](uint16_t row) { add_scaled(1, back, pair_rows_.gradient[row], h); });
  }
  pair_.backward(words, projected, projected_gradient, gradient, false);
  return loss;
}

FrameLoss FrameNetwork::learn(const FrameSentence& sentence, const FrameDropout& dropout) {
  const Matrix& words = encoder_.forward(sentence.features, {dropout.word, dropout.word / 2, dropout.hidden}, random_);
  Matrix gradient(words.rows, words.cols);
  FrameLoss loss{.frames = learn_anchors(sentence, words, dropout, gradient)};
  if (!sentence.targets.empty()) loss.frames += learn_arguments(sentence, words, dropout, gradient);
  if (!sentence.candidates.empty()) loss.facts = learn_facts(sentence, words, dropout, gradient);
  if (!sentence.pairs.empty()) loss.pairs = learn_pairs(sentence, words, dropout, gradient);
  encoder_.backward(std::move(gradient));
  return loss;
}

FrameLoss FrameNetwork::loss(const FrameSentence& sentence) {
  const FrameLoss loss = learn(sentence, {.word = 0, .hidden = 0});
  for (Parameter* p : dense_parameters()) p->discard();
  encoder_.discard();
  return loss;
}

std::vector<Parameter*> FrameNetwork::dense_parameters() {
  std::vector<Parameter*> all = {&kind_, &distance_, &before_, &fact_rows_, &fact_out_, &fact_bias_, &pair_rows_};
  for (Parameter* p : encoder_.parameters()) all.push_back(p);
  for (Dense* layer : {&anchor_hidden_, &anchor_, &word_, &head_, &second_, &tags_, &modal_, &modality_, &type_hidden_, &types_, &fact_, &pair_, &pair_out_})
    for (Parameter* p : {&layer->weights, &layer->bias}) all.push_back(p);
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
      {"tags", &tags_}, {"modal", &modal_}, {"modality", &modality_}, {"type1", &type_hidden_}, {"type2", &types_},
      {"fact", &fact_}, {"pair", &pair_}, {"pair_out", &pair_out_}};
  for (const auto& [name, layer] : layers) layer->write(name, file);
  file.add("kind", kind_.weights.values);
  file.add("distance", distance_.weights.values);
  file.add("before", before_.weights.values);
  file.add("fact_rows", fact_rows_.weights.values);
  file.add("fact_out", fact_out_.weights.values);
  file.add("fact_bias", fact_bias_.weights.values);
  file.add("pair_rows", pair_rows_.weights.values);
  file.add("relations", relations_);
  return file.finish(FrameParser::kKind, FrameParser::kVersion);
}

}  // namespace boba::train
