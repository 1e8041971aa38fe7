// A names model that is not the embedded one.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_NAMES_MODEL_H_
#define BOBA_EXTRACT_LEARN_TRAIN_NAMES_MODEL_H_

#include <memory>
#include <string>
#include <utility>

#include "extract/annotators/names.h"
#include "extract/learn/train/files.h"

namespace boba::train {

struct NamesModel {
  std::string bytes;
  NameAnnotator annotator;

  // Null for an empty path.
  static Result<std::unique_ptr<NamesModel>> read(const std::string& path) {
    if (path.empty()) return std::unique_ptr<NamesModel>();
    auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    auto clusters = ClusterTable::load();
    if (!clusters) return clusters.error();
    auto model = std::make_unique<NamesModel>();
    model->bytes = *std::move(bytes);
    auto annotator = NameAnnotator::load(model->bytes, PhraseTable::from_seeds(), *std::move(clusters));
    if (!annotator) return annotator.error();
    model->annotator = *std::move(annotator);
    return model;
  }
};

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_NAMES_MODEL_H_
