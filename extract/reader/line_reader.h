// Lines of a source, in bounded memory.
#ifndef BOBA_EXTRACT_READER_LINE_READER_H_
#define BOBA_EXTRACT_READER_LINE_READER_H_

#include <memory>
#include <string>
#include <string_view>

#include "core/byte_source.h"
#include "core/result.h"

namespace boba {

class LineReader {
 public:
  enum class Kind { kLine, kTooLong, kEnd };
  struct Line {
    Kind kind = Kind::kEnd;
    std::string_view bytes;  // without '\n'; valid until the next call
  };

  LineReader(std::unique_ptr<ByteSource> source, size_t max_line);

  // The next line. One above max_line bytes is read to its end, and reported without bytes. An
  // error of the source is final; what came of the line before it is dropped.
  Result<Line> next();
  // Of the line that next() gave or failed in, from 1; at the end, of the last line.
  size_t number() const { return number_; }

 private:
  Result<size_t> fill();

  std::unique_ptr<ByteSource> source_;
  size_t max_line_;
  std::string buffer_;
  size_t begin_ = 0;  // of what has not been given out
  size_t number_ = 0;
  bool ended_ = false;
};

}  // namespace boba

#endif  // BOBA_EXTRACT_READER_LINE_READER_H_
