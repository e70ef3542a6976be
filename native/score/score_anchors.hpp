// What the score card of a map is made of, anchor by anchor: ranks of its true neighbors on the map, ranks of the map's
// neighbors in the space, and how its distances to others agree. Several maps are scored in one pass through the space.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "score/map_view.hpp"
#include "score/rank_correlation.hpp"
#include "score/space_scan.hpp"

namespace lexiscape {

struct ScoreQuestion {
    const double* maps;  // (map_count, rows, 2)
    std::size_t map_count;
    const std::int32_t* anchors;  // ascending
    std::size_t anchor_count;
    const std::int32_t* others;  // to which each anchor's distances are compared
    std::size_t other_count;
    const std::int32_t* pairs;  // (anchors, 2, pair_count), positions in `others`
    std::size_t pair_count;
    std::size_t wide;    // true neighbors of an anchor whose ranks on the map are asked for
    std::size_t ranked;  // its neighbors on a map whose ranks in the space are
    std::uint64_t salt;  // draws among points that lie equally far
};

struct ScoreAnswer {
    std::vector<std::int32_t> map_ranks;   // (maps, anchors, wide)
    std::vector<std::int32_t> true_ranks;  // (maps, anchors, ranked)
    std::vector<double> correlations;      // (maps, anchors)
    std::vector<double> triplets;          // (maps, anchors); NaN where no pair tells anything
    bool finite = true;                    // whether all rows are; where not, the rest says nothing
};

// The share of pairs of which the same one is nearer, on the map and in the space; pairs that the space leaves open, and
// those with the anchor itself (`own`), say nothing.
inline double agreeing_pairs(const std::int32_t* pairs, std::size_t count, std::size_t own, const double* near,
                             const std::vector<double>& far) {
    std::size_t told = 0, agree = 0;
    for (std::size_t at = 0; at < count; ++at) {
        const auto a = static_cast<std::size_t>(pairs[at]), b = static_cast<std::size_t>(pairs[count + at]);
        if (a == own || b == own || near[a] == near[b]) continue;
        ++told;
        agree += (near[a] < near[b] ? far[a] < far[b] : far[a] > far[b]) ? 1 : 0;
    }
    return told == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(agree) / static_cast<double>(told);
}

// Of one anchor, on every map; near: its distances to the others.
inline void score_anchor(const ScoreMatrix& matrix, const ScoreQuestion& question, std::size_t a, const double* near,
                         const std::int32_t* nearest, std::vector<double>& room, ScoreAnswer& answer) {
    const std::int32_t* const end = question.others + question.other_count;
    const auto own = static_cast<std::size_t>(std::find(question.others, end, question.anchors[a]) - question.others);
    std::vector<double> series;
    const auto without_own = [&](const double* values) {
        series.assign(values, values + question.other_count);
        if (own < question.other_count) series.erase(series.begin() + static_cast<std::ptrdiff_t>(own));
        return centered_ranks(series);
    };
    const std::vector<double> near_ranks = without_own(near);
    std::vector<double> far(question.other_count);
    for (std::size_t m = 0; m < question.map_count; ++m) {
        const std::size_t line = m * question.anchor_count + a;
        const MapView view(question.maps + 2 * m * matrix.count, matrix.count,
                           static_cast<std::size_t>(question.anchors[a]), room.data());
        view.ranks(nearest, question.wide, answer.map_ranks.data() + line * question.wide);
        for (std::size_t o = 0; o < question.other_count; ++o) {
            far[o] = view.squared(static_cast<std::size_t>(question.others[o]));
        }
        answer.correlations[line] = rank_correlation(near_ranks, without_own(far.data()));
        answer.triplets[line] = agreeing_pairs(question.pairs + 2 * question.pair_count * a, question.pair_count, own,
                                               near, far);
    }
}

inline ScoreAnswer score_anchors(const ScoreMatrix& matrix, const ScoreQuestion& question, const ScoreTables& kernels,
                                 Workers& workers) {
    const std::size_t anchors = question.anchor_count, maps = question.map_count, asked = maps * question.ranked;
    ScoreAnswer answer{std::vector<std::int32_t>(maps * anchors * question.wide),
                       std::vector<std::int32_t>(maps * anchors * question.ranked), std::vector<double>(maps * anchors),
                       std::vector<double>(maps * anchors), true};
    std::vector<std::vector<double>> rooms(static_cast<std::size_t>(workers.threads()));
    const auto room_of = [&](std::size_t worker) -> std::vector<double>& {
        rooms[worker].resize(matrix.count);
        return rooms[worker];
    };

    std::vector<std::int32_t> on_maps(anchors * asked);
    std::vector<double> limits(anchors * asked);
    std::vector<std::uint8_t> finite(anchors, 1);
    for_each_index(workers, anchors, [&](std::size_t a, std::size_t worker) {
        std::int32_t* const rows = on_maps.data() + a * asked;
        for (std::size_t m = 0; m < maps; ++m) {
            const MapView view(question.maps + 2 * m * matrix.count, matrix.count,
                               static_cast<std::size_t>(question.anchors[a]), room_of(worker).data());
            view.nearest(question.ranked, question.salt, rows + m * question.ranked);
        }
        Workers alone(1);
        const AnchorDistances distances(matrix, question.anchors + a, 1, kernels);
        std::vector<double> told;
        finite[a] = distances_to(matrix, distances, rows, asked, alone, told) ? 1 : 0;
        std::copy(told.begin(), told.end(), limits.begin() + static_cast<std::ptrdiff_t>(a * asked));
    });
    const AnchorDistances distances(matrix, question.anchors, anchors, kernels);
    std::vector<double> near;
    answer.finite = std::find(finite.begin(), finite.end(), 0) == finite.end() &&
                    distances_to(matrix, distances, question.others, question.other_count, workers, near);
    if (!answer.finite) return answer;

    const SpaceAnswer space = SpaceScan(matrix, distances, question.anchors, question.wide, limits)(workers);
    answer.finite = space.finite;
    if (!answer.finite) return answer;
    for_each_index(workers, anchors, [&](std::size_t a, std::size_t worker) {
        for (std::size_t m = 0; m < maps; ++m) {
            std::copy_n(space.ranks.begin() + static_cast<std::ptrdiff_t>(a * asked + m * question.ranked),
                        question.ranked,
                        answer.true_ranks.begin() + static_cast<std::ptrdiff_t>((m * anchors + a) * question.ranked));
        }
        score_anchor(matrix, question, a, near.data() + a * question.other_count,
                     space.nearest.data() + a * question.wide, room_of(worker), answer);
    });
    return answer;
}

}  // namespace lexiscape
