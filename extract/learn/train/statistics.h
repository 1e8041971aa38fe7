// Word statistics of raw text, as a file between trainers.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_STATISTICS_H_
#define BOBA_EXTRACT_LEARN_TRAIN_STATISTICS_H_

#include <string>
#include <string_view>

#include "core/result.h"
#include "extract/annotators/word_features.h"
#include "extract/learn/model_file.h"

namespace boba::train {

inline constexpr std::string_view kStatisticsKind = "statistics";
inline constexpr uint32_t kStatisticsVersion = 1;

// The tables of a statistics file, in place.
Result<WordStatistics> open_statistics(std::string_view bytes);
// Adds them to a model.
Status copy_statistics(std::string_view bytes, ModelFileWriter& file);

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_STATISTICS_H_
