// Work on a stream of items in several threads, results in the order of the items.
#ifndef BOBA_CLI_PIPELINE_H_
#define BOBA_CLI_PIPELINE_H_

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace boba::cli {

// `next` (one thread of its own) yields items, `work` (`threads` threads at once) turns each into a result, `emit`
// (the caller's thread) takes the results in the order of the items and says whether to go on. At most
// 4 * threads + 4 items and results are held. An exception of any of the three comes out of run_in_order.
template <typename Item, typename Out>
class OrderedPipeline {
 public:
  using Next = std::function<std::optional<Item>()>;
  using Work = std::function<Out(Item)>;
  using Emit = std::function<bool(Out)>;

  OrderedPipeline(Next next, Work work, Emit emit, size_t threads)
      : next_(std::move(next)), work_(std::move(work)), emit_(std::move(emit)), threads_(threads < 1 ? 1 : threads) {}

  void run() {
    std::vector<std::jthread> pool;
    pool.emplace_back([this] { guarded([this] { read(); }); });
    for (size_t i = 0; i < threads_; ++i) pool.emplace_back([this] { guarded([this] { work(); }); });
    guarded([this] { emit(); });
    stop();
    pool.clear();  // joins
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  struct Slot {
    std::optional<Item> item;  // until a worker takes it
    std::optional<Out> out;
  };

  void read() {
    while (auto item = next_()) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopped_ || slots_.size() < 4 * threads_ + 4; });
      if (stopped_) return;
      slots_.push_back({std::move(item), {}});
      changed_.notify_all();
    }
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  void work() {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopped_ || taken_ < slots_.size() || ended_; });
      if (stopped_ || taken_ >= slots_.size()) return;
      Slot& slot = slots_[taken_++];  // a deque keeps it in place while others come and go at the ends
      Item item = *std::move(slot.item);
      lock.unlock();
      Out out = work_(std::move(item));
      lock.lock();
      slot.out = std::move(out);
      changed_.notify_all();
    }
  }

  void emit() {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopped_ || (slots_.empty() ? ended_ : slots_.front().out.has_value()); });
      if (stopped_ || slots_.empty()) return;
      Out out = *std::move(slots_.front().out);
      slots_.pop_front();
      --taken_;
      changed_.notify_all();
      lock.unlock();
      if (!emit_(std::move(out))) return;
    }
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

  template <typename Role>
  void guarded(Role role) {
    try {
      role();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      stopped_ = true;
      changed_.notify_all();
    }
  }

  Next next_;
  Work work_;
  Emit emit_;
  size_t threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Slot> slots_;  // in the order of the items
  size_t taken_ = 0;        // how many at the front have been given to a worker
  bool ended_ = false, stopped_ = false;
  std::exception_ptr failure_;
};

template <typename Item, typename Out>
void run_in_order(typename OrderedPipeline<Item, Out>::Next next, typename OrderedPipeline<Item, Out>::Work work,
                  typename OrderedPipeline<Item, Out>::Emit emit, size_t threads) {
  OrderedPipeline<Item, Out>(std::move(next), std::move(work), std::move(emit), threads).run();
}

}  // namespace boba::cli

#endif  // BOBA_CLI_PIPELINE_H_
