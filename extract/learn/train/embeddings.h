// Word vectors of raw text, as a file between trainers.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_EMBEDDINGS_H_
#define BOBA_EXTRACT_LEARN_TRAIN_EMBEDDINGS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

#include "core/result.h"

namespace boba::train {

inline constexpr std::string_view kEmbeddingsKind = "embeddings";
inline constexpr uint32_t kEmbeddingsVersion = 1;

// Vectors by unit_key() of a word, in place: most frequent words first.
struct Embeddings {
  std::span<const uint64_t> keys;
  std::span<const float> vectors;  // keys.size() rows
  std::span<const uint8_t> lengths;  // syllables of the word
  size_t size = 0;                 // numbers in a row

  static Result<Embeddings> open(std::string_view bytes);
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_EMBEDDINGS_H_
