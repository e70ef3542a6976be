// Near-copies: many rows closer together than eight bits can tell, as a vocabulary's unused rows are. Scores put them in
// an order of chance, so that an approximate search finds the right neighborhood and the wrong rows of it.
//
// Rows of which a review says so (review.hpp) and that found each other are one group; each group is searched by itself,
// exactly (nearest_exact.hpp): with the group's own mean taken off and its own scale, eight bits tell its rows apart
// again, and what they leave open is measured. That is quadratic in a group's rows, so there is a budget, which small
// groups are served from first; the rows of others keep what was found for them, and are counted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "search/candidates.hpp"
#include "search/kernels.hpp"
#include "search/nearest_exact.hpp"
#include "search/quantized_rows.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

// Positions of the marked rows, group by group, ascending in each: marked rows that the table links, however indirectly.
inline std::vector<std::vector<std::int32_t>> linked_groups(const std::vector<std::uint8_t>& marked, NeighborTable table) {
    std::vector<std::int32_t> parent(marked.size());
    std::iota(parent.begin(), parent.end(), 0);
    const auto root = [&](std::int32_t i) {
        while (parent[static_cast<std::size_t>(i)] != i) {
            std::int32_t& above = parent[static_cast<std::size_t>(i)];
            above = parent[static_cast<std::size_t>(above)];
            i = above;
        }
        return i;
    };
    for (std::size_t i = 0; i < marked.size(); ++i) {
        if (marked[i] == 0) continue;
        for (std::size_t at = 0; at < table.k; ++at) {
            const std::int32_t j = table.indices[i * table.k + at];
            if (marked[static_cast<std::size_t>(j)] == 0) continue;
            const std::int32_t a = root(static_cast<std::int32_t>(i)), b = root(j);
            parent[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);  // a root is its group's first row
        }
    }
    std::vector<std::vector<std::int32_t>> groups;
    std::vector<std::int32_t> group_of(marked.size(), -1);
    for (std::size_t i = 0; i < marked.size(); ++i) {
        if (marked[i] == 0) continue;
        std::int32_t& group = group_of[static_cast<std::size_t>(root(static_cast<std::int32_t>(i)))];
        if (group < 0) {
            group = static_cast<std::int32_t>(groups.size());
            groups.emplace_back();
        }
        groups[static_cast<std::size_t>(group)].push_back(static_cast<std::int32_t>(i));
    }
    return groups;
}

struct NearCopies {
    std::size_t searched = 0;  // rows, once more
    std::size_t left = 0;      // of groups that the budget does not pay for
};

// Improves the table's lines of the marked rows (positions in the source). Budget: products of eight bits, rows^2 width / 2
// of a group.
inline NearCopies search_near_copies(const RowSource& source, const std::vector<std::uint8_t>& marked, double budget,
                                     const SearchKernels& kernels, Workers& workers, NeighborTable table) {
    std::vector<std::vector<std::int32_t>> groups = linked_groups(marked, table);
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    const auto width = static_cast<double>((source.dim + kWidthStep - 1) / kWidthStep * kWidthStep);
    NearCopies told;
    for (const std::vector<std::int32_t>& group : groups) {
        if (group.size() <= table.k + 1) continue;  // so few were all measured already
        const auto size = static_cast<double>(group.size());
        if (size * size * width / 2 > budget) {
            told.left += group.size();
            continue;
        }
        budget -= size * size * width / 2;
        told.searched += group.size();
        std::vector<std::int32_t> rows(group.size());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = source.rows[group[i]];
        std::vector<std::int32_t> indices(group.size() * table.k);
        std::vector<float> distances(group.size() * table.k);
        nearest_exact({source.vectors, source.dim, rows.data(), rows.size(), source.squared_norms, source.metric}, kernels,
                      workers, {table.k, indices.data(), distances.data()}, [](std::size_t, std::size_t) {});
        for_each_range(workers, group.size(), 256, [&](std::size_t begin, std::size_t end) {
            std::vector<std::pair<float, std::int32_t>> both;
            for (std::size_t i = begin; i < end; ++i) {
                const std::size_t line = static_cast<std::size_t>(group[i]) * table.k;
                both.clear();
                for (std::size_t at = 0; at < table.k; ++at) {
                    both.emplace_back(table.distances[line + at], table.indices[line + at]);
                    both.emplace_back(distances[i * table.k + at],
                                      group[static_cast<std::size_t>(indices[i * table.k + at])]);
                }
                std::sort(both.begin(), both.end());
                both.erase(std::unique(both.begin(), both.end()), both.end());
                for (std::size_t at = 0; at < table.k; ++at) {
                    table.distances[line + at] = both[at].first;
                    table.indices[line + at] = both[at].second;
                }
            }
        });
    }
    return told;
}

}  // namespace lexiscape
