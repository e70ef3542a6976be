// How many of many values are less than each of a few limits: one look at each value, no sorting of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace lexiscape {

enum class Equal { nearer, farther };  // than a limit: whether a value that equals it is counted

class OrderedLimits {
public:
    // limits: no NaN.
    OrderedLimits(const double* limits, std::size_t count, Equal equal)
        : order_(count), sorted_(padded(count), std::numeric_limits<double>::infinity()), equal_(equal) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            return limits[a] != limits[b] ? limits[a] < limits[b] : a < b;
        });
        for (std::size_t at = 0; at < count; ++at) sorted_[at] = limits[order_[at]];
        last_ = count == 0 ? -std::numeric_limits<double>::infinity() : sorted_[count - 1];
    }

    // One for each limit, in order, and one for values beyond all of them that a `Tally` may be told.
    std::size_t size() const { return order_.size() + 1; }

    // Adds each value to `tally`, of size() numbers that were 0, at the first limit that it is counted for.
    void add(const double* values, std::size_t count, std::int32_t* tally) const {
        if (equal_ == Equal::nearer) {
            add_by(values, count, tally, [](double limit, double value) { return limit < value; });
        } else {
            add_by(values, count, tally, [](double limit, double value) { return limit <= value; });
        }
    }

    // For each limit, as they were given: how many values were counted.
    void counts(const std::int32_t* tally, std::int32_t* out) const {
        std::int32_t below = 0;
        for (std::size_t at = 0; at < order_.size(); ++at) out[order_[at]] = below += tally[at];
    }

private:
    static std::size_t padded(std::size_t count) {
        std::size_t size = 1;
        while (size <= count) size *= 2;
        return size;
    }

    // A search without branches: which way it goes is chance, and a processor that guesses wrong waits longer than this.
    template <class Before>
    void add_by(const double* values, std::size_t count, std::int32_t* tally, Before before) const {
        const double* const sorted = sorted_.data();
        for (std::size_t v = 0; v < count; ++v) {
            if (!(values[v] <= last_)) continue;
            std::size_t at = 0;
            for (std::size_t step = sorted_.size() / 2; step > 0; step /= 2) {
                at += before(sorted[at + step - 1], values[v]) ? step : 0;
            }
            ++tally[at];
        }
    }

    std::vector<std::size_t> order_;
    std::vector<double> sorted_;  // ascending; filled with infinity to a power of two
    double last_;
    Equal equal_;
};

}  // namespace lexiscape
