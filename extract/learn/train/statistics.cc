// boba-train statistics: which syllables stand together more often than chance has it; which of them a first word
// annotator takes for words, and of which tag; which behave alike.
#include "extract/learn/train/statistics.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/hash.h"
#include "extract/annotators/words.h"
#include "extract/learn/train/articles.h"
#include "extract/learn/train/counter.h"
#include "extract/learn/train/embeddings.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/network.h"
#include "extract/learn/train/random.h"
#include "extract/learn/train/trainers.h"

namespace boba::train {
namespace {

struct Options {
  std::vector<std::string> articles;
  std::string words, embeddings, out;
  uint32_t min_count = 8;
  uint32_t min_unit = 6;
};

constexpr std::array<std::string_view, 3> kTables = {"pairs", "units", "clusters"};

struct Pair {
  uint64_t left, right;
  uint32_t count;
};

class PairCounts {
 public:
  void add(const Document& document) {
    for (const Sentence& sentence : document.sentences) {
      for (uint32_t i = sentence.first_syllable; i < sentence.last_syllable; ++i) {
        const Syllable& syllable = document.syllables[i];
        const uint64_t key = syllable_key(document, syllable);
        syllables_.add(key);
        ++total_;
        if (i + 1 == sentence.last_syllable || syllable.is(Syllable::kPunctuation)) continue;
        const Syllable& next = document.syllables[i + 1];
        if (next.is(Syllable::kPunctuation)) continue;
        const uint64_t next_key = syllable_key(document, next);
        const uint64_t pair = mix(mix(901, key), next_key);  // as unit_key() has it
        pairs_.add(pair);
        if (pairs_.get(pair) == 1) parts_.emplace(pair, std::pair(key, next_key));
      }
    }
  }

  // 16 * bucket of normalised pointwise mutual information (0..15) + bucket of the count (1..15).
  std::vector<std::pair<uint64_t, uint8_t>> codes(uint32_t min_count) const {
    std::vector<std::pair<uint64_t, uint8_t>> out;
    const auto total = static_cast<double>(total_);
    pairs_.for_each([&](uint64_t pair, uint32_t count) {
      if (count < min_count) return;
      const auto& [left, right] = parts_.at(pair);
      const double together = count / total;
      const double apart = syllables_.get(left) / total * syllables_.get(right) / total;
      const double information = std::log(together / apart) / -std::log(together);
      const auto bucket = static_cast<uint8_t>(std::clamp((information + 0.2) * 16, 0.0, 15.0));
      const auto size = static_cast<uint8_t>(std::clamp(std::log2(count) - 1, 1.0, 15.0));
      out.emplace_back(pair, static_cast<uint8_t>(bucket << 4 | size));
    });
    return out;
  }

 private:
  Counter syllables_, pairs_;
  std::unordered_map<uint64_t, std::pair<uint64_t, uint64_t>> parts_;
  uint64_t total_ = 0;
};

// What a word annotator makes of raw text: how often the syllables of a unit are one word, and of which tag.
class UnitCounts {
 public:
  explicit UnitCounts(const WordAnnotator& annotator) : annotator_(annotator) {}

  void add(Document document) {
    annotator_.annotate(document);
    for (const Token& token : document.tokens) {
      if (token.last - token.first > kLongest) continue;
      const uint64_t unit = unit_key(document, token.first, token.last);
      words_.add(unit);
      tags_.add(mix(unit, static_cast<uint64_t>(token.upos)));
    }
    for (const Sentence& sentence : document.sentences) {
      for (uint32_t i = sentence.first_syllable; i < sentence.last_syllable; ++i) {
        const uint32_t last = std::min(sentence.last_syllable, i + kLongest);
        for (uint32_t end = i + 1; end <= last && !document.syllables[end - 1].is(Syllable::kPunctuation); ++end)
          all_.add(unit_key(document, i, end));
      }
    }
  }

  std::vector<std::pair<uint64_t, uint8_t>> codes(uint32_t min_count) const {
    std::vector<std::pair<uint64_t, uint8_t>> out;
    words_.for_each([&](uint64_t unit, uint32_t count) {
      const uint32_t all = all_.get(unit);
      if (count < min_count || all == 0) return;
      uint32_t most = 0;
      size_t tag = 0;
      for (size_t t = 0; t < kUposCount; ++t) {
        const uint32_t of_tag = tags_.get(mix(unit, t));
        if (of_tag > most) {
          most = of_tag;
          tag = t;
        }
      }
      out.emplace_back(unit, unit_code(static_cast<double>(count) / all, tag, static_cast<double>(most) / count));
    });
    return out;
  }

 private:
  static constexpr uint32_t kLongest = 4;
  const WordAnnotator& annotator_;
  Counter words_, tags_, all_;
};

// Clusters of word vectors by their direction (k-means, first centres drawn at random).
class Clusters {
 public:
  Clusters(const Embeddings& vectors, size_t words) : size_(vectors.size), count_(std::min(words, vectors.keys.size())) {
    points_.assign(vectors.vectors.begin(), vectors.vectors.begin() + static_cast<ptrdiff_t>(count_ * size_));
    for (size_t i = 0; i < count_; ++i) normalize(points_.data() + i * size_);
    Random random(1);
    for (size_t c = 0; c < kCount; ++c) {
      const float* point = points_.data() + random.below(count_) * size_;
      centres_.insert(centres_.end(), point, point + size_);
    }
  }

  std::vector<uint8_t> find(int rounds) {
    std::vector<uint8_t> nearest(count_);
    for (int round = 0; round < rounds; ++round) {
      for (size_t i = 0; i < count_; ++i) nearest[i] = nearest_to(points_.data() + i * size_);
      std::fill(centres_.begin(), centres_.end(), 0.0f);
      for (size_t i = 0; i < count_; ++i)
        add_scaled(1, points_.data() + i * size_, centres_.data() + nearest[i] * size_, size_);
      for (size_t c = 0; c < kCount; ++c) normalize(centres_.data() + c * size_);
    }
    return nearest;
  }

 private:
  static constexpr size_t kCount = 255;

  void normalize(float* v) const {
    const float length = std::sqrt(dot(v, v, size_));
    if (length > 0)
      for (size_t k = 0; k < size_; ++k) v[k] /= length;
  }
  uint8_t nearest_to(const float* point) const {
    size_t best = 0;
    float most = -2;
    for (size_t c = 0; c < kCount; ++c) {
      const float cosine = dot(point, centres_.data() + c * size_, size_);
      if (cosine > most) {
        most = cosine;
        best = c;
      }
    }
    return static_cast<uint8_t>(best);
  }

  size_t size_, count_;
  std::vector<float> points_, centres_;
};

Result<std::vector<std::pair<uint64_t, uint8_t>>> cluster_codes(const std::string& path) {
  constexpr size_t kWords = 25000;
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  const auto vectors = Embeddings::open(*bytes);
  if (!vectors) return vectors.error();
  std::vector<std::pair<uint64_t, uint8_t>> out;
  const std::vector<uint8_t> nearest = Clusters(*vectors, kWords).find(12);
  for (size_t i = 1; i < nearest.size(); ++i)
    if (vectors->lengths[i] <= 2) out.emplace_back(vectors->keys[i], static_cast<uint8_t>(nearest[i] + 1));
  return out;
}

Status run(const Options& options) {
  ModelFileWriter file;
  std::string model;
  if (!options.words.empty()) {
    auto bytes = read_file(options.words);
    if (!bytes) return bytes.error();
    model = *std::move(bytes);
  }
  const auto annotator = options.words.empty() ? Result(WordAnnotator()) : WordAnnotator::load(model);
  if (!annotator) return annotator.error();
  PairCounts pairs;
  UnitCounts units(*annotator);
  const Status read = for_each_article(options.articles, [&](Document& document) {
    pairs.add(document);
    if (!options.words.empty()) units.add(std::move(document));
  });
  if (!read) return read;
  auto pair_codes = pairs.codes(options.min_count);
  auto unit_codes = units.codes(options.min_unit);
  fmt::print(stderr, "{} pairs of syllables, {} units\n", pair_codes.size(), unit_codes.size());
  write_byte_table(std::move(pair_codes), "pairs", file);
  write_byte_table(std::move(unit_codes), "units", file);
  auto clusters = options.embeddings.empty() ? Result(std::vector<std::pair<uint64_t, uint8_t>>())
                                             : cluster_codes(options.embeddings);
  if (!clusters) return clusters.error();
  write_byte_table(*std::move(clusters), "clusters", file);
  return write_file(options.out, file.finish(kStatisticsKind, kStatisticsVersion));
}

}  // namespace

Result<WordStatistics> open_statistics(std::string_view bytes) {
  const auto file = ModelFile::open(bytes, kStatisticsKind, kStatisticsVersion);
  if (!file) return file.error();
  WordStatistics statistics;
  const std::array<ByteTable*, 3> tables = {&statistics.pairs, &statistics.units, &statistics.clusters};
  for (size_t i = 0; i < kTables.size(); ++i) {
    const auto table = ByteTable::open(*file, std::string(kTables[i]));
    if (!table) return table.error();
    *tables[i] = *table;
  }
  return statistics;
}

Status copy_statistics(std::string_view bytes, ModelFileWriter& out) {
  const auto file = ModelFile::open(bytes, kStatisticsKind, kStatisticsVersion);
  if (!file) return file.error();
  for (std::string_view table : kTables) {
    const std::string prefix(table);
    const auto slots = file->array<uint32_t>(prefix + ".slots");
    const auto prints = file->array<uint16_t>(prefix + ".prints");
    const auto values = file->array<uint8_t>(prefix + ".values");
    if (!slots) return slots.error();
    if (!prints) return prints.error();
    if (!values) return values.error();
    out.add(prefix + ".slots", *slots);
    out.add(prefix + ".prints", *prints);
    out.add(prefix + ".values", *values);
  }
  return {};
}

void add_statistics(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("statistics", "Count which syllables stand together in raw articles");
  command->add_option("ARTICLES", options->articles, "JSON lines with title and text; .zst is decompressed")
      ->required();
  command->add_option("--out,-o", options->out, "The file to write")->required();
  command->add_option("--words", options->words, "A words.model that finds words and their tags in the articles");
  command->add_option("--embeddings", options->embeddings, "Word vectors, for clusters");
  command->add_option("--min-unit", options->min_unit, "Leave out rarer words")->capture_default_str();
  command->add_option("--min-count", options->min_count, "Leave out rarer pairs")->capture_default_str();
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace boba::train
