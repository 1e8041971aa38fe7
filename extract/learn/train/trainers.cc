#include "extract/learn/train/trainers.h"

#include <array>

namespace boba::train {

std::span<const AddTrainer> trainers() {
  static constexpr std::array<AddTrainer, 2> kTrainers = {
      add_syllables,
      add_relations,
  };
  return kTrainers;
}

}  // namespace boba::train
