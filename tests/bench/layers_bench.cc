// Words a second of each layer of words, on one thread: boba_bench --benchmark_filter=layer_
#include <string>

#include "benchmark/benchmark.h"
#include "core/vietnamese.h"
#include "embedded/models.h"
#include "embedded/seeds.h"
#include "extract/annotators/dependencies.h"
#include "extract/annotators/sentences.h"
#include "extract/annotators/syllables.h"
#include "extract/annotators/words.h"

namespace {

using namespace boba;

constexpr const char* kSample =
    "Sáng 12/3, tại Hà Nội, Thứ trưởng Bộ Thông tin và Truyền thông Trần Văn Bình chủ trì cuộc họp về chuyển đổi số.\n"
    "Phát biểu tại cuộc họp, ông Bình cho biết tỉnh sẽ hỗ trợ 500 doanh nghiệp nhỏ và vừa trong năm nay, với tổng "
    "kinh phí khoảng 1.234,5 tỷ đồng, và yêu cầu các sở báo cáo kết quả trước ngày 30 hằng tháng.\n"
    "Theo kế hoạch, công ty phải hoàn thành dự án trước năm 2025, nếu không hợp đồng đã ký sẽ bị chấm dứt.\n";

Document make_document() {
  Document document;
  document.text = to_nfc(kSample);
  for (size_t begin = 0; begin < document.text.size();) {
    const size_t end = std::min(document.text.find('\n', begin), document.text.size());
    document.blocks.push_back({.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}});
    begin = end + 1;
  }
  return document;
}

struct Layers {
  SyllableAnnotator syllables{seeds::find("gazetteers/surnames.txt")};
  SentenceAnnotator sentences{seeds::find("gazetteers/sentence_abbreviations.txt")};
  WordAnnotator words = *WordAnnotator::load(models::find("words.model"));
  DependencyAnnotator dependencies = *DependencyAnnotator::load(models::find("dependencies.model"));
};

// Times annotate(document) on a document with all layers, and counts its words.
template <typename Annotate>
void layer(benchmark::State& state, Annotate annotate) {
  const Layers layers;
  Document document = make_document();
  layers.syllables.annotate(document);
  layers.sentences.annotate(document);
  layers.words.annotate(document);
  for (auto _ : state) annotate(layers, document);
  state.SetItemsProcessed(static_cast<int64_t>(document.tokens.size()) * state.iterations());
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
void layer_all_layers(benchmark::State& state) {
  layer(state, [](const Layers& layers, Document& document) {
    layers.syllables.annotate(document);
    layers.sentences.annotate(document);
    layers.words.annotate(document);
    layers.dependencies.annotate(document);
  });
}

BENCHMARK(layer_syllables_and_sentences);
BENCHMARK(layer_words_and_tags);
BENCHMARK(layer_dependencies);
BENCHMARK(layer_all_layers);

}  // namespace
