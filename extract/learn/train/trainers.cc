#include "extract/learn/train/trainers.h"

#include <array>

namespace boba::train {

std::span<const AddTrainer> trainers() {
  static constexpr std::array<AddTrainer, 1> kTrainers = {
      add_syllables,
  };
  return kTrainers;
}

}  // namespace boba::train
