// The k nearest rows of every row when there are too many to prove: all pairs still, but along few directions.
//
//   1. Rows are reduced to their p principal directions (reduced_rows.hpp). All pairs are scored there in eight bits, which
//      costs p / d of the whole; each row keeps the s best (shortlist.hpp).
//   2. Of those, the best by all d dimensions in eight bits are kept, a few more than k.
//   3. Those are ranked by exact distance.
//   4. Rows that eight bits cannot tell apart are searched once more, exactly, among themselves (near_copies.hpp).
//
// What gets lost is lost in step 1, so p and s are chosen by looking: for some rows the true neighbors are found, and
// for each p the s that keeps `kKept` of the nearest; the cheapest pair wins. Nothing depends on time measured or on threads.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "search/block_scan.hpp"
#include "search/candidates.hpp"
#include "search/exact_distance.hpp"
#include "search/kernels.hpp"
#include "search/near_copies.hpp"
#include "search/quantized_rows.hpp"
#include "search/reduced_rows.hpp"
#include "search/review.hpp"
#include "search/shortlist.hpp"
#include "search/tree_order.hpp"

namespace lexiscape {

struct Reduction {
    std::size_t directions;  // p; the width of the rows: all dimensions
    std::size_t shortlist;   // s
    NearCopies near_copies{};  // rows that eight bits could not tell apart
};

// The exact neighbors of some rows, as `rows` stands before any reordering.
template <class Tick>
std::vector<std::int32_t> true_neighbors(const QuantizedRows& rows, const RowSource& source,
                                         const ExactDistance& distance, const std::vector<std::int32_t>& queries,
                                         std::size_t k, const SearchKernels& kernels, Workers& workers, Tick&& tick) {
    std::vector<std::int32_t> indices(queries.size() * k);
    std::vector<float> distances(queries.size() * k);
    Candidates candidates(rows, source, distance, queries, {k, indices.data(), distances.data()});
    scan_columns(rows, rows, candidates, Pairs::all_pairs, kernels, workers, tick);
    return indices;
}

// Rows (positions in the source) and their true neighbors, (rows, k).
struct Known {
    std::vector<std::int32_t> rows;
    std::vector<std::int32_t> neighbors;
};

// How many of all rows look nearer to a query than its true neighbors do, along `count` directions: the share `kept` of
// all (query, neighbor) pairs is at most this far down. Ranks are estimated from every `kStride`-th row.
class RankProbe {
public:
    RankProbe(const QuantizedRows& rows, std::vector<std::int32_t> queries, std::vector<std::int32_t> neighbors)
        : queries_(queries.size()), k_(neighbors.size() / queries.size()), stride_(std::max<std::size_t>(1, rows.count >> 15U)) {
        members_ = std::move(queries);
        members_.insert(members_.end(), neighbors.begin(), neighbors.end());
        for (std::size_t row = 0; row < rows.count; row += stride_) members_.push_back(static_cast<std::int32_t>(row));
    }

    std::size_t rank(const QuantizedRows& rows, const std::vector<float>& directions, std::size_t count, double kept,
                     const SearchKernels& kernels, Workers& workers) const {
        const QuantizedRows reduced = reduce(reordered(rows, members_, workers), directions, count, workers, kernels);
        const std::size_t first = queries_ * (1 + k_);
        std::vector<std::size_t> ranks(queries_ * k_);
        for_each_index(workers, queries_, [&](std::size_t query, std::size_t) {
            const auto score = [&](std::size_t row) {
                const std::int32_t dot = kernels.byte_dot(reduced.row(query), reduced.row(row), reduced.width);
                return product_of(dot, reduced.scale[row], reduced.scale[query]) - reduced.half_square[row];
            };
            std::vector<float> neighbors(k_);
            for (std::size_t at = 0; at < k_; ++at) neighbors[at] = score(queries_ + query * k_ + at);
            std::sort(neighbors.begin(), neighbors.end());
            std::vector<std::size_t> between(k_ + 1, 0);  // [b]: rows that look nearer than b of the neighbors
            for (std::size_t row = first; row < reduced.count; ++row) {
                const float other = score(row);
                if (other <= neighbors[0]) continue;
                ++between[static_cast<std::size_t>(
                    std::lower_bound(neighbors.begin(), neighbors.end(), other) - neighbors.begin())];
            }
            std::size_t nearer = 0;
            for (std::size_t at = k_; at-- > 0;) {
                nearer += between[at + 1];
                ranks[query * k_ + at] = nearer * stride_;
            }
        });
        const auto last = static_cast<std::ptrdiff_t>(kept * static_cast<double>(ranks.size() - 1));
        std::nth_element(ranks.begin(), ranks.begin() + last, ranks.end());
        return ranks[static_cast<std::size_t>(last)];
    }

private:
    std::size_t queries_;
    std::size_t k_;
    std::size_t stride_;
    std::vector<std::int32_t> members_;  // queries, their neighbors, every stride-th row
};

// An approximate search aims at a share of this many nearest neighbors.
constexpr std::size_t kNearest = 15;

// The first `count` of each line of k, where there are as many.
inline std::vector<std::int32_t> nearest_of_each(const std::vector<std::int32_t>& lines, std::size_t k, std::size_t count) {
    std::vector<std::int32_t> nearest;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        if (at % k < count) nearest.push_back(lines[at]);
    }
    return nearest;
}

inline Reduction choose_reduction(const QuantizedRows& rows, const std::vector<float>& directions, std::size_t available,
                                  const RankProbe& probe, std::size_t k, double aim, double entry_cost,
                                  const SearchKernels& kernels, Workers& workers) {
    constexpr double kPairCost = 60;  // of scanning a pair beside its products, in products: estimated from a profile
    constexpr std::size_t kListBytes = std::size_t{1} << 30U;  // of all lists; see Shortlist::bytes
    const auto cost = [&](const Reduction& r) {
        return static_cast<double>(rows.count) / 2 * (static_cast<double>(r.directions) + kPairCost) +
               static_cast<double>(r.shortlist) * entry_cost;
    };
    const std::size_t shortest = k + k / 2 + 8;
    std::size_t longest = std::max<std::size_t>(shortest, 1024);
    while (longest > shortest && rows.count * Shortlist::bytes(longest) > kListBytes) --longest;
    Reduction best{rows.width, shortest};
    for (const std::size_t count : {32, 64, 96, 128, 192, 256, 320, 384, 512}) {
        if (count > available) break;
        const std::size_t rank = probe.rank(rows, directions, count, aim, kernels, workers);
        const Reduction reduction{count, std::max(shortest, rank)};
        if (reduction.shortlist <= longest && cost(reduction) < cost(best)) best = reduction;
    }
    return best;
}

// Tells each list beforehand what its last entry will score at least, so that few rows are kept only to be dropped again.
//
// Of m rows drawn at random, about m s / n are among the s best of a list. The `kDrawnBest`-th best of those drawn is the
// demand, four standard deviations (of Poisson's distribution) above that number: where the true s-th scores less all the
// same, which is rare, the list becomes a little shorter than s. It cannot become shorter than k, for lists that do not
// hold k rows yet are told nothing. (A row that is drawn itself meets itself: one rank in sixteen.)
template <class Tick>
void demand_by_sample(const QuantizedRows& rows, Shortlist& lists, std::size_t s, std::size_t k,
                      const SearchKernels& kernels, Workers& workers, Tick&& tick) {
    constexpr std::size_t kDrawnBest = 16;
    constexpr double kExpected = 6.1;  // e + 4 sqrt(e) = 16
    const auto m = static_cast<std::size_t>(kExpected * static_cast<double>(rows.count) / static_cast<double>(s));
    if (m < 2 * kDrawnBest || 16 * m > rows.count) return;  // would cost more than it saves
    std::vector<std::int32_t> drawn(m);
    for (std::size_t at = 0; at < m; ++at) {  // one of each m-th part of the rows
        const std::size_t begin = at * rows.count / m;
        drawn[at] = static_cast<std::int32_t>(begin + mix_bits(at) % ((at + 1) * rows.count / m - begin));
    }
    Shortlist best(rows.count, kDrawnBest);
    scan_columns(rows, reordered(rows, drawn, workers), best, Pairs::with_others, kernels, workers, tick);
    for (std::size_t list = 0; list < rows.count; ++list) lists.demand(list, k, best.threshold(list));
}

// What an approximate search is told beside the rows.
struct Aim {
    double recall;      // of the `kNearest` nearest, to be reached where its rows tell
    double entry_cost;  // of keeping and reviewing one row of a shortlist, in products of eight bits
    double copy_products;  // of eight bits, that exact searches among near-copies may take (near_copies.hpp)
};

// tick of a stage that takes `from` to `to` thousandths of the whole.
template <class Tick>
auto part_of(Tick& tick, std::size_t from, std::size_t to) {
    return [&tick, from, to](std::size_t done, std::size_t total) {
        tick(from + done * (to - from) / std::max<std::size_t>(total, 1), std::size_t{1000});
    };
}

// `rows` as they were quantized; `known` are rows to choose the reduction by. Fills the table. tick counts to 1000.
template <class Tick>
Reduction nearest_approximate(QuantizedRows rows, const RowSource& source, const ExactDistance& distance, const Known& known,
                              const Aim& aim, const SearchKernels& kernels, Workers& workers, NeighborTable table,
                              Tick&& tick) {
    constexpr std::size_t kMostDirections = 512;
    const std::size_t available = std::min(kMostDirections, rows.width / 2);
    const std::vector<float> directions = principal_directions(rows, available, workers, kernels);
    const RankProbe probe(rows, known.rows, nearest_of_each(known.neighbors, table.k, kNearest));
    Reduction chosen =
        choose_reduction(rows, directions, available, probe, table.k, aim.recall, aim.entry_cost, kernels, workers);

    rows = reordered(rows, tree_order(rows, kSquare, workers, kernels), workers);
    Shortlist lists(rows.count, chosen.shortlist);
    const auto scan = [&](const QuantizedRows& scanned) {
        const auto tell = part_of(tick, 50, 850);
        const auto demand = [&](std::size_t done, std::size_t total) {
            const auto stay = [&](std::size_t, std::size_t) { tell(done, total); };
            demand_by_sample(scanned, lists, chosen.shortlist, table.k, kernels, workers, stay);
        };
        scan_pairs(scanned, lists, kernels, workers, demand, tell);
    };
    if (chosen.directions == rows.width) {
        std::vector<float> slack(rows.count, 0.0F);
        std::swap(slack, rows.slack);  // no proof is wanted here: the score alone decides
        scan(rows);
    } else {
        scan(reduce(rows, directions, chosen.directions, workers, kernels));
    }
    const Review review(rows, source, distance, kernels, table);
    constexpr std::size_t kGrain = 256;
    std::vector<std::uint8_t> unclear(rows.count);
    for_each_index(
        workers, (rows.count + kGrain - 1) / kGrain,
        [&](std::size_t range, std::size_t) {
            for (std::size_t row = range * kGrain; row < std::min(rows.count, (range + 1) * kGrain); ++row) {
                review.score(row, lists.begin(row), lists.end(row));
                const bool is = review(row, lists.begin(row), lists.end(row));
                unclear[static_cast<std::size_t>(rows.position[row])] = is ? 1 : 0;
            }
        },
        [&, last = part_of(tick, 850, 980)](std::size_t done) { last(done, (rows.count + kGrain - 1) / kGrain); });
    chosen.near_copies = search_near_copies(source, unclear, aim.copy_products, kernels, workers, table);
    tick(1000, 1000);
    return chosen;
}

}  // namespace lexiscape
