#include "extract/annotators/words.h"

#include "extract/annotators/word_decoder.h"

namespace boba {
namespace {

void append_tokens(std::span<const uint8_t> labels, Sentence& sentence, std::vector<Token>& tokens) {
  sentence.first_token = static_cast<uint32_t>(tokens.size());
  for (uint32_t i = 0; i < labels.size(); ++i) {
    const uint32_t syllable = sentence.first_syllable + i;
    if (labels[i] < kUposCount)
      tokens.push_back({.first = syllable, .last = syllable, .upos = static_cast<Upos>(labels[i])});
    tokens.back().last = syllable + 1;
  }
  sentence.last_token = static_cast<uint32_t>(tokens.size());
}

}  // namespace

Result<WordAnnotator> WordAnnotator::load(std::string_view model_bytes) {
  const auto file = ModelFile::open(model_bytes, kKind, kVersion);
  if (!file) return file.error();
  const auto pairs = ByteTable::open(*file, "pairs");
  const auto units = ByteTable::open(*file, "units");
  const auto clusters = ByteTable::open(*file, "clusters");
  const auto features = FeatureTable::open(*file, "features");
  const auto moves = file->array<int32_t>("moves", (kUposCount + 1) * kUposCount);
  if (!pairs) return pairs.error();
  if (!units) return units.error();
  if (!clusters) return clusters.error();
  if (!features) return features.error();
  if (!moves) return moves.error();
  if (features->labels() != kWordLabels)
    return Error{ErrorCode::kCorrupt, "wrong number of labels", "words model", "train the model again"};
  WordAnnotator annotator;
  annotator.statistics_ = {*pairs, *units, *clusters};
  annotator.features_ = *features;
  annotator.moves_ = *moves;
  return annotator;
}

void WordAnnotator::annotate(Document& document) const {
  document.tokens.clear();
  document.tokens.reserve(document.syllables.size());
  WordFeatures features(document, statistics_);
  WordDecoder<int32_t> decoder;
  WordFeatures::Row row, next;
  std::vector<int32_t> scores;
  for (Sentence& sentence : document.sentences) {
    const uint32_t count = sentence.last_syllable - sentence.first_syllable;
    scores.resize(count * kWordLabels);
    features.begin(sentence.first_syllable, sentence.last_syllable);
    if (count > 0) features.at(0, next);
    for (uint32_t i = 0; i < count; ++i) {
      row = next;
      // The next syllable's slots are on their way from memory while this one's rows are added.
      if (i + 1 < count) {
        features.at(i + 1, next);
        for (uint64_t key : next) features_.prefetch(key);
      }
      std::array<int16_t, kWordLabels> sum = {};
      for (uint64_t key : row) features_.add(key, sum.data());
      std::copy(sum.begin(), sum.end(), scores.begin() + i * kWordLabels);
    }
    append_tokens(decoder.decode(scores, moves_), sentence, document.tokens);
  }
}

}  // namespace boba
