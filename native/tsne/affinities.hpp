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
#include <utility>
#include <vector>

#include "simd/elementary.hpp"
#include "threads/parallel.hpp"

namespace lexiscape {

// One row's conditional affinities from its squared distances, ascending; perplexity < k. p gets k values that sum to 1.
inline void search_row(std::span<const float> squared, double perplexity, std::span<float> p) {
    const std::size_t k = squared.size();
    const double target = logarithm(perplexity), nearest = squared[0];
    double spread = 0.0;
    for (const float d : squared) {
        spread += d - nearest;
    }
    if (!(spread > 0.0) || perplexity >= static_cast<double>(k)) {  // all equally far: equal affinities
        std::fill(p.begin(), p.end(), 1.0F / static_cast<float>(k));
        return;
    }
    // Newton's method on the entropy as a function of log beta, kept inside a bracket that bisection would shrink.
    double low = -80.0, high = 80.0, log_beta = logarithm(static_cast<double>(k) / spread);
    double total = 0.0;
    std::vector<double> weights(k);
    for (int tries = 0; tries < 60; ++tries) {
        const double beta = exponential(log_beta);
        double first = 0.0, second = 0.0;
        total = 0.0;
        for (std::size_t j = 0; j < k; ++j) {
            weights[j] = -beta * (squared[j] - nearest);
        }
        exponentials(weights.data(), k);
        for (std::size_t j = 0; j < k; ++j) {
            const double d = squared[j] - nearest, e = weights[j];
            total += e;
            first += e * d;
            second += e * d * d;
        }
        const double mean = first / total, variance = std::max(second / total - mean * mean, 0.0);
        const double excess = logarithm(total) + beta * mean - target;  // entropy minus what it should be
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
    const double scale = 1.0 / total;
    for (std::size_t j = 0; j < k; ++j) {
        p[j] = static_cast<float>(weights[j] * scale);
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

// Each row's neighbors and their conditional affinities, (n, k).
struct Conditional {
    std::span<const std::int32_t> neighbors;
    std::span<const float> values;
    std::size_t n, k;
};

// The same seen from the other side: who counts row i among its neighbors, in ascending order, and how strongly.
struct Incoming {
    std::vector<std::int64_t> starts;  // n + 1
    std::vector<std::uint32_t> from;
    std::vector<float> values;
};

inline Incoming incoming(const Conditional& own) {
    Incoming result{std::vector<std::int64_t>(own.n + 1, 0), std::vector<std::uint32_t>(own.n * own.k),
                    std::vector<float>(own.n * own.k)};
    for (const std::int32_t j : own.neighbors) {
        ++result.starts[static_cast<std::size_t>(j) + 1];
    }
    for (std::size_t i = 0; i < own.n; ++i) {
        result.starts[i + 1] += result.starts[i];
    }
    std::vector<std::int64_t> next(result.starts.begin(), result.starts.end() - 1);
    for (std::size_t i = 0; i < own.n; ++i) {
        for (std::size_t e = i * own.k; e < (i + 1) * own.k; ++e) {
            const auto at = static_cast<std::size_t>(next[static_cast<std::size_t>(own.neighbors[e])]++);
            result.from[at] = static_cast<std::uint32_t>(i);
            result.values[at] = own.values[e];
        }
    }
    return result;
}

// Calls emit(column, value) for each edge of row i, columns ascending: its own and those that come in, merged. `row` is
// scratch memory.
template <class Emit>
void merge_row(const Conditional& own, const Incoming& others, std::size_t i,
               std::vector<std::pair<std::uint32_t, float>>& row, Emit&& emit) {
    const float half = 0.5F / static_cast<float>(own.n);
    row.clear();
    for (std::size_t e = i * own.k; e < (i + 1) * own.k; ++e) {
        row.emplace_back(static_cast<std::uint32_t>(own.neighbors[e]), own.values[e]);
    }
    std::sort(row.begin(), row.end());
    auto in = static_cast<std::size_t>(others.starts[i]);
    const auto in_end = static_cast<std::size_t>(others.starts[i + 1]);
    std::size_t out = 0;
    while (out < row.size() || in < in_end) {
        const std::uint32_t mine = out < row.size() ? row[out].first : ~0U;
        const std::uint32_t other = in < in_end ? others.from[in] : ~0U;
        const std::uint32_t column = std::min(mine, other);
        float value = 0.0F;
        if (mine == column) {
            value += row[out++].second;
        }
        if (other == column) {
            value += others.values[in++];
        }
        emit(column, value * half);
    }
}

inline Affinities symmetrize(const Conditional& own, Workers& workers) {
    const Incoming others = incoming(own);
    Affinities result;
    result.starts.assign(own.n + 1, 0);
    // Twice over all rows: how many edges each has, then the edges, where they belong.
    const auto each_row = [&](auto&& use) {
        constexpr std::size_t kRows = 512;
        workers.each((own.n + kRows - 1) / kRows, [&](std::size_t block) {
            std::vector<std::pair<std::uint32_t, float>> row;
            for (std::size_t i = block * kRows; i < std::min(own.n, (block + 1) * kRows); ++i) {
                use(i, row);
            }
        });
    };
    each_row([&](std::size_t i, auto& row) {
        std::int64_t count = 0;
        merge_row(own, others, i, row, [&](std::uint32_t, float) { ++count; });
        result.starts[i + 1] = count;
    });
    for (std::size_t i = 0; i < own.n; ++i) {
        result.starts[i + 1] += result.starts[i];
    }
    result.columns.resize(static_cast<std::size_t>(result.starts[own.n]));
    result.values.resize(static_cast<std::size_t>(result.starts[own.n]));
    each_row([&](std::size_t i, auto& row) {
        auto at = static_cast<std::size_t>(result.starts[i]);
        merge_row(own, others, i, row, [&](std::uint32_t column, float value) {
            result.columns[at] = column;
            result.values[at++] = value;
        });
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
    return symmetrize({neighbors, conditional, n, k}, workers);
}

}  // namespace lexiscape
