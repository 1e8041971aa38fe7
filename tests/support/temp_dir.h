// A directory that is gone when the test is.
#ifndef BOBA_TESTS_SUPPORT_TEMP_DIR_H_
#define BOBA_TESTS_SUPPORT_TEMP_DIR_H_

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace boba::testing {

class TempDir {
 public:
  TempDir() {
    // Memory where there is some: a store makes durable what it writes, and tests make many stores.
    std::error_code ignored;
    const bool memory = access("/dev/shm", W_OK) == 0;
    const std::filesystem::path base = memory ? "/dev/shm" : std::filesystem::temp_directory_path(ignored);
    std::string pattern = (base / "boba-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path_ = pattern;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace boba::testing

#endif  // BOBA_TESTS_SUPPORT_TEMP_DIR_H_
