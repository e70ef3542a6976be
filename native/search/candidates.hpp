// The candidates of every row, and the threshold below which a new one cannot belong to its k nearest.
//
// Row i holds pairs (approximate score plus E_j, j). When its list is full, the k best of them and of the k found before
// are measured exactly. With S the worst exact score among those k, a row whose score + E_j is below S - E_i is not
// among the k nearest (E: see quantized_rows.hpp) and is dropped, now and whenever it is offered. When too many remain,
// because more rows lie closer together than eight bits can tell, all of them are measured: memory stays bounded
// whatever the rows are.
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <thread>
#include <utility>
#include <vector>

#include "search/exact_distance.hpp"
#include "search/quantized_rows.hpp"

namespace lexiscape {

struct NeighborTable {
    std::size_t k;
    std::int32_t* indices;  // (rows, k), nearest first; rows and indices are positions in the RowSource
    float* distances;       // (rows, k)
};

class Candidates {
public:
    // `queries`: the row of `rows` that each list belongs to; empty: list i belongs to row i.
    Candidates(const QuantizedRows& rows, const RowSource& source, const ExactDistance& distance,
               std::vector<std::int32_t> queries, NeighborTable table)
        : rows_(rows),
          source_(source),
          distance_(distance),
          queries_(std::move(queries)),
          table_(table),
          lists_(queries_.empty() ? rows.count : queries_.size()),
          room_(std::min(2 * table.k + 224, rows.count)),
          entries_(lists_ * room_),
          state_(lists_) {}

    std::size_t lists() const { return lists_; }
    std::size_t row_of(std::size_t list) const {
        return queries_.empty() ? list : static_cast<std::size_t>(queries_[list]);
    }
    float threshold(std::size_t list) const { return state_[list].threshold.load(std::memory_order_relaxed); }

    // Takes row j as a candidate of `list`; `upper`: its approximate score plus E_j. Callable from any thread. Returns
    // the threshold that the next one must reach.
    float offer(std::size_t list, std::size_t j, float upper) {
        State& state = state_[list];
        if (upper < state.threshold.load(std::memory_order_relaxed)) return threshold(list);
        while (state.busy.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
        if (upper >= state.threshold.load(std::memory_order_relaxed)) {
            entries_[list * room_ + state.count++] = {upper, static_cast<std::int32_t>(j)};
            if (state.count == room_) cut_back(list, state);
        }
        const float threshold = state.threshold.load(std::memory_order_relaxed);
        state.busy.clear(std::memory_order_release);
        return threshold;
    }

    // Puts the k nearest of `list`, by exact distance and then by index, into the table.
    void settle(std::size_t list) {
        State& state = state_[list];
        if (state.count > table_.k) measure_best(list, state);
        measure(list, state, state.count);
    }

private:
    struct Entry {
        float upper;
        std::int32_t row;
    };
    struct State {
        std::atomic_flag busy = ATOMIC_FLAG_INIT;
        std::atomic<float> threshold{-std::numeric_limits<float>::infinity()};
        std::uint32_t count = 0;
        bool settled = false;  // the table already holds k exact neighbors of this row
    };

    static constexpr std::size_t kAhead = 3;  // rows asked from memory before their turn

    void cut_back(std::size_t list, State& state) {
        measure_best(list, state);
        if (state.count > room_ / 2) measure(list, state, state.count);
    }

    // Measures those that wait and look better than the k-th of all that look good, and drops what is then too far.
    void measure_best(std::size_t list, State& state) {
        Entry* const begin = entries_.data() + list * room_;
        const std::size_t best = std::min<std::size_t>(table_.k, state.count);
        std::nth_element(begin, begin + best - 1, begin + state.count,
                         [](const Entry& a, const Entry& b) { return a.upper > b.upper; });
        measure(list, state, best);
        const float threshold = state.threshold.load(std::memory_order_relaxed);
        Entry* const kept = std::remove_if(begin, begin + state.count,
                                           [&](const Entry& entry) { return entry.upper < threshold; });
        state.count = static_cast<std::uint32_t>(kept - begin);
    }

    // Exact distances of the first `count` that wait, merged with the k in the table; the others keep waiting.
    void measure(std::size_t list, State& state, std::size_t count) {
        const std::size_t own = row_of(list);
        const std::size_t k = table_.k;
        const std::size_t line = queries_.empty() ? static_cast<std::size_t>(rows_.position[list]) : list;
        std::int32_t* const indices = table_.indices + line * k;
        float* const distances = table_.distances + line * k;
        Entry* const begin = entries_.data() + list * room_;
        std::vector<std::uint64_t> keys(count + k);  // those measured now, then the k known
        for (std::size_t at = 0; at < count; ++at) {
            if (at + kAhead < count) distance_.prefetch(original(begin[at + kAhead].row));
            keys[at] = key_of(distance_(original(own), original(begin[at].row)), position(begin[at].row));
        }
        std::copy(begin + count, begin + state.count, begin);
        state.count -= static_cast<std::uint32_t>(count);
        std::sort(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count));
        std::size_t known_count = 0;
        if (state.settled) {
            for (; known_count < k; ++known_count) keys[count + known_count] = key_of(distances[known_count], indices[known_count]);
        }
        for (std::size_t at = 0, now = 0, old = 0; at < k; ++at) {
            const bool take_old = now == count || (old < known_count && keys[count + old] < keys[now]);
            const std::uint64_t key = keys[take_old ? count + old++ : now++];
            distances[at] = std::bit_cast<float>(static_cast<std::uint32_t>(key >> 32));
            indices[at] = static_cast<std::int32_t>(key & 0xFFFFFFFFU);
        }
        state.settled = true;
        state.threshold.store(threshold_at(own, distances[k - 1]), std::memory_order_relaxed);
    }

    // Ordered as (distance, index): the bits of floats that are not negative are ordered as they are.
    static std::uint64_t key_of(float distance, std::int32_t index) {
        return static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(distance)) << 32 | static_cast<std::uint32_t>(index);
    }

    // The score below which nothing can be as near as `distance`: score = |x'|^2 / 2 - |x'_i - x'_j|^2 / 2.
    float threshold_at(std::size_t row, float distance) const {
        const double d = distance;
        const double half_gap = source_.metric == Metric::cosine ? d : d * d / 2;
        const double score = static_cast<double>(rows_.half_square[row]) - rows_.unit * rows_.unit * half_gap;
        return static_cast<float>(score - static_cast<double>(rows_.slack[row]));
    }

    template <class Row>
    std::int32_t position(Row row) const {
        return rows_.position[static_cast<std::size_t>(row)];
    }
    template <class Row>
    std::size_t original(Row row) const {
        return static_cast<std::size_t>(source_.rows[position(row)]);
    }

    const QuantizedRows& rows_;
    const RowSource& source_;
    const ExactDistance& distance_;
    std::vector<std::int32_t> queries_;
    NeighborTable table_;
    std::size_t lists_;
    std::size_t room_;
    std::vector<Entry> entries_;
    std::vector<State> state_;
};

}  // namespace lexiscape
