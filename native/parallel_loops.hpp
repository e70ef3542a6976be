// Loops over many threads: dynamic shares, exceptions carried back to the caller, results independent of the number of
// threads as long as the body of one index touches nothing that another index's body reads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace lexiscape {

// How many threads to use for `wanted` (0: as many as the machine has) when there are `tasks` independent pieces.
inline std::size_t thread_count(std::size_t wanted, std::size_t tasks) {
    const std::size_t available = std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
    return std::clamp<std::size_t>(wanted == 0 ? available : wanted, 1, std::max<std::size_t>(tasks, 1));
}

// Calls body(index, worker) for each index in [0, count); tick(done) now and then on the calling thread only, so that
// it may call into Python. The first exception stops all workers and is thrown again here.
template <class Body, class Tick>
void parallel_for(std::size_t count, std::size_t threads, Body&& body, Tick&& tick) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::atomic<bool> stop{false};
    std::exception_ptr failure;
    std::mutex guard;
    const auto work = [&](std::size_t worker) {
        try {
            while (!stop.load(std::memory_order_relaxed)) {
                const std::size_t index = next.fetch_add(1, std::memory_order_relaxed);
                if (index >= count) break;
                body(index, worker);
                const std::size_t finished = done.fetch_add(1, std::memory_order_relaxed) + 1;
                if (worker == 0) tick(finished);
            }
        } catch (...) {
            const std::lock_guard<std::mutex> hold(guard);
            if (!failure) failure = std::current_exception();
            stop.store(true, std::memory_order_relaxed);
        }
    };
    const std::size_t workers = std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(count, 1));
    std::vector<std::thread> others;
    others.reserve(workers - 1);
    try {
        for (std::size_t worker = 1; worker < workers; ++worker) others.emplace_back(work, worker);
    } catch (const std::system_error&) {
        // The system gives no more threads: those that run do all the work.
    }
    work(0);
    for (std::thread& other : others) other.join();
    if (failure) std::rethrow_exception(failure);
}

template <class Body>
void parallel_for(std::size_t count, std::size_t threads, Body&& body) {
    parallel_for(count, threads, body, [](std::size_t) {});
}

// Cuts [0, count) into ranges of `grain` and calls body(begin, end, worker) for each.
template <class Body>
void parallel_ranges(std::size_t count, std::size_t grain, std::size_t threads, Body&& body) {
    parallel_for((count + grain - 1) / grain, threads, [&](std::size_t index, std::size_t worker) {
        body(index * grain, std::min(count, (index + 1) * grain), worker);
    });
}

}  // namespace lexiscape
