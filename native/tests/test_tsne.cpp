// The kernels of t-SNE's descent against double precision, pair by pair and node by node.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/checks.hpp"
#include "tsne/affinities.hpp"
#include "tsne/kernels.hpp"

using namespace lexiscape;
using checks::Random;

namespace {

// The cubic B-spline and its slope, by distance.
double slow_spline(double x) {
    const double d = std::abs(x);
    return d < 1.0 ? 2.0 / 3.0 - d * d + d * d * d / 2.0 : d < 2.0 ? std::pow(2.0 - d, 3) / 6.0 : 0.0;
}
double slow_slope(double x) {
    const double d = std::abs(x), sign = x < 0.0 ? -1.0 : 1.0;
    return sign * (d < 1.0 ? -2.0 * d + 1.5 * d * d : d < 2.0 ? -std::pow(2.0 - d, 2) / 2.0 : 0.0);
}

// Points on a grid of kHigh x kWide nodes, none nearer to its edge than a spline reaches.
constexpr int kHigh = 24, kWide = 32;
constexpr GridPlace kPlace{-3.125F, 2.25F, 1.0F / 0.75F, kWide};

std::vector<float> points_on_the_grid(Random& random, std::size_t n) {
    std::vector<float> y(2 * n);
    for (std::size_t i = 0; i < n; ++i) {
        y[2 * i] = kPlace.origin_x + random.uniform(2.0F, kWide - 3.0F) * 0.75F;
        y[2 * i + 1] = kPlace.origin_y + random.uniform(2.0F, kHigh - 3.0F) * 0.75F;
    }
    return y;
}

double cell_x(const std::vector<float>& y, std::size_t i) {
    return (double{y[2 * i]} - double{kPlace.origin_x}) * double{kPlace.inverse_width};
}
double cell_y(const std::vector<float>& y, std::size_t i) {
    return (double{y[2 * i + 1]} - double{kPlace.origin_y}) * double{kPlace.inverse_width};
}

// Random edges in the layout of EdgeView, and their weights as numbers.
struct Edges {
    std::vector<std::int64_t> starts;
    std::vector<std::uint32_t> targets;
    std::vector<std::uint16_t> weights;

    EdgeView view() const { return {starts.data(), targets.data(), weights.data()}; }
    double weight(std::size_t edge) const {
        const std::uint32_t word = std::uint32_t{weights[edge]} << 16U;
        float value;
        std::memcpy(&value, &word, sizeof value);
        return double{value};
    }
};

Edges some_edges(Random& random, std::size_t n) {
    Edges edges{{0}, {}, {}};
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t left = random.below(20); left > 0; --left) {
            const float weight = random.uniform(0.001F, 0.01F);
            std::uint32_t word;
            std::memcpy(&word, &weight, sizeof word);
            edges.targets.push_back(static_cast<std::uint32_t>(random.below(n)));
            edges.weights.push_back(static_cast<std::uint16_t>(word >> 16U));
        }
        while (edges.targets.size() % 8 != 0) {
            edges.targets.push_back(static_cast<std::uint32_t>(i));
            edges.weights.push_back(0);
        }
        edges.starts.push_back(static_cast<std::int64_t>(edges.targets.size()));
    }
    return edges;
}

// The transform of an even kernel K(r, s), r < h, s < w, as convolve_rows reads it: field.hpp does so to its own.
std::vector<float> spectrum_of(const TsneKernels& tsne, const std::vector<double>& kernel, int h, int w) {
    const FourierPlan<double> rows(h), columns(w);
    std::vector<double> smooth = kernel, turned(kernel.size());
    std::vector<double> scratch(static_cast<std::size_t>(std::max(h, w)) * 16);
    for (int c = 0; c < w; c += 8) tsne.cosine_columns(rows.tables(), smooth.data(), w, c, scratch.data());
    const auto high = static_cast<std::size_t>(h), wide = static_cast<std::size_t>(w);
    for (std::size_t r = 0; r < high; ++r) {
        for (std::size_t c = 0; c < wide; ++c) turned[c * high + r] = smooth[r * wide + c];
    }
    for (int c = 0; c < h; c += 8) tsne.cosine_columns(columns.tables(), turned.data(), h, c, scratch.data());
    std::vector<float> spectrum(kernel.size());
    for (std::size_t r = 0; r < high; ++r) {
        for (std::size_t c = 0; c < wide; ++c) {
            const double scale = 1.0 / (8.0 * static_cast<double>(high * wide));
            spectrum[(r / 8 * wide + c) * 8 + r % 8] = static_cast<float>(turned[c * high + r] * scale);
        }
    }
    return spectrum;
}

void check_convolution(const TsneKernels& tsne, int h, int w) {
    const auto high = static_cast<std::size_t>(h), wide = static_cast<std::size_t>(w);
    Random random(high * wide);
    std::vector<double> kernel(high * wide);
    for (double& value : kernel) value = double{random.uniform(-1.0F, 1.0F)};
    std::vector<float> charges(high * wide, 0.0F);
    for (int charge = 0; charge < 60; ++charge) charges[random.below(charges.size())] += random.uniform(-1.0F, 2.0F);

    const std::vector<float> spectrum_of_kernel = spectrum_of(tsne, kernel, h, w);
    const FourierPlan<float> rows(h), columns(w);
    std::vector<float> spectrum(2 * high * wide), found(high * wide), scratch(std::max(high, wide) * 32);
    for (int c = 0; c < w / 2; c += 8) {
        tsne.forward_columns(rows.tables(), charges.data(), w, c, spectrum.data(), scratch.data());
    }
    for (std::size_t block = 0; block < high / 8; ++block) {
        const std::size_t at = block * wide * 8;
        tsne.convolve_rows(columns.tables(), spectrum.data() + 2 * at, spectrum_of_kernel.data() + at, scratch.data());
    }
    for (int c = 0; c < w / 2; c += 8) {
        tsne.inverse_columns(rows.tables(), spectrum.data(), w, c, found.data(), scratch.data());
    }
    std::vector<double> expected(high * wide, 0.0);
    for (int r = 0; r < h; ++r) {
        for (int c = 0; c < w; ++c) {
            const double charge = double{charges[static_cast<std::size_t>(r * w + c)]};
            if (charge == 0.0) continue;
            for (int i = 0; i < h; ++i) {
                for (int j = 0; j < w; ++j) {
                    expected[static_cast<std::size_t>(i * w + j)] +=
                        charge * kernel[static_cast<std::size_t>(std::abs(i - r) * w + std::abs(j - c))];
                }
            }
        }
    }
    for (std::size_t at = 0; at < found.size(); ++at) CHECK_NEAR(found[at], expected[at], 2e-4);
    CHECK_SAME_BITS("convolution " + std::to_string(h) + " " + std::to_string(w), found);
}

}  // namespace

TEST(affinities_are_those_of_both_neighbors_and_sum_to_one) {
    constexpr std::size_t n = 700, k = 7;  // more rows than a block of work holds
    Random random(6);
    std::vector<std::int32_t> neighbors;
    std::vector<float> squared;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t first = random.below(n);
        for (std::size_t e = 0; e < k; ++e) {  // k different ones, none of them i
            const std::size_t j = (first + 31 * e) % n;
            neighbors.push_back(static_cast<std::int32_t>(j == i ? (first + 31 * k) % n : j));
            squared.push_back((e == 0 ? 0.0F : squared.back()) + random.uniform(0.1F, 1.0F));
        }
    }
    for (const double perplexity : {0.0, 3.0}) {
        std::vector<double> expected(n * n, 0.0);
        for (std::size_t i = 0; i < n; ++i) {
            double low = 1e-6, high = 1e6, p[k];  // of beta; the entropy falls as it grows
            for (int halving = 0; halving < 200; ++halving) {
                const double beta = std::sqrt(low * high);
                double total = 0.0, entropy = 0.0;
                for (std::size_t e = 0; e < k; ++e) {
                    const double farther = double{squared[i * k + e]} - double{squared[i * k]};
                    p[e] = perplexity == 0.0 ? 1.0 : std::exp(-beta * farther);
                    total += p[e];
                }
                for (double& value : p) {
                    value /= total;
                    entropy -= value > 0.0 ? value * std::log(value) : 0.0;
                }
                (entropy > std::log(perplexity) ? low : high) = beta;
            }
            for (std::size_t e = 0; e < k; ++e) {
                const auto j = static_cast<std::size_t>(neighbors[i * k + e]);
                expected[i * n + j] += p[e] / (2.0 * n);
                expected[j * n + i] += p[e] / (2.0 * n);
            }
        }
        for (const int threads : {1, 3}) {
            Workers workers(threads);
            const Affinities found = affinities(neighbors, squared, n, k, perplexity, workers);
            std::vector<double> dense(n * n, 0.0);
            double sum = 0.0;
            for (std::size_t i = 0; i < n; ++i) {
                const auto begin = static_cast<std::size_t>(found.starts[i]);
                for (std::size_t e = begin; e < static_cast<std::size_t>(found.starts[i + 1]); ++e) {
                    CHECK(e == begin || found.columns[e - 1] < found.columns[e]);
                    dense[i * n + found.columns[e]] = double{found.values[e]};
                    sum += double{found.values[e]};
                }
            }
            CHECK_NEAR(sum, 1.0, 1e-5);
            for (std::size_t at = 0; at < n * n; ++at) CHECK_NEAR(dense[at], expected[at], 1e-5 / n);
        }
    }
}

TEST(a_convolution_is_the_sum_that_it_stands_for) {
    check_convolution(kernels.tsne, 16, 16);  // every radix, in rows and in columns
    check_convolution(kernels.tsne, 48, 32);
    check_convolution(kernels.tsne, 32, 80);
    check_convolution(kernels.tsne, 80, 48);
    check_convolution(kernels.tsne, 240, 16);
}

TEST(cosine_transforms_match_their_sum) {
    for (const int h : {16, 48, 80, 240}) {
        constexpr int w = 24;
        Random random(static_cast<std::uint64_t>(h));
        std::vector<double> array(static_cast<std::size_t>(h * w));
        for (double& value : array) value = double{random.uniform(-1.0F, 1.0F)};
        const std::vector<double> before = array;
        std::vector<double> scratch(static_cast<std::size_t>(h) * 16);
        const FourierPlan<double> plan(h);
        kernels.tsne.cosine_columns(plan.tables(), array.data(), w, 8, scratch.data());
        for (int p = 0; p < h; ++p) {
            const int m = plan.frequency[static_cast<std::size_t>(p)];
            for (int c = 0; c < w; ++c) {
                const bool asked = c >= 8 && c < 16;
                double sum = 0.0;
                for (int r = 0; r < h; ++r) {
                    const double angle = std::numbers::pi * (4.0 * m + 1.0) * r / (2.0 * h);
                    sum += 2.0 * before[static_cast<std::size_t>(r * w + c)] * (r == 0 ? 0.5 : 1.0) * std::cos(angle);
                }
                const auto at = static_cast<std::size_t>(p * w + c);
                CHECK_NEAR(array[at], asked ? sum : before[at], 1e-10);
            }
        }
    }
}

TEST(charges_are_spread_by_splines) {
    for (const std::size_t n : {1, 7, 8, 9, 300}) {
        Random random(n);
        const std::vector<float> y = points_on_the_grid(random, n);
        std::vector<std::uint16_t> row(n);
        std::vector<std::uint32_t> count(kHigh, 0);
        kernels.tsne.find_rows(y.data(), 0, n, kPlace, row.data(), count.data());
        std::vector<float> grid(kHigh * kWide + 16, 0.0F), in_bands = grid;
        for (int base = 0; base < kHigh; ++base) {
            std::vector<std::uint32_t> list;
            for (std::size_t i = 0; i < n; ++i) {
                if (row[i] == base) list.push_back(static_cast<std::uint32_t>(i));
            }
            CHECK(list.size() == count[static_cast<std::size_t>(base)]);
            kernels.tsne.spread(y.data(), list.data(), list.size(), base, 0, kHigh, kPlace, grid.data());
            for (const auto& [first, last] : {std::pair{0, 5}, std::pair{5, 6}, std::pair{6, kHigh}}) {
                kernels.tsne.spread(y.data(), list.data(), list.size(), base, first, last, kPlace, in_bands.data());
            }
        }
        for (std::size_t i = 0; i < n; ++i) CHECK(row[i] == static_cast<int>(cell_y(y, i)));
        for (int r = 0; r < kHigh; ++r) {
            for (int c = 0; c < kWide; ++c) {
                double expected = 0.0;
                for (std::size_t i = 0; i < n; ++i) {
                    expected += slow_spline(cell_y(y, i) - r) * slow_spline(cell_x(y, i) - c);
                }
                CHECK_NEAR(grid[static_cast<std::size_t>(r * kWide + c)], expected, 2e-5);
            }
        }
        CHECK(grid == in_bands);
        CHECK_SAME_BITS("grid " + std::to_string(n), grid);
    }
}

TEST(the_field_and_its_slope_are_read_off_the_splines) {
    for (const std::size_t n : {1, 7, 8, 9, 300}) {
        Random random(n);
        const std::vector<float> y = points_on_the_grid(random, n);
        const std::vector<float> field = random.uniforms(kHigh * kWide + 16, -1.0F, 3.0F);
        std::vector<float> repulsion(2 * n, 7.0F);
        const std::size_t begin = n > 8 ? 8 : 0;
        const double phi = kernels.tsne.gather(y.data(), begin, n, kPlace, field.data(), repulsion.data());
        double expected_phi = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            double along_x = 0.0, along_y = 0.0;
            for (int r = 0; r < kHigh; ++r) {
                for (int c = 0; c < kWide; ++c) {
                    const double value = double{field[static_cast<std::size_t>(r * kWide + c)]};
                    const double dx = cell_x(y, i) - c, dy = cell_y(y, i) - r;
                    if (i >= begin) expected_phi += value * slow_spline(dx) * slow_spline(dy);
                    along_x += value * slow_slope(dx) * slow_spline(dy);
                    along_y += value * slow_spline(dx) * slow_slope(dy);
                }
            }
            const double scale = -0.5 * double{kPlace.inverse_width};
            CHECK_NEAR(repulsion[2 * i], i >= begin ? scale * along_x : 7.0, 2e-5);
            CHECK_NEAR(repulsion[2 * i + 1], i >= begin ? scale * along_y : 7.0, 2e-5);
        }
        CHECK_NEAR(phi, expected_phi, 1e-5 * static_cast<double>(n));
        CHECK_SAME_BITS("gathered " + std::to_string(n), repulsion);
    }
}

TEST(few_points_repel_pair_by_pair) {
    for (const std::size_t n : {1, 2, 7, 8, 9, 65}) {
        Random random(n);
        const std::vector<float> y = random.uniforms(2 * n, -4.0F, 4.0F);
        std::vector<float> repulsion(2 * n, 7.0F);
        const double z = kernels.tsne.repel_pairs(y.data(), n, n / 2, n, repulsion.data());
        double expected_z = 0.0;
        for (std::size_t i = n / 2; i < n; ++i) {
            double along_x = 0.0, along_y = 0.0;
            for (std::size_t j = 0; j < n; ++j) {
                if (j == i) continue;
                const double dx = double{y[2 * i]} - double{y[2 * j]}, dy = double{y[2 * i + 1]} - double{y[2 * j + 1]};
                const double q = 1.0 / (1.0 + dx * dx + dy * dy);
                expected_z += q;
                along_x += q * q * dx;
                along_y += q * q * dy;
            }
            CHECK_NEAR(repulsion[2 * i], along_x, 2e-5);
            CHECK_NEAR(repulsion[2 * i + 1], along_y, 2e-5);
        }
        for (std::size_t i = 0; i < 2 * (n / 2); ++i) CHECK(repulsion[i] == 7.0F);
        CHECK_NEAR(z, expected_z, 1e-5 * static_cast<double>(n));
        CHECK_SAME_BITS("repulsion " + std::to_string(n), repulsion);
    }
}

TEST(edges_attract_and_cost_what_their_weights_say) {
    for (const std::size_t n : {1, 2, 9, 100}) {
        Random random(n);
        const std::vector<float> y = random.uniforms(2 * n, -20.0F, 20.0F);
        const Edges edges = some_edges(random, n);
        std::vector<float> attraction(2 * n, 7.0F);
        kernels.tsne.attract(y.data(), 0, n, edges.view(), attraction.data());
        double expected_cost = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            double along_x = 0.0, along_y = 0.0;
            const auto end = static_cast<std::size_t>(edges.starts[i + 1]);
            for (auto e = static_cast<std::size_t>(edges.starts[i]); e < end; ++e) {
                const std::size_t j = edges.targets[e];
                const double dx = double{y[2 * i]} - double{y[2 * j]}, dy = double{y[2 * i + 1]} - double{y[2 * j + 1]};
                const double squared = dx * dx + dy * dy;
                along_x += edges.weight(e) / (1.0 + squared) * dx;
                along_y += edges.weight(e) / (1.0 + squared) * dy;
                expected_cost += edges.weight(e) * std::log(1.0 + squared);
            }
            CHECK_NEAR(attraction[2 * i], along_x, 1e-7);
            CHECK_NEAR(attraction[2 * i + 1], along_y, 1e-7);
        }
        const double first = kernels.tsne.cost(y.data(), 0, n / 2, edges.view());
        const double second = kernels.tsne.cost(y.data(), n / 2, n, edges.view());
        CHECK_NEAR(first + second, expected_cost, 1e-6 * (1.0 + expected_cost));
        CHECK_SAME_BITS("attraction " + std::to_string(n), attraction);
    }
}

TEST(a_step_follows_momentum_and_gains_to_the_last_bit) {
    const StepRule rule{4.0F, 0.001F, 200.0F, 0.8F, 1.5F};
    for (const std::size_t n : {1, 4, 5, 37}) {
        Random random(n);
        const std::size_t room = (2 * n + 7) / 8 * 8;
        std::vector<float> y = random.uniforms(room, -9.0F, 9.0F), velocity = random.uniforms(room, -2.0F, 2.0F);
        std::vector<float> gain = random.uniforms(room, 0.01F, 3.0F), attraction = random.uniforms(room, -1e-3F, 1e-3F);
        std::vector<float> repulsion = random.uniforms(room, -4.0F, 4.0F);
        for (std::size_t i = 0; i < room; i += 3) gain[i] = 0.0101F;  // near the least that a gain may be
        for (std::vector<float>* const array : {&y, &velocity, &gain, &attraction, &repulsion}) {
            for (std::size_t i = 2 * n; i < room; ++i) (*array)[i] = (*array)[i - 2];  // as `step` wants it
        }
        std::vector<float> expected_y = y, expected_velocity = velocity, expected_gain = gain;
        Box expected{3e38F, 3e38F, -3e38F, -3e38F};
        for (std::size_t i = 0; i < 2 * n; ++i) {
            const float gradient = 16.0F * attraction[i] - 0.004F * repulsion[i];
            const float grown = gradient * velocity[i] < 0.0F ? gain[i] + 0.2F : gain[i] * 0.8F;
            expected_gain[i] = std::max(grown, 0.01F);
            const float wanted = 0.8F * velocity[i] - 200.0F * expected_gain[i] * gradient;
            expected_velocity[i] = std::clamp(wanted, -1.5F, 1.5F);
            expected_y[i] = y[i] + expected_velocity[i];
            float& low = i % 2 == 0 ? expected.low_x : expected.low_y;
            float& high = i % 2 == 0 ? expected.high_x : expected.high_y;
            low = std::min(low, expected_y[i]);
            high = std::max(high, expected_y[i]);
        }
        const Box box = kernels.tsne.step(y.data(), velocity.data(), gain.data(), attraction.data(), repulsion.data(), 0, n,
                                          rule);
        for (std::size_t i = 0; i < 2 * n; ++i) {
            CHECK(y[i] == expected_y[i]);
            CHECK(velocity[i] == expected_velocity[i]);
            CHECK(gain[i] == expected_gain[i]);
        }
        CHECK(box.low_x == expected.low_x && box.low_y == expected.low_y);
        CHECK(box.high_x == expected.high_x && box.high_y == expected.high_y);
    }
}
