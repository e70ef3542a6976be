// The k nearest rows of every row in nearly linear work: a graph of neighbors, started in cells and joined locally.
//
//   1. Rows are sorted into about 4 sqrt(n) cells and compared within the cells nearest to each (cells.hpp, probes.hpp).
//   2. Neighbors of neighbors are compared, round by round (local_joins.hpp).
//   3. The best of each list are measured exactly (search/review.hpp), near-copies searched among themselves
//      (search/near_copies.hpp).
//
// After each phase the recall of rows whose true neighbors are known says whether another one is needed; where all phases
// do not suffice, the search says so and leaves the table to another. Scores are those of eight bits in all dimensions.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/cells.hpp"
#include "graph/local_joins.hpp"
#include "graph/neighbor_lists.hpp"
#include "graph/probes.hpp"
#include "search/near_copies.hpp"
#include "search/nearest_approximate.hpp"
#include "search/review.hpp"

namespace lexiscape {

struct GraphReport {
    bool reached = false;  // whether the table was filled
    std::size_t cells = 0;
    std::size_t probed = 0;  // cells a row
    std::size_t rounds = 0;  // of local joins
    NearCopies near_copies{};
};

// Puts the lists' best into the table, and tells what is known of it.
class GraphReview {
public:
    GraphReview(NeighborLists& lists, const Review& review) : lists_(lists), review_(review) {}

    enum class Outcome { clear, unclear, too_few };

    Outcome operator()(std::size_t row, std::size_t k) const {
        std::vector<Ranked> entries(lists_.length());
        const std::size_t count = lists_.sorted(row, entries.data());
        if (count < k) return Outcome::too_few;
        std::vector<Shortlist::Entry> best(count);
        for (std::size_t at = 0; at < count; ++at) best[at] = {entries[at].score(), entries[at].row()};
        return review_(row, best.data(), best.data() + count) ? Outcome::unclear : Outcome::clear;
    }

private:
    NeighborLists& lists_;
    const Review& review_;
};

// Known rows that tell a recall of .97 within .006: 15 neighbors each, sqrt(.97 * .03 / (64 * 15)).
constexpr std::size_t kTelling = 64;

// Recall of the `kNearest` nearest over rows that are no near-copies, found anew from the lists as they are; 0 where
// these are too few to tell.
inline double recall_now(const GraphReview& review, const std::vector<std::int32_t>& stands_at, const Known& known,
                         NeighborTable table, Workers& workers) {
    const std::size_t near = std::min(table.k, kNearest);
    std::vector<std::int32_t> hits(known.rows.size(), -1);
    for_each_range(workers, known.rows.size(), 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t q = begin; q < end; ++q) {
            const auto place = static_cast<std::size_t>(known.rows[q]);
            if (review(static_cast<std::size_t>(stands_at[place]), table.k) != GraphReview::Outcome::clear) continue;
            const std::int32_t* const found = table.indices + place * table.k;
            hits[q] = 0;
            for (std::size_t at = 0; at < near; ++at) {
                hits[q] += std::find(found, found + near, known.neighbors[q * table.k + at]) != found + near ? 1 : 0;
            }
        }
    });
    std::int64_t all = 0, counted = 0;
    for (const std::int32_t hit : hits) {
        if (hit < 0) continue;
        all += hit;
        ++counted;
    }
    if (static_cast<std::size_t>(counted) < std::min(kTelling, known.rows.size() / 4)) return 0;
    return static_cast<double>(all) / static_cast<double>(counted * static_cast<std::int64_t>(near));
}

// `rows` as they were quantized; they are left in another order. `known`: rows and their true neighbors, positions in the
// source. tick counts to 1000.
template <class Tick>
GraphReport nearest_by_graph(QuantizedRows& rows, const RowSource& source, const ExactDistance& distance, const Known& known,
                             const Aim& aim, const SearchKernels& kernels, Workers& workers, NeighborTable table, Tick&& tick) {
    constexpr std::size_t kRanks[] = {1, 4, 16, 32};
    constexpr JoinWidth kWidths[] = {{24, 48}, {24, 48}, {24, 48}, {48, 96}, {48, 96}, {48, 96}, {48, 96}};
    constexpr std::size_t kShortest = 64;  // with 48 Gemma's 262,144 rows miss .97 in all rounds
    constexpr std::size_t kFewest = 512;                       // rows: fewer are no work for any search
    constexpr std::size_t kListBytes = std::size_t{3} << 29U;  // of all lists
    const std::size_t length = std::max(kShortest, (Review::measured(table.k) + 15) / 16 * 16);
    GraphReport report;
    if (rows.count < kFewest || rows.count * NeighborLists::bytes(length) > kListBytes) return report;
    report.cells = std::min<std::size_t>(65535, static_cast<std::size_t>(4 * std::sqrt(static_cast<double>(rows.count))));
    Cells cells = find_cells(rows, report.cells, kRanks[3], source.metric == Metric::cosine, kernels, workers);
    {
        const std::vector<std::int32_t> order = cell_order(cells);
        rows = reordered(rows, order, workers);
        cells = reordered(cells, order);
    }
    std::vector<std::int32_t> stands_at(rows.count);
    for (std::size_t i = 0; i < rows.count; ++i) {
        stands_at[static_cast<std::size_t>(rows.position[i])] = static_cast<std::int32_t>(i);
    }
    NeighborLists lists(rows.count, length, kernels);
    const Review review_list(rows, source, distance, kernels, table);
    const GraphReview review(lists, review_list);
    std::size_t done = 100;  // thousandths
    for (const std::size_t rank : kRanks) {
        probe(rows, cells, report.probed, rank, lists, kernels, workers, part_of(tick, done, done + 100));
        done += 100;
        report.probed = rank;
        report.reached = rank >= kRanks[1] && recall_now(review, stands_at, known, table, workers) >= aim.recall;
        if (report.reached) break;
    }
    cells = {};
    for (const JoinWidth& width : kWidths) {
        if (report.reached) break;
        local_joins(rows, lists, width, kernels, workers, part_of(tick, done, done + 50));
        done += 50;
        ++report.rounds;
        report.reached = recall_now(review, stands_at, known, table, workers) >= aim.recall;
    }
    if (!report.reached) return report;

    constexpr std::size_t kGrain = 256;
    const std::size_t ranges = (rows.count + kGrain - 1) / kGrain;
    std::vector<std::uint8_t> unclear(rows.count), too_few(ranges);
    for_each_index(
        workers, ranges,
        [&](std::size_t range, std::size_t) {
            for (std::size_t row = range * kGrain; row < std::min(rows.count, (range + 1) * kGrain); ++row) {
                const GraphReview::Outcome outcome = review(row, table.k);
                if (outcome == GraphReview::Outcome::too_few) too_few[range] = 1;
                unclear[static_cast<std::size_t>(rows.position[row])] = outcome == GraphReview::Outcome::unclear ? 1 : 0;
            }
        },
        [&, last = part_of(tick, done, 990)](std::size_t finished) { last(finished, ranges); });
    if (std::find(too_few.begin(), too_few.end(), 1) != too_few.end()) {
        report.reached = false;
        return report;
    }
    report.near_copies = search_near_copies(source, unclear, aim.copy_products, kernels, workers, table);
    tick(1000, 1000);
    return report;
}

}  // namespace lexiscape
