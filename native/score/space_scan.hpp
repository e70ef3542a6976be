// Once through all rows: the nearest rows of each anchor, and how many rows are nearer to it than those asked for.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "score/anchor_distances.hpp"
#include "score/nearest_list.hpp"
#include "score/ordered_limits.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

struct SpaceAnswer {
    std::vector<std::int32_t> nearest;  // (anchors, k), nearest first; of equal distances those of lower position
    std::vector<std::int32_t> ranks;    // (anchors, asked), from 1 upward: rows that are as near count as farther
    bool finite = true;                 // whether all rows are; where not, the rest says nothing
};

// Distances of every anchor to the rows at these positions, (anchors, rows); false where one of them is not finite.
inline bool distances_to(const ScoreMatrix& matrix, const AnchorDistances& distances, const std::int32_t* rows,
                         std::size_t count, Workers& workers, std::vector<double>& out) {
    constexpr std::size_t kRows = 16;
    out.resize(distances.count() * count);
    std::vector<std::uint8_t> finite((count + kRows - 1) / kRows, 1);
    for_each_range(workers, count, kRows, [&](std::size_t begin, std::size_t end) {
        const std::size_t taken = end - begin;
        std::vector<float> gathered(taken * matrix.dim);
        std::vector<double> lengths(taken), told(distances.count() * taken);
        for (std::size_t r = 0; r < taken; ++r) {
            const float* const row = matrix.row(static_cast<std::size_t>(rows[begin + r]));
            std::copy(row, row + matrix.dim, gathered.begin() + static_cast<std::ptrdiff_t>(r * matrix.dim));
            lengths[r] = distances.length(row);
        }
        distances(0, distances.count(), gathered.data(), lengths.data(), taken, told.data());
        for (std::size_t at = 0; at < told.size(); ++at) {
            if (!std::isfinite(told[at])) finite[begin / kRows] = 0;
            out[at / taken * count + begin + at % taken] = told[at];
        }
    });
    return std::find(finite.begin(), finite.end(), 0) == finite.end();
}

class SpaceScan {
public:
    // asked: (anchors, asked_count), positions; limits: as far as they are from their anchor.
    SpaceScan(const ScoreMatrix& matrix, const AnchorDistances& distances, const std::int32_t* anchors, std::size_t k,
              const std::vector<double>& limits)
        : matrix_(matrix), distances_(distances), anchors_(anchors), k_(k), asked_(limits.size() / distances.count()) {
        for (std::size_t a = 0; a < distances.count(); ++a) {
            limits_.emplace_back(limits.data() + a * asked_, asked_, Equal::farther);
        }
    }

    SpaceAnswer operator()(Workers& workers) const {
        const std::size_t anchors = distances_.count();
        std::vector<Found> found(static_cast<std::size_t>(workers.threads()));
        for_each_index(workers, (matrix_.count + kRows - 1) / kRows, [&](std::size_t block, std::size_t worker) {
            look_at(block * kRows, std::min(matrix_.count, (block + 1) * kRows), found[worker]);
        });
        SpaceAnswer answer{std::vector<std::int32_t>(anchors * k_), std::vector<std::int32_t>(anchors * asked_), true};
        for (const Found& part : found) answer.finite = answer.finite && part.finite;
        if (answer.finite) {
            for (std::size_t a = 0; a < anchors; ++a) gather(found, a, answer);
        }
        return answer;
    }

private:
    static constexpr std::size_t kRows = 64;    // stay in the second-level cache
    static constexpr std::size_t kAnchors = 8;  // whose distances to them stay in the first

    // By one thread.
    struct Found {
        std::vector<NearestList> nearest;
        std::vector<std::int32_t> tallies;  // (anchors, asked + 1)
        std::vector<double> distances;
        bool finite = true;
    };

    void look_at(std::size_t begin, std::size_t end, Found& found) const {
        const std::size_t count = end - begin, anchors = distances_.count();
        if (found.nearest.empty()) {
            found.nearest.assign(anchors, NearestList(k_));
            found.tallies.assign(anchors * (asked_ + 1), 0);
            found.distances.resize(kAnchors * kRows);
        }
        double lengths[kRows];
        for (std::size_t r = 0; r < count; ++r) {
            lengths[r] = distances_.length(matrix_.row(begin + r));
            found.finite = found.finite && std::isfinite(lengths[r]);
        }
        for (std::size_t first = 0; first < anchors; first += kAnchors) {
            const std::size_t last = std::min(anchors, first + kAnchors);
            distances_(first, last, matrix_.row(begin), lengths, count, found.distances.data());
            for (std::size_t a = first; a < last; ++a) take(a, begin, count, found.distances.data() + (a - first) * count, found);
        }
    }

    void take(std::size_t a, std::size_t begin, std::size_t count, double* far, Found& found) const {
        const auto own = static_cast<std::size_t>(anchors_[a]);
        if (own >= begin && own < begin + count) far[own - begin] = std::numeric_limits<double>::quiet_NaN();
        limits_[a].add(far, count, found.tallies.data() + a * (asked_ + 1));
        NearestList& list = found.nearest[a];
        for (std::size_t r = 0; r < count; ++r) {
            if (list.may_take(far[r])) list.offer({far[r], 0, static_cast<std::int32_t>(begin + r)});
        }
    }

    void gather(const std::vector<Found>& found, std::size_t a, SpaceAnswer& answer) const {
        NearestList nearest(k_);
        std::vector<std::int32_t> tally(asked_ + 1, 0);
        for (const Found& part : found) {
            if (part.nearest.empty()) continue;  // a thread that came too late for any block
            for (const NearestList::Entry& entry : part.nearest[a].entries()) nearest.offer(entry);
            for (std::size_t at = 0; at < tally.size(); ++at) tally[at] += part.tallies[a * (asked_ + 1) + at];
        }
        for (std::size_t at = 0; at < k_; ++at) answer.nearest[a * k_ + at] = nearest.entries()[at].row;
        std::int32_t* const ranks = answer.ranks.data() + a * asked_;
        limits_[a].counts(tally.data(), ranks);
        for (std::size_t at = 0; at < asked_; ++at) ++ranks[at];
    }

    ScoreMatrix matrix_;
    const AnchorDistances& distances_;
    const std::int32_t* anchors_;
    std::size_t k_;
    std::size_t asked_;
    std::vector<OrderedLimits> limits_;
};

}  // namespace lexiscape
