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

// Sums the rows of each syllable's features. Memory is what takes the time, so that it works on three syllables at
// once: the slots of one are on their way from memory, the rows of the one before it too, those of the third are added.
void WordAnnotator::score(WordFeatures& features, uint32_t count, std::vector<int32_t>& scores) const {
  WordFeatures::Row keys;
  std::array<std::vector<const int8_t*>, 2> rows;  // of syllables by turns
  scores.resize(count * kWordLabels);
  for (uint32_t step = 0; step < count + 2; ++step) {
    std::vector<const int8_t*>&coming = rows[step & 1], &ready = rows[(step & 1) ^ 1];
    if (step > 0 && step <= count) features_.find_all(keys, coming);
    if (step < count) {
      features.at(step, keys);
      for (uint64_t key : keys) features_.prefetch(key);
    }
    if (step < 2) continue;
    std::array<int16_t, kWordLabels> sums;
    features_.sum(ready, sums.data());
    std::copy(sums.begin(), sums.end(), scores.begin() + (step - 2) * kWordLabels);
  }
}

void WordAnnotator::annotate(Document& document) const {
  document.tokens.clear();
  document.tokens.reserve(document.syllables.size());
  WordFeatures features(document, statistics_);
  WordDecoder<int32_t> decoder;
  std::vector<int32_t> scores;
  for (Sentence& sentence : document.sentences) {
    features.begin(sentence.first_syllable, sentence.last_syllable);
    score(features, sentence.last_syllable - sentence.first_syllable, scores);
    append_tokens(decoder.decode(scores, moves_), sentence, document.tokens);
  }
}

}  // namespace boba
