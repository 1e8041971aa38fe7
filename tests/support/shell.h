// Runs a command of the shell and keeps what it prints and how it ends.
#ifndef BOBA_TESTS_SUPPORT_SHELL_H_
#define BOBA_TESTS_SUPPORT_SHELL_H_

#include <stdlib.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace boba::testing {

// A folder of its own that goes with the object.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "boba-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

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
  const ScratchFolder folder;
  const int status = std::system(("{ " + command + "\n} >" + folder / "out" + " 2>" + folder / "err").c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(folder / "out"),
          read_file(folder / "err")};
}

}  // namespace boba::testing

#endif  // BOBA_TESTS_SUPPORT_SHELL_H_
