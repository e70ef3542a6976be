// All eigenvectors of a small symmetric matrix, by Jacobi's rotations (Golub and Van Loan, Matrix Computations, section
// 8.5.5): of one order of adding, so that the same bits come out whatever runs it, and in the calling thread.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace lexiscape {

struct SymmetricEigen {
    std::vector<double> values;   // (n,), ascending
    std::vector<double> vectors;  // (n, n): row a is the one of value a, of unit length
};

// c and s of the rotation after which the entry between p and q is zero: [[p, both], [both, q]].
struct Rotation {
    double c, s;

    static Rotation of(double p, double both, double q) {
        const double theta = (q - p) / (2 * both);
        const double t = (theta >= 0 ? 1 : -1) / (std::fabs(theta) + std::sqrt(1 + theta * theta));
        const double c = 1 / std::sqrt(1 + t * t);
        return {c, t * c};
    }

    void turn(double* a, double* b, std::size_t n) const {
        for (std::size_t k = 0; k < n; ++k) {
            const double x = a[k], y = b[k];
            a[k] = c * x - s * y;
            b[k] = s * x + c * y;
        }
    }
};

// matrix: (n, n), finite and symmetric; what lies below the diagonal is not looked at.
inline SymmetricEigen symmetric_eigen(const double* matrix, std::size_t n) {
    constexpr int kSweeps = 60;  // six to ten are usual
    std::vector<double> a(matrix, matrix + n * n);
    for (std::size_t p = 0; p < n; ++p) {
        for (std::size_t q = 0; q < p; ++q) a[p * n + q] = a[q * n + p];
    }
    double square = 0;
    for (const double entry : a) square += entry * entry;
    const double least = 1e-17 * std::sqrt(square);  // an entry that no value is changed by
    std::vector<double> v(n * n, 0.0);
    for (std::size_t p = 0; p < n; ++p) v[p * n + p] = 1;
    bool turned = true;
    for (int sweep = 0; sweep < kSweeps && turned; ++sweep) {
        turned = false;
        for (std::size_t p = 0; p + 1 < n; ++p) {
            for (std::size_t q = p + 1; q < n; ++q) {
                const double both = a[p * n + q];
                if (std::fabs(both) <= least) continue;
                turned = true;
                const double pp = a[p * n + p], qq = a[q * n + q];
                const Rotation rotation = Rotation::of(pp, both, qq);
                rotation.turn(a.data() + p * n, a.data() + q * n, n);
                const double gain = rotation.s / rotation.c * both;
                a[p * n + p] = pp - gain;
                a[q * n + q] = qq + gain;
                a[p * n + q] = a[q * n + p] = 0;
                for (std::size_t k = 0; k < n; ++k) {  // the columns as the rows
                    a[k * n + p] = a[p * n + k];
                    a[k * n + q] = a[q * n + k];
                }
                rotation.turn(v.data() + p * n, v.data() + q * n, n);
            }
        }
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return a[x * n + x] < a[y * n + y]; });
    SymmetricEigen found{std::vector<double>(n), std::vector<double>(n * n)};
    for (std::size_t at = 0; at < n; ++at) {
        found.values[at] = a[order[at] * n + order[at]];
        std::copy_n(v.data() + order[at] * n, n, found.vectors.data() + at * n);
    }
    return found;
}

}  // namespace lexiscape
