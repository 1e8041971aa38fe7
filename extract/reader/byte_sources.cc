#include "extract/reader/byte_sources.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace boba {
namespace {

Error system_error(std::string message, int number) {
  const bool missing = number == ENOENT || number == ENOTDIR;
  return {.code = missing ? ErrorCode::kNotFound : ErrorCode::kIo,
          .message = std::move(message) + ": " + std::strerror(number),
          .advice = number == EACCES ? "give read permission" : ""};
}

class FileSource : public ByteSource {
 public:
  FileSource(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (owned_) ::close(descriptor_);
  }

  Result<size_t> read(char* buffer, size_t size) override {
    for (;;) {
      const ssize_t got = ::read(descriptor_, buffer, size);
      if (got >= 0) return static_cast<size_t>(got);
      if (errno != EINTR) return system_error("cannot be read", errno);
    }
  }

 private:
  int descriptor_;
  bool owned_;
};

class PrependedSource : public ByteSource {
 public:
  PrependedSource(std::string head, std::unique_ptr<ByteSource> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}

  Result<size_t> read(char* buffer, size_t size) override {
    if (at_ == head_.size()) return rest_ ? rest_->read(buffer, size) : Result<size_t>(size_t{0});
    const size_t count = std::min(size, head_.size() - at_);
    std::memcpy(buffer, head_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string head_;
  size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_error("cannot be opened", errno);
  return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(descriptor, true));
}

std::unique_ptr<ByteSource> standard_input() {
  return std::make_unique<FileSource>(STDIN_FILENO, false);
}

std::unique_ptr<ByteSource> memory_source(std::string bytes) {
  return prepend(std::move(bytes), nullptr);
}

std::unique_ptr<ByteSource> prepend(std::string head, std::unique_ptr<ByteSource> rest) {
  return std::make_unique<PrependedSource>(std::move(head), std::move(rest));
}

Result<std::string> read_up_to(ByteSource& source, size_t size) {
  constexpr size_t kStep = size_t{256} << 10;
  std::string bytes;
  while (bytes.size() < size) {
    const size_t before = bytes.size();
    const size_t step = std::min(kStep, size - before);
    bytes.resize(before + step);
    const Result<size_t> got = source.read(bytes.data() + before, step);
    if (!got) return got.error();
    bytes.resize(before + *got);
    if (*got == 0) break;
  }
  return bytes;
}

}  // namespace boba
