// Rows put in an order in which near rows stand together: the leaves of one random-projection tree, left to right.
//
// Dasgupta & Freund 2008 (doi:10.1145/1374376.1374452), split as Annoy does: two random rows a, b of a node; the node's
// rows are cut in half at the median of x'.(a' - b'). Halves are equal, so all leaves have nearly the same size.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "parallel_loops.hpp"
#include "quantized_rows.hpp"

namespace lexiscape {

using PairDot = std::int32_t (*)(const std::int8_t*, const std::int8_t*, std::size_t);

LEXISCAPE_INLINE std::int32_t byte_dot_in_order(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    std::int32_t sum = 0;
    for (std::size_t d = 0; d < width; ++d) sum += static_cast<std::int16_t>(x[d]) * static_cast<std::int16_t>(y[d]);
    return sum;
}
inline std::int32_t byte_dot_portable(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    return byte_dot_in_order(x, y, width);
}
#if LEXISCAPE_X86
LEXISCAPE_TARGET_AVX2 inline std::int32_t byte_dot_avx2(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    return byte_dot_in_order(x, y, width);
}
LEXISCAPE_TARGET_VNNI inline std::int32_t byte_dot_avx512(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    return byte_dot_in_order(x, y, width);
}
#endif

inline PairDot byte_dot(InstructionSet set) {
#if LEXISCAPE_X86
    if (set == InstructionSet::avx512_vnni) return byte_dot_avx512;
    if (set == InstructionSet::avx2) return byte_dot_avx2;
#endif
    static_cast<void>(set);
    return byte_dot_portable;
}

struct TreeOrder {
    std::vector<std::int32_t> rows;     // a permutation
    std::vector<std::size_t> leaf_end;  // leaf l is rows[leaf_end[l - 1]] .. rows[leaf_end[l])
};

// Leaves hold at most `leaf` rows. The same seed gives the same tree for any number of threads and any processor.
inline TreeOrder tree_order(const QuantizedRows& rows, std::size_t leaf, std::uint64_t seed, std::size_t threads,
                            InstructionSet set) {
    const PairDot dot = byte_dot(set);
    using Keyed = std::pair<float, std::int32_t>;  // projection, row: equal projections are ordered by row
    std::vector<Keyed> keyed(rows.count);
    for (std::size_t i = 0; i < rows.count; ++i) keyed[i] = {0.0F, static_cast<std::int32_t>(i)};
    std::vector<std::size_t> ends{rows.count};
    for (std::size_t level = 0; (rows.count >> level) > leaf || ends.size() < (rows.count + leaf - 1) / leaf; ++level) {
        const auto begin_of = [&](std::size_t node) { return node == 0 ? 0 : ends[node - 1]; };
        const auto project = [&](std::size_t node, std::size_t begin, std::size_t end) {
            const std::size_t first = begin_of(node);
            const std::size_t size = ends[node] - first;
            const std::uint64_t random = mix_bits(mix_bits(seed ^ (level << 40U)) + node);
            const std::size_t a = (random >> 32U) % size;
            const std::size_t b = (a + 1 + (random & 0xFFFFFFFFU) % (size - 1)) % size;
            // Rows are read from `keyed` while their projections are being replaced: the row numbers stay.
            const auto pole_a = static_cast<std::size_t>(keyed[first + a].second);
            const auto pole_b = static_cast<std::size_t>(keyed[first + b].second);
            for (std::size_t at = begin; at < end; ++at) {
                const auto row = static_cast<std::size_t>(keyed[at].second);
                const float to_a = static_cast<float>(dot(rows.row(row), rows.row(pole_a), rows.width));
                const float to_b = static_cast<float>(dot(rows.row(row), rows.row(pole_b), rows.width));
                keyed[at].first = (to_a * rows.scale[pole_a] - to_b * rows.scale[pole_b]) * rows.scale[row];
            }
        };
        const auto halve = [&](std::size_t node) {
            const auto first = keyed.begin() + static_cast<std::ptrdiff_t>(begin_of(node));
            const auto last = keyed.begin() + static_cast<std::ptrdiff_t>(ends[node]);
            std::nth_element(first, first + (last - first) / 2, last);
        };
        if (ends.size() < 4 * threads) {  // few nodes: share each of them
            for (std::size_t node = 0; node < ends.size(); ++node) {
                const std::size_t begin = begin_of(node);
                parallel_ranges(ends[node] - begin, kChunk, threads, [&](std::size_t from, std::size_t to, std::size_t) {
                    project(node, begin + from, begin + to);
                });
            }
            parallel_for(ends.size(), threads, [&](std::size_t node, std::size_t) { halve(node); });
        } else {
            parallel_for(ends.size(), threads, [&](std::size_t node, std::size_t) {
                project(node, begin_of(node), ends[node]);
                halve(node);
            });
        }
        std::vector<std::size_t> halves;
        halves.reserve(2 * ends.size());
        for (std::size_t node = 0; node < ends.size(); ++node) {
            const std::size_t begin = begin_of(node);
            halves.push_back(begin + (ends[node] - begin) / 2);
            halves.push_back(ends[node]);
        }
        ends = std::move(halves);
    }
    TreeOrder order;
    order.rows.resize(rows.count);
    for (std::size_t i = 0; i < rows.count; ++i) order.rows[i] = keyed[i].second;
    order.leaf_end = std::move(ends);
    return order;
}

// The same rows in another order; `position` follows.
inline QuantizedRows reordered(const QuantizedRows& rows, const std::vector<std::int32_t>& order, std::size_t threads) {
    QuantizedRows out;
    out.count = order.size();
    out.width = rows.width;
    out.unit = rows.unit;
    out.values = aligned_array<std::int8_t>(out.count * out.width);
    out.sum.resize(out.count);
    out.scale.resize(out.count);
    out.half_square.resize(out.count);
    out.slack.resize(out.count);
    out.position.resize(out.count);
    parallel_ranges(out.count, kChunk, threads, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto from = static_cast<std::size_t>(order[i]);
            std::copy_n(rows.row(from), rows.width, out.values.get() + i * out.width);
            out.sum[i] = rows.sum[from];
            out.scale[i] = rows.scale[from];
            out.half_square[i] = rows.half_square[from];
            out.slack[i] = rows.slack[from];
            out.position[i] = rows.position[from];
        }
    });
    return out;
}

}  // namespace lexiscape
