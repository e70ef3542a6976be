// The rows that look nearest to each row among those it was compared with so far: the `length` best, each once.
//
// They are ordered by falling score, then by rising row. That order is total and a threshold only rises, so what a list
// holds after all offers of a phase does not depend on their order: not on threads either. An entry is fresh until it is
// told to be known (local_joins.hpp), and which entries are depends on the phases alone as well.
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <thread>
#include <vector>

#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "search/shortlist.hpp"
#include "simd/prefetch.hpp"

namespace lexiscape {

// Integers in the order of the floats that they stand for (but NaN), and back.
inline std::int32_t key_of(float score) {
    const auto bits = std::bit_cast<std::int32_t>(score);
    return bits ^ ((bits >> 31) & 0x7FFFFFFF);
}
inline float score_of(std::int32_t key) { return std::bit_cast<float>(key ^ ((key >> 31) & 0x7FFFFFFF)); }

class NeighborLists {
public:
    static constexpr std::size_t bytes(std::size_t length) { return length * 9; }  // of one list

    NeighborLists(std::size_t rows, std::size_t length, const SearchKernels& kernels)
        : length_(length),
          take_(kernels.take),
          keys_(aligned_array<std::int32_t>(rows * length)),
          rows_(aligned_array<std::int32_t>(rows * length)),
          fresh_(aligned_array<std::uint8_t>(rows * length)),
          state_(rows) {
        std::fill_n(keys_.get(), rows * length, key_of(kNone));
        std::fill_n(rows_.get(), rows * length, -1);
        std::fill_n(fresh_.get(), rows * length, std::uint8_t{0});
    }

    std::size_t lists() const { return state_.size(); }
    std::size_t length() const { return length_; }
    float threshold(std::size_t list) const { return state_[list].threshold.load(std::memory_order_relaxed); }

    // From any thread; returns the threshold from now on.
    float offer(std::size_t list, std::int32_t row, float score) {
        State& state = state_[list];
        while (state.busy.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
        float threshold = state.threshold.load(std::memory_order_relaxed);
        if (score >= threshold) {
            std::int32_t worst = key_of(threshold);
            const std::size_t begin = list * length_;
            const int at = take_(keys_.get() + begin, rows_.get() + begin, static_cast<int>(length_), key_of(score), row, &worst);
            if (at >= 0) {
                fresh_[begin + static_cast<std::size_t>(at)] = 1;
                threshold = score_of(worst);
                state.threshold.store(threshold, std::memory_order_relaxed);
            }
        }
        state.busy.clear(std::memory_order_release);
        return threshold;
    }

    struct Entry {
        float score;
        std::int32_t row;
        std::uint8_t* fresh;
    };

    // The entries of a list, best first, into `out`, of `length`; returns how many. Not while rows are offered.
    std::size_t sorted(std::size_t list, Entry* out) {
        std::size_t count = 0;
        for (std::size_t at = list * length_; at < (list + 1) * length_; ++at) {
            if (rows_[at] >= 0) out[count++] = {score_of(keys_[at]), rows_[at], fresh_.get() + at};
        }
        std::sort(out, out + count, [](const Entry& a, const Entry& b) {
            return a.score != b.score ? a.score > b.score : a.row < b.row;
        });
        return count;
    }

    void prefetch(std::size_t list) const {
        lexiscape::prefetch(&state_[list], sizeof(State));
        lexiscape::prefetch(rows_.get() + list * length_, length_ * sizeof(std::int32_t));
    }

private:
    static constexpr float kNone = -std::numeric_limits<float>::infinity();

    struct State {
        std::atomic_flag busy = ATOMIC_FLAG_INIT;
        std::atomic<float> threshold{kNone};
    };

    std::size_t length_;
    decltype(SearchKernels::take) take_;
    AlignedArray<std::int32_t> keys_;
    AlignedArray<std::int32_t> rows_;
    AlignedArray<std::uint8_t> fresh_;
    std::vector<State> state_;
};

}  // namespace lexiscape
