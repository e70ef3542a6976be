// The two directions of most variance of a matrix's rows, and each row's coordinates along them.
//
// Subspace iteration (Halko, Martinsson and Tropp 2011, doi:10.1137/090771806, algorithm 4.4): eight directions V are
// multiplied by the covariance C = mean of (x - m)(x - m)^T, made orthonormal, and multiplied again
// (orthogonal_iteration.hpp), until the variance that the best two of them hold no longer grows; those two are found by
// Rayleigh's and Ritz's method in the span of V. C itself, (dim, dim), is never formed. Not left to a BLAS, whose results
// may change with its number of threads.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "principal/kernels.hpp"
#include "principal/orthogonal_iteration.hpp"
#include "simd/lanes.hpp"
#include "threads/parallel.hpp"

namespace lexiscape {

struct PrincipalOptions {
    bool unit;              // rows are scaled to unit length first
    std::size_t most_rows;  // directions are found from at most about this many rows, evenly spaced
    int most_rounds;        // multiplications by C; raising it separates directions of nearly equal variance
};

class PrincipalPlane {
  public:
    PrincipalPlane(std::span<const float> matrix, std::size_t dim, const PrincipalOptions& options,
                   const PrincipalKernels& kernels, Workers& workers)
        : matrix_(matrix.data()),
          n_(matrix.size() / dim),
          dim_(dim),
          stride_(std::max<std::size_t>(1, n_ / std::max<std::size_t>(1, options.most_rows))),
          sample_((n_ + stride_ - 1) / stride_),
          options_(options),
          kernels_(kernels),
          workers_(workers) {}

    // Coordinates, (n, 2), to xy; returns the share of the variance that they hold.
    double find(std::span<float> xy) {
        find_mean();
        Block v = first_guess();
        double held = 0.0;
        int rounds = 0;
        const auto multiply = [this](const Block& from, Block& product) { product = multiplied(from); };
        const auto settled = [&](Block& from, Block& product) {
            const double before = held;
            held = turn_to_axes(from, product);
            return std::abs(held - before) <= 1e-5 * held || ++rounds == options_.most_rounds;
        };
        orthogonal_iteration(Columns{dim_}, v, options_.most_rounds, multiply, settled);
        project(v, xy);
        return variance_ > 0.0 ? std::min(1.0, held / variance_) : 0.0;
    }

  private:
    static constexpr std::size_t kWidth = kLanes;  // directions
    static constexpr std::size_t kParts = 16;      // partial sums over rows; fixed, so that threads change no sum

    using Block = std::vector<double>;  // (dim, 8)
    // A Block as the directions of orthogonal_iteration.hpp: column a is direction a.
    struct Columns {
        std::size_t dim;
        static constexpr std::size_t count = kWidth;

        double dot(const Block& v, std::size_t a, std::size_t b) const {
            double sum = 0.0;
            for (std::size_t k = 0; k < dim; ++k) {
                sum += v[k * kWidth + a] * v[k * kWidth + b];
            }
            return sum;
        }
        void add(Block& v, std::size_t a, double factor, std::size_t b) const {
            for (std::size_t k = 0; k < dim; ++k) {
                v[k * kWidth + a] += factor * v[k * kWidth + b];
            }
        }
        void scale(Block& v, std::size_t a, double factor) const {
            for (std::size_t k = 0; k < dim; ++k) {
                v[k * kWidth + a] *= factor;
            }
        }
        static double shortest(double before) { return std::max(1e-9 * before, 1e-30); }
    };

    using Small = std::array<std::array<double, kWidth>, kWidth>;

    std::size_t part_begin(std::size_t part) const { return sample_ * part / kParts; }

    // Sums of `width` floats a dimension over the sampled rows, by f(begin, end, partial sum).
    template <class F>
    Block summed(std::size_t width, F&& f) {
        std::vector<std::vector<float>> parts(kParts, std::vector<float>(dim_ * width, 0.0F));
        workers_.each(kParts, [&](std::size_t part) { f(part, parts[part].data()); });
        Block total(dim_ * width, 0.0);
        for (const std::vector<float>& part : parts) {
            for (std::size_t k = 0; k < total.size(); ++k) {
                total[k] += static_cast<double>(part[k]) / static_cast<double>(sample_);
            }
        }
        return total;
    }

    void find_mean() {
        std::array<double, kParts> squares{};
        mean_ = summed(1, [&](std::size_t part, float* total) {
            squares[part] = kernels_.add_rows(matrix_, dim_, stride_, part_begin(part), part_begin(part + 1),
                                              options_.unit, total);
        });
        variance_ = 0.0;
        for (const double part : squares) {
            variance_ += part / static_cast<double>(sample_);
        }
        for (const double m : mean_) {
            variance_ -= m * m;
        }
    }

    // Any directions will do that are not orthogonal to the answer: bits of a multiplicative hash.
    Block first_guess() const {
        Block v(dim_ * kWidth);
        for (std::size_t i = 0; i < v.size(); ++i) {
            const std::uint64_t hash = (i + 1) * 0x9E3779B97F4A7C15ULL;
            v[i] = static_cast<double>((hash ^ (hash >> 29)) % 65521) / 65521.0 - 0.5;
        }
        return v;
    }

    Block multiplied(const Block& v) {
        std::vector<float> directions(v.begin(), v.end());
        std::array<float, kWidth> center{};
        for (std::size_t a = 0; a < kWidth; ++a) {
            double along = 0.0;
            for (std::size_t k = 0; k < dim_; ++k) {
                along += mean_[k] * v[k * kWidth + a];
            }
            center[a] = static_cast<float>(along);
        }
        return summed(kWidth, [&](std::size_t part, float* product) {
            kernels_.multiply_rows(matrix_, dim_, stride_, part_begin(part), part_begin(part + 1), options_.unit,
                                   directions.data(), center.data(), product);
        });
    }

    // Rotates v and C v within v's span so that V^T C V is diagonal, descending; returns the sum of the first two.
    double turn_to_axes(Block& v, Block& product) const {
        Small h{}, axes{};
        for (std::size_t a = 0; a < kWidth; ++a) {
            axes[a][a] = 1.0;
            for (std::size_t b = 0; b < kWidth; ++b) {
                for (std::size_t k = 0; k < dim_; ++k) {
                    h[a][b] += 0.5 * (v[k * kWidth + a] * product[k * kWidth + b] +
                                      v[k * kWidth + b] * product[k * kWidth + a]);
                }
            }
        }
        diagonalize(h, axes);
        std::array<std::size_t, kWidth> order{0, 1, 2, 3, 4, 5, 6, 7};
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return h[a][a] > h[b][b]; });
        for (Block* block : {&v, &product}) {
            for (std::size_t k = 0; k < dim_; ++k) {
                std::array<double, kWidth> turned{};
                for (std::size_t a = 0; a < kWidth; ++a) {
                    for (std::size_t b = 0; b < kWidth; ++b) {
                        turned[a] += (*block)[k * kWidth + b] * axes[b][order[a]];
                    }
                }
                std::copy(turned.begin(), turned.end(), block->begin() + static_cast<std::ptrdiff_t>(k * kWidth));
            }
        }
        return h[order[0]][order[0]] + h[order[1]][order[1]];
    }

    // Jacobi's rotations: h becomes diagonal, axes' columns its eigenvectors.
    static void diagonalize(Small& h, Small& axes) {
        for (int sweep = 0; sweep < 12; ++sweep) {
            for (std::size_t p = 0; p < kWidth; ++p) {
                for (std::size_t q = p + 1; q < kWidth; ++q) {
                    if (std::abs(h[p][q]) < 1e-300) {
                        continue;
                    }
                    const double theta = (h[q][q] - h[p][p]) / (2.0 * h[p][q]);
                    const double t = (theta < 0.0 ? -1.0 : 1.0) / (std::abs(theta) + std::sqrt(theta * theta + 1.0));
                    const double c = 1.0 / std::sqrt(t * t + 1.0), s = t * c;
                    for (std::size_t k = 0; k < kWidth; ++k) {
                        const double kp = h[k][p], kq = h[k][q];
                        h[k][p] = c * kp - s * kq;
                        h[k][q] = s * kp + c * kq;
                    }
                    for (std::size_t k = 0; k < kWidth; ++k) {
                        const double pk = h[p][k], qk = h[q][k];
                        h[p][k] = c * pk - s * qk;
                        h[q][k] = s * pk + c * qk;
                        const double ap = axes[k][p], aq = axes[k][q];
                        axes[k][p] = c * ap - s * aq;
                        axes[k][q] = s * ap + c * aq;
                    }
                }
            }
        }
    }

    // A direction's sign is free: its largest entry is made positive.
    void project(const Block& v, std::span<float> xy) {
        std::array<std::vector<float>, 2> axis;
        std::array<double, 2> center{};
        for (std::size_t a = 0; a < 2; ++a) {
            double largest = 0.0;
            for (std::size_t k = 0; k < dim_; ++k) {
                const double entry = v[k * kWidth + a];
                largest = std::abs(entry) > std::abs(largest) ? entry : largest;
            }
            for (std::size_t k = 0; k < dim_; ++k) {
                const double entry = largest < 0.0 ? -v[k * kWidth + a] : v[k * kWidth + a];
                axis[a].push_back(static_cast<float>(entry));
                center[a] += entry * mean_[k];
            }
        }
        constexpr std::size_t kRows = 256;
        workers_.each((n_ + kRows - 1) / kRows, [&](std::size_t block) {
            kernels_.project_rows(matrix_, dim_, block * kRows, std::min(n_, (block + 1) * kRows), options_.unit,
                                  axis[0].data(), axis[1].data(), static_cast<float>(center[0]),
                                  static_cast<float>(center[1]), xy.data());
        });
    }

    const float* matrix_;
    std::size_t n_, dim_, stride_, sample_;
    PrincipalOptions options_;
    const PrincipalKernels& kernels_;
    Workers& workers_;
    Block mean_;
    double variance_ = 0.0;
};

}  // namespace lexiscape
