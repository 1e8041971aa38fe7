// The way of all networks through their examples: shuffled anew each epoch, a step after each batch, the rate falling to
// nearly nothing at the end.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_EPOCHS_H_
#define BOBA_EXTRACT_LEARN_TRAIN_EPOCHS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
#include <vector>

#include "core/result.h"
#include "extract/learn/train/network.h"
#include "extract/learn/train/random.h"

namespace boba::train {

struct EpochOptions {
  int epochs;
  size_t batch;  // examples a step
  AdamOptions adam;
  uint64_t seed = 1;
};

// Calls learn(i), which adds the gradient of example i and returns its loss; after each batch update(options, batch),
// with the examples of the batch; after each epoch, from 1, report(epoch, sum of losses), whose error ends it.
inline Status for_epochs(size_t examples, const EpochOptions& options, const std::function<double(size_t)>& learn,
                         const std::function<void(const AdamOptions&, std::span<const uint32_t>)>& update,
                         const std::function<Status(int, double)>& report) {
  std::vector<uint32_t> order(examples);
  std::iota(order.begin(), order.end(), 0);
  Random random(options.seed);
  const size_t batches = (examples + options.batch - 1) / options.batch;
  const auto steps = static_cast<float>(batches * static_cast<size_t>(options.epochs));
  float step = 0;
  for (int epoch = 1; epoch <= options.epochs; ++epoch) {
    random.shuffle(order);
    double loss = 0;
    for (size_t begin = 0; begin < examples; begin += options.batch) {
      const auto batch = std::span<const uint32_t>(order).subspan(begin, std::min(options.batch, examples - begin));
      for (uint32_t i : batch) loss += learn(i);
      AdamOptions adam = options.adam;
      adam.rate *= std::min(1.0f, 1.2f * (1 - step / steps) + 0.01f);
      step += 1;
      update(adam, batch);
    }
    if (Status reported = report(epoch, loss); !reported) return reported;
  }
  return {};
}

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_EPOCHS_H_
