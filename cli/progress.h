// How far a long run is, on standard error, only while that is a terminal.
#ifndef BOBA_CLI_PROGRESS_H_
#define BOBA_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>

namespace boba::cli {

class Progress {
 public:
  Progress();
  ~Progress();  // wipes the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Redraws at most ten times a second.
  void update(uint64_t articles, uint64_t words);
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  Clock::time_point start_ = Clock::now(), drawn_ = start_;
};

}  // namespace boba::cli

#endif  // BOBA_CLI_PROGRESS_H_
