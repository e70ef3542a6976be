// The kernels of principal components against double precision, and the iteration against known directions.
#include <algorithm>
#include <array>

#include "principal/orthogonal_iteration.hpp"
#include "principal/principal.hpp"
#include "principal/symmetric_eigen.hpp"
#include "tests/checks.hpp"

using namespace lexiscape;
using checks::Random;

namespace {

// What a row is multiplied by; rows of zeros have no direction.
double slow_scale(const float* x, std::size_t dim, bool unit) {
    double squares = 0.0;
    for (std::size_t k = 0; k < dim; ++k) squares += double{x[k]} * double{x[k]};
    return !unit ? 1.0 : squares > 0.0 ? 1.0 / std::sqrt(squares) : 0.0;
}

double slow_product(const float* x, const float* v, std::size_t dim, std::size_t step) {
    double sum = 0.0;
    for (std::size_t k = 0; k < dim; ++k) sum += double{x[k]} * double{v[k * step]};
    return sum;
}

// Rows of a matrix as directions.
struct Rows {
    std::size_t count;
    std::size_t dim;

    double dot(const std::vector<double>& v, std::size_t a, std::size_t b) const {
        double sum = 0.0;
        for (std::size_t k = 0; k < dim; ++k) sum += v[a * dim + k] * v[b * dim + k];
        return sum;
    }
    void add(std::vector<double>& v, std::size_t a, double factor, std::size_t b) const {
        for (std::size_t k = 0; k < dim; ++k) v[a * dim + k] += factor * v[b * dim + k];
    }
    void scale(std::vector<double>& v, std::size_t a, double factor) const {
        for (std::size_t k = 0; k < dim; ++k) v[a * dim + k] *= factor;
    }
    static double shortest(double before) { return 1e-9 * before; }
};

constexpr std::size_t kRows = 40, kStride = 3;

}  // namespace

TEST(sums_over_rows_match_double_precision) {
    for (const std::size_t dim : {1, 2, 7, 8, 9, 33, 384}) {
        Random random(dim);
        std::vector<float> matrix = random.uniforms(kRows * kStride * dim, -2.0F, 3.0F);
        std::fill_n(matrix.begin() + static_cast<std::ptrdiff_t>(6 * kStride * dim), dim, 0.0F);
        const std::vector<float> v = random.uniforms(8 * dim, -1.0F, 1.0F), center = random.uniforms(8, -1.0F, 1.0F);
        for (const bool unit : {false, true}) {
            std::vector<float> total(dim, 0.5F), product(8 * dim, 0.25F);
            const double squares =
                kernels.principal.add_rows(matrix.data(), dim, kStride, 2, kRows, unit, total.data());
            kernels.principal.multiply_rows(matrix.data(), dim, kStride, 2, kRows, unit, v.data(), center.data(),
                                            product.data());
            std::vector<double> slow_total(dim, 0.5), slow_products(8 * dim, 0.25);
            double slow_squares = 0.0, size = 1.0;
            for (std::size_t i = 2; i < kRows; ++i) {
                const float* x = matrix.data() + i * kStride * dim;
                const double scale = slow_scale(x, dim, unit);
                slow_squares += scale * scale * slow_product(x, x, dim, 1);
                for (std::size_t k = 0; k < dim; ++k) slow_total[k] += scale * double{x[k]};
                for (std::size_t a = 0; a < 8; ++a) {
                    const double score = scale * (scale * slow_product(x, v.data() + a, dim, 8) - double{center[a]});
                    size = std::max(size, std::abs(score) * 3.0 * kRows);
                    for (std::size_t k = 0; k < dim; ++k) slow_products[8 * k + a] += double{x[k]} * score;
                }
            }
            CHECK_NEAR(squares, slow_squares, 1e-5 * slow_squares + 1e-6);
            for (std::size_t k = 0; k < dim; ++k) CHECK_NEAR(total[k], slow_total[k], 1e-4);
            for (std::size_t k = 0; k < 8 * dim; ++k) CHECK_NEAR(product[k], slow_products[k], 1e-5 * size);
            const std::string name = std::to_string(dim) + (unit ? " unit" : "");
            CHECK_SAME_BITS("total " + name, total);
            CHECK_SAME_BITS("product " + name, product);
        }
    }
}

TEST(projections_match_double_precision) {
    for (const std::size_t dim : {1, 2, 7, 8, 9, 33, 384}) {
        Random random(dim);
        std::vector<float> matrix = random.uniforms(kRows * dim, -2.0F, 3.0F);
        std::fill_n(matrix.begin() + static_cast<std::ptrdiff_t>(6 * dim), dim, 0.0F);
        const std::vector<float> axes = random.uniforms(2 * dim, -1.0F, 1.0F);
        for (const bool unit : {false, true}) {
            std::vector<float> xy(2 * kRows, 7.0F);
            kernels.principal.project_rows(matrix.data(), dim, 3, kRows - 1, unit, axes.data(), axes.data() + dim, 0.3F,
                                           -0.2F, xy.data());
            for (std::size_t i = 0; i < kRows; ++i) {
                const bool asked = i >= 3 && i < kRows - 1;
                const float* x = matrix.data() + i * dim;
                const double scale = slow_scale(x, dim, unit);
                const double first = scale * slow_product(x, axes.data(), dim, 1) - double{0.3F};
                const double second = scale * slow_product(x, axes.data() + dim, dim, 1) + double{0.2F};
                CHECK_NEAR(xy[2 * i], asked ? first : 7.0, 1e-4);
                CHECK_NEAR(xy[2 * i + 1], asked ? second : 7.0, 1e-4);
            }
            CHECK_SAME_BITS("projection " + std::to_string(dim) + (unit ? " unit" : ""), xy);
        }
    }
}

TEST(orthogonal_iteration_finds_the_directions_of_most_stretch) {
    // C = H diag(6, 5, .. 1) H with H = 1 - 2 u u^T: its eigenvectors are the rows of H.
    constexpr std::size_t dim = 6;
    std::array<std::array<double, dim>, dim> h{}, c{};
    for (std::size_t i = 0; i < dim; ++i) {
        for (std::size_t j = 0; j < dim; ++j) h[i][j] = (i == j ? 1.0 : 0.0) - 2.0 / dim;
    }
    for (std::size_t i = 0; i < dim; ++i) {
        for (std::size_t j = 0; j < dim; ++j) {
            for (std::size_t e = 0; e < dim; ++e) c[i][j] += h[e][i] * static_cast<double>(dim - e) * h[e][j];
        }
    }
    std::vector<double> v{1, 0, 0, 0.5, 0, 0.1, 0, 1, 0.25, 0, 0, -0.3};
    const auto multiply = [&](const std::vector<double>& from, std::vector<double>& product) {
        for (std::size_t a = 0; a < 2; ++a) {
            for (std::size_t i = 0; i < dim; ++i) {
                product[a * dim + i] = 0.0;
                for (std::size_t j = 0; j < dim; ++j) product[a * dim + i] += c[i][j] * from[a * dim + j];
            }
        }
    };
    int rounds = 0;
    const auto counted = [&](const std::vector<double>&, const std::vector<double>&) { return ++rounds == 300; };
    orthogonal_iteration(Rows{2, dim}, v, 1000, multiply, counted);
    CHECK(rounds == 300);
    for (std::size_t a = 0; a < 2; ++a) {
        const double sign = v[a * dim] * h[a][0] < 0.0 ? -1.0 : 1.0;
        for (std::size_t k = 0; k < dim; ++k) CHECK_NEAR(sign * v[a * dim + k], h[a][k], 1e-12);
    }
}

TEST(a_direction_that_depends_on_others_becomes_zero) {
    std::vector<double> v{3, 0, 4, 6, 0, 8, 0, 2, 0};
    orthonormalize(Rows{3, 3}, v);
    const std::vector<double> expected{0.6, 0, 0.8, 0, 0, 0, 0, 1, 0};
    for (std::size_t k = 0; k < v.size(); ++k) CHECK_NEAR(v[k], expected[k], 1e-15);
}

TEST(the_plane_of_most_variance_is_found) {
    constexpr std::size_t n = 3000, dim = 24;
    Random random(5);
    std::vector<float> matrix(n * dim), xy(2 * n);
    std::array<double, dim> mean{}, variance{};
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < dim; ++k) {
            const float wide = k == 3 ? 9.0F : k == 20 ? 4.0F : 0.2F;
            matrix[i * dim + k] = random.uniform(-wide, wide) + 2.0F;
            mean[k] += double{matrix[i * dim + k]} / n;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < dim; ++k) variance[k] += std::pow(double{matrix[i * dim + k]} - mean[k], 2) / n;
    }
    double all = 0.0;
    for (const double part : variance) all += part;
    for (const int threads : {1, 3}) {
        Workers workers(threads);
        const double share = PrincipalPlane(matrix, dim, {false, n, 100}, kernels.principal, workers).find(xy);
        CHECK_NEAR(share, (variance[3] + variance[20]) / all, 1e-3);
        for (std::size_t i = 0; i < n; ++i) {
            CHECK_NEAR(xy[2 * i], double{matrix[i * dim + 3]} - mean[3], 0.25);
            CHECK_NEAR(xy[2 * i + 1], double{matrix[i * dim + 20]} - mean[20], 0.25);
        }
        CHECK_SAME_BITS("plane", xy);
    }
}

TEST(eigenvectors_of_a_symmetric_matrix_are_orthonormal_and_stretched_by_their_values) {
    for (const std::size_t n : {1, 2, 3, 20, 72}) {
        Random random(n);
        const std::vector<float> drawn = random.uniforms(n * n, -1.0F, 1.0F);
        std::vector<double> matrix(n * n);
        for (std::size_t p = 0; p < n; ++p) {
            for (std::size_t q = 0; q < n; ++q) matrix[p * n + q] = double{drawn[p * n + q]} + double{drawn[q * n + p]};
        }
        for (std::size_t q = 0; q < n; ++q) matrix[(n / 2) * n + q] = matrix[q * n + n / 2] = 0;  // one value is 0
        const SymmetricEigen found = symmetric_eigen(matrix.data(), n);
        CHECK(std::is_sorted(found.values.begin(), found.values.end()));
        const Rows space{n, n};
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = 0; b <= a; ++b) CHECK_NEAR(space.dot(found.vectors, a, b), a == b ? 1 : 0, 1e-13);
            for (std::size_t p = 0; p < n; ++p) {
                double product = 0;
                for (std::size_t q = 0; q < n; ++q) product += matrix[p * n + q] * found.vectors[a * n + q];
                CHECK_NEAR(product, found.values[a] * found.vectors[a * n + p], 1e-12);
            }
        }
        CHECK_SAME_BITS("eigenvectors " + std::to_string(n), found.vectors);
    }
}

TEST(the_zero_matrix_has_eigenvectors_too) {
    const std::vector<double> nothing(9, 0.0);
    const SymmetricEigen found = symmetric_eigen(nothing.data(), 3);
    CHECK(found.values == std::vector<double>(3, 0.0));
    CHECK((found.vectors == std::vector<double>{1, 0, 0, 0, 1, 0, 0, 0, 1}));
}
