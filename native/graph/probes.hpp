// First neighbors: the rows of each cell (cells.hpp) against each other, and against the rows to which that cell is among
// the nearest. Phase by phase of that rank, nearest first: thresholds rise early, and fewer rows enter a list to leave it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "graph/cells.hpp"
#include "graph/neighbor_lists.hpp"
#include "graph/tile_join.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

// The order of rows in which those of one cell stand together, and of these those of one second cell.
inline std::vector<std::int32_t> cell_order(const Cells& cells) {
    const std::size_t rows = cells.of.size() / cells.ranks;
    std::vector<std::int32_t> order(rows);
    std::iota(order.begin(), order.end(), 0);
    const std::size_t second = cells.ranks > 1 ? 1 : 0;
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        const auto i = static_cast<std::size_t>(a), j = static_cast<std::size_t>(b);
        if (cells(i, 0) != cells(j, 0)) return cells(i, 0) < cells(j, 0);
        return cells(i, second) != cells(j, second) ? cells(i, second) < cells(j, second) : a < b;
    });
    return order;
}

inline Cells reordered(const Cells& cells, const std::vector<std::int32_t>& order) {
    Cells out{cells.count, cells.ranks, std::vector<std::uint16_t>(cells.of.size())};
    for (std::size_t i = 0; i < order.size(); ++i) {
        std::copy_n(cells.of.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(order[i]) * cells.ranks),
                    cells.ranks, out.of.begin() + static_cast<std::ptrdiff_t>(i * cells.ranks));
    }
    return out;
}

// Ranks [from, to) of rows in the order of their cells. tick(done, total) now and then, on the calling thread.
template <class Tick>
void probe(const QuantizedRows& rows, const Cells& cells, std::size_t from, std::size_t to, NeighborLists& lists,
           const SearchKernels& kernels, Workers& workers, Tick&& tick) {
    constexpr std::size_t kTallest = 768;  // rows that one packed panel serves
    struct Task {
        std::size_t cell, begin, end, cost;
    };
    std::vector<std::size_t> starts(cells.count + 1, 0);
    for (std::size_t i = 0; i < rows.count; ++i) ++starts[cells(i, 0) + std::size_t{1}];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    const std::size_t first = std::max<std::size_t>(from, 1);
    const std::size_t probing = to - first;
    const Parts guests = parted(rows.count * probing, cells.count, [&](std::size_t at) {
        return static_cast<std::size_t>(cells(at / probing, first + at % probing));
    });
    std::vector<Task> tasks;
    for (std::size_t cell = 0; cell < cells.count; ++cell) {
        for (std::size_t begin = starts[cell]; begin < starts[cell + 1]; begin += kTallest) {
            const std::size_t end = std::min(begin + kTallest, starts[cell + 1]);
            const std::size_t others = guests.starts[cell + 1] - guests.starts[cell] + (from == 0 ? starts[cell + 1] - begin : 0);
            tasks.push_back({cell, begin, end, (end - begin) * others});
        }
    }
    constexpr std::size_t kLarge = 4'000'000;  // pairs: these come first, so that none is left to one thread at the end
    std::stable_sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
        return (a.cost > kLarge ? a.cost : 0) > (b.cost > kLarge ? b.cost : 0);
    });

    const TileJoin join(rows, lists, kernels);
    std::vector<JoinSpace> spaces;
    for (int t = 0; t < workers.threads(); ++t) spaces.push_back(join.space());
    for_each_index(
        workers, tasks.size(),
        [&](std::size_t index, std::size_t worker) {
            const Task& task = tasks[index];
            std::vector<std::int32_t> own((from == 0 ? starts[task.cell + 1] : task.end) - task.begin);
            std::iota(own.begin(), own.end(), static_cast<std::int32_t>(task.begin));
            const std::size_t count = task.end - task.begin;
            if (from == 0) join.within(own, count, spaces[worker]);
            std::vector<std::int32_t> others(guests.starts[task.cell + 1] - guests.starts[task.cell]);
            for (std::size_t at = 0; at < others.size(); ++at) {
                others[at] = static_cast<std::int32_t>(
                    static_cast<std::size_t>(guests.members[guests.starts[task.cell] + at]) / probing);
            }
            join.across(std::span<const std::int32_t>(own).first(count), others, spaces[worker]);
        },
        [&](std::size_t done) { tick(done, tasks.size()); });
}

}  // namespace lexiscape
