#include "extract/annotators/dependencies.h"

#include <algorithm>

#include "extract/annotators/dependency_features.h"
#include "extract/learn/eisner.h"
#include "extract/learn/vectors.h"

namespace boba {
namespace {

size_t best_of(const float* scores, size_t count) {
  return static_cast<size_t>(std::max_element(scores, scores + count) - scores);
}

// out[h] = query * row h of `heads`, which has `size` numbers, a multiple of 8. Sums are made in the same order whichever
// registers the machine has.
[[gnu::always_inline]] inline void dot_rows(const float* query, const float* heads, size_t rows, size_t size, float* out) {
  using Vector = Eight::Vector;
  for (size_t h = 0; h < rows; ++h) {
    const float* head = heads + h * size;
    Vector products = {};
    for (size_t i = 0; i < size; i += 8)
      products += *reinterpret_cast<const Vector*>(query + i) * *reinterpret_cast<const Vector*>(head + i);
    float sums[8];
    *reinterpret_cast<Vector*>(sums) = products;
    out[h] = ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void dot_rows_avx2(const float* query, const float* heads, size_t rows, size_t size, float* out) {
  dot_rows(query, heads, rows, size, out);
}
#endif

// For each row of `queries`, its products with all rows of `heads`.
void dot_all(const float* queries, const float* heads, size_t rows, size_t size, float* out) {
  for (size_t d = 0; d < rows; ++d) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
      dot_rows_avx2(queries + d * size, heads, rows, size, out + d * rows);
      continue;
    }
#endif
    dot_rows(queries + d * size, heads, rows, size, out + d * rows);
  }
}

}  // namespace

// Buffers of one call, used again for each sentence.
struct DependencyAnnotator::Work {
  uint32_t first = 0;
  size_t count = 0;
  std::vector<Upos> guessed;
  std::vector<float> in;  // count + 2 rows, the first and the last zero
  QuasiRecurrent::Work layers;
  ByteNumbers words;  // as `in`, behind the layers
  ByteNumbers rounded;
  std::vector<float> joined, a, b, c, scores, roots;
  std::vector<int32_t> heads;
  Eisner eisner;
};

Result<DependencyAnnotator> DependencyAnnotator::load(std::string_view model_bytes) {
  const auto file = ModelFile::open(model_bytes, kKind, kVersion);
  if (!file) return file.error();
  DependencyAnnotator annotator;
  const auto words = FeatureTable::open(*file, "words");
  if (!words) return words.error();
  annotator.words_ = *words;
  if (const Status read = annotator.read_layers(*file); !read) return read.error();
  if (const Status read = annotator.read_heads(*file); !read) return read.error();
  return annotator;
}

Status DependencyAnnotator::read_layers(const ModelFile& file) {
  const auto size = file.array<uint32_t>("size", 4);
  if (!size) return size.error();
  word_ = (*size)[0];
  arc_ = (*size)[1];
  relation_ = (*size)[2];
  if (word_ == 0 || word_ > 1024 || word_ % 16 != 0 || arc_ > 1024 || arc_ % 8 != 0 || relation_ > 1024 ||
      relation_ % 8 != 0 || words_.labels() != word_ || (*size)[3] > 16)
    return Error{ErrorCode::kCorrupt, "impossible sizes", "dependencies model", "train the model again"};
  auto layers = QuasiRecurrent::read(file, "layer", word_, (*size)[3]);
  if (!layers) return layers.error();
  layers_ = *std::move(layers);
  return {};
}

Status DependencyAnnotator::read_heads(const ModelFile& file) {
  Numbers bilinear, bilinear_bias;
  if (Status read = file.read({{"tag.prior", kTags * kTagColumns, &tag_prior_},
                               {"arc.bilinear", arc_ * arc_, &bilinear},
                               {"arc.bias", arc_, &bilinear_bias},
                               {"root", arc_, &root_},
                               {"arc.prior", kArcPriors, &arc_prior_},
                               {"rel.prior", kRelationPriors * kRelations, &relation_prior_}}); !read)
    return read.error();
  arc_bilinear_ = DenseLayer(bilinear.first(arc_ * arc_), bilinear_bias.first(arc_));
  struct Wanted {
    const char* name;
    size_t in, out;
    DenseLayer* to;
  };
  for (const Wanted& w : {Wanted{"tag", word_, kTagColumns, &tag_},
                          {"arc.word", word_, arc_, &arc_word_},
                          {"arc.head", word_, arc_, &arc_head_},
                          {"rel.word", word_, relation_, &relation_word_},
                          {"rel.head", word_, relation_, &relation_head_},
                          {"rel", 3 * relation_, kRelations, &relations_}}) {
    auto layer = DenseLayer::read(file, w.name, w.in, w.out);
    if (!layer) return layer.error();
    *w.to = *std::move(layer);
  }
  return {};
}

void DependencyAnnotator::embed(const Document& document, uint32_t first, uint32_t last, Work& work) const {
  const size_t n = last - first;
  work.first = first;
  work.count = n;
  work.in.assign((n + 2) * word_, 0);
  work.guessed.resize(n);
  // The slots of one word are on their way from memory while the rows of the one before it are, and those of the third
  // are added.
  WordParts keys;
  std::array<std::vector<const int8_t*>, 2> rows;
  for (size_t step = 0; step < n + 2; ++step) {
    std::vector<const int8_t*>&coming = rows[step & 1], &ready = rows[(step & 1) ^ 1];
    if (step > 0 && step <= n) words_.find_all(keys, coming);
    if (step < n) {
      const uint32_t at = first + static_cast<uint32_t>(step);
      keys = word_parts(document, first, last, at);
      for (uint64_t key : keys) words_.prefetch(key);
      work.guessed[step] = document.tokens[at].upos;
    }
    if (step >= 2) words_.sum(ready, work.in.data() + (step - 1) * word_);
  }
}

void DependencyAnnotator::tag(Document& document, Work& work) const {
  tag_.apply(work.words, word_, work.count, false, work.a);
  for (size_t i = 0; i < work.count; ++i) {
    float* scores = work.a.data() + i * kTagColumns;
    const float* prior = tag_prior_.data() + static_cast<size_t>(work.guessed[i]) * kTagColumns;
    for (size_t t = 0; t < kTags; ++t) scores[t] += prior[t];
    document.tokens[work.first + i].upos = static_cast<Upos>(best_of(scores, kTags));
  }
}

void DependencyAnnotator::attach(Document& document, Work& work) const {
  const size_t n = work.count, a = arc_;
  arc_word_.apply(work.words, word_, n, true, work.a);
  arc_head_.apply(work.words, word_, n, true, work.b);
  work.rounded.assign(work.a);
  arc_bilinear_.apply(work.rounded, 0, n, false, work.c);
  work.scores.resize(n * n);
  work.roots.resize(n);
  work.heads.resize(n);
  dot_all(work.c.data(), work.b.data(), n, a, work.scores.data());
  for (size_t d = 0; d < n; ++d) {
    for (size_t h = 0; h < n; ++h) {
      if (h == d) continue;
      const size_t prior =
          arc_prior(work.guessed[d], work.guessed[h], static_cast<int32_t>(h) - static_cast<int32_t>(d));
      work.scores[d * n + h] += arc_prior_[prior];
    }
    work.scores[d * n + d] = 0;
    dot_rows(work.c.data() + d * a, root_.data(), 1, a, &work.roots[d]);
    work.roots[d] += arc_prior_[root_prior(work.guessed[d])];
  }
  work.eisner.decode(n, work.scores, work.roots, work.heads);
  for (size_t d = 0; d < n; ++d)
    document.tokens[work.first + d].head =
        work.heads[d] < 0 ? -1 : work.heads[d] + static_cast<int32_t>(work.first);
}

void DependencyAnnotator::relate(Document& document, Work& work) const {
  const size_t n = work.count, r = relation_;
  relation_word_.apply(work.words, word_, n, true, work.a);
  relation_head_.apply(work.words, word_, n, true, work.b);
  work.joined.assign(n * 3 * r, 0);
  for (size_t d = 0; d < n; ++d) {
    float* joined = work.joined.data() + d * 3 * r;
    const float* word = work.a.data() + d * r;
    std::copy_n(word, r, joined);
    if (work.heads[d] < 0) continue;
    const float* head = work.b.data() + static_cast<size_t>(work.heads[d]) * r;
    for (size_t k = 0; k < r; ++k) {
      joined[r + k] = head[k];
      joined[2 * r + k] = head[k] * word[k];
    }
  }
  work.rounded.assign(work.joined);
  relations_.apply(work.rounded, 0, n, false, work.c);
  for (size_t d = 0; d < n; ++d) {
    const int32_t head = work.heads[d];
    const size_t tag = head < 0 ? kRootTag : static_cast<size_t>(work.guessed[static_cast<size_t>(head)]);
    const size_t prior = relation_prior(work.guessed[d], tag, head < static_cast<int32_t>(d));
    float* scores = work.c.data() + d * kRelations;
    for (size_t l = 0; l < kRelations; ++l) scores[l] += relation_prior_[prior * kRelations + l];
    Token& token = document.tokens[work.first + d];
    // Relation 1 is root: the root has it, and no other word.
    if (head >= 0) scores[1] = scores[0] - 1;
    token.deprel = head < 0 ? Deprel{1} : static_cast<Deprel>(best_of(scores, kRelations));
  }
}

void DependencyAnnotator::parse(Document& document, uint32_t first, uint32_t last, Work& work) const {
  embed(document, first, last, work);
  layers_.run(work.count, work.in, work.layers);
  work.words.assign(work.in);
  tag(document, work);
  attach(document, work);
  relate(document, work);
}

void DependencyAnnotator::annotate(Document& document) const {
  static const Deprel kParataxis = parse_deprel("parataxis").value_or(0);
  Work work;
  for (const Sentence& sentence : document.sentences) {
    int32_t root = -1;
    for (uint32_t first = sentence.first_token; first < sentence.last_token; first += kMaxWords) {
      const uint32_t last = std::min(first + kMaxWords, sentence.last_token);
      parse(document, first, last, work);
      for (uint32_t t = first; t < last; ++t) {
        Token& token = document.tokens[t];
        if (token.head >= 0) continue;
        if (root < 0) {
          root = static_cast<int32_t>(t);
        } else {
          token.head = root;
          token.deprel = kParataxis;
        }
      }
    }
  }
}

}  // namespace boba
