// The distance between two rows, the only place where a reported distance is computed.
//
//   cosine     1 - x.y / sqrt(x.x * y.y)       both rows zero: 0; one row zero: 1
//   Euclidean  sqrt(sum over d of (x_d - y_d)^2)
//
// Sums are taken in double and in an order that nothing changes (simd/sums.hpp), so that no bit of a distance depends on
// the processor, the number of threads or the other rows.
#pragma once

#include <cmath>
#include <cstddef>

#include "search/kernels.hpp"
#include "simd/prefetch.hpp"

namespace lexiscape {

enum class Metric { cosine = 0, euclidean = 1 };

// Below this, 1 - cos is what rounding in double may leave of parallel rows: each lane adds dim / 16 products, so at most
// about dim / 16 * 2^-53, 3e-14 at 4096 dimensions.
constexpr double kParallel = 1e-13;

// Distances between rows of one matrix, whose squared norms are known (they must come from `dot` of the same rows: then
// equal rows are exactly 0 apart, since sqrt(s * s) = s).
class ExactDistance {
public:
    ExactDistance(Metric metric, const float* vectors, std::size_t dim, const double* squared_norms,
                  const SearchKernels& kernels)
        : metric_(metric),
          vectors_(vectors),
          dim_(dim),
          squared_norms_(squared_norms),
          sum_(metric == Metric::cosine ? kernels.dot : kernels.squared_gap) {}

    float operator()(std::size_t i, std::size_t j) const {
        if (metric_ == Metric::cosine) {
            const double both = squared_norms_[i] * squared_norms_[j];
            if (both == 0) return squared_norms_[i] == squared_norms_[j] ? 0.0F : 1.0F;
            const double gap = 1 - sum_(vectors_ + i * dim_, vectors_ + j * dim_, dim_) / std::sqrt(both);
            return gap < kParallel ? 0.0F : static_cast<float>(gap);
        }
        return static_cast<float>(std::sqrt(sum_(vectors_ + i * dim_, vectors_ + j * dim_, dim_)));
    }

    void prefetch(std::size_t i) const { lexiscape::prefetch(vectors_ + i * dim_, dim_ * sizeof(float)); }

private:
    Metric metric_;
    const float* vectors_;
    std::size_t dim_;
    const double* squared_norms_;
    decltype(SearchKernels::dot) sum_;
};

}  // namespace lexiscape
