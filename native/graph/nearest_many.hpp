// The k nearest rows of every row when there are too many to prove: by a graph (nearest_by_graph.hpp), and where that does
// not reach the aim, or is not wanted, by all pairs along few directions (search/nearest_approximate.hpp).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "graph/nearest_by_graph.hpp"
#include "search/nearest_approximate.hpp"

namespace lexiscape {

struct ManyReport {
    GraphReport graph;
    Reduction reduction{0, 0};  // where the graph did not reach the aim
};

// Fills the table, and the exact neighbors of `checked` (positions in the source) into `truth`, (checked, table.k): the
// sample from which the caller estimates how many neighbors were found. Other rows are what the searches are chosen by.
// A graph may begin with `start`.
// tick counts to 1000.
template <class Tick>
ManyReport nearest_many(const RowSource& source, const SearchKernels& kernels, Workers& workers, NeighborTable table,
                        bool by_graph, const Start& start, const Aim& aim, const std::vector<std::int32_t>& checked,
                        std::int32_t* truth, Tick&& tick) {
    constexpr std::size_t kKnown = 384;
    constexpr std::size_t kReduced = 192;  // of these, those that a reduction is chosen by: it looks at them many times
    const ExactDistance distance(source.metric, source.vectors, source.dim, source.squared_norms, kernels);
    QuantizedRows rows = quantize(source, workers);

    // Rows to choose by and rows to check by are found in one search; they are different ones but by chance.
    Known known;
    const std::size_t wanted = by_graph ? kKnown : kReduced;
    std::vector<std::uint8_t> drawn(rows.count, 0);
    for (std::size_t q = 0; q < 4 * wanted && known.rows.size() < wanted; ++q) {
        const std::size_t row = mix_bits(~q) % rows.count;
        if (drawn[row] == 0) {
            drawn[row] = 1;
            known.rows.push_back(static_cast<std::int32_t>(row));
        }
    }
    std::vector<std::int32_t> asked = known.rows;
    asked.insert(asked.end(), checked.begin(), checked.end());
    known.neighbors = true_neighbors(rows, source, distance, asked, table.k, kernels, workers, part_of(tick, 0, 50));
    const auto split = static_cast<std::ptrdiff_t>(known.rows.size() * table.k);
    std::copy(known.neighbors.begin() + split, known.neighbors.end(), truth);
    known.neighbors.resize(static_cast<std::size_t>(split));

    ManyReport report;
    if (by_graph) {
        report.graph = nearest_by_graph(rows, source, distance, known, start, aim, kernels, workers, table,
                                        [&](std::size_t done, std::size_t total) { tick(50 + done * 19 / 20, total); });
        if (report.graph.reached) return report;
        std::vector<std::int32_t> stands_at(rows.count);  // as they were: known rows are numbered so
        for (std::size_t i = 0; i < rows.count; ++i) {
            stands_at[static_cast<std::size_t>(rows.position[i])] = static_cast<std::int32_t>(i);
        }
        rows = reordered(rows, stands_at, workers);
    }
    known.rows.resize(std::min(kReduced, known.rows.size()));
    known.neighbors.resize(known.rows.size() * table.k);
    report.reduction = nearest_approximate(std::move(rows), source, distance, known, aim, kernels, workers, table,
                                           [&](std::size_t done, std::size_t total) { tick(50 + done * 19 / 20, total); });
    return report;
}

}  // namespace lexiscape
