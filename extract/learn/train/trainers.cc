#include "extract/learn/train/trainers.h"

#include <array>

namespace boba::train {

std::span<const AddTrainer> trainers() {
  static constexpr std::array<AddTrainer, 5> kTrainers = {
      add_syllables,
      add_relations,
      add_clusters,
      add_names,
      add_names_eval,
  };
  return kTrainers;
}

}  // namespace boba::train
