// Points of the plane in a tree of halvings (Bentley 1975, doi:10.1145/361002.361007), and how far each must look to see
// so many of them. Distances are squared ones, in double precision.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "threads/ranges.hpp"

namespace lexiscape {

class PlaneTree {
public:
    // xy: (count, 2), finite, no two alike; weights: how many points lie in each place, at least 1.
    PlaneTree(const double* xy, const std::int64_t* weights, std::size_t count) : places_(count), cuts_(count) {
        for (std::size_t i = 0; i < count; ++i) places_[i] = {{xy[2 * i], xy[2 * i + 1]}, weights[i], i};
        divide(0, count);
    }

    // out[i]: the least squared distance within which `wanted` points lie around place i, those in it among them; infinite
    // where there are fewer. It does not depend on the tree's shape, which equal coordinates leave open.
    void reaches(std::int64_t wanted, Workers& workers, double* out) const {
        for_each_range(workers, places_.size(), 256, [&](std::size_t begin, std::size_t end) {
            Nearest nearest(wanted);
            for (std::size_t i = begin; i < end; ++i) {  // in the tree's order: what one place saw, the next one sees
                nearest.clear();
                search(places_[i].at, 0, places_.size(), nearest);
                out[places_[i].row] = nearest.reach();
            }
        });
    }

private:
    static constexpr std::size_t kLeaf = 12;  // places that are not divided further

    struct Place {
        double at[2];
        std::int64_t weight;
        std::size_t row;
    };

    struct Cut {
        double at;
        int axis;
    };

    // The nearest places, in order, as far as they are needed to hold `wanted` points.
    class Nearest {
    public:
        explicit Nearest(std::int64_t wanted) : wanted_(wanted) {}

        void clear() {
            entries_.clear();
            points_ = 0;
            reach_ = std::numeric_limits<double>::infinity();
        }

        double reach() const { return reach_; }

        void offer(double squared, std::int64_t weight) {
            if (squared >= reach_) return;
            std::size_t at = entries_.size();
            entries_.emplace_back();
            for (; at > 0 && entries_[at - 1].squared > squared; --at) entries_[at] = entries_[at - 1];
            entries_[at] = {squared, weight};
            points_ += weight;
            while (points_ - entries_.back().weight >= wanted_) {
                points_ -= entries_.back().weight;
                entries_.pop_back();
            }
            if (points_ >= wanted_) reach_ = entries_.back().squared;
        }

    private:
        struct Entry {
            double squared;
            std::int64_t weight;
        };
        std::int64_t wanted_, points_ = 0;
        double reach_ = std::numeric_limits<double>::infinity();
        std::vector<Entry> entries_;
    };

    // Halves [begin, end) along its longer side: smaller coordinates first. The cut is kept under the middle.
    void divide(std::size_t begin, std::size_t end) {
        if (end - begin <= kLeaf) return;
        double low[2], high[2];
        for (int axis = 0; axis < 2; ++axis) {
            low[axis] = high[axis] = places_[begin].at[axis];
            for (std::size_t i = begin; i < end; ++i) {
                low[axis] = std::min(low[axis], places_[i].at[axis]);
                high[axis] = std::max(high[axis], places_[i].at[axis]);
            }
        }
        const int axis = high[1] - low[1] > high[0] - low[0] ? 1 : 0;
        const std::size_t middle = begin + (end - begin) / 2;
        const auto place = [&](std::size_t i) { return places_.begin() + static_cast<std::ptrdiff_t>(i); };
        std::nth_element(place(begin), place(middle), place(end),
                         [axis](const Place& a, const Place& b) { return a.at[axis] < b.at[axis]; });
        cuts_[middle] = {places_[middle].at[axis], axis};  // the place itself moves on as its half is divided
        divide(begin, middle);
        divide(middle, end);
    }

    // Rounding is monotone: nothing beyond a line lies nearer than the line, in the numbers compared here either.
    void search(const double* from, std::size_t begin, std::size_t end, Nearest& nearest) const {
        if (end - begin <= kLeaf) {
            for (std::size_t i = begin; i < end; ++i) {
                const double dx = places_[i].at[0] - from[0], dy = places_[i].at[1] - from[1];
                nearest.offer(dx * dx + dy * dy, places_[i].weight);
            }
            return;
        }
        const std::size_t middle = begin + (end - begin) / 2;
        const double gap = from[cuts_[middle].axis] - cuts_[middle].at;
        const bool left = gap < 0;
        search(from, left ? begin : middle, left ? middle : end, nearest);
        if (gap * gap < nearest.reach()) search(from, left ? middle : begin, left ? end : middle, nearest);
    }

    std::vector<Place> places_;
    std::vector<Cut> cuts_;
};

}  // namespace lexiscape
