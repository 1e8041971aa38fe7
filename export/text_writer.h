// A buffer before a ByteSink that remembers the first failure, so that writers check once an item, not once a call.
#ifndef BOBA_EXPORT_TEXT_WRITER_H_
#define BOBA_EXPORT_TEXT_WRITER_H_

#include <string>
#include <string_view>

#include "core/byte_sink.h"

namespace boba {

class TextWriter {
 public:
  explicit TextWriter(ByteSink& sink) : sink_(sink) {}

  TextWriter& operator<<(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kFlushAt) flush();
    return *this;
  }

  // The first failure of the sink so far, if any.
  const Status& status() const { return status_; }
  // Hands everything to the sink.
  Status finish() {
    flush();
    return status_;
  }

 private:
  static constexpr size_t kFlushAt = 1 << 16;

  void flush() {
    if (status_ && !buffer_.empty()) status_ = sink_.write(buffer_);
    buffer_.clear();
  }

  ByteSink& sink_;
  std::string buffer_;
  Status status_;
};

}  // namespace boba

#endif  // BOBA_EXPORT_TEXT_WRITER_H_
