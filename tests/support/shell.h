// Runs a command of the shell and keeps what it prints and how it ends.
#ifndef BOBA_TESTS_SUPPORT_SHELL_H_
#define BOBA_TESTS_SUPPORT_SHELL_H_

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "tests/support/temp_dir.h"

namespace boba::testing {

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline void write_file(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
}

struct ShellResult {
  int exit = -1;  // 128 + signal when one ended it
  std::string out;
  std::string err;
};

inline ShellResult shell(const std::string& command) {
  const TempDir folder;
  const int status = std::system(("{ " + command + "\n} >" + folder / "out" + " 2>" + folder / "err").c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(folder / "out"),
          read_file(folder / "err")};
}

}  // namespace boba::testing

#endif  // BOBA_TESTS_SUPPORT_SHELL_H_
