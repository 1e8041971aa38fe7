// Words a second of each layer, on one thread: boba_bench --benchmark_filter=layer_
// BOBA_BENCH_TEXT names a file with a paragraph a line to measure on; without it, three paragraphs of ours.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "core/vietnamese.h"
#include "embedded/models.h"
#include "embedded/seeds.h"
#include "extract/annotators/dependencies.h"
#include "extract/annotators/names.h"
#include "extract/annotators/quantities.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"
#include "extract/annotators/times.h"
#include "extract/annotators/words.h"

namespace {

using namespace boba;

constexpr const char* kSample =
    "Sáng 12/3, tại Hà Nội, Thứ trưởng Bộ Thông tin và Truyền thông Trần Văn Bình chủ trì cuộc họp về chuyển đổi số.\n"
    "Phát biểu tại cuộc họp, ông Bình cho biết tỉnh sẽ hỗ trợ 500 doanh nghiệp nhỏ và vừa trong năm nay, với tổng "
    "kinh phí khoảng 1.234,5 tỷ đồng, và yêu cầu các sở báo cáo kết quả trước ngày 30 hằng tháng.\n"
    "Theo kế hoạch, công ty phải hoàn thành dự án trước năm 2025, nếu không hợp đồng đã ký sẽ bị chấm dứt.\n";

std::string sample() {
  const char* path = std::getenv("BOBA_BENCH_TEXT");
  if (path == nullptr) return kSample;
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr size_t kParagraphs = 12;  // of a document

// The sample as documents of the size of an article: what repeats in one is looked for in that one.
std::vector<Document> make_documents() {
  const std::string text = to_nfc(sample());
  std::vector<Document> documents;
  for (size_t begin = 0; begin < text.size();) {
    if (documents.empty() || documents.back().blocks.size() == kParagraphs) documents.emplace_back();
    Document& document = documents.back();
    const size_t end = std::min(text.find('\n', begin), text.size());
    const auto at = static_cast<uint32_t>(document.text.size());
    document.text += text.substr(begin, end + 1 - begin);
    document.blocks.push_back({.span = {at, at + static_cast<uint32_t>(end - begin)}});
    begin = end + 1;
  }
  return documents;
}

struct Layers {
  SyllableAnnotator syllables{seeds::find("gazetteers/surnames.txt")};
  SentenceAnnotator sentences{seeds::find("gazetteers/sentence_abbreviations.txt")};
  WordAnnotator words = *WordAnnotator::load(models::find("words.model"));
  DependencyAnnotator dependencies = *DependencyAnnotator::load(models::find("dependencies.model"));
  TimeAnnotator times{seeds::find("grammar/times.tsv")};
  QuantityAnnotator quantities{seeds::find("grammar/numbers.tsv"), seeds::find("grammar/units.tsv")};
  NameAnnotator names = *NameAnnotator::load();
};

// Times annotate(document) on documents with all layers, and counts their words.
template <typename Annotate>
void layer(benchmark::State& state, Annotate annotate) {
  static const Layers layers;
  std::vector<Document> documents = make_documents();
  size_t words = 0;
  for (Document& document : documents) {
    layers.syllables.annotate(document);
    layers.sentences.annotate(document);
    layers.words.annotate(document);
    layers.dependencies.annotate(document);
    words += document.tokens.size();
  }
  for (auto _ : state)
    for (Document& document : documents) annotate(layers, document);
  state.SetItemsProcessed(static_cast<int64_t>(words) * state.iterations());
}

void layer_syllables_and_sentences(benchmark::State& state) {
  layer(state, [](const Layers& layers, Document& document) {
    layers.syllables.annotate(document);
    layers.sentences.annotate(document);
  });
}
void layer_words_and_tags(benchmark::State& state) {
  layer(state, [](const Layers& layers, Document& document) { layers.words.annotate(document); });
}
void layer_dependencies(benchmark::State& state) {
  layer(state, [](const Layers& layers, Document& document) { layers.dependencies.annotate(document); });
}
void layer_times_and_quantities(benchmark::State& state) {
  layer(state, [](const Layers& layers, Document& document) {
    layers.times.annotate(document);
    layers.quantities.annotate(document);
  });
}
void layer_names(benchmark::State& state) {
  layer(state, [](const Layers& layers, Document& document) { layers.names.annotate(document); });
}
void layer_all_layers(benchmark::State& state) {
  layer(state, [](const Layers& layers, Document& document) {
    layers.syllables.annotate(document);
    layers.sentences.annotate(document);
    layers.times.annotate(document);
    layers.quantities.annotate(document);
    layers.words.annotate(document);
    layers.dependencies.annotate(document);
    layers.names.annotate(document);
  });
}

BENCHMARK(layer_syllables_and_sentences);
BENCHMARK(layer_words_and_tags);
BENCHMARK(layer_dependencies);
BENCHMARK(layer_times_and_quantities);
BENCHMARK(layer_names);
BENCHMARK(layer_all_layers);

}  // namespace
