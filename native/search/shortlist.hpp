// The rows that look nearest to each row, by approximate score alone: the `length` best in the order (score, row), or
// fewer where more is demanded. That order is total, so what a list holds does not depend on the order of the offers.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <thread>
#include <vector>

#include "search/quantized_rows.hpp"

namespace lexiscape {

class Shortlist {
public:
    struct Entry {
        float score;
        std::int32_t row;
    };

    // Bytes of a list: the room that it is cut back from, now and then.
    static constexpr std::size_t bytes(std::size_t length) { return (length + length / 2 + 16) * sizeof(Entry); }

    // Keeps `length` rows for each of `rows` lists; list i belongs to row i.
    Shortlist(std::size_t rows, std::size_t length)
        : length_(length), room_(bytes(length) / sizeof(Entry)), entries_(aligned_array<Entry>(rows * room_)), state_(rows) {}

    // From now on a list of at least `count` rows takes only what scores at least this. Not while rows are offered.
    void demand(std::size_t list, std::size_t count, float score) {
        if (state_[list].count < count || threshold(list) >= score) return;
        state_[list].threshold.store(score, std::memory_order_relaxed);
    }

    std::size_t lists() const { return state_.size(); }
    static std::size_t row_of(std::size_t list) { return list; }
    float threshold(std::size_t list) const { return state_[list].threshold.load(std::memory_order_relaxed); }

    float offer(std::size_t list, std::size_t j, float score) {
        State& state = state_[list];
        if (score < threshold(list)) return threshold(list);
        while (state.busy.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
        if (score >= threshold(list)) {
            begin(list)[state.count++] = {score, static_cast<std::int32_t>(j)};
            if (state.count == room_) cut_back(list);
        }
        const float now = threshold(list);
        state.busy.clear(std::memory_order_release);
        return now;
    }

    void settle(std::size_t list) {
        if (state_[list].count > length_) cut_back(list);
    }

    Entry* begin(std::size_t list) { return entries_.get() + list * room_; }
    Entry* end(std::size_t list) { return begin(list) + state_[list].count; }

private:
    struct State {
        std::atomic_flag busy = ATOMIC_FLAG_INIT;
        std::atomic<float> threshold{-std::numeric_limits<float>::infinity()};
        std::uint32_t count = 0;
    };

    void cut_back(std::size_t list) {
        Entry* const last = begin(list) + length_ - 1;
        std::nth_element(begin(list), last, end(list), [](const Entry& a, const Entry& b) {
            return a.score != b.score ? a.score > b.score : a.row < b.row;
        });
        state_[list].count = static_cast<std::uint32_t>(length_);
        state_[list].threshold.store(last->score, std::memory_order_relaxed);
    }

    std::size_t length_;
    std::size_t room_;
    AlignedArray<Entry> entries_;
    std::vector<State> state_;
};

}  // namespace lexiscape
