// Where data go: standard output, or a file that appears only when it is complete.
#ifndef BOBA_CLI_OUTPUT_H_
#define BOBA_CLI_OUTPUT_H_

#include <memory>
#include <string>
#include <string_view>

#include "core/byte_sink.h"
#include "core/result.h"

namespace boba::cli {

// "-" is standard output. A file is written beside its place under a temporary name that close() renames; without
// close() nothing stays. A name that ends in .gz or .zst is compressed.
Result<std::unique_ptr<ByteSink>> open_output(const std::string& path);

Status print_to_stdout(std::string_view text);

// Whether a write failed because the reader of standard output has gone.
bool is_closed_pipe(const Error& error);

bool stdout_is_terminal();
bool stderr_is_terminal();
// Standard output is a terminal that shows colours, and NO_COLOR (no-color.org) does not forbid them.
bool stdout_has_colour();

}  // namespace boba::cli

#endif  // BOBA_CLI_OUTPUT_H_
