#include "extract/relations/frame_parser.h"

#include <algorithm>
#include <cmath>

#include "extract/relations/brackets.h"

namespace boba {
namespace {

constexpr uint32_t kMaxWords = 256;  // of a sentence; the rest is not looked at
constexpr float kLeastScore = -2;    // surely below kLeastProbability: spares the exponential

float logistic(float x) { return 1 / (1 + std::exp(-x)); }

void softmax(float* scores, size_t count) {
  const float most = *std::max_element(scores, scores + count);
  float sum = 0;
  for (size_t i = 0; i < count; ++i) sum += scores[i] = std::exp(scores[i] - most);
  for (size_t i = 0; i < count; ++i) scores[i] /= sum;
}

size_t best_of(const float* scores, size_t count) {
  return static_cast<size_t>(std::max_element(scores, scores + count) - scores);
}

// Words that stand before something: no span ends with one.
bool opens_phrase(Upos tag) { return tag == Upos::kAdp || tag == Upos::kCconj || tag == Upos::kSconj; }

// A span of one role: words [first, last).
struct Stretch {
  size_t role, first, last;
};

// Syllables [first, last) and the rest of the times of which they hold a part: half a date is none.
void complete_times(const Document& document, const Sentence& sentence, uint32_t& first, uint32_t& last) {
  for (const TimeExpression& time : document.times) {
    if (time.span.begin >= sentence.span.end) break;
    if (!time.span.overlaps(document.span_of(first, last))) continue;
    while (first > sentence.first_syllable && document.syllables[first].span.begin > time.span.begin) --first;
    while (last < sentence.last_syllable && document.syllables[last - 1].span.end < time.span.end) ++last;
  }
}

// Reads spans off the best tags: a span begins where its role begins or follows something else.
std::vector<Stretch> stretches(const std::vector<size_t>& tags) {
  std::vector<Stretch> spans;
  for (size_t i = 0; i < tags.size(); ++i) {
    if (tags[i] == kOutsideTag) continue;
    const size_t role = (tags[i] - 1) / 2;
    const bool goes_on = tags[i] == inside_tag(role) && !spans.empty() && spans.back().last == i && spans.back().role == role;
    if (goes_on) {
      ++spans.back().last;
    } else {
      spans.push_back({role, i, i + 1});
    }
  }
  return spans;
}

}  // namespace

// Buffers of one call, used again for each sentence.
struct FrameParser::Work {
  InputFeatures features;
  size_t count = 0;
  SentenceEncoder::Work encoder;
  ByteNumbers words_in, rounded;  // the encoder's rows, and what products begin with
  std::vector<float> hidden, anchors, words, heads, pair, second, tags, one, few;
  std::vector<size_t> best;
  std::vector<float> sum;  // of the rows of all words
  size_t read = 0;         // words
  std::vector<std::pair<size_t, size_t>> found;  // words that anchor a class
};

Result<FrameParser> FrameParser::load(std::string_view model_bytes, std::span<const Relation> ontology) {
  const auto file = ModelFile::open(model_bytes, kKind, kVersion);
  if (!file) return file.error();
  FrameParser parser;
  const auto size = file->array<uint32_t>("size", 4);
  if (!size) return size.error();
  const size_t d = parser.size_ = (*size)[0], h = parser.hidden_ = (*size)[1];
  const auto keys = file->array<uint64_t>("relations", 1);
  if (!keys) return keys.error();
  const size_t relations = keys->size();
  parser.relations_.resize(relations);
  parser.numbers_ = relation_numbers(*keys, ontology);
  for (const Relation& relation : ontology)
    if (const uint16_t number = parser.numbers_[relation.id]; number != FrameLayers::kUnknownRelation)
      parser.relations_[number] = relation.id;
  if (h == 0 || h > 1024 || h % 8 != 0 || (*size)[3] != relations)
    return Error{ErrorCode::kCorrupt, "impossible sizes", "frames model", "train the model again"};
  auto encoder = SentenceEncoder::read(*file, d, (*size)[2]);
  if (!encoder) return encoder.error();
  parser.encoder_ = *std::move(encoder);
  struct Wanted {
    const char* name;
    size_t in, out;
    DenseLayer* to;
  };
  for (const Wanted& w : {Wanted{"anchor1", d, h, &parser.anchor_hidden_}, Wanted{"anchor2", h, anchor_columns(relations), &parser.anchor_},
                          Wanted{"word", d, h, &parser.word_}, Wanted{"head", d, h, &parser.head_},
                          Wanted{"second", h, h, &parser.second_}, Wanted{"tags", h, kFrameTagColumns, &parser.tags_},
                          Wanted{"modal", d, h, &parser.modal_}, Wanted{"modality", h, kModalityColumns, &parser.modality_},
                          Wanted{"type1", 2 * d, h, &parser.type_hidden_}, Wanted{"type2", h, kTypeColumns, &parser.types_}}) {
    auto layer = DenseLayer::read(*file, w.name, w.in, w.out);
    if (!layer) return layer.error();
    *w.to = *std::move(layer);
  }
  if (Status read = file->read({{"kind", 2 * relations * h, &parser.kind_}, {"distance", kFrameDistances * h, &parser.distance_},
                                {"before", d, &parser.before_}}); !read)
    return read.error();
  return parser;
}

void FrameParser::read_sentence(uint32_t sentence, const FrameLayers& layers, Work& work) const {
  layers.features(sentence, work.features);
  work.count = std::min<size_t>(work.features.words(), kMaxWords);
  encoder_.encode(work.features, work.count, work.encoder);
  work.read += work.count;
  work.sum.resize(size_);
  for (size_t i = 0; i < work.count; ++i)
    for (size_t k = 0; k < size_; ++k) work.sum[k] += work.encoder.rows[(i + 1) * size_ + k];
  // The row before the first word stands for what the sentence leaves out.
  std::copy_n(before_.data(), size_, work.encoder.rows.data());
  work.words_in.assign(work.encoder.rows);
}

void FrameParser::find_arguments(const Document& document, uint32_t sentence, size_t anchor, size_t kind, Work& work,
                                 Frame& frame) const {
  const size_t h = hidden_, n = work.count;
  work.pair.resize((n + 1) * h);
  for (size_t j = 0; j <= n; ++j) {
    const size_t distance = j == 0 ? kRowBefore : frame_distance(static_cast<int32_t>(j) - 1 - static_cast<int32_t>(anchor));
    const float *word = work.words.data() + j * h, *head = work.heads.data() + anchor * h, *class_row = kind_.data() + kind * h,
                *distance_row = distance_.data() + distance * h;
    float* out = work.pair.data() + j * h;
    for (size_t k = 0; k < h; ++k) out[k] = std::max(word[k] + head[k] + class_row[k] + distance_row[k], 0.0f);
  }
  work.rounded.assign(work.pair);
  second_.apply(work.rounded, 0, n + 1, true, work.second);
  for (size_t i = 0; i < work.pair.size(); ++i) work.pair[i] += work.second[i];
  work.rounded.assign(work.pair);
  tags_.apply(work.rounded, 0, n + 1, false, work.tags);
  work.best.resize(n);
  for (size_t j = 0; j < n; ++j) work.best[j] = best_of(work.tags.data() + (j + 1) * kFrameTagColumns, kFrameTags);
  softmax(work.tags.data(), kFrameTags);
  frame.outside = work.tags[begin_tag(kSubjectRole)];
  const Sentence& place = document.sentences[sentence];
  for (Stretch stretch : stretches(work.best)) {
    while (stretch.last > stretch.first + 1 && opens_phrase(document.tokens[place.first_token + stretch.last - 1].upos)) --stretch.last;
    FrameArgument argument{.role = stretch.role,
                           .first = document.tokens[place.first_token + stretch.first].first,
                           .last = document.tokens[place.first_token + stretch.last - 1].last};
    complete_times(document, place, argument.first, argument.last);
    argument.last = end_with_brackets(document, argument.first, argument.last, place.last_syllable);
    for (size_t j = stretch.first; j < stretch.last; ++j) {
      float* scores = work.tags.data() + (j + 1) * kFrameTagColumns;
      softmax(scores, kFrameTags);
      argument.probability += scores[work.best[j]];
    }
    argument.probability /= static_cast<float>(stretch.last - stretch.first);
    argument.types = types_of(work.words_in, stretch.first, stretch.last);
    frame.arguments.push_back(argument);
  }
  modal_.apply(work.words_in, (anchor + 1) * size_, 1, false, work.one);
  for (size_t k = 0; k < h; ++k)
    work.one[k] = std::max(work.one[k] + work.heads[anchor * h + k] + kind_[kind * h + k], 0.0f);
  work.rounded.assign(work.one);
  modality_.apply(work.rounded, 0, 1, false, work.few);
  softmax(work.few.data(), kModalities);
  frame.modality = static_cast<Modality>(best_of(work.few.data(), kModalities));
  frame.modality_probability = work.few[static_cast<size_t>(frame.modality)];
}

std::array<float, kEntityTypes + 1> FrameParser::types_of(const ByteNumbers& read, size_t first, size_t last) const {
  std::array<float, kEntityTypes + 1> out = {};
  if ((last + 2) * size_ > read.values.size()) return out;
  ByteNumbers ends{.values = {}, .scale = read.scale};  // the first word, the last word
  const auto words = read.values.begin();
  const auto row = [&](size_t at) { return words + static_cast<ptrdiff_t>(at * size_); };
  ends.values.assign(row(first + 1), row(first + 2));
  ends.values.insert(ends.values.end(), row(last), row(last + 1));
  std::vector<float> hidden, scores;
  type_hidden_.apply(ends, 0, 1, true, hidden);
  ends.assign(hidden);
  types_.apply(ends, 0, 1, false, scores);
  softmax(scores.data(), out.size());
  std::copy_n(scores.begin(), out.size(), out.begin());
  return out;
}

void FrameParser::project(Work& work) const {
  word_.apply(work.words_in, 0, work.count + 1, false, work.words);
  head_.apply(work.words_in, size_, work.count, false, work.heads);
}

std::optional<Frame> FrameParser::frame_at(const Document& document, uint32_t sentence, const ByteNumbers& read,
                                           RelationId relation, bool triggered, uint32_t anchor,
                                           std::vector<float>& projected) const {
  Work work;
  work.words_in = read;
  const size_t rows = read.values.size() / size_, at = anchor - document.sentences[sentence].first_token;
  if (rows < 2 || at >= rows - 2 || numbers_[relation] == FrameLayers::kUnknownRelation) return {};
  work.count = rows - 2;
  if (projected.empty()) word_.apply(work.words_in, 0, work.count + 1, false, projected);
  work.words.swap(projected);
  head_.apply(work.words_in, (at + 1) * size_, 1, false, work.one);  // of the only anchor
  work.heads.resize(work.count * hidden_);
  std::copy_n(work.one.begin(), hidden_, work.heads.begin() + static_cast<ptrdiff_t>(at * hidden_));
  Frame frame{.relation = relation, .sentence = sentence, .anchor = document.tokens[anchor].first};
  find_arguments(document, sentence, at, anchor_class(static_cast<RelationId>(numbers_[relation]), triggered), work, frame);
  work.words.swap(projected);
  return frame;
}

FrameReading FrameParser::parse(const Document& document, const Frames& triggers) const {
  const FrameLayers layers(document, triggers, numbers_);
  FrameReading reading;
  reading.sentences.resize(document.sentences.size());
  Work work;
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    if (sentence.first_token == sentence.last_token || document.blocks[sentence.block].repeats) continue;
    read_sentence(s, layers, work);
    reading.sentences[s] = work.words_in;
    anchor_hidden_.apply(work.words_in, size_, work.count, true, work.hidden);
    work.rounded.assign(work.hidden);
    anchor_.apply(work.rounded, 0, work.count, false, work.anchors);
    work.found.clear();
    for (size_t i = 0; i < work.count; ++i)
      for (size_t kind = 0; kind < 2 * relations_.size(); ++kind)
        if (work.anchors[i * anchor_.columns() + kind] >= kLeastScore && relations_[kind / 2]) work.found.emplace_back(i, kind);
    if (work.found.empty()) continue;
    project(work);
    for (const auto& [i, kind] : work.found) {
      const Token& token = document.tokens[sentence.first_token + i];
      Frame frame{.relation = *relations_[kind / 2], .sentence = s, .anchor = token.first,
                  .probability = logistic(work.anchors[i * anchor_.columns() + kind])};
      if (frame.probability < kLeastProbability) continue;
      frame.first = frame.last = token.first;
      if (kind % 2 == 0) {
        frame.last = token.last;
        for (const TriggerMatch& trigger : layers.triggers(s))
          if (trigger.relation == frame.relation && trigger.first == frame.first) frame.last = std::max(frame.last, trigger.last);
      }
      find_arguments(document, s, i, kind, work, frame);
      reading.frames.push_back(std::move(frame));
    }
  }
  for (float& number : work.sum) number /= static_cast<float>(work.read);
  if (work.read > 0) reading.topic.assign(work.sum);
  return reading;
}

}  // namespace boba
