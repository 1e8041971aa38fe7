// Lines on standard error, in one form.
#ifndef BOBA_CLI_MESSAGES_H_
#define BOBA_CLI_MESSAGES_H_

#include <string_view>

#include "core/error.h"

namespace boba::cli {

// "boba: error: where: message", and "try: advice" on a line of its own.
void report_error(const Error& error);
// "boba: warning: where: message (advice)"
void report_warning(const Error& error);
// "boba: text"
void report_note(std::string_view text);

}  // namespace boba::cli

#endif  // BOBA_CLI_MESSAGES_H_
