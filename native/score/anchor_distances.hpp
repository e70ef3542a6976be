// Distances of a few rows, the anchors, to any others, in double precision.
//
// What they are is what exact_distance.hpp says; Euclidean ones stay squared, which changes no rank and no tie, and is
// never beyond a double. Cosine distances are rounded to floats, as there: so copies of a row, also longer ones, tie.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "score/kernels.hpp"
#include "search/exact_distance.hpp"
#include "search/kernels.hpp"

namespace lexiscape {

struct ScoreMatrix {
    const float* vectors;
    std::size_t count;
    std::size_t dim;
    Metric metric;

    const float* row(std::size_t i) const { return vectors + i * dim; }
};

struct ScoreTables {
    const ScoreKernels& score;
    const SearchKernels& search;
};

class AnchorDistances {
public:
    AnchorDistances(const ScoreMatrix& matrix, const std::int32_t* anchors, std::size_t count, const ScoreTables& kernels)
        : matrix_(matrix), kernels_(kernels), count_(count), anchors_(count * matrix.dim), lengths_(count) {
        for (std::size_t a = 0; a < count; ++a) {
            const float* const row = matrix.row(static_cast<std::size_t>(anchors[a]));
            std::copy(row, row + matrix.dim, anchors_.begin() + static_cast<std::ptrdiff_t>(a * matrix.dim));
            lengths_[a] = length(row);
        }
    }

    std::size_t count() const { return count_; }

    // NaN or infinite where the row holds such a value; in double precision no square is beyond it.
    double length(const float* row) const { return std::sqrt(kernels_.search.dot(row, row, matrix_.dim)); }

    // out, (end - begin, count): of the anchors [begin, end) to `count` rows that stand one after another and are as long
    // as `lengths` says.
    void operator()(std::size_t begin, std::size_t end, const float* rows, const double* lengths, std::size_t count,
                    double* out) const {
        const double* const anchors = anchors_.data() + begin * matrix_.dim;
        if (matrix_.metric == Metric::euclidean) {
            kernels_.score.squared_gaps(anchors, end - begin, rows, count, matrix_.dim, out);
            return;
        }
        kernels_.score.dots(anchors, end - begin, rows, count, matrix_.dim, out);
        for (std::size_t a = begin; a < end; ++a) {
            double* const line = out + (a - begin) * count;
            const double own = lengths_[a];
            for (std::size_t r = 0; r < count; ++r) {
                const double both = own * lengths[r];
                const double gap = 1 - line[r] / (both == 0 ? 1 : both);
                const double told = gap < kParallel ? 0 : static_cast<double>(static_cast<float>(gap));
                line[r] = both == 0 ? (own == lengths[r] ? 0.0 : 1.0) : told;
            }
        }
    }

private:
    ScoreMatrix matrix_;
    ScoreTables kernels_;
    std::size_t count_;
    std::vector<double> anchors_;  // (count, dim)
    std::vector<double> lengths_;
};

}  // namespace lexiscape
