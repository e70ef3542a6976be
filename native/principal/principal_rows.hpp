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

// Adds x (x V - center) of each row to product; V, product: (dim, 8), center: 8.
inline void multiply_rows(const float* matrix, std::size_t dim, std::size_t stride, std::size_t begin,
                          std::size_t end, bool unit, const float* v, const float* center, float* product) {
    for (std::size_t i = begin; i < end; ++i) {
        const float* x = matrix + i * stride * dim;
        const float scale = unit ? inverse_length(x, dim) : 1.0F;
        Float8 even = all(0.0F), odd = all(0.0F);
        for (std::size_t k = 0; k + 1 < dim; k += 2) {
            even += all(x[k]) * load(v + k * kLanes);
            odd += all(x[k + 1]) * load(v + (k + 1) * kLanes);
        }
        if (dim % 2 != 0) {
            even += all(x[dim - 1]) * load(v + (dim - 1) * kLanes);
        }
        const Float8 score = all(scale) * (all(scale) * (even + odd) - load(center));
        for (std::size_t k = 0; k < dim; ++k) {
            store(product + k * kLanes, load(product + k * kLanes) + all(x[k]) * score);
        }
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
