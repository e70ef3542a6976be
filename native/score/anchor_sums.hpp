// Sums over some anchors and many rows, two anchors at a time: a row is widened once for both.
//
// The order of every sum is that of simd/sums.hpp, so its bits are those of the search's own.
#pragma once

#include <cstddef>

#include "simd/sums.hpp"

namespace lexiscape::LEXISCAPE_ISA {

template <std::size_t Anchors, class Add>
LEXISCAPE_INLINE void sum_row(const double* anchors, const float* row, std::size_t dim, Add add, double* sums,
                              std::size_t stride) {
    double lanes[Anchors][kSumLanes] = {};
    std::size_t at = 0;
    for (; at + kSumLanes <= dim; at += kSumLanes) {
        for (std::size_t l = 0; l < kSumLanes; ++l) {
            const double y = row[at + l];
            for (std::size_t a = 0; a < Anchors; ++a) lanes[a][l] = add(lanes[a][l], anchors[a * dim + at + l], y);
        }
    }
    for (std::size_t l = 0; at + l < dim; ++l) {
        const double y = row[at + l];
        for (std::size_t a = 0; a < Anchors; ++a) lanes[a][l] = add(lanes[a][l], anchors[a * dim + at + l], y);
    }
    for (std::size_t a = 0; a < Anchors; ++a) {
        for (std::size_t half = kSumLanes / 2; half > 0; half /= 2) {
            for (std::size_t l = 0; l < half; ++l) lanes[a][l] += lanes[a][l + half];
        }
        sums[a * stride] = lanes[a][0];
    }
}

template <class Add>
LEXISCAPE_INLINE void sum_rows(const double* anchors, std::size_t anchor_count, const float* rows, std::size_t row_count,
                               std::size_t dim, Add add, double* sums) {
    std::size_t a = 0;
    for (; a + 2 <= anchor_count; a += 2) {
        for (std::size_t r = 0; r < row_count; ++r) {
            sum_row<2>(anchors + a * dim, rows + r * dim, dim, add, sums + a * row_count + r, row_count);
        }
    }
    for (std::size_t r = 0; a < anchor_count && r < row_count; ++r) {
        sum_row<1>(anchors + a * dim, rows + r * dim, dim, add, sums + a * row_count + r, row_count);
    }
}

// sums, (anchor_count, row_count): of x_d y_d, and of (x_d - y_d)^2. Anchors are rows of floats, widened.
inline void anchor_dots(const double* anchors, std::size_t anchor_count, const float* rows, std::size_t row_count,
                        std::size_t dim, double* sums) {
    sum_rows(anchors, anchor_count, rows, row_count, dim, AddProductOfFloats{}, sums);
}
inline void anchor_squared_gaps(const double* anchors, std::size_t anchor_count, const float* rows, std::size_t row_count,
                                std::size_t dim, double* sums) {
    sum_rows(anchors, anchor_count, rows, row_count, dim, AddSquaredGap{}, sums);
}

}  // namespace lexiscape::LEXISCAPE_ISA
