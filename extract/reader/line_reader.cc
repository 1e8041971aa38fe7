#include "extract/reader/line_reader.h"

#include <utility>

namespace boba {
namespace {
constexpr size_t kStep = size_t{256} << 10;
}

LineReader::LineReader(std::unique_ptr<ByteSource> source, size_t max_line)
    : source_(std::move(source)), max_line_(max_line) {}

// Drops what was given out and reads on; how many bytes came.
Result<size_t> LineReader::fill() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  const size_t before = buffer_.size();
  buffer_.resize(before + kStep);
  const Result<size_t> got = source_->read(buffer_.data() + before, kStep);
  buffer_.resize(before + (got ? *got : 0));
  return got;
}

Result<LineReader::Line> LineReader::next() {
  if (ended_ && begin_ == buffer_.size()) return Line{};
  ++number_;
  bool too_long = false;
  size_t searched = 0;
  for (;;) {
    const size_t end = buffer_.find('\n', begin_ + searched);
    const bool found = end != std::string::npos;
    const size_t size = (found ? end : buffer_.size()) - begin_;
    too_long = too_long || size > max_line_;
    if (found || ended_) {
      const Line line = too_long
                            ? Line{Kind::kTooLong, {}}
                            : Line{Kind::kLine, std::string_view(buffer_).substr(begin_, size)};
      begin_ += size + (found ? 1 : 0);
      return line;
    }
    searched = too_long ? 0 : size;
    if (too_long) begin_ = buffer_.size();
    const Result<size_t> got = fill();
    if (!got) return got.error();
    ended_ = *got == 0;
    if (ended_ && buffer_.empty() && !too_long) {
      --number_;
      return Line{};
    }
  }
}

}  // namespace boba
