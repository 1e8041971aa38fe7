#include "extract/annotators/name_reader.h"

#include <algorithm>
#include <cmath>

#include "extract/annotators/word_features.h"
#include "extract/learn/feature_table.h"

namespace boba {
namespace {

enum Template : uint64_t {
  kLexicalFeature = 4000,  // and the two that follow
  kTagFeature = 4010,
  kShapeFeature,
  kRelationFeature,
  kHeadFeature,
  kPlaceFeature,
  kQuotedFeature,
  kBracketedFeature,
  kPhraseBeginFeature,
  kPhraseEndFeature,
  kLastHeadFeature,
  kFineFeature,
  kCoarseFeature,
  kEdgeFeature,
  kLinkFeature,
  kEndsNamesFeature,
  kPartFeature,
};

constexpr uint64_t kNoHead = 17;

}  // namespace

uint64_t name_feature(size_t lexical, uint64_t unit) { return feature(kLexicalFeature + lexical, unit); }

void name_units(const Document& document, const Sentence& sentence, std::vector<NameUnit>& out) {
  out.clear();
  for (uint32_t t = sentence.first_token; t < sentence.last_token; ++t) {
    const Token& token = document.tokens[t];
    const auto begin = document.syllables.begin() + token.first, end = document.syllables.begin() + token.last;
    if (std::any_of(begin + 1, end, [](const Syllable& s) { return s.is(Syllable::kCapital); })) {
      for (uint32_t i = token.first; i < token.last; ++i) out.push_back({i, i + 1, t});
    } else {
      out.push_back({token.first, token.last, t});
    }
  }
  if (out.size() > kMostNameUnits) out.resize(kMostNameUnits);
}

void name_input(const Document& document, const NameCells& cells, const Sentence& sentence,
                const std::vector<NameUnit>& units, InputFeatures& out) {
  out.keys.clear();
  out.first.assign(1, 0);
  out.units.clear();
  const auto block = static_cast<uint64_t>(document.blocks[sentence.block].kind);
  for (const NameUnit& unit : units) {
    const Token& token = document.tokens[unit.token];
    const NameCell &first = cells[unit.first], &last = cells[unit.last - 1];
    out.units.push_back({unit_key(document, token.first, token.last), unit_key(document, unit.first, unit.first + 1),
                         unit_key(document, unit.last - 1, unit.last)});
    for (size_t l = 0; l < InputFeatures::kLexical; ++l) out.keys.push_back(name_feature(l, out.units.back()[l]));
    const auto tag = static_cast<uint64_t>(token.upos);
    const uint64_t size = std::min<uint64_t>(unit.last - unit.first, 5);
    const auto add = [&](uint64_t number, auto... values) { out.keys.push_back(feature(number, values...)); };
    add(kTagFeature, tag);
    add(kShapeFeature, size, first.shape, last.shape);
    add(kRelationFeature, token.deprel);
    add(kHeadFeature, token.head < 0 ? kNoHead : static_cast<uint64_t>(document.tokens[static_cast<size_t>(token.head)].upos),
        token.head > static_cast<int32_t>(unit.token));
    add(kPlaceFeature, block, unit.first == sentence.first_syllable);
    if (unit.last - unit.first < token.last - token.first) add(kPartFeature, unit.first == token.first, unit.last == token.last);
    if (first.quoted) add(kQuotedFeature);
    if (first.bracketed) add(kBracketedFeature);
    if (first.length > 0) add(kPhraseBeginFeature, first.classes, first.inside == 0);
    if (last.length > 0) add(kPhraseEndFeature, last.classes, last.inside + 1 == last.length);
    if (first.head != 0) add(kLastHeadFeature, first.head, first.distance);
    add(kFineFeature, first.fine);
    add(kCoarseFeature, last.coarse);
    add(kEdgeFeature, first.word.edge, last.word.edge);
    add(kLinkFeature, first.word.phrase_link, first.word.link);
    if (first.ends_names) add(kEndsNamesFeature);
    out.first.push_back(static_cast<uint32_t>(out.keys.size()));
  }
}

struct NameReader::Work {
  std::vector<NameUnit> units;
  InputFeatures features;
  SentenceEncoder::Work encoder;
  ByteNumbers in;
  std::vector<float> edges, parts, sums, hidden;
};

Result<NameReader> NameReader::open(const ModelFile& file) {
  NameReader reader;
  const auto size = file.array<uint32_t>("size", 3);
  if (!size) return size.error();
  const size_t d = reader.size_ = (*size)[0], h = reader.hidden_ = (*size)[1];
  if (h == 0 || h > 1024 || h % 8 != 0)
    return Error{ErrorCode::kCorrupt, "impossible sizes", "names model", "train the model again"};
  auto encoder = SentenceEncoder::read(file, d, (*size)[2]);
  if (!encoder) return encoder.error();
  reader.encoder_ = *std::move(encoder);
  auto edges = DenseLayer::read(file, "edges", d, kNameEdges);
  if (!edges) return edges.error();
  reader.edges_ = *std::move(edges);
  auto parts = DenseLayer::read(file, "parts", d, 3 * h);
  if (!parts) return parts.error();
  reader.parts_ = *std::move(parts);
  if (Status read = file.read({{"lengths", kNameLengths * h, &reader.lengths_}, {"out", kEntityTypes * h, &reader.out_},
                               {"bias", kEntityTypes, &reader.bias_}}); !read)
    return read.error();
  return reader;
}

void NameReader::read(const Document& document, const NameCells& cells, float threshold,
                      std::vector<NameCandidate>& out) const {
  Work work;
  const float least = std::log(threshold / (1 - threshold));
  for (const Sentence& sentence : document.sentences) read_sentence(document, cells, sentence, least, work, out);
}

void NameReader::read_sentence(const Document& document, const NameCells& cells, const Sentence& sentence, float least,
                               Work& work, std::vector<NameCandidate>& out) const {
  name_units(document, sentence, work.units);
  name_input(document, cells, sentence, work.units, work.features);
  const size_t n = work.units.size(), h = hidden_;
  if (n == 0) return;
  encoder_.encode(work.features, n, work.encoder);
  work.in.assign(work.encoder.rows);
  edges_.apply(work.in, size_, n, false, work.edges);
  parts_.apply(work.in, size_, n, false, work.parts);
  work.sums.assign((n + 1) * h, 0);
  for (size_t i = 0; i < n; ++i)
    for (size_t k = 0; k < h; ++k) work.sums[(i + 1) * h + k] = work.sums[i * h + k] + work.parts[i * 3 * h + 2 * h + k];
  work.hidden.resize(h);
  for (size_t i = 0; i < n; ++i) {
    const float* begin = work.edges.data() + i * kNameEdges;
    uint32_t begins = 0;
    for (size_t t = 0; t < kEntityTypes; ++t) begins |= begin[t] > kLeastEdge ? 1u << t : 0;
    if (begins == 0) continue;
    for (size_t j = i; j < std::min(n, i + kLongestName); ++j) {
      const float* end = work.edges.data() + j * kNameEdges + kEntityTypes;
      uint32_t both = 0;
      for (size_t t = 0; t < kEntityTypes; ++t) both |= end[t] > kLeastEdge ? begins & 1u << t : 0;
      if (both == 0) continue;
      const float share = 1 / static_cast<float>(j + 1 - i);
      const float *first = work.parts.data() + i * 3 * h, *last = work.parts.data() + j * 3 * h + h,
                  *from = work.sums.data() + i * h, *to = work.sums.data() + (j + 1) * h,
                  *length = lengths_.data() + name_length(j + 1 - i) * h;
      for (size_t k = 0; k < h; ++k)
        work.hidden[k] = std::max(first[k] + last[k] + share * (to[k] - from[k]) + length[k], 0.0f);
      for (size_t t = 0; t < kEntityTypes; ++t) {
        if ((both >> t & 1) == 0) continue;
        const float* weights = out_.data() + t * h;
        float score = bias_[t];
        for (size_t k = 0; k < h; ++k) score += weights[k] * work.hidden[k];
        if (score < least) continue;
        out.push_back({.first = work.units[i].first,
                       .last = work.units[j].last,
                       .type = static_cast<EntityType>(t),
                       .chance = 1 / (1 + std::exp(-score))});
      }
    }
  }
}

}  // namespace boba
