#include "cli/progress.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/output.h"

namespace boba::cli {

Progress::Progress() : shown_(stderr_is_terminal()) {}

Progress::~Progress() {
  if (shown_ && drawn_ != start_) std::fputs("\r\033[K", stderr);
}

double Progress::seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

void Progress::update(uint64_t articles, uint64_t words) {
  const auto now = Clock::now();
  if (!shown_ || now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  const std::string line = fmt::format("\r{} articles, {} words, {:.0f} words/s\033[K", articles, words,
                                       static_cast<double>(words) / seconds());
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

}  // namespace boba::cli
