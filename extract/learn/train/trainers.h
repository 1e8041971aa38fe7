// The subcommands of boba-train. A new one is a file with one function, and one line in trainers.cc.
#ifndef BOBA_EXTRACT_LEARN_TRAIN_TRAINERS_H_
#define BOBA_EXTRACT_LEARN_TRAIN_TRAINERS_H_

#include <span>

#include "core/result.h"

namespace CLI {
class App;
}

namespace boba::train {

// Adds a subcommand with its options to `app`. Its callback puts what came of the run into `status`, which outlives
// the parsing of the command line. Results and scores go to standard output, progress to standard error.
using AddTrainer = void (*)(CLI::App& app, Status& status);

void add_statistics(CLI::App& app, Status& status);
void add_words(CLI::App& app, Status& status);
void add_embeddings(CLI::App& app, Status& status);
void add_dependencies(CLI::App& app, Status& status);
void add_evaluate(CLI::App& app, Status& status);
void add_labels(CLI::App& app, Status& status);
void add_relations(CLI::App& app, Status& status);
void add_frames(CLI::App& app, Status& status);
void add_clusters(CLI::App& app, Status& status);
void add_names(CLI::App& app, Status& status);
void add_names_eval(CLI::App& app, Status& status);
void add_names_thresholds(CLI::App& app, Status& status);

// All subcommands, in the order of the help text.
std::span<const AddTrainer> trainers();

}  // namespace boba::train

#endif  // BOBA_EXTRACT_LEARN_TRAIN_TRAINERS_H_
