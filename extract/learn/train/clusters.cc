// boba-train clusters: units of raw news, and clusters of units that keep the same company.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <set>
#include <unordered_map>

#include "extract/annotators/clusters.h"
#include "extract/learn/model_file.h"
#include "extract/learn/train/files.h"
#include "extract/learn/train/names_gold.h"
#include "extract/learn/train/trainers.h"

namespace boba::train {
namespace {

constexpr size_t kDimensions = 96;
constexpr uint32_t kBreak = 0;  // between sentences, and for what is no part of any unit
constexpr size_t kRounds = 20;  // of k-means

struct Options {
  std::vector<std::string> raw;
  std::string model;
  size_t units = 30000, contexts = 3000, fine = 250, coarse = 40;
  uint32_t min_pair = 40;
  double min_npmi = 0.35;
};

using Vector = std::array<float, kDimensions>;

// Text as numbers of units; each unit is a sequence of syllable keys.
struct Corpus {
  std::vector<uint32_t> text;
  std::vector<std::vector<uint64_t>> units = {{}};
  std::vector<bool> joins = {false};  // letters: may be part of a longer unit
  std::unordered_map<uint64_t, uint32_t> index;

  uint32_t number(std::vector<uint64_t> keys, bool may_join) {
    uint64_t path = 0;
    for (const uint64_t key : keys) path = unit_path(path, key);
    const auto [at, added] = index.emplace(path, static_cast<uint32_t>(units.size()));
    if (added) units.push_back(std::move(keys)), joins.push_back(may_join);
    return at->second;
  }
  std::vector<uint32_t> counts() const {
    std::vector<uint32_t> all(units.size());
    for (const uint32_t unit : text) ++all[unit];
    return all;
  }
};

Result<Corpus> read_corpus(const std::vector<std::string>& paths) {
  Corpus corpus;
  for (const std::string& path : paths) {
    const Status status = for_each_article(path, [&](Document document) {
      for (const Sentence& s : document.sentences) {
        corpus.text.push_back(kBreak);
        for (uint32_t i = s.first_syllable; i < s.last_syllable; ++i)
          corpus.text.push_back(
              corpus.number({unit_key(document.syllables[i])}, document.syllables[i].is(Syllable::kLetters)));
      }
      return true;
    });
    if (!status) return status.error();
    fmt::print(stderr, "{}: {} syllables so far\n", path, corpus.text.size());
  }
  return corpus;
}

// Joins neighbours that stand together much more often than chance would have it (normalised pointwise mutual
// information, Bouma 2009).
void join_pairs(Corpus& corpus, const Options& options) {
  const std::vector<uint32_t> counts = corpus.counts();
  std::unordered_map<uint64_t, uint32_t> pairs;
  for (size_t i = 0; i + 1 < corpus.text.size(); ++i) {
    const uint32_t a = corpus.text[i], b = corpus.text[i + 1];
    if (!corpus.joins[a] || !corpus.joins[b] || corpus.units[a].size() + corpus.units[b].size() > 4) continue;
    if (counts[a] >= options.min_pair && counts[b] >= options.min_pair) ++pairs[uint64_t{a} << 32 | b];
  }
  const auto n = static_cast<double>(corpus.text.size());
  std::unordered_map<uint64_t, float> strength;
  for (const auto& [pair, count] : pairs) {
    if (count < options.min_pair) continue;
    const double p = count / n, pa = counts[pair >> 32] / n, pb = counts[pair & 0xFFFFFFFF] / n;
    const double npmi = std::log(p / (pa * pb)) / -std::log(p);
    if (npmi >= options.min_npmi) strength.emplace(pair, static_cast<float>(npmi));
  }
  const auto strength_at = [&](size_t i) {
    if (i + 1 >= corpus.text.size()) return 0.0f;
    const auto found = strength.find(uint64_t{corpus.text[i]} << 32 | corpus.text[i + 1]);
    return found == strength.end() ? 0.0f : found->second;
  };
  std::vector<uint32_t> joined;
  for (size_t i = 0; i < corpus.text.size(); ++i) {
    const float here = strength_at(i);
    if (here == 0 || strength_at(i + 1) > here) {
      joined.push_back(corpus.text[i]);
      continue;
    }
    std::vector<uint64_t> keys = corpus.units[corpus.text[i]];
    const auto& second = corpus.units[corpus.text[i + 1]];
    keys.insert(keys.end(), second.begin(), second.end());
    joined.push_back(corpus.number(std::move(keys), true));
    ++i;
  }
  corpus.text = std::move(joined);
  fmt::print(stderr, "{} kinds of pairs joined, {} units of text left\n", strength.size(), corpus.text.size());
}

void normalise(Vector& v) {
  float sum = 1e-12f;
  for (const float x : v) sum += x * x;
  for (float& x : v) x /= std::sqrt(sum);
}

// Each chosen unit as a random projection of its positive pointwise mutual information with left and right
// neighbours.
std::vector<Vector> embed(const Corpus& corpus, const std::vector<uint32_t>& chosen, const Options& options) {
  const std::vector<uint32_t> counts = corpus.counts();
  std::vector<uint32_t> rank(corpus.units.size(), 0xFFFFFFFF);
  for (uint32_t r = 0; r < chosen.size(); ++r) rank[chosen[r]] = r;
  std::unordered_map<uint64_t, uint32_t> seen;  // unit rank, side and context
  const auto contexts = static_cast<uint32_t>(options.contexts);
  const auto context_of = [&](uint32_t unit) { return unit == kBreak ? contexts : std::min(rank[unit], contexts + 1); };
  for (size_t i = 1; i + 1 < corpus.text.size(); ++i) {
    const uint32_t r = rank[corpus.text[i]];
    if (r == 0xFFFFFFFF) continue;
    ++seen[uint64_t{r} << 32 | context_of(corpus.text[i - 1])];
    ++seen[uint64_t{r} << 32 | 0x80000000u | context_of(corpus.text[i + 1])];
  }
  std::unordered_map<uint32_t, double> of_context;
  for (const auto& [key, count] : seen) of_context[static_cast<uint32_t>(key)] += count;
  const auto n = static_cast<double>(corpus.text.size());
  std::vector<std::pair<uint64_t, uint32_t>> sorted(seen.begin(), seen.end());
  std::sort(sorted.begin(), sorted.end());  // float sums in one order: the same on every run
  std::vector<Vector> all(chosen.size(), Vector{});
  for (const auto& [key, count] : sorted) {
    const auto r = static_cast<uint32_t>(key >> 32);
    const auto context = static_cast<uint32_t>(key);
    const double pmi = std::log(count * n / (counts[chosen[r]] * of_context[context]));
    if (pmi <= 0) continue;
    const double weight = pmi * std::min(1.0, count / 5.0);
    std::mt19937_64 random(context);
    for (size_t d = 0; d < kDimensions; d += 32) {
      const uint64_t bits = random();
      for (size_t k = 0; k < 32; ++k) all[r][d + k] += static_cast<float>((bits >> k & 1) ? weight : -weight);
    }
  }
  for (Vector& v : all) normalise(v);
  return all;
}

float dot(const Vector& a, const Vector& b) {
  float sum = 0;
  for (size_t d = 0; d < kDimensions; ++d) sum += a[d] * b[d];
  return sum;
}

// Spherical k-means (Dhillon and Modha 2001) from the first k vectors, which are those of the most frequent units.
std::vector<uint8_t> cluster(const std::vector<Vector>& vectors, size_t k, std::vector<Vector>& centers) {
  centers.assign(vectors.begin(), vectors.begin() + static_cast<std::ptrdiff_t>(k));
  std::vector<uint8_t> of(vectors.size());
  for (size_t round = 0; round < kRounds; ++round) {
    for (size_t i = 0; i < vectors.size(); ++i) {
      float best = -2;
      for (size_t c = 0; c < k; ++c) {
        const float similarity = dot(vectors[i], centers[c]);
        if (similarity > best) best = similarity, of[i] = static_cast<uint8_t>(c);
      }
    }
    std::vector<Vector> sums(k, Vector{});
    for (size_t i = 0; i < vectors.size(); ++i)
      for (size_t d = 0; d < kDimensions; ++d) sums[of[i]][d] += vectors[i][d];
    for (size_t c = 0; c < k; ++c) {
      normalise(sums[c]);
      if (dot(sums[c], sums[c]) > 0.5f) centers[c] = sums[c];
    }
  }
  return of;
}

Status train(const Options& options) {
  auto corpus = read_corpus(options.raw);
  if (!corpus) return corpus.error();
  join_pairs(*corpus, options);
  join_pairs(*corpus, options);
  const std::vector<uint32_t> counts = corpus->counts();
  std::vector<uint32_t> chosen;
  for (uint32_t u = 1; u < counts.size(); ++u) chosen.push_back(u);
  std::stable_sort(chosen.begin(), chosen.end(), [&](uint32_t a, uint32_t b) { return counts[a] > counts[b]; });
  chosen.resize(std::min(chosen.size(), options.units));
  const std::vector<Vector> vectors = embed(*corpus, chosen, options);
  std::vector<Vector> centers, coarse_centers;
  const std::vector<uint8_t> fine = cluster(vectors, options.fine, centers);
  std::vector<uint8_t> coarse = cluster(centers, options.coarse, coarse_centers);
  coarse.resize(ClusterTable::kNone, ClusterTable::kNone);

  std::map<uint64_t, uint8_t> nodes;  // paths of units, and of what units begin with
  for (size_t i = 0; i < chosen.size(); ++i) {
    uint64_t path = 0;
    for (const uint64_t key : corpus->units[chosen[i]]) {
      path = unit_path(path, key);
      nodes.emplace(path, ClusterTable::kNone);
    }
    nodes[path] = fine[i];
  }
  std::vector<uint64_t> paths;
  std::vector<uint8_t> clusters;
  for (const auto& [path, c] : nodes) paths.push_back(path), clusters.push_back(c);
  ModelFileWriter writer;
  writer.add("paths", paths);
  writer.add("fine", clusters);
  writer.add("coarse", coarse);
  fmt::print("{} units of {} nodes in {} clusters; the rarest occurs {} times\n", chosen.size(), paths.size(),
             options.fine, counts[chosen.back()]);
  return write_file(options.model, writer.finish(ClusterTable::kModelKind, ClusterTable::kModelVersion));
}

}  // namespace

void add_clusters(CLI::App& app, Status& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("clusters", "Find units and clusters of units in raw articles");
  command->add_option("raw", options->raw, "Files of {\"id\", \"title\", \"text\"} lines, .zst or not")->required();
  command->add_option("-o,--output", options->model, "Model file to write")->required();
  command->add_option("--units", options->units, "Units that are clustered")->capture_default_str();
  command->add_option("--fine", options->fine, "Clusters")->capture_default_str();
  command->add_option("--coarse", options->coarse, "Groups of clusters")->capture_default_str();
  command->callback([options, &status] { status = train(*options); });
}

}  // namespace boba::train
