// Spearman's correlation of two series of distances: the correlation of their ranks, equal values sharing theirs.
//
// Ranks less their mean are halves of whole numbers, and so are their sums of products as long as they are below 2^52
// (300,000 values): nothing is rounded but the root and the quotient.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace lexiscape {

// No NaN among the values.
inline std::vector<double> centered_ranks(const std::vector<double>& values) {
    const std::size_t n = values.size();
    std::vector<std::pair<double, std::uint32_t>> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = {values[i], static_cast<std::uint32_t>(i)};
    std::sort(order.begin(), order.end());
    std::vector<double> ranks(n);
    for (std::size_t begin = 0, end = 0; begin < n; begin = end) {
        while (end < n && order[end].first == order[begin].first) ++end;
        const double shared = (static_cast<double>(begin + end) - static_cast<double>(n)) / 2;
        for (std::size_t at = begin; at < end; ++at) ranks[order[at].second] = shared;
    }
    return ranks;
}

// 0 where one of them says nothing.
inline double rank_correlation(const std::vector<double>& one, const std::vector<double>& other) {
    double ones = 0, others = 0, both = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        ones += one[i] * one[i];
        others += other[i] * other[i];
        both += one[i] * other[i];
    }
    const double scale = ones * others;
    return scale > 0 ? both / std::sqrt(scale) : 0;
}

}  // namespace lexiscape
