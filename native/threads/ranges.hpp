// Loops over numbered work on top of Workers (parallel.hpp) that can report and be broken off.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>

#include "threads/parallel.hpp"

namespace lexiscape {

// Calls body(index, worker) for each index in [0, count), and tick(done) now and then and at the end, on the calling
// thread only, so that it may call into Python. After an exception no further index is begun; the exception is thrown again here.
template <class Body, class Tick>
void for_each_index(Workers& workers, std::size_t count, Body&& body, Tick&& tick) {
    std::atomic<std::size_t> done{0};
    std::atomic<bool> broken{false};
    workers.each(count, [&](std::size_t index, int worker) {
        if (broken.load(std::memory_order_relaxed)) return;
        try {
            body(index, static_cast<std::size_t>(worker));
            const std::size_t finished = done.fetch_add(1, std::memory_order_relaxed) + 1;
            if (worker == 0 && finished < count) tick(finished);
        } catch (...) {
            broken.store(true, std::memory_order_relaxed);
            throw;
        }
    });
    tick(count);
}

template <class Body>
void for_each_index(Workers& workers, std::size_t count, Body&& body) {
    for_each_index(workers, count, body, [](std::size_t) {});
}

// Cuts [0, count) into ranges of `grain` and calls body(begin, end) for each. The cut does not depend on the number of
// threads: what is summed within a range is the same for any.
template <class Body>
void for_each_range(Workers& workers, std::size_t count, std::size_t grain, Body&& body) {
    for_each_index(workers, (count + grain - 1) / grain, [&](std::size_t index, std::size_t) {
        body(index * grain, std::min(count, (index + 1) * grain));
    });
}

}  // namespace lexiscape
