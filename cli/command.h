// A command of the program: a name, its options, what it does. One file each; commands.cc lists them.
#ifndef BOBA_CLI_COMMAND_H_
#define BOBA_CLI_COMMAND_H_

#include <functional>
#include <span>
#include <string_view>

#include "core/error.h"
#include "core/result.h"

namespace CLI {
class App;
}

namespace boba::cli {

// How a command ended: exit code 0 done, 1 failed, 2 wrong usage. `error` counts when exit is not 0.
struct Outcome {
  int exit = 0;
  Error error = {};
};
inline Outcome done() { return {}; }
inline Outcome failed(Error error) { return {1, std::move(error)}; }
inline Outcome misused(Error error) { return {2, std::move(error)}; }
// failed(), or misused() for what the user typed (kInvalidInput).
Outcome outcome_of(const Status& status);
Outcome outcome_of(const Error& error);

struct Command {
  std::string_view name;
  std::string_view summary;  // one line
  std::string_view example;  // command lines, printed below the options of --help
  // Declares options and arguments on `app`; what it returns runs once they are parsed.
  std::function<Outcome()> (*declare)(CLI::App& app);
};

std::span<const Command> commands();

inline constexpr int kMostAnswers = 1'000'000'000;  // the largest --limit: more than any graph gives

}  // namespace boba::cli

#endif  // BOBA_CLI_COMMAND_H_
