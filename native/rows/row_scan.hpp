// One look at every row: its squared norm, its product with another row and its distance from it, and which earlier row
// equals it.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <vector>

#include "search/candidates.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

template <class OfRow>
void of_each_row(const float* vectors, std::size_t count, std::size_t dim, Workers& workers, double* out, OfRow&& of_row) {
    for_each_range(workers, count, kChunk, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) out[i] = of_row(vectors + i * dim);
    });
}

// x . x for each row, summed like the exact distance's dot product; NaN or infinite when a value of the row is.
inline void squared_norms(const float* vectors, std::size_t count, std::size_t dim, Workers& workers,
                          const SearchKernels& kernels, double* out) {
    of_each_row(vectors, count, dim, workers, out, [&](const float* x) { return kernels.dot(x, x, dim); });
}

// x . y for each row x, and |x - y|^2, of one other row y.
inline void dot_products(const float* vectors, std::size_t count, std::size_t dim, const float* other, Workers& workers,
                         const SearchKernels& kernels, double* out) {
    of_each_row(vectors, count, dim, workers, out, [&](const float* x) { return kernels.dot(x, other, dim); });
}

inline void squared_gaps(const float* vectors, std::size_t count, std::size_t dim, const float* other, Workers& workers,
                         const SearchKernels& kernels, double* out) {
    of_each_row(vectors, count, dim, workers, out, [&](const float* x) { return kernels.squared_gap(x, other, dim); });
}

inline std::uint64_t hash_row(const float* x, std::size_t dim) {
    constexpr std::size_t kLanes = 4;  // a product waits for the one before it, but not for those of other lanes
    std::uint64_t lanes[kLanes] = {dim, dim + 1, dim + 2, dim + 3};
    const auto add = [&](std::size_t lane, float value) {
        // + 0: the two zeros are equal and must hash alike. FNV-1a's multiplier over whole words, then one good mix.
        lanes[lane] = (lanes[lane] ^ std::bit_cast<std::uint32_t>(value + 0.0F)) * 0x100000001B3ULL;
        lanes[lane] ^= lanes[lane] >> 29;
    };
    std::size_t d = 0;
    for (; d + kLanes <= dim; d += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) add(lane, x[d + lane]);
    }
    for (std::size_t lane = 0; d + lane < dim; ++lane) add(lane, x[d + lane]);
    std::uint64_t hash = 0;
    for (const std::uint64_t lane : lanes) hash = mix_bits(hash ^ lane);
    return hash;
}

// out[i]: the first row equal to row i (i itself when there is none before it).
inline void first_equal_rows(const float* vectors, std::size_t count, std::size_t dim, Workers& workers,
                             std::int32_t* out) {
    std::vector<std::uint64_t> hashes(count);
    for_each_range(workers, count, kChunk, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) hashes[i] = hash_row(vectors + i * dim, dim);
    });
    std::vector<std::int32_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        return hashes[static_cast<std::size_t>(a)] != hashes[static_cast<std::size_t>(b)]
                   ? hashes[static_cast<std::size_t>(a)] < hashes[static_cast<std::size_t>(b)]
                   : a < b;
    });
    const auto equal = [&](std::int32_t a, std::int32_t b) {
        return std::equal(vectors + static_cast<std::size_t>(a) * dim, vectors + static_cast<std::size_t>(a + 1) * dim,
                          vectors + static_cast<std::size_t>(b) * dim);
    };
    for (std::size_t at = 0; at < count; ++at) {
        const std::int32_t row = order[at];
        const bool same_hash = at > 0 && hashes[static_cast<std::size_t>(row)] ==
                                             hashes[static_cast<std::size_t>(order[at - 1])];
        // A chain of equal hashes holds one value but for a collision, whose rows then merely stay apart.
        const std::int32_t first = same_hash ? out[order[at - 1]] : row;
        out[row] = equal(first, row) ? first : row;
    }
}

// Neighbors among distinct rows -> neighbors among all rows. `first`: as above; `distinct`: the positions whose first
// is themselves, ascending; found: (distinct, found.k), positions in `distinct`. A row's copies are 0 away from it and
// as far as it is from everything else; equal distances are ordered by position.
struct DistinctNeighbors {
    const std::int32_t* first;
    std::size_t count;
    const std::int32_t* distinct;
    std::size_t distinct_count;
    NeighborTable found;
};

inline void spread_to_copies(const DistinctNeighbors& in, Workers& workers, NeighborTable out) {
    std::vector<std::size_t> start(in.count + 1, 0);  // copies of row i: copies[start[i]] .. copies[start[i + 1])
    for (std::size_t i = 0; i < in.count; ++i) ++start[static_cast<std::size_t>(in.first[i]) + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<std::int32_t> copies(in.count);
    std::vector<std::size_t> fill(start.begin(), start.end() - 1);
    for (std::size_t i = 0; i < in.count; ++i) {
        copies[fill[static_cast<std::size_t>(in.first[i])]++] = static_cast<std::int32_t>(i);
    }
    for_each_range(workers, in.distinct_count, 64, [&](std::size_t begin, std::size_t end) {
        std::vector<std::pair<float, std::int32_t>> near;
        for (std::size_t u = begin; u < end; ++u) {
            near.clear();
            const auto add = [&](std::int32_t row, float distance) {
                const std::size_t from = start[static_cast<std::size_t>(row)];
                const std::size_t to = std::min(start[static_cast<std::size_t>(row) + 1], from + out.k + 1);
                for (std::size_t at = from; at < to; ++at) near.emplace_back(distance, copies[at]);
            };
            add(in.distinct[u], 0.0F);
            for (std::size_t at = 0; at < in.found.k; ++at) {
                add(in.distinct[in.found.indices[u * in.found.k + at]], in.found.distances[u * in.found.k + at]);
            }
            std::sort(near.begin(), near.end());
            const auto own = static_cast<std::size_t>(in.distinct[u]);
            for (std::size_t copy = start[own]; copy < start[own + 1]; ++copy) {
                const std::int32_t row = copies[copy];
                std::size_t put = static_cast<std::size_t>(row) * out.k;
                const std::size_t last = put + out.k;
                for (std::size_t at = 0; at < near.size() && put < last; ++at) {
                    if (near[at].second == row) continue;
                    out.indices[put] = near[at].second;
                    out.distances[put++] = near[at].first;
                }
            }
        }
    });
}

}  // namespace lexiscape
