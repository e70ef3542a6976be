// The rows that look nearest to each row among those it was compared with so far: the `length` best, each once.
//
// They are ordered by falling score, then by rising row. That order is total and a threshold only rises, so what a list
// holds after all offers of a phase does not depend on their order: not on threads either. An entry is fresh until it is
// told to be known (local_joins.hpp), and which entries are depends on the phases alone as well.
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <compare>
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

// A score and a row in one number: the less, the better. Its lowest bit is free.
class Ranked {
public:
    Ranked() = default;
    Ranked(std::int32_t key, std::int32_t row, bool marked)
        : bits_(static_cast<std::uint64_t>(~static_cast<std::uint32_t>(key) ^ 0x80000000U) << 32U |
                static_cast<std::uint64_t>(static_cast<std::uint32_t>(row)) << 1U | (marked ? 1U : 0U)) {}
    float score() const { return score_of(static_cast<std::int32_t>(~static_cast<std::uint32_t>(bits_ >> 32U) ^ 0x80000000U)); }
    std::int32_t row() const { return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits_) >> 1U); }
    bool marked() const { return (bits_ & 1U) != 0; }
    auto operator<=>(const Ranked&) const = default;

private:
    std::uint64_t bits_ = 0;
};

class NeighborLists {
    static constexpr float kNone = -std::numeric_limits<float>::infinity();
    static constexpr std::size_t words(std::size_t length) { return (length + 63) / 64; }

    struct State {
        std::atomic_flag busy = ATOMIC_FLAG_INIT;
        std::atomic<float> threshold{kNone};
    };

public:
    static constexpr std::size_t bytes(std::size_t length) {  // of one list
        return length * 8 + words(length) * 8 + sizeof(State);
    }

    NeighborLists(std::size_t rows, std::size_t length, const SearchKernels& kernels)
        : length_(length),
          holds_(kernels.holds),
          take_(kernels.take),
          keys_(aligned_array<std::int32_t>(rows * length)),
          rows_(aligned_array<std::int32_t>(rows * length)),
          fresh_(rows * words(length), 0),
          state_(rows) {
        std::fill_n(keys_.get(), rows * length, key_of(kNone));
        std::fill_n(rows_.get(), rows * length, -1);
    }

    std::size_t lists() const { return state_.size(); }
    std::size_t length() const { return length_; }
    float threshold(std::size_t list) const { return state_[list].threshold.load(std::memory_order_relaxed); }

    // From any thread; returns the threshold from now on.
    float offer(std::size_t list, std::int32_t row, float score) {
        State& state = state_[list];
        // Mostly the row is there already, and no lock is needed to see it: another thread writes whole numbers, one that
        // leaves a list could not enter it again, and what is not seen yet is found below.
        if (holds_(rows_.get() + list * length_, static_cast<int>(length_), row)) return threshold(list);
        while (state.busy.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
        float threshold = state.threshold.load(std::memory_order_relaxed);
        if (score >= threshold) {
            std::int32_t worst = key_of(threshold);
            const std::size_t begin = list * length_;
            const int at = take_(keys_.get() + begin, rows_.get() + begin, static_cast<int>(length_), key_of(score), row, &worst);
            if (at >= 0) {
                fresh_[list * words(length_) + static_cast<std::size_t>(at) / 64] |= std::uint64_t{1} << (at % 64);
                threshold = score_of(worst);
                state.threshold.store(threshold, std::memory_order_relaxed);
            }
        }
        state.busy.clear(std::memory_order_release);
        return threshold;
    }

    // The entries of a list, best first, into `out`, of `length`; returns how many. Fresh ones are marked. Not while rows
    // are offered.
    std::size_t sorted(std::size_t list, Ranked* out) const {
        std::size_t count = 0;
        for (std::size_t at = 0; at < length_; ++at) {
            if (rows_[list * length_ + at] >= 0) out[count++] = entry(list, at);
        }
        std::sort(out, out + count);
        return count;
    }

    // Entries down to this one are no longer fresh. Not while rows are offered.
    void know(std::size_t list, Ranked last) {
        for (std::size_t at = 0; at < length_; ++at) {
            if (entry(list, at) <= last) fresh_[list * words(length_) + at / 64] &= ~(std::uint64_t{1} << (at % 64));
        }
    }

    void prefetch(std::size_t list) const {
        lexiscape::prefetch(&state_[list], sizeof(State));
        lexiscape::prefetch(rows_.get() + list * length_, length_ * sizeof(std::int32_t));
    }

private:
    Ranked entry(std::size_t list, std::size_t at) const {
        const bool fresh = (fresh_[list * words(length_) + at / 64] >> (at % 64) & 1U) != 0;
        return {keys_[list * length_ + at], rows_[list * length_ + at], fresh};
    }

    std::size_t length_;
    decltype(SearchKernels::holds) holds_;
    decltype(SearchKernels::take) take_;
    AlignedArray<std::int32_t> keys_;
    AlignedArray<std::int32_t> rows_;
    std::vector<std::uint64_t> fresh_;  // a bit an entry
    std::vector<State> state_;
};

}  // namespace lexiscape
