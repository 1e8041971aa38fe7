#include "extract/relations/argument_layers.h"

#include <algorithm>
#include <tuple>

#include "extract/learn/dense.h"

namespace boba {

Result<ArgumentLayers> ArgumentLayers::read(const ModelFile& file, const std::string& name, size_t in, size_t out, size_t words, size_t rows) {
  if (out == 0 || out > 1024 || out % 8 != 0 || in % 16 != 0)
    return Error{ErrorCode::kCorrupt, "impossible sizes", "frames model", "train the model again"};
  ArgumentLayers layers;
  layers.in_ = in;
  layers.out_ = out;
  layers.word_count_ = words;
  auto projection = DenseLayer::read(file, name, in, words * out);
  if (!projection) return projection.error();
  layers.words_ = *std::move(projection);
  auto topic = DenseLayer::read(file, name + "_topic", in, out);
  if (!topic) return topic.error();
  layers.topic_ = *std::move(topic);
  auto second = DenseLayer::read(file, name + "_second", out, out);
  if (!second) return second.error();
  layers.second_ = *std::move(second);
  const std::string table = name + "_rows";
  if (Status read = file.read({{table.c_str(), rows * out, &layers.rows_}}); !read) return read.error();
  return layers;
}

ArgumentLayers::Reader::Reader(const ArgumentLayers& layers, const DocumentContext& context) : layers_(layers), context_(context) {
  if (!context.topic.values.empty()) layers.topic_.apply(context.topic, 0, 1, false, topic_);
  topic_.resize(layers.out_);
  places_elsewhere_.assign(context.doc().tokens.size(), kNone);
}

void ArgumentLayers::Reader::enter(uint32_t sentence) {
  read_ = &context_.readings[sentence];
  first_token_ = context_.doc().sentences[sentence].first_token;
  const size_t rows = read_->values.size() / layers_.in_;  // one row before the words, one behind
  places_.assign(rows < 2 ? 0 : rows - 2, kNone);
}

// Computes what the words bring that some query looks at.
void ArgumentLayers::Reader::project(std::span<const ArgumentQuery> queries) {
  std::ranges::fill(places_, kNone);
  rows_.values.clear();
  rows_.scale = read_->scale;
  uint32_t count = 0;
  for (const ArgumentQuery& query : queries) {
    for (uint32_t token : query.words) {
      if (token == ArgumentQuery::kNoWord) continue;
      if (!here(token)) {
        project_elsewhere(token);
        continue;
      }
      if (places_[token - first_token_] != kNone) continue;
      places_[token - first_token_] = count++;
      const auto row = read_->values.begin() + static_cast<ptrdiff_t>((token - first_token_ + size_t{1}) * layers_.in_);
      rows_.values.insert(rows_.values.end(), row, row + static_cast<ptrdiff_t>(layers_.in_));
    }
  }
  layers_.words_.apply(rows_, 0, count, false, words_);
}

void ArgumentLayers::Reader::project_elsewhere(uint32_t token) {
  if (places_elsewhere_[token] != kNone) return;
  const auto& sentences = context_.doc().sentences;
  const auto behind = std::ranges::upper_bound(sentences, token, {}, &Sentence::first_token);
  const ByteNumbers& read = context_.readings[static_cast<size_t>(behind - sentences.begin()) - 1];
  const size_t row = token - std::prev(behind)->first_token + 1;
  if ((row + 2) * layers_.in_ > read.values.size()) return;
  layers_.words_.apply(read, row * layers_.in_, 1, false, row_);
  places_elsewhere_[token] = static_cast<uint32_t>(elsewhere_.size() / row_.size());
  elsewhere_.insert(elsewhere_.end(), row_.begin(), row_.end());
}

// What a token brings as the word of a query with this number, or null where it was not read.
const float* ArgumentLayers::Reader::word(uint32_t token, size_t slot) const {
  if (token == ArgumentQuery::kNoWord) return nullptr;
  const uint32_t place = here(token) ? places_[token - first_token_] : places_elsewhere_[token];
  if (place == kNone) return nullptr;
  return (here(token) ? words_ : elsewhere_).data() + place * layers_.words_.columns() + slot * layers_.out_;
}

std::span<const float> ArgumentLayers::Reader::read(std::span<const ArgumentQuery> queries) {
  const size_t h = layers_.out_;
  if (queries.empty()) return {};
  project(queries);
  first_.resize(queries.size() * h);
  std::array<const float*, std::tuple_size_v<decltype(ArgumentQuery::words)> + std::tuple_size_v<decltype(ArgumentQuery::rows)> + 1> rows;
  for (size_t q = 0; q < queries.size(); ++q) {
    size_t count = 0;
    for (size_t w = 0; w < layers_.word_count_; ++w)
      if (const float* row = word(queries[q].words[w], w)) rows[count++] = row;
    for (uint16_t row : queries[q].rows)
      if (row != 0) rows[count++] = layers_.rows_.data() + row * h;
    rows[count++] = topic_.data();
    rectified_sum({rows.data(), count}, first_.data() + q * h, h);
  }
  rounded_.assign(first_);
  layers_.second_.apply(rounded_, 0, queries.size(), true, second_);
  for (size_t i = 0; i < first_.size(); ++i) first_[i] += second_[i];
  return first_;
}

}  // namespace boba
