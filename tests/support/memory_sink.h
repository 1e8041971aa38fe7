// A ByteSink into memory that can refuse after a number of bytes.
#ifndef BOBA_TESTS_SUPPORT_MEMORY_SINK_H_
#define BOBA_TESTS_SUPPORT_MEMORY_SINK_H_

#include <cstddef>
#include <string>

#include "core/byte_sink.h"

namespace boba::testing {

class MemorySink : public ByteSink {
 public:
  explicit MemorySink(size_t limit = SIZE_MAX) : limit_(limit) {}
  Status write(std::string_view bytes) override {
    if (text.size() + bytes.size() > limit_) return Error{ErrorCode::kIo, "no space left"};
    largest_write = std::max(largest_write, bytes.size());
    text += bytes;
    return {};
  }
  Status close() override { return {}; }

  std::string text;
  size_t largest_write = 0;

 private:
  size_t limit_;
};

}  // namespace boba::testing

#endif  // BOBA_TESTS_SUPPORT_MEMORY_SINK_H_
