// The rows that look nearest in eight bits, looked at more closely: the k nearest of them by exact distance, and whether
// eight bits could tell them from the rest.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "search/candidates.hpp"
#include "search/exact_distance.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "search/shortlist.hpp"
#include "simd/prefetch.hpp"

namespace lexiscape {

class Review {
public:
    Review(const QuantizedRows& rows, const RowSource& source, const ExactDistance& distance,
           const SearchKernels& kernels, NeighborTable table)
        : rows_(rows), source_(source), distance_(distance), kernels_(kernels), table_(table) {}

    // How many of a list are measured exactly.
    static constexpr std::size_t measured(std::size_t k) { return k + k / 4 + 6; }

    // Scores a list, of at least k rows, by all dimensions in eight bits.
    void score(std::size_t row, Shortlist::Entry* begin, Shortlist::Entry* end) const {
        constexpr std::ptrdiff_t kAhead = 6;  // rows asked from memory before their turn
        for (Shortlist::Entry* entry = begin; entry != end; ++entry) {
            if (end - entry > kAhead) prefetch(rows_.row(static_cast<std::size_t>(entry[kAhead].row)), rows_.width);
            const auto j = static_cast<std::size_t>(entry->row);
            const std::int32_t dot = kernels_.byte_dot(rows_.row(row), rows_.row(j), rows_.width);
            entry->score = product_of(dot, rows_.scale[j], rows_.scale[row]) - rows_.half_square[j];
        }
    }

    // Measures the best of a scored list and puts the k nearest into the table. Returns whether eight bits can hardly tell
    // these k apart: then rows that were left out may be nearer.
    //
    // A rounding error is up to half a step of the scale either way, s^2 / 12 in the mean of its square, and along x' it
    // has a deviation of |x'| s / sqrt(12). Were the scores of k rows spread over a few of these only, chance would have
    // chosen them. (The errors of those measured tell less: chosen for their scores, they are wrong in the same way.)
    bool operator()(std::size_t row, Shortlist::Entry* begin, Shortlist::Entry* end) const {
        const std::size_t k = table_.k;
        const auto kept = std::min<std::ptrdiff_t>(end - begin, static_cast<std::ptrdiff_t>(measured(k)));
        std::partial_sort(begin, begin + kept, end, [](const Shortlist::Entry& a, const Shortlist::Entry& b) {
            return a.score != b.score ? a.score > b.score : a.row < b.row;
        });
        std::vector<std::pair<float, std::int32_t>> found(static_cast<std::size_t>(kept));
        for (std::ptrdiff_t at = 0; at < kept; ++at) {
            if (at + 3 < kept) distance_.prefetch(original(begin[at + 3].row));
            found[static_cast<std::size_t>(at)] = {distance_(original(row), original(begin[at].row)),
                                                   rows_.position[static_cast<std::size_t>(begin[at].row)]};
        }
        std::sort(found.begin(), found.end());
        const std::size_t line = static_cast<std::size_t>(rows_.position[row]) * k;
        for (std::size_t at = 0; at < k; ++at) {
            table_.distances[line + at] = found[at].first;
            table_.indices[line + at] = found[at].second;
        }
        const auto half_gap = [this](float distance) {
            const double d = distance;
            return source_.metric == Metric::cosine ? d : d * d / 2;
        };
        const double spread = rows_.unit * rows_.unit * (half_gap(found[k - 1].first) - half_gap(found[0].first));
        const double step = rows_.scale[row];
        return spread * spread < kDeviations * kDeviations * step * step * 2 * rows_.half_square[row] / 12;
    }

private:
    // Of e5's and Gemma's rows that are no near-copies, 99.5 % spread over more than 40, of their near-copies all over less
    // than 1.
    static constexpr double kDeviations = 24;

    template <class Row>
    std::size_t original(Row row) const {
        return static_cast<std::size_t>(source_.rows[rows_.position[static_cast<std::size_t>(row)]]);
    }

    const QuantizedRows& rows_;
    const RowSource& source_;
    const ExactDistance& distance_;
    const SearchKernels& kernels_;
    NeighborTable table_;
};

}  // namespace lexiscape
