// What went wrong, where, and what to try.
#ifndef BOBA_CORE_ERROR_H_
#define BOBA_CORE_ERROR_H_

#include <string>

namespace boba {

enum class ErrorCode {
  kInvalidInput,  // bytes that are not what they should be
  kNotFound,      // a file, a graph, an entity that is not there
  kIo,            // the disk or the pipe refused
  kCorrupt,       // a store or model whose checksums or records contradict each other
  kUnsupported,   // a newer format, an option that does not apply
};

struct Error {
  ErrorCode code = ErrorCode::kInvalidInput;
  std::string message;     // what, in one line, without a full stop
  std::string where = {};  // "file:line:byte", as far as known
  std::string advice = {}; // what to try, if anything

  // "where: message (try: advice)"
  std::string to_string() const {
    std::string line = where.empty() ? message : where + ": " + message;
    return advice.empty() ? line : line + " (try: " + advice + ")";
  }
};

}  // namespace boba

#endif  // BOBA_CORE_ERROR_H_
