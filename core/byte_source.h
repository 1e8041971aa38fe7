// Where bytes come from. The seam behind which files, gzip, zstd, standard input and tests' faults lie.
#ifndef BOBA_CORE_BYTE_SOURCE_H_
#define BOBA_CORE_BYTE_SOURCE_H_

#include <cstddef>

#include "core/result.h"

namespace boba {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills buffer[0, size) as far as bytes come; returns how many, 0 only at the end. Precondition: size > 0.
  virtual Result<size_t> read(char* buffer, size_t size) = 0;
};

}  // namespace boba

#endif  // BOBA_CORE_BYTE_SOURCE_H_
