// What principal.hpp does with each row x of a matrix; all sums go over dimensions in order, in lanes.
#pragma once

#include <cmath>

#include "simd/lanes.hpp"

namespace lexiscape::LEXISCAPE_ISA {

// The sum of a_k b_k.
LEXISCAPE_INLINE float dot(const float* a, const float* b, std::size_t dim) {
    Float8 total = all(0.0F);
    std::size_t k = 0;
    for (; k + kLanes <= dim; k += kLanes) {
        total += load(a + k) * load(b + k);
    }
    float rest = 0.0F;
    for (; k < dim; ++k) {
        rest += a[k] * b[k];
    }
    return sum(total) + rest;
}

// 1 over the length of x; 0 for rows too short to have a direction.
LEXISCAPE_INLINE float inverse_length(const float* x, std::size_t dim) {
    const float squared = dot(x, x, dim);
    return squared > 1e-24F ? 1.0F / std::sqrt(squared) : 0.0F;
}

// Adds each row (of unit length if `unit`) of [begin, end), every `stride`-th of the matrix, to total; returns the sum
// of their squared lengths.
inline double add_rows(const float* matrix, std::size_t dim, std::size_t stride, std::size_t begin, std::size_t end,
                       bool unit, float* total) {
    double squares = 0.0;
    for (std::size_t i = begin; i < end; ++i) {
        const float* x = matrix + i * stride * dim;
        const float scale = unit ? inverse_length(x, dim) : 1.0F;
        for (std::size_t k = 0; k < dim; ++k) {
            total[k] += scale * x[k];
        }
        squares += static_cast<double>(scale * scale * dot(x, x, dim));
    }
    return squares;
}

// Adds x (x V - center) of Rows rows to product, one after another: V and product are read once for all of them.
template <int Rows>
LEXISCAPE_INLINE void multiply_some(const float* const* rows, std::size_t dim, bool unit, const float* v,
                                    const float* center, float* product) {
    Float8 even[Rows], odd[Rows], score[Rows];
    for (int r = 0; r < Rows; ++r) even[r] = odd[r] = all(0.0F);
    for (std::size_t k = 0; k + 1 < dim; k += 2) {
        const Float8 v_even = load(v + k * kLanes), v_odd = load(v + (k + 1) * kLanes);
        for (int r = 0; r < Rows; ++r) {
            even[r] += all(rows[r][k]) * v_even;
            odd[r] += all(rows[r][k + 1]) * v_odd;
        }
    }
    for (int r = 0; r < Rows; ++r) {
        const float scale = unit ? inverse_length(rows[r], dim) : 1.0F;
        if (dim % 2 != 0) {
            even[r] += all(rows[r][dim - 1]) * load(v + (dim - 1) * kLanes);
        }
        score[r] = all(scale) * (all(scale) * (even[r] + odd[r]) - load(center));
    }
    for (std::size_t k = 0; k < dim; ++k) {
        Float8 total = load(product + k * kLanes);
        for (int r = 0; r < Rows; ++r) total += all(rows[r][k]) * score[r];
        store(product + k * kLanes, total);
    }
}

// Adds x (x V - center) of each row to product; V, product: (dim, 8), center: 8.
inline void multiply_rows(const float* matrix, std::size_t dim, std::size_t stride, std::size_t begin,
                          std::size_t end, bool unit, const float* v, const float* center, float* product) {
    constexpr int kRows = 4;
    const float* rows[kRows];
    std::size_t i = begin;
    for (; i + kRows <= end; i += kRows) {
        for (int r = 0; r < kRows; ++r) rows[r] = matrix + (i + static_cast<std::size_t>(r)) * stride * dim;
        multiply_some<kRows>(rows, dim, unit, v, center, product);
    }
    for (; i < end; ++i) {
        rows[0] = matrix + i * stride * dim;
        multiply_some<1>(rows, dim, unit, v, center, product);
    }
}

// The two coordinates of each row along `first` and `second`, less those of the center.
inline void project_rows(const float* matrix, std::size_t dim, std::size_t begin, std::size_t end, bool unit,
                         const float* first, const float* second, float center_x, float center_y, float* xy) {
    for (std::size_t i = begin; i < end; ++i) {
        const float* x = matrix + i * dim;
        const float scale = unit ? inverse_length(x, dim) : 1.0F;
        xy[2 * i] = scale * dot(x, first, dim) - center_x;
        xy[2 * i + 1] = scale * dot(x, second, dim) - center_y;
    }
}

}  // namespace lexiscape::LEXISCAPE_ISA
