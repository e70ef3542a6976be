// Fork-join over numbered blocks of work: `Workers(threads).each(blocks, f)` calls f(block) once for every block.
// An f that takes (block, worker) is also told which thread runs it, 0 .. threads() - 1, to find its scratch memory.
//
// Which thread runs a block is left to chance; what a block computes is not. A kernel is deterministic for any number
// of threads when its blocks are cut by the size of the problem alone, each block writes only what it owns, and sums
// over blocks are taken afterwards in block order.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace lexiscape {

class Workers {
  public:
    // threads: how many run at once, the caller's included; 0 means as many as there are processors.
    explicit Workers(int threads = 0) {
        const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        const int wanted = std::clamp(threads > 0 ? threads : processors, 1, 256);
        try {
            for (int i = 1; i < wanted; ++i) {
                helpers_.emplace_back([this, i] { serve(i); });
            }
        } catch (const std::system_error&) {
            // No more threads to be had: fewer change no result.
        }
    }

    ~Workers() {
        stopping_ = true;
        announce();
        for (std::thread& helper : helpers_) {
            helper.join();
        }
    }

    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    int threads() const { return static_cast<int>(helpers_.size()) + 1; }

    // Calls f(block) for every block in [0, blocks) and returns when all are done. The first exception of a block is
    // rethrown here. Not reentrant: f must not call each().
    template <class F>
    void each(std::size_t blocks, F&& f) {
        using Body = std::remove_reference_t<F>;
        call_ = [](void* body, std::size_t block, int worker) {
            if constexpr (std::is_invocable_v<Body&, std::size_t, int>) {
                (*static_cast<Body*>(body))(block, worker);
            } else {
                (*static_cast<Body*>(body))(block);
            }
        };
        body_ = const_cast<void*>(static_cast<const void*>(&f));
        blocks_ = blocks;
        if (helpers_.empty() || blocks <= 1) {
            for (std::size_t block = 0; block < blocks; ++block) {
                call_(body_, block, 0);
            }
            return;
        }
        next_.store(0, std::memory_order_relaxed);
        open_.store(true);
        announce();
        drain(0);
        // A helper that comes from here on, because it had no processor till now, is neither waited for nor let in.
        open_.store(false);
        for (int left = inside_.load(); left != 0; left = inside_.load()) {
            await_change(inside_, left);
        }
        if (error_) {
            std::rethrow_exception(std::exchange(error_, nullptr));
        }
    }

  private:
    // Forks of a descent follow each other within microseconds, and a sleeper takes tens of them to wake: look again for
    // a while, letting others have the processor, before going to sleep.
    template <class T>
    static void await_change(const std::atomic<T>& value, T from) {
        for (int tries = 0; value.load() == from; ++tries) {
            if (tries > 600) {
                value.wait(from);
            } else if (tries > 300) {
                std::this_thread::yield();
            }
        }
    }

    void announce() {
        turn_.fetch_add(1);
        turn_.notify_all();
    }

    void serve(int worker) {
        for (std::uint32_t seen = 0;;) {
            await_change(turn_, seen);
            seen = turn_.load();
            if (stopping_) {
                return;
            }
            // Entered before looking whether it is open, left after the last look at the work: `each` closes first and
            // looks who is inside afterwards, so none can be inside when it returns.
            inside_.fetch_add(1);
            if (open_.load()) {
                drain(worker);
            }
            if (inside_.fetch_sub(1) == 1) {
                inside_.notify_one();
            }
        }
    }

    void drain(int worker) {
        for (std::size_t block; (block = next_.fetch_add(1, std::memory_order_relaxed)) < blocks_;) {
            try {
                call_(body_, block, worker);
            } catch (...) {
                const std::lock_guard<std::mutex> lock(error_guard_);
                if (!error_) {
                    error_ = std::current_exception();
                }
            }
        }
    }

    std::vector<std::thread> helpers_;
    std::atomic<std::uint32_t> turn_{0};
    std::atomic<bool> stopping_{false};
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> open_{false};
    std::atomic<int> inside_{0};
    void (*call_)(void*, std::size_t, int) = nullptr;
    void* body_ = nullptr;
    std::size_t blocks_ = 0;
    std::exception_ptr error_;
    std::mutex error_guard_;
};

}  // namespace lexiscape
