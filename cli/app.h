// The program around its commands: arguments in, exit code out.
#ifndef BOBA_CLI_APP_H_
#define BOBA_CLI_APP_H_

#include <string>
#include <vector>

namespace boba::cli {

// Runs one command line (without the program's own name). Data go to standard output, messages to standard error;
// returns 0 done, 1 failed, 2 wrong usage. A reader that closes the pipe ends the run quietly with 0.
int run(std::vector<std::string> arguments);

}  // namespace boba::cli

#endif  // BOBA_CLI_APP_H_
