// What an anchor sees on a map: its nearest points, and the rank of others. Squared distances stand for distances.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "score/nearest_list.hpp"
#include "score/ordered_limits.hpp"
#include "search/quantized_rows.hpp"

namespace lexiscape {

class MapView {
public:
    // xy: (count, 2). Its distances live as long as the view, in `room`, of `count` numbers.
    MapView(const double* xy, std::size_t count, std::size_t anchor, double* room)
        : count_(count), anchor_(anchor), squared_(room) {
        const double x = xy[2 * anchor], y = xy[2 * anchor + 1];
        for (std::size_t j = 0; j < count; ++j) {
            const double dx = xy[2 * j] - x, dy = xy[2 * j + 1] - y;
            squared_[j] = dx * dx + dy * dy;
        }
    }

    double squared(std::size_t row) const { return squared_[row]; }

    // The k nearest other points. Which of equally near ones is drawn, by `salt`: their order says nothing.
    void nearest(std::size_t k, std::uint64_t salt, std::int32_t* rows) const {
        NearestList list(k);
        const std::uint64_t own = mix_bits(salt ^ mix_bits(anchor_));
        for (std::size_t j = 0; j < count_; ++j) {
            if (list.may_take(squared_[j]) && j != anchor_) {
                list.offer({squared_[j], mix_bits(own ^ j), static_cast<std::int32_t>(j)});
            }
        }
        for (std::size_t at = 0; at < k; ++at) rows[at] = list.entries()[at].row;
    }

    // From 1 upward; a point that lies as near as the one asked for counts as nearer.
    void ranks(const std::int32_t* rows, std::size_t asked, std::int32_t* out) const {
        std::vector<double> limits(asked);
        for (std::size_t at = 0; at < asked; ++at) limits[at] = squared_[rows[at]];
        const OrderedLimits ordered(limits.data(), asked, Equal::nearer);
        std::vector<std::int32_t> tally(ordered.size(), 0);
        ordered.add(squared_, count_, tally.data());
        ordered.counts(tally.data(), out);
        for (std::size_t at = 0; at < asked; ++at) --out[at];  // the anchor itself was counted
    }

private:
    std::size_t count_;
    std::size_t anchor_;
    double* squared_;
};

}  // namespace lexiscape
