// The field phi(y) = sum over j of 1 / (1 + |y - y_j|^2) of points in the plane, on a grid just large enough for them.
//
// The grid's response to a unit charge must make spread-convolve-gather as near to the kernel K as a mesh can: with
// B the transform of the cubic B-spline and sums over aliases, the least-squares optimum is (Hockney and Eastwood 1988,
// section 8-3)
//
//     G = [sum of B^2 K] / [sum of B^2]^2.
//
// B^2 is the transform of the B-spline of degree 7, b7. So the numerator is K smoothed by b7 and sampled at the nodes
// (here by the trapezoidal rule in half cells: K is smooth), and the denominator is b7's own transform at the nodes,
// (2416 + 2382 cos t + 240 cos 2t + 2 cos 3t) / 5040 for each axis.
#pragma once

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "simd/elementary.hpp"
#include "simd/lanes.hpp"
#include "threads/parallel.hpp"
#include "tsne/kernels.hpp"

namespace lexiscape {

class Field {
  public:
    // cell: width of a grid cell; lowering it makes forces more exact and the grid larger. nodes: the most the grid may
    // have; points spread wider than that get wider cells, so that one far outlier cannot exhaust the memory.
    Field(const TsneKernels& kernels, Workers& workers, float cell, std::size_t nodes)
        : kernels_(kernels), workers_(workers), finest_(cell), most_(nodes) {}

    // Repulsion (R of forces.hpp) of n points y, whose extent is box; returns Z.
    double repel(const float* y, std::size_t n, const Box& box, float* repulsion) {
        double total = 0.0;
        if (n <= kFew) {
            sums_.resize((n + kFewer - 1) / kFewer);
            workers_.each(sums_.size(), [&](std::size_t block) {
                sums_[block] = kernels_.repel_pairs(y, n, block * kFewer, std::min(n, (block + 1) * kFewer), repulsion);
            });
        } else {
            fit(box);
            spread(y, n);
            convolve();
            sums_.resize((n + kPoints - 1) / kPoints);
            workers_.each(sums_.size(), [&](std::size_t block) {
                const std::size_t begin = block * kPoints, end = std::min(n, begin + kPoints);
                sums_[block] = kernels_.gather(y, begin, end, place_, grid_.data(), repulsion);
            });
            total = -static_cast<double>(n);  // the field of a point's own charge
        }
        for (const double part : sums_) {
            total += part;
        }
        return std::max(total, 1e-30);
    }

    int rows() const { return h_; }
    int columns() const { return w_; }
    float cell() const { return 1.0F / place_.inverse_width; }

  private:
    static constexpr std::size_t kPoints = 1024;  // points a block
    static constexpr std::size_t kFew = 512;      // up to so many points, all pairs take no longer than a grid
    static constexpr std::size_t kFewer = 32;     // points a block of those
    static constexpr int kMargin = 2;             // nodes of the spline beyond the outermost points' cells, each side

    // Chooses cell width, size and place of the grid; makes tables anew only when size or width changed.
    void fit(const Box& box) {
        const float extent_x = box.high_x - box.low_x, extent_y = box.high_y - box.low_y;
        float cell = finest_;
        while ((extent_x / cell + 16) * (extent_y / cell + 16) > static_cast<float>(most_) ||
               std::max(extent_x, extent_y) / cell > 30000.0F) {
            cell *= 1.25F;
        }
        const int h = enough(extent_y / cell, h_), w = enough(extent_x / cell, w_);
        if (h != h_ || w != w_ || cell != 1.0F / place_.inverse_width) {
            h_ = h;
            w_ = w;
            place_.inverse_width = 1.0F / cell;
            place_.columns = w;
            prepare();
        }
        const float width = 1.0F / place_.inverse_width;
        place_.origin_x = 0.5F * (box.low_x + box.high_x - width * static_cast<float>(w_));
        place_.origin_y = 0.5F * (box.low_y + box.high_y - width * static_cast<float>(h_));
    }

    // A good number of nodes for this many cells: kept while it suffices, with room to grow when it does not.
    static int enough(float cells, int now) {
        const int least = static_cast<int>(cells) + 2 * kMargin + 2;
        return least <= now && now <= 2 * least + 16 ? now : FourierPlan<float>::good_length(least + least / 16);
    }

    void prepare() {
        if (rows_.n != h_) {
            rows_ = FourierPlan<float>(h_);
        }
        if (columns_.n != w_) {
            columns_ = FourierPlan<float>(w_);
        }
        const std::size_t nodes = static_cast<std::size_t>(h_) * static_cast<std::size_t>(w_);
        grid_.resize(nodes + 16);
        spectrum_.resize(2 * nodes);
        kernel_.resize(nodes);
        scratch_size_ = static_cast<std::size_t>(std::max(h_, w_)) * 4 * kLanes;
        scratch_.resize(scratch_size_ * static_cast<std::size_t>(workers_.threads()));
        make_kernel();
    }

    // b7 at half-integers from -7/2 to 7/2, times the step 1/2.
    static std::array<double, 15> smoothing() {
        const auto power7 = [](double x) { return x > 0.0 ? x * x * x * x * x * x * x : 0.0; };
        constexpr std::array<double, 9> binomial{1, -8, 28, -56, 70, -56, 28, -8, 1};
        std::array<double, 15> weights{};
        for (int a = 0; a < 15; ++a) {
            double value = 0.0;
            for (int k = 0; k <= 8; ++k) {
                value += binomial[static_cast<std::size_t>(k)] * power7(0.5 * (a - 7) + 4.0 - k);
            }
            weights[static_cast<std::size_t>(a)] = 0.5 * value / 5040.0;
        }
        return weights;
    }

    // One over the square of b7's transform, at position p of the even half.
    static std::vector<double> sharpening(const FourierPlan<double>& plan) {
        std::vector<double> factor(static_cast<std::size_t>(plan.n));
        for (std::size_t p = 0; p < factor.size(); ++p) {
            const double turns = (2.0 * plan.frequency[p] + 0.5) / (2.0 * plan.n);
            const double once = cosine_sine(turns).cosine, twice = cosine_sine(2 * turns).cosine;
            const double b = (2416 + 2382 * once + 240 * twice + 2 * cosine_sine(3 * turns).cosine) / 5040.0;
            factor[p] = 1.0 / (b * b);
        }
        return factor;
    }

    // kernel_: G at (row frequency block, column frequency position, row lane), times the transforms' scale.
    void make_kernel() {
        const auto h = static_cast<std::size_t>(h_), w = static_cast<std::size_t>(w_);
        const std::array<double, 15> weights = smoothing();
        const double half = 0.5 / static_cast<double>(place_.inverse_width);
        std::vector<double> smooth(h * w);
        workers_.each(h, [&](std::size_t r) {
            std::vector<double> line(2 * w + 14);  // K at half cells -7 .. 2w + 6, smoothed along the column direction
            for (std::size_t c = 0; c < line.size(); ++c) {
                const double x = half * (static_cast<double>(c) - 7.0);
                for (std::size_t a = 0; a < 15; ++a) {
                    const double y = half * (2.0 * static_cast<double>(r) + static_cast<double>(a) - 7.0);
                    line[c] += weights[a] / (1.0 + x * x + y * y);
                }
            }
            for (std::size_t c = 0; c < w; ++c) {
                double value = 0.0;
                for (std::size_t a = 0; a < 15; ++a) {
                    value += weights[a] * line[2 * c + a];
                }
                smooth[r * w + c] = value;
            }
        });
        const FourierPlan<double> rows(h_), columns(w_);
        cosine(rows, smooth, w);
        std::vector<double> turned(h * w);
        for (std::size_t r = 0; r < h; ++r) {
            for (std::size_t c = 0; c < w; ++c) {
                turned[c * h + r] = smooth[r * w + c];
            }
        }
        cosine(columns, turned, h);
        const std::vector<double> by_row = sharpening(rows), by_column = sharpening(columns);
        const double scale = 1.0 / (8.0 * static_cast<double>(h) * static_cast<double>(w));
        for (std::size_t r = 0; r < h; ++r) {
            for (std::size_t c = 0; c < w; ++c) {
                kernel_[(r / kLanes * w + c) * kLanes + r % kLanes] =
                    static_cast<float>(turned[c * h + r] * by_row[r] * by_column[c] * scale);
            }
        }
    }

    void cosine(const FourierPlan<double>& plan, std::vector<double>& array, std::size_t width) {
        const std::size_t scratch = static_cast<std::size_t>(plan.n) * 2 * kLanes;
        std::vector<double> scratches(scratch * static_cast<std::size_t>(workers_.threads()));
        workers_.each(width / kLanes, [&](std::size_t block, int worker) {
            kernels_.cosine_columns(plan.tables(), array.data(), static_cast<int>(width),
                                    static_cast<int>(block) * kLanes,
                                    scratches.data() + scratch * static_cast<std::size_t>(worker));
        });
    }

    // Points sorted by grid row, stably, so that each node's charges are added in the same order by any thread.
    void spread(const float* y, std::size_t n) {
        const auto h = static_cast<std::size_t>(h_);
        const std::size_t part = std::max<std::size_t>(512, (n + 63) / 64), parts = (n + part - 1) / part;
        row_.resize(n);
        list_.resize(n);
        counts_.assign(parts * h, 0);
        starts_.resize(h + 1);
        workers_.each(parts, [&](std::size_t block) {
            kernels_.find_rows(y, block * part, std::min(n, (block + 1) * part), place_, row_.data(),
                               counts_.data() + block * h);
        });
        std::uint32_t at = 0;
        for (std::size_t r = 0; r < h; ++r) {
            starts_[r] = at;
            for (std::size_t block = 0; block < parts; ++block) {
                const std::uint32_t count = counts_[block * h + r];
                counts_[block * h + r] = at;
                at += count;
            }
        }
        starts_[h] = at;
        workers_.each(parts, [&](std::size_t block) {
            std::uint32_t* next = counts_.data() + block * h;
            for (std::size_t i = block * part; i < std::min(n, (block + 1) * part); ++i) {
                list_[next[row_[i]]++] = static_cast<std::uint32_t>(i);
            }
        });
        const std::size_t bands = std::min<std::size_t>(h / 8, workers_.threads() == 1 ? 1 : 4 * workers_.threads());
        workers_.each(bands, [&](std::size_t band) { fill(y, h * band / bands, h * (band + 1) / bands); });
    }

    // The charges of grid rows [first, last).
    void fill(const float* y, std::size_t first, std::size_t last) {
        const auto w = static_cast<std::size_t>(w_), h = static_cast<std::size_t>(h_);
        std::fill(grid_.begin() + static_cast<std::ptrdiff_t>(first * w),
                  grid_.begin() + static_cast<std::ptrdiff_t>(last * w), 0.0F);
        for (std::size_t base = first < 2 ? 0 : first - 2; base < std::min(h, last + 1); ++base) {
            kernels_.spread(y, list_.data() + starts_[base], starts_[base + 1] - starts_[base],
                            static_cast<int>(base), static_cast<int>(first), static_cast<int>(last), place_,
                            grid_.data());
        }
    }

    void convolve() {
        const FourierTables<float> rows = rows_.tables(), columns = columns_.tables();
        const auto scratch = [this](int worker) {
            return scratch_.data() + scratch_size_ * static_cast<std::size_t>(worker);
        };
        const auto column_blocks = static_cast<std::size_t>(w_ / (2 * kLanes));
        workers_.each(column_blocks, [&](std::size_t block, int worker) {
            kernels_.forward_columns(rows, grid_.data(), w_, static_cast<int>(block) * kLanes, spectrum_.data(),
                                     scratch(worker));
        });
        workers_.each(static_cast<std::size_t>(h_ / kLanes), [&](std::size_t block, int worker) {
            const std::size_t at = block * static_cast<std::size_t>(w_) * kLanes;
            kernels_.convolve_rows(columns, spectrum_.data() + 2 * at, kernel_.data() + at, scratch(worker));
        });
        workers_.each(column_blocks, [&](std::size_t block, int worker) {
            kernels_.inverse_columns(rows, spectrum_.data(), w_, static_cast<int>(block) * kLanes, grid_.data(),
                                     scratch(worker));
        });
    }

    const TsneKernels& kernels_;
    Workers& workers_;
    float finest_;
    std::size_t most_;
    int h_ = 0, w_ = 0;
    GridPlace place_{0.0F, 0.0F, 1.0F, 0};
    FourierPlan<float> rows_, columns_;
    std::vector<float> grid_, spectrum_, kernel_, scratch_;
    std::size_t scratch_size_ = 0;
    std::vector<std::uint16_t> row_;
    std::vector<std::uint32_t> list_, counts_, starts_;
    std::vector<double> sums_;
};

}  // namespace lexiscape
