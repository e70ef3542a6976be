// Neighbors of neighbors: a round of NN-descent (Dong, Moses and Li 2011, doi:10.1145/1963405.1963487) by tiles.
//
// A row's neighbors, and those that it is a neighbor of, are likely to be neighbors of each other. Whom each row brings
// together is read off the lists before the round: then the round's result depends on neither order nor threads. Only
// pairs of which one is fresh in the list are new; the others were compared before.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/neighbor_lists.hpp"
#include "graph/tile_join.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

// Rows of a graph's edges, by the row that they start from.
struct Edges {
    std::vector<std::size_t> starts;
    std::vector<std::int32_t> ends;
};

// What a round brings together at each row, at most.
struct JoinWidth {
    std::size_t forward;  // best fresh entries of its list, and as many known ones
    std::size_t reverse;  // rows in whose forward entries it is, of either kind
};

// The first `most` rows that have each row among their forward entries, those first that have it nearest; forward:
// (rows, width), -1 where there is none.
inline Edges reversed(const std::vector<std::int32_t>& forward, std::size_t rows, std::size_t width, std::size_t most) {
    std::vector<std::uint32_t> count(rows, 0);
    for (const std::int32_t end : forward) {
        if (end >= 0 && count[static_cast<std::size_t>(end)] < most) ++count[static_cast<std::size_t>(end)];
    }
    Edges edges{std::vector<std::size_t>(rows + 1, 0), {}};
    for (std::size_t i = 0; i < rows; ++i) edges.starts[i + 1] = edges.starts[i] + count[i];
    edges.ends.resize(edges.starts[rows]);
    std::fill(count.begin(), count.end(), 0);
    for (std::size_t rank = 0; rank < width; ++rank) {
        for (std::size_t i = 0; i < rows; ++i) {
            const std::int32_t end = forward[i * width + rank];
            if (end < 0 || count[static_cast<std::size_t>(end)] == most) continue;
            const auto to = static_cast<std::size_t>(end);
            edges.ends[edges.starts[to] + count[to]++] = static_cast<std::int32_t>(i);
        }
    }
    return edges;
}

// tick(done, total) now and then, on the calling thread.
template <class Tick>
void local_joins(const QuantizedRows& rows, NeighborLists& lists, JoinWidth width, const SearchKernels& kernels,
                 Workers& workers, Tick&& tick) {
    std::vector<std::int32_t> fresh(rows.count * width.forward, -1);
    std::vector<std::int32_t> known(rows.count * width.forward, -1);
    for_each_range(workers, rows.count, 512, [&](std::size_t begin, std::size_t end) {
        std::vector<Ranked> entries(lists.length());
        for (std::size_t i = begin; i < end; ++i) {
            std::size_t taken[2] = {0, 0};
            const std::size_t count = lists.sorted(i, entries.data());
            Ranked last;
            for (std::size_t at = 0; at < count; ++at) {
                const std::size_t is_fresh = entries[at].marked() ? 1 : 0;
                if (taken[is_fresh] == width.forward) continue;
                (is_fresh != 0 ? fresh : known)[i * width.forward + taken[is_fresh]++] = entries[at].row();
                if (is_fresh != 0) last = entries[at];
            }
            lists.know(i, last);
        }
    });
    const Edges fresh_back = reversed(fresh, rows.count, width.forward, width.reverse);
    const Edges known_back = reversed(known, rows.count, width.forward, width.reverse);

    constexpr std::size_t kGrain = 256;
    const TileJoin join(rows, lists, kernels);
    struct Meeting {
        std::vector<std::int32_t> rows;  // fresh ones first
        std::size_t fresh;
    };
    struct Space {
        JoinSpace join;
        std::vector<std::uint8_t> met;  // whether a row is in the meeting at hand
    };
    std::vector<Space> spaces;
    for (int t = 0; t < workers.threads(); ++t) spaces.push_back({join.space(), std::vector<std::uint8_t>(rows.count, 0)});
    const auto convene = [&](std::size_t host, std::vector<std::uint8_t>& met, Meeting& meeting) {
        meeting.rows.clear();
        const auto add = [&](std::int32_t row) {
            if (row < 0 || met[static_cast<std::size_t>(row)] != 0) return;
            met[static_cast<std::size_t>(row)] = 1;
            meeting.rows.push_back(row);
        };
        const auto add_all = [&](const std::vector<std::int32_t>& forward, const Edges& back) {
            for (std::size_t at = 0; at < width.forward; ++at) add(forward[host * width.forward + at]);
            for (std::size_t at = back.starts[host]; at < back.starts[host + 1]; ++at) add(back.ends[at]);
        };
        add_all(fresh, fresh_back);
        meeting.fresh = meeting.rows.size();
        if (meeting.fresh == 0) return;
        add_all(known, known_back);
        for (const std::int32_t row : meeting.rows) {
            met[static_cast<std::size_t>(row)] = 0;
            join.prefetch(row);
        }
    };
    const std::size_t blocks = (rows.count + kGrain - 1) / kGrain;
    for_each_index(
        workers, blocks,
        [&](std::size_t block, std::size_t worker) {
            Space& space = spaces[worker];
            Meeting meetings[2];
            const std::size_t end = std::min(rows.count, (block + 1) * kGrain);
            convene(block * kGrain, space.met, meetings[0]);
            for (std::size_t host = block * kGrain; host < end; ++host) {
                const Meeting& now = meetings[(host - block * kGrain) % 2];
                if (host + 1 < end) convene(host + 1, space.met, meetings[(host + 1 - block * kGrain) % 2]);
                if (now.fresh != 0) join.within(now.rows, now.fresh, space.join);
            }
        },
        [&](std::size_t done) { tick(done, blocks); });
}

}  // namespace lexiscape
