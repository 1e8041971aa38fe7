#include "extract/relations/frame_parser.h"

#include <algorithm>
#include <cmath>

namespace boba {
namespace {

constexpr uint32_t kMaxWords = 256;  // of a sentence; the rest is not looked at

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
  FrameFeatures features;
  size_t count = 0;
  std::vector<float> rows;  // count + 2 rows of size_: zeros, the words, zeros
  std::vector<float> work, hidden, anchors, words, heads, pair, second, tags, one, type_in;
};

Result<FrameParser> FrameParser::load(std::string_view model_bytes, std::span<const Relation> ontology) {
  const auto file = ModelFile::open(model_bytes, kKind, kVersion);
  if (!file) return file.error();
  FrameParser parser;
  const auto words = FeatureTable::open(*file, "words");
  if (!words) return words.error();
  parser.words_ = *words;
  const auto size = file->array<uint32_t>("size", 4);
  if (!size) return size.error();
  const size_t d = parser.size_ = (*size)[0], h = parser.hidden_ = (*size)[1];
  const auto keys = file->array<uint64_t>("relations", 1);
  if (!keys) return keys.error();
  const size_t relations = keys->size();
  parser.relations_.resize(relations);
  parser.numbers_.assign(ontology.size(), FrameLayers::kUnknownRelation);
  for (const Relation& relation : ontology) {
    const auto at = static_cast<size_t>(std::find(keys->begin(), keys->end(), relation.key) - keys->begin());
    if (at == relations) continue;
    parser.relations_[at] = relation.id;
    parser.numbers_[relation.id] = static_cast<uint16_t>(at);
  }
  if (d == 0 || d > 1024 || d % 16 != 0 || h == 0 || h > 1024 || h % 8 != 0 || words->labels() != d || (*size)[2] > 16 ||
      (*size)[3] != relations)
    return Error{ErrorCode::kCorrupt, "impossible sizes", "frames model", "train the model again"};
  auto layers = QuasiRecurrent::read(*file, "layer", d, (*size)[2]);
  if (!layers) return layers.error();
  parser.layers_ = *std::move(layers);
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
    const auto layer = DenseLayer::read(*file, w.name, w.in, w.out);
    if (!layer) return layer.error();
    *w.to = *layer;
  }
  struct Table {
    const char* name;
    size_t size;
    std::span<const float>* to;
  };
  for (const Table& t : {Table{"kind", 2 * relations * h, &parser.kind_}, Table{"distance", kFrameDistances * h, &parser.distance_},
                         Table{"before", d, &parser.before_}}) {
    const auto numbers = file->array<float>(t.name, t.size);
    if (!numbers) return numbers.error();
    *t.to = *numbers;
  }
  return parser;
}

void FrameParser::read_sentence(uint32_t sentence, const FrameLayers& layers, Work& work) const {
  layers.features(sentence, work.features);
  work.count = std::min<size_t>(work.features.words(), kMaxWords);
  work.rows.assign((work.count + 2) * size_, 0);
  std::vector<int16_t> sum(size_);
  for (size_t i = 0; i < work.count; ++i) {
    std::fill(sum.begin(), sum.end(), int16_t{0});
    for (uint64_t key : work.features.of(i)) words_.add(key, sum.data());
    float* row = work.rows.data() + (i + 1) * size_;
    for (size_t k = 0; k < size_; ++k) row[k] = static_cast<float>(sum[k]) * words_.scale();
  }
  layers_.run(work.count, work.rows, work.work);
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
  second_.apply(work.pair.data(), h, n + 1, true, work.second);
  for (size_t i = 0; i < work.pair.size(); ++i) work.pair[i] += work.second[i];
  tags_.apply(work.pair.data(), h, n + 1, false, work.tags);
  std::vector<size_t> best(n);
  for (size_t j = 0; j <= n; ++j) {
    float* scores = work.tags.data() + j * kFrameTagColumns;
    softmax(scores, kFrameTags);
    if (j > 0) best[j - 1] = best_of(scores, kFrameTags);
  }
  frame.outside = work.tags[begin_tag(kSubjectRole)];
  const Sentence& place = document.sentences[sentence];
  for (Stretch stretch : stretches(best)) {
    while (stretch.last > stretch.first + 1 && opens_phrase(document.tokens[place.first_token + stretch.last - 1].upos)) --stretch.last;
    FrameArgument argument{.role = stretch.role,
                           .first = document.tokens[place.first_token + stretch.first].first,
                           .last = document.tokens[place.first_token + stretch.last - 1].last};
    for (size_t j = stretch.first; j < stretch.last; ++j)
      argument.probability += work.tags[(j + 1) * kFrameTagColumns + best[j]];
    argument.probability /= static_cast<float>(stretch.last - stretch.first);
    work.type_in.resize(2 * size_);
    std::copy_n(work.rows.data() + (stretch.first + 1) * size_, size_, work.type_in.data());
    std::copy_n(work.rows.data() + stretch.last * size_, size_, work.type_in.data() + size_);
    type_hidden_.apply(work.type_in.data(), 2 * size_, 1, true, work.one);
    std::vector<float> types;
    types_.apply(work.one.data(), h, 1, false, types);
    softmax(types.data(), kEntityTypes + 1);
    std::copy_n(types.begin(), argument.types.size(), argument.types.begin());
    frame.arguments.push_back(argument);
  }
  modal_.apply(work.rows.data() + (anchor + 1) * size_, size_, 1, false, work.one);
  for (size_t k = 0; k < h; ++k)
    work.one[k] = std::max(work.one[k] + work.heads[anchor * h + k] + kind_[kind * h + k], 0.0f);
  std::vector<float> modalities;
  modality_.apply(work.one.data(), h, 1, false, modalities);
  frame.modality = static_cast<Modality>(best_of(modalities.data(), kModalities));
}

std::vector<Frame> FrameParser::parse(const Document& document, const Frames& triggers) const {
  const FrameLayers layers(document, triggers, numbers_);
  std::vector<Frame> frames;
  Work work;
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    if (sentence.first_token == sentence.last_token || document.blocks[sentence.block].repeats) continue;
    read_sentence(s, layers, work);
    anchor_hidden_.apply(work.rows.data() + size_, size_, work.count, true, work.hidden);
    anchor_.apply(work.hidden.data(), hidden_, work.count, false, work.anchors);
    // The row before the first word stands for what the sentence leaves out.
    std::copy_n(before_.data(), size_, work.rows.data());
    word_.apply(work.rows.data(), size_, work.count + 1, false, work.words);
    head_.apply(work.rows.data() + size_, size_, work.count, false, work.heads);
    for (size_t i = 0; i < work.count; ++i) {
      const Token& token = document.tokens[sentence.first_token + i];
      for (size_t kind = 0; kind < 2 * relations_.size(); ++kind) {
        const float score = work.anchors[i * anchor_.columns() + kind];
        if (score < -2 || !relations_[kind / 2]) continue;  // below kLeastProbability: spares the exponential
        Frame frame{.relation = *relations_[kind / 2], .sentence = s, .anchor = token.first,
                    .probability = logistic(score)};
        if (frame.probability < kLeastProbability) continue;
        frame.first = frame.last = token.first;
        if (kind % 2 == 0) {
          frame.last = token.last;
          for (const TriggerMatch& trigger : layers.triggers(s))
            if (trigger.relation == frame.relation && trigger.first == frame.first) frame.last = std::max(frame.last, trigger.last);
        }
        find_arguments(document, s, i, kind, work, frame);
        frames.push_back(std::move(frame));
      }
    }
  }
  return frames;
}

}  // namespace boba
