// Words to dependency trees, with tags corrected on the way.
#ifndef BOBA_EXTRACT_ANNOTATORS_DEPENDENCIES_H_
#define BOBA_EXTRACT_ANNOTATORS_DEPENDENCIES_H_

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/result.h"
#include "extract/learn/feature_table.h"
#include "extract/learn/quasi_recurrent.h"

namespace boba {

// A small network over word vectors (extract/learn/train/parser_network.h says which) and the best projective tree
// under its scores. Every sentence with words gets one root; heads lie in the sentence and form a tree.
class DependencyAnnotator {
 public:
  // `model_bytes`, of a dependencies.model, must outlive the annotator. kCorrupt, kUnsupported.
  static Result<DependencyAnnotator> load(std::string_view model_bytes);

  // Needs words; sets their heads and relations, and mends their tags. Quadratic in the words of a sentence up to
  // kMaxWords, of which longer ones are parsed piece by piece. const and re-entrant.
  void annotate(Document& document) const;

  static constexpr std::string_view kKind = "dependencies";
  static constexpr uint32_t kVersion = 1;
  static constexpr uint32_t kMaxWords = 160;

 private:
  using Numbers = std::span<const float>;
  struct Work;

  Status read_layers(const ModelFile& file);
  Status read_heads(const ModelFile& file);
  void embed(const Document& document, uint32_t first, uint32_t last, Work& work) const;
  void tag(Document& document, Work& work) const;
  void attach(Document& document, Work& work) const;
  void relate(Document& document, Work& work) const;
  void parse(Document& document, uint32_t first, uint32_t last, Work& work) const;

  size_t word_ = 0, arc_ = 0, relation_ = 0;
  FeatureTable words_;
  QuasiRecurrent layers_;
  DenseLayer tag_, arc_word_, arc_head_, arc_bilinear_, relation_word_, relation_head_, relations_;
  Numbers tag_prior_, root_, arc_prior_, relation_prior_;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_ANNOTATORS_DEPENDENCIES_H_
