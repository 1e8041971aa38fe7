// Where bytes go: files, standard output, compressors, tests' faults.
#ifndef BOBA_CORE_BYTE_SINK_H_
#define BOBA_CORE_BYTE_SINK_H_

#include <string_view>

#include "core/result.h"

namespace boba {

class ByteSink {
 public:
  virtual ~ByteSink() = default;
  // Takes all of `bytes` or fails.
  virtual Status write(std::string_view bytes) = 0;
  // Makes everything written final (flush, rename a temporary file into place). Called once, last.
  virtual Status close() = 0;
};

}  // namespace boba

#endif  // BOBA_CORE_BYTE_SINK_H_
