// The k nearest rows of a few rows: every distance computed exactly, nothing prepared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "search/candidates.hpp"
#include "search/exact_distance.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

// Line q of the table belongs to row queries[q]. Needs count > table.k.
inline void nearest_rows(const ExactDistance& distance, std::size_t count, const std::int32_t* queries,
                         std::size_t query_count, Workers& workers, NeighborTable table) {
    constexpr std::size_t kGrain = 1024;
    std::vector<std::pair<float, std::int32_t>> all(count);
    for (std::size_t q = 0; q < query_count; ++q) {
        const auto own = static_cast<std::size_t>(queries[q]);
        for_each_range(workers, count, kGrain, [&](std::size_t begin, std::size_t end) {
            for (std::size_t j = begin; j < end; ++j) all[j] = {distance(own, j), static_cast<std::int32_t>(j)};
        });
        std::swap(all[own], all[count - 1]);
        const auto last = all.begin() + static_cast<std::ptrdiff_t>(table.k);
        std::partial_sort(all.begin(), last, all.end() - 1);
        for (std::size_t at = 0; at < table.k; ++at) {
            table.distances[q * table.k + at] = all[at].first;
            table.indices[q * table.k + at] = all[at].second;
        }
    }
}

}  // namespace lexiscape
