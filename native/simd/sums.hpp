// Sums over two rows in an order that nothing changes.
//
// Lane l of 16 adds the elements l, l + 16, ...; the lanes are then added pairwise. The order never depends on the
// processor, the number of threads or the other rows, so neither does any bit of the result.
#pragma once

#include <cstddef>

#include "simd/inline.hpp"

namespace lexiscape::LEXISCAPE_ISA {

inline constexpr std::size_t kSumLanes = 16;

// What one element adds to a lane.
struct AddProduct {
    template <class T>
    LEXISCAPE_INLINE T operator()(T sum, T x, T y) const {
        return sum + x * y;
    }
};
struct AddSquaredGap {
    template <class T>
    LEXISCAPE_INLINE T operator()(T sum, T x, T y) const {
        return sum + (x - y) * (x - y);
    }
};
// The same as AddProduct where x and y are floats and T is double: their product is exact, and fusing rounds alike.
struct AddProductOfFloats {
    LEXISCAPE_INLINE double operator()(double sum, double x, double y) const {
#if defined(__FMA__) || (defined(__aarch64__) && defined(__GNUC__))
        return __builtin_fma(x, y, sum);
#else
        return sum + x * y;
#endif
    }
};

// The sum, in T, of what `add` makes of each pair of elements.
template <class T, class Add>
LEXISCAPE_INLINE T sum_in_order(const float* x, const float* y, std::size_t dim, Add add) {
    T lanes[kSumLanes] = {};
    std::size_t at = 0;
    for (; at + kSumLanes <= dim; at += kSumLanes) {
        for (std::size_t l = 0; l < kSumLanes; ++l) {
            lanes[l] = add(lanes[l], static_cast<T>(x[at + l]), static_cast<T>(y[at + l]));
        }
    }
    for (std::size_t l = 0; at + l < dim; ++l) {
        lanes[l] = add(lanes[l], static_cast<T>(x[at + l]), static_cast<T>(y[at + l]));
    }
    for (std::size_t half = kSumLanes / 2; half > 0; half /= 2) {
        for (std::size_t l = 0; l < half; ++l) lanes[l] += lanes[l + half];
    }
    return lanes[0];
}

}  // namespace lexiscape::LEXISCAPE_ISA
