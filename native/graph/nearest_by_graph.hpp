// The k nearest rows of every row in nearly linear work: a graph of neighbors, started in cells and joined locally.
//
//   1. Rows are sorted into about 4 sqrt(n) cells and compared within the cells nearest to each (cells.hpp, probes.hpp);
//      or, where the neighbors of the same rows in a space much like this one are known, with those.
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
#include <span>
#include <utility>
#include <vector>

#include "graph/cells.hpp"
#include "graph/local_joins.hpp"
#include "graph/neighbor_lists.hpp"
#include "graph/probes.hpp"
#include "search/near_copies.hpp"
#include "search/nearest_approximate.hpp"
#include "search/review.hpp"
#include "search/tree_order.hpp"

namespace lexiscape {

struct GraphReport {
    bool reached = false;  // whether the table was filled
    bool started = false;  // from neighbors that were known, without cells
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

// What lists may begin with: rows that are likely to be near, positions in the source.
struct Start {
    std::size_t width = 0;               // 0: nothing is known
    const std::int32_t* rows = nullptr;  // (source.count, width); -1 where there is none
};

// The lists of rows that were put in an order of their own, and how much of what is known they hold.
class NeighborGraph {
public:
    NeighborGraph(const QuantizedRows& rows, const RowSource& source, const ExactDistance& distance, const Known& known,
                  double recall, const SearchKernels& kernels, Workers& workers, NeighborTable table)
        : rows_(rows),
          known_(known),
          recall_(recall),
          kernels_(kernels),
          workers_(workers),
          table_(table),
          stands_at_(rows.count),
          lists_(rows.count, length(table.k), kernels),
          review_list_(rows, source, distance, kernels, table),
          review_(lists_, review_list_) {
        for (std::size_t i = 0; i < rows.count; ++i) {
            stands_at_[static_cast<std::size_t>(rows.position[i])] = static_cast<std::int32_t>(i);
        }
    }

    static std::size_t length(std::size_t k) {
        constexpr std::size_t kShortest = 64;  // with 48 Gemma's 262,144 rows miss .97 in all rounds
        return std::max(kShortest, (Review::measured(k) + 15) / 16 * 16);
    }

    double recall() const { return recall_now(review_, stands_at_, known_, table_, workers_); }
    bool reached() const { return recall() >= recall_; }

    void begin_with(const Start& start) {
        for_each_range(workers_, rows_.count, 256, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const std::int32_t* const near = start.rows + static_cast<std::size_t>(rows_.position[i]) * start.width;
                for (std::size_t at = 0; at < start.width; ++at) {
                    if (near[at] < 0 || near[at] == rows_.position[i]) continue;
                    const auto j = static_cast<std::size_t>(stands_at_[static_cast<std::size_t>(near[at])]);
                    const std::int32_t dot = kernels_.byte_dot(rows_.row(i), rows_.row(j), rows_.width);
                    const float product = product_of(dot, rows_.scale[j], rows_.scale[i]);
                    lists_.offer(i, static_cast<std::int32_t>(j), product - rows_.half_square[j]);
                    lists_.offer(j, static_cast<std::int32_t>(i), product - rows_.half_square[i]);
                }
            }
        });
    }

    template <class Tick>
    void probe(const Cells& cells, std::size_t from, std::size_t to, Tick&& tick) {
        lexiscape::probe(rows_, cells, from, to, lists_, kernels_, workers_, tick);
    }

    // Joins at so many widths, until the aim is reached; returns how many rounds that took.
    template <class Tick>
    std::size_t join(std::span<const JoinWidth> widths, bool& reached_aim, Tick&& tick) {
        std::size_t rounds = 0;
        for (const JoinWidth& width : widths) {
            if (reached_aim) break;
            local_joins(rows_, lists_, width, kernels_, workers_, part_of(tick, rounds * 1000 / widths.size(),
                                                                         (rounds + 1) * 1000 / widths.size()));
            ++rounds;
            reached_aim = reached();
        }
        return rounds;
    }

    // Fills the table; `unclear` tells, by positions in the source, which rows eight bits could not tell apart. False where
    // a list is too short.
    template <class Tick>
    bool fill(std::vector<std::uint8_t>& unclear, Tick&& tick) const {
        constexpr std::size_t kGrain = 256;
        const std::size_t ranges = (rows_.count + kGrain - 1) / kGrain;
        std::vector<std::uint8_t> too_few(ranges);
        for_each_index(
            workers_, ranges,
            [&](std::size_t range, std::size_t) {
                for (std::size_t row = range * kGrain; row < std::min(rows_.count, (range + 1) * kGrain); ++row) {
                    const GraphReview::Outcome outcome = review_(row, table_.k);
                    if (outcome == GraphReview::Outcome::too_few) too_few[range] = 1;
                    unclear[static_cast<std::size_t>(rows_.position[row])] = outcome == GraphReview::Outcome::unclear ? 1 : 0;
                }
            },
            [&](std::size_t finished) { tick(finished, ranges); });
        return std::find(too_few.begin(), too_few.end(), 1) == too_few.end();
    }

private:
    const QuantizedRows& rows_;
    const Known& known_;
    double recall_;
    const SearchKernels& kernels_;
    Workers& workers_;
    NeighborTable table_;
    std::vector<std::int32_t> stands_at_;  // of positions in the source
    NeighborLists lists_;
    Review review_list_;
    GraphReview review_;
};

// `rows` as they were quantized; they are left in another order. `known`: rows and their true neighbors, positions in the
// source. tick counts to 1000.
template <class Tick>
GraphReport nearest_by_graph(QuantizedRows& rows, const RowSource& source, const ExactDistance& distance, const Known& known,
                             const Start& start, const Aim& aim, const SearchKernels& kernels, Workers& workers,
                             NeighborTable table, Tick&& tick) {
    constexpr std::size_t kRanks[] = {1, 4, 16, 32};
    constexpr JoinWidth kWidths[] = {{24, 48}, {24, 48}, {24, 48}, {48, 96}, {48, 96}, {48, 96}, {48, 96}};
    constexpr JoinWidth kFromStart[] = {{12, 24}, {24, 48}, {24, 48}};  // where more are needed, cells are better
    constexpr double kHopeful = 0.5;  // recall of a start that is worth a round
    constexpr std::size_t kFewest = 512;                       // rows: fewer are no work for any search
    constexpr std::size_t kListBytes = std::size_t{3} << 29U;  // of all lists
    GraphReport report;
    if (rows.count < kFewest || rows.count * NeighborLists::bytes(NeighborGraph::length(table.k)) > kListBytes) return report;
    std::size_t done = 0;  // thousandths
    const auto until = [&](std::size_t end) { return part_of(tick, std::exchange(done, end), end); };
    const auto finish = [&](const NeighborGraph& graph) {
        std::vector<std::uint8_t> unclear(rows.count);
        report.reached = graph.fill(unclear, until(990));
        if (!report.reached) return;
        report.near_copies = search_near_copies(source, unclear, aim.copy_products, kernels, workers, table);
        tick(1000, 1000);
    };
    if (start.width != 0) {
        rows = reordered(rows, tree_order(rows, kSquare, workers, kernels), workers);
        NeighborGraph graph(rows, source, distance, known, aim.recall, kernels, workers, table);
        graph.begin_with(start);
        if (graph.recall() >= kHopeful) {  // what the two spaces miss they miss alike: hence a round, reached or not
            report.rounds = graph.join(kFromStart, report.reached, until(250));
        }
        if (report.reached) finish(graph);
        report.started = report.reached;
        if (report.reached) return report;
    }
    report.cells = std::min<std::size_t>(65535, static_cast<std::size_t>(4 * std::sqrt(static_cast<double>(rows.count))));
    Cells cells = find_cells(rows, report.cells, kRanks[3], source.metric == Metric::cosine, kernels, workers);
    {
        const std::vector<std::int32_t> order = cell_order(cells);
        rows = reordered(rows, order, workers);
        cells = reordered(cells, order);
    }
    NeighborGraph graph(rows, source, distance, known, aim.recall, kernels, workers, table);
    done += 100;
    for (const std::size_t rank : kRanks) {
        graph.probe(cells, report.probed, rank, until(done + 75));
        report.probed = rank;
        report.reached = rank >= kRanks[1] && graph.reached();
        if (report.reached) break;
    }
    cells = {};
    report.rounds = graph.join(kWidths, report.reached, until(done + 250));
    if (report.reached) finish(graph);
    return report;
}

}  // namespace lexiscape
