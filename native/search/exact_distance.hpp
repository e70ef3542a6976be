// The distance between two rows, the only place where a reported distance is computed.
//
//   cosine     1 - x.y / sqrt(x.x * y.y)       both rows zero: 0; one row zero: 1
//   Euclidean  sqrt(sum over d of (x_d - y_d)^2)
//
// Sums are taken in double, lane l of 16 adding the elements l, l + 16, ...; the lanes are then added pairwise. The
// order never depends on the processor, the number of threads or the other rows, so neither does any bit of the result.
// A product of two floats is exact in double, hence a fused multiply-add rounds the dot product alike.
#pragma once

#include <cmath>
#include <cstddef>

#include "simd/instruction_set.hpp"

namespace lexiscape {

enum class Metric { cosine = 0, euclidean = 1 };

constexpr std::size_t kLanes = 16;

// Below this, 1 - cos is what rounding in double may leave of parallel rows: each lane adds dim / 16 products, so at most
// about dim / 16 * 2^-53, 3e-14 at 4096 dimensions.
constexpr double kParallel = 1e-13;

// What one element adds to a lane; `fused` only where the processor has it, and only where it rounds alike.
struct AddProduct {
    LEXISCAPE_INLINE double operator()(double sum, double x, double y) const { return sum + x * y; }
};
struct AddProductFused {
    LEXISCAPE_INLINE double operator()(double sum, double x, double y) const { return __builtin_fma(x, y, sum); }
};
struct AddSquaredGap {
    LEXISCAPE_INLINE double operator()(double sum, double x, double y) const { return sum + (x - y) * (x - y); }
};

template <class Add>
LEXISCAPE_INLINE double sum_in_order(const float* x, const float* y, std::size_t dim, Add add) {
    double lanes[kLanes] = {};
    std::size_t at = 0;
    for (; at + kLanes <= dim; at += kLanes) {
        for (std::size_t l = 0; l < kLanes; ++l) {
            lanes[l] = add(lanes[l], static_cast<double>(x[at + l]), static_cast<double>(y[at + l]));
        }
    }
    for (std::size_t l = 0; at + l < dim; ++l) {
        lanes[l] = add(lanes[l], static_cast<double>(x[at + l]), static_cast<double>(y[at + l]));
    }
    for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
        for (std::size_t l = 0; l < half; ++l) lanes[l] += lanes[l + half];
    }
    return lanes[0];
}

using PairSum = double (*)(const float*, const float*, std::size_t);

inline double dot_portable(const float* x, const float* y, std::size_t dim) {
    return sum_in_order(x, y, dim, AddProduct{});
}
inline double squared_gap_portable(const float* x, const float* y, std::size_t dim) {
    return sum_in_order(x, y, dim, AddSquaredGap{});
}
#if LEXISCAPE_X86
LEXISCAPE_TARGET_AVX2 inline double dot_avx2(const float* x, const float* y, std::size_t dim) {
    return sum_in_order(x, y, dim, AddProductFused{});
}
LEXISCAPE_TARGET_AVX2 inline double squared_gap_avx2(const float* x, const float* y, std::size_t dim) {
    return sum_in_order(x, y, dim, AddSquaredGap{});
}
LEXISCAPE_TARGET_VNNI inline double dot_avx512(const float* x, const float* y, std::size_t dim) {
    return sum_in_order(x, y, dim, AddProductFused{});
}
LEXISCAPE_TARGET_VNNI inline double squared_gap_avx512(const float* x, const float* y, std::size_t dim) {
    return sum_in_order(x, y, dim, AddSquaredGap{});
}
#endif

inline PairSum pair_sum(Metric metric, InstructionSet set) {
    const bool cosine = metric == Metric::cosine;
#if LEXISCAPE_X86
    if (set == InstructionSet::avx512_vnni) return cosine ? dot_avx512 : squared_gap_avx512;
    if (set == InstructionSet::avx2) return cosine ? dot_avx2 : squared_gap_avx2;
#endif
    static_cast<void>(set);
    return cosine ? dot_portable : squared_gap_portable;
}

// Distances between rows of one matrix, whose squared norms are known (they must come from `dot` of the same rows: then
// equal rows are exactly 0 apart, since sqrt(s * s) = s).
class ExactDistance {
public:
    ExactDistance(Metric metric, const float* vectors, std::size_t dim, const double* squared_norms, InstructionSet set)
        : metric_(metric),
          vectors_(vectors),
          dim_(dim),
          squared_norms_(squared_norms),
          sum_(pair_sum(metric, set)) {}

    // x . x of a row; the metric must be cosine.
    double squared_norm(std::size_t i) const { return sum_(vectors_ + i * dim_, vectors_ + i * dim_, dim_); }

    float operator()(std::size_t i, std::size_t j) const {
        if (metric_ == Metric::cosine) {
            const double both = squared_norms_[i] * squared_norms_[j];
            if (both == 0) return squared_norms_[i] == squared_norms_[j] ? 0.0F : 1.0F;
            const double gap = 1 - sum_(vectors_ + i * dim_, vectors_ + j * dim_, dim_) / std::sqrt(both);
            return gap < kParallel ? 0.0F : static_cast<float>(gap);
        }
        return static_cast<float>(std::sqrt(sum_(vectors_ + i * dim_, vectors_ + j * dim_, dim_)));
    }

    void prefetch([[maybe_unused]] std::size_t i) const {
#if LEXISCAPE_X86
        const float* row = vectors_ + i * dim_;
        for (std::size_t d = 0; d < dim_; d += 16) _mm_prefetch(reinterpret_cast<const char*>(row + d), _MM_HINT_T0);
#endif
    }

private:
    Metric metric_;
    const float* vectors_;
    std::size_t dim_;
    const double* squared_norms_;
    PairSum sum_;
};

}  // namespace lexiscape
