#include "cli/messages.h"

#include <fmt/format.h>

#include <cstdio>

namespace boba::cli {
namespace {

// Standard error may be closed; there is nobody to tell.
void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

std::string located(const Error& error) {
  return error.where.empty() ? error.message : error.where + ": " + error.message;
}

}  // namespace

void report_error(const Error& error) {
  print(fmt::format("boba: error: {}\n", located(error)));
  if (!error.advice.empty()) print(fmt::format("try: {}\n", error.advice));
}

void report_warning(const Error& error) {
  print(fmt::format("boba: warning: {}{}\n", located(error), error.advice.empty() ? "" : " (" + error.advice + ")"));
}

void report_note(std::string_view text) { print(fmt::format("boba: {}\n", text)); }

}  // namespace boba::cli
