// The k nearest rows of every row, proven exact: all pairs in eight bits, and those that may be among the k nearest by
// their exact distance. Which of them are looked at more closely depends on the order of the work; which k win does not.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "search/block_scan.hpp"
#include "search/candidates.hpp"
#include "search/exact_distance.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "search/tree_order.hpp"

namespace lexiscape {

// Needs source.count > table.k >= 1.
template <class Tick>
void nearest_exact(const RowSource& source, const SearchKernels& kernels, Workers& workers, NeighborTable table,
                   Tick&& tick) {
    const QuantizedRows rows = [&] {
        const QuantizedRows given = quantize(source, workers);
        return reordered(given, tree_order(given, kSquare, workers, kernels), workers);
    }();
    const ExactDistance distance(source.metric, source.vectors, source.dim, source.squared_norms, kernels);
    Candidates candidates(rows, source, distance, {}, table);
    scan_pairs(rows, candidates, kernels, workers, [](std::size_t, std::size_t) {}, tick);
}

// The same for some rows alone: line i of the table belongs to queries[i], a position in the source.
template <class Tick>
void nearest_exact_of(const RowSource& source, std::vector<std::int32_t> queries, const SearchKernels& kernels,
                      Workers& workers, NeighborTable table, Tick&& tick) {
    const QuantizedRows rows = quantize(source, workers);
    const ExactDistance distance(source.metric, source.vectors, source.dim, source.squared_norms, kernels);
    Candidates candidates(rows, source, distance, std::move(queries), table);
    scan_columns(rows, rows, candidates, Pairs::all_pairs, kernels, workers, tick);
}

}  // namespace lexiscape
