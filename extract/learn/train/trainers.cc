#include "extract/learn/train/trainers.h"

#include <array>

namespace boba::train {

std::span<const AddTrainer> trainers() {
  static constexpr auto kTrainers = std::to_array<AddTrainer>({
      add_statistics,
      add_words,
      add_embeddings,
      add_dependencies,
      add_evaluate,
      add_labels,
      add_relations,
      add_frames,
      add_clusters,
      add_names,
      add_names_eval,
      add_names_thresholds,
  });
  return kTrainers;
}

}  // namespace boba::train
