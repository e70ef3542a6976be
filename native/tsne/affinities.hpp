// Affinities of t-SNE from the nearest neighbors: how strongly each pair of points attracts.
//
// For a row with squared distances D_1 <= D_2 <= ... to its k neighbors,
//
//     p_j = exp(-beta D_j) / sum over j of exp(-beta D_j),
//
// with beta such that the entropy of p is the logarithm of the perplexity (van der Maaten and Hinton 2008, section 2);
// then, over the union of both rows' neighbors, P_ij = (p_(j|i) + p_(i|j)) / 2n (eq. 3 of the same), which sums to 1.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "threads/parallel.hpp"

namespace lexiscape {

// One row's conditional affinities from its squared distances, ascending; perplexity < k. p gets k values that sum to 1.
inline void search_row(std::span<const float> squared, double perplexity, std::span<float> p) {
    const std::size_t k = squared.size();
    const double target = std::log(perplexity), nearest = squared[0];
    double spread = 0.0;
    for (const float d : squared) {
        spread += d - nearest;
    }
    if (!(spread > 0.0) || perplexity >= static_cast<double>(k)) {  // all equally far: equal affinities
        std::fill(p.begin(), p.end(), 1.0F / static_cast<float>(k));
        return;
    }
    // Newton's method on the entropy as a function of log beta, kept inside a bracket that bisection would shrink.
    double low = -80.0, high = 80.0, log_beta = std::log(static_cast<double>(k) / spread);
    double total = 0.0;
    for (int tries = 0; tries < 60; ++tries) {
        const double beta = std::exp(log_beta);
        double first = 0.0, second = 0.0;
        total = 0.0;
        for (std::size_t j = 0; j < k; ++j) {
            const double d = squared[j] - nearest, e = std::exp(-beta * d);
            p[j] = static_cast<float>(e);
            total += e;
            first += e * d;
            second += e * d * d;
        }
        const double mean = first / total, variance = std::max(second / total - mean * mean, 0.0);
        const double excess = std::log(total) + beta * mean - target;  // entropy minus what it should be
        if (std::abs(excess) < 1e-6) {
            break;
        }
        (excess > 0.0 ? low : high) = log_beta;
        const double slope = -beta * beta * variance;  // d entropy / d log beta
        const double newton = slope < 0.0 ? log_beta - excess / slope : high + 1.0;
        log_beta = newton > low && newton < high ? newton : 0.5 * (low + high);
        if (high - low < 1e-9) {
            break;
        }
    }
    const auto scale = static_cast<float>(1.0 / total);
    for (float& value : p) {
        value *= scale;
    }
}

// Symmetric affinities of n points, as compressed rows: columns ascending in each, each pair stored both ways.
struct Affinities {
    std::vector<std::int64_t> starts;
    std::vector<std::uint32_t> columns;
    std::vector<float> values;  // sum to 1 over all
};

// The same, in somebody else's memory.
struct AffinityView {
    std::span<const std::int64_t> starts;
    std::span<const std::uint32_t> columns;
    std::span<const float> values;
};

// neighbors, conditional: (n, k), row i's neighbors and their conditional affinities.
inline Affinities symmetrize(std::span<const std::int32_t> neighbors, std::span<const float> conditional,
                             std::size_t n, std::size_t k, Workers& workers) {
    // Who counts i among its neighbors, in ascending order.
    std::vector<std::int64_t> incoming(n + 1, 0);
    for (const std::int32_t j : neighbors) {
        ++incoming[static_cast<std::size_t>(j) + 1];
    }
    for (std::size_t i = 0; i < n; ++i) {
        incoming[i + 1] += incoming[i];
    }
    std::vector<std::uint32_t> from(n * k);
    std::vector<float> weight(n * k);
    {
        std::vector<std::int64_t> next(incoming.begin(), incoming.end() - 1);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t e = i * k; e < (i + 1) * k; ++e) {
                const auto at = static_cast<std::size_t>(next[static_cast<std::size_t>(neighbors[e])]++);
                from[at] = static_cast<std::uint32_t>(i);
                weight[at] = conditional[e];
            }
        }
    }
    // Both lists of a row merged; room for all, then moved together.
    constexpr std::size_t kRows = 512;
    const std::size_t blocks = (n + kRows - 1) / kRows;
    const float half = 0.5F / static_cast<float>(n);
    Affinities result;
    result.starts.assign(n + 1, 0);
    const auto merge = [&](std::size_t i, std::vector<std::pair<std::uint32_t, float>>& row, auto&& emit) {
        row.clear();
        for (std::size_t e = i * k; e < (i + 1) * k; ++e) {
            row.emplace_back(static_cast<std::uint32_t>(neighbors[e]), conditional[e]);
        }
        std::sort(row.begin(), row.end());
        auto in = static_cast<std::size_t>(incoming[i]);
        const auto in_end = static_cast<std::size_t>(incoming[i + 1]);
        std::size_t out = 0;
        while (out < row.size() || in < in_end) {
            const std::uint32_t own = out < row.size() ? row[out].first : ~0U;
            const std::uint32_t other = in < in_end ? from[in] : ~0U;
            const std::uint32_t column = std::min(own, other);
            float value = 0.0F;
            if (own == column) {
                value += row[out++].second;
            }
            if (other == column) {
                value += weight[in++];
            }
            emit(column, value * half);
        }
    };
    workers.each(blocks, [&](std::size_t block) {
        std::vector<std::pair<std::uint32_t, float>> row;
        for (std::size_t i = block * kRows; i < std::min(n, (block + 1) * kRows); ++i) {
            std::int64_t count = 0;
            merge(i, row, [&](std::uint32_t, float) { ++count; });
            result.starts[i + 1] = count;
        }
    });
    for (std::size_t i = 0; i < n; ++i) {
        result.starts[i + 1] += result.starts[i];
    }
    result.columns.resize(static_cast<std::size_t>(result.starts[n]));
    result.values.resize(static_cast<std::size_t>(result.starts[n]));
    workers.each(blocks, [&](std::size_t block) {
        std::vector<std::pair<std::uint32_t, float>> row;
        for (std::size_t i = block * kRows; i < std::min(n, (block + 1) * kRows); ++i) {
            auto at = static_cast<std::size_t>(result.starts[i]);
            merge(i, row, [&](std::uint32_t column, float value) {
                result.columns[at] = column;
                result.values[at++] = value;
            });
        }
    });
    return result;
}

// perplexity 0: every neighbor counts the same.
inline Affinities affinities(std::span<const std::int32_t> neighbors, std::span<const float> squared, std::size_t n,
                             std::size_t k, double perplexity, Workers& workers) {
    std::vector<float> conditional(n * k, k > 0 ? 1.0F / static_cast<float>(k) : 0.0F);
    if (perplexity > 0.0 && k > 0) {
        constexpr std::size_t kRows = 256;
        workers.each((n + kRows - 1) / kRows, [&](std::size_t block) {
            for (std::size_t i = block * kRows; i < std::min(n, (block + 1) * kRows); ++i) {
                search_row(squared.subspan(i * k, k), perplexity, std::span(conditional).subspan(i * k, k));
            }
        });
    }
    return symmetrize(neighbors, conditional, n, k, workers);
}

}  // namespace lexiscape
