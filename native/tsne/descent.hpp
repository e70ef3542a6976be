// Gradient descent on t-SNE's objective: positions, their order in memory, and the loop (forces.hpp has the maths).
//
// Points are kept in an order in which neighbors in memory are neighbors on the map, so that attraction and the grid
// are read from cache; `settle` finds that order anew and rewrites the edges for it.
#pragma once

#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "simd/elementary.hpp"
#include "tsne/affinities.hpp"
#include "tsne/field.hpp"

namespace lexiscape {

class Descent {
  public:
    struct Phase {
        int iterations;
        float exaggeration, learning_rate, momentum, longest;
    };

    // start: (n, 2). cell, nodes: see Field.
    Descent(const AffinityView& affinities, std::span<const float> start, float cell, std::size_t nodes, int threads,
            const TsneKernels& kernels)
        : kernels_(kernels),
          workers_(threads),
          field_(kernels, workers_, cell, nodes),
          n_(start.size() / 2),
          y_(room()),
          velocity_(room(), 0.0F),
          gain_(room(), 1.0F),
          attraction_(room()),
          repulsion_(room()),
          boxes_(blocks()),
          row_of_(n_) {
        std::copy(start.begin(), start.end(), y_.begin());
        std::iota(row_of_.begin(), row_of_.end(), 0U);
        pad(affinities);
        box_ = extent();
    }

    // Takes some steps; returns the divergence where the last of them began.
    double run(const Phase& phase) {
        double before = 0.0;
        for (int i = 0; i < phase.iterations; ++i) {
            forces();
            shadow();
            if (i + 1 == phase.iterations) {
                before = entropy_ + cost() + logarithm(z_);
            }
            const StepRule rule{phase.exaggeration, static_cast<float>(1.0 / z_), phase.learning_rate, phase.momentum,
                                phase.longest};
            workers_.each(blocks(), [&](std::size_t block) {
                boxes_[block] = kernels_.step(y_.data(), velocity_.data(), gain_.data(), attraction_.data(),
                                              repulsion_.data(), begin_of(block), end_of(block), rule);
            });
            box_ = boxes_[0];
            for (const Box& box : boxes_) {
                box_ = {std::min(box_.low_x, box.low_x), std::min(box_.low_y, box.low_y),
                        std::max(box_.high_x, box.high_x), std::max(box_.high_y, box.high_y)};
            }
        }
        return before;
    }

    // A, R and Z at the present positions.
    void forces() {
        z_ = field_.repel(y_.data(), n_, box_, repulsion_.data());
        workers_.each(blocks(), [&](std::size_t block) {
            kernels_.attract(y_.data(), begin_of(block), end_of(block), edges(), attraction_.data());
        });
    }

    // The Kullback-Leibler divergence at the present positions: sum of p log p + sum of p log(1 + d^2) + log Z.
    double divergence() {
        z_ = field_.repel(y_.data(), n_, box_, repulsion_.data());
        return entropy_ + cost() + logarithm(z_);
    }

    // Brings points that are close on the map close in memory.
    void settle() {
        const std::vector<std::uint32_t> order = along_curve();
        std::vector<std::uint32_t> place(n_);
        for (std::size_t i = 0; i < n_; ++i) {
            place[order[i]] = static_cast<std::uint32_t>(i);
        }
        const auto permuted = [&](const std::vector<float>& old) {
            std::vector<float> now(room());
            for (std::size_t i = 0; i < n_; ++i) {
                now[2 * i] = old[2 * static_cast<std::size_t>(order[i])];
                now[2 * i + 1] = old[2 * static_cast<std::size_t>(order[i]) + 1];
            }
            return now;
        };
        y_ = permuted(y_);
        velocity_ = permuted(velocity_);
        gain_ = permuted(gain_);
        std::vector<std::int64_t> starts(n_ + 1, 0);
        std::vector<std::uint32_t> rows(n_);
        for (std::size_t i = 0; i < n_; ++i) {
            starts[i + 1] = starts[i] + (starts_[order[i] + 1] - starts_[order[i]]);
            rows[i] = row_of_[order[i]];
        }
        std::vector<std::uint32_t> targets(targets_.size());
        std::vector<std::uint16_t> weights(weights_.size());
        workers_.each(blocks(), [&](std::size_t block) {
            for (std::size_t i = begin_of(block); i < end_of(block); ++i) {
                auto from = static_cast<std::size_t>(starts_[order[i]]);
                for (auto to = static_cast<std::size_t>(starts[i]); to < static_cast<std::size_t>(starts[i + 1]); ++to) {
                    targets[to] = place[targets_[from]];
                    weights[to] = weights_[from++];
                }
            }
        });
        starts_.swap(starts);
        row_of_.swap(rows);
        targets_.swap(targets);
        weights_.swap(weights);
    }

    // Copies a quantity of each point out, in the order of the rows that came in.
    void positions(std::span<float> out) const { restore(y_, out); }
    void attraction(std::span<float> out) const { restore(attraction_, out); }
    void repulsion(std::span<float> out) const { restore(repulsion_, out); }

    double z() const { return z_; }
    const Field& field() const { return field_; }
    std::size_t size() const { return n_; }

  private:
    static constexpr std::size_t kPoints = 512;  // points a block

    std::size_t blocks() const { return (n_ + kPoints - 1) / kPoints; }
    static std::size_t begin_of(std::size_t block) { return block * kPoints; }
    std::size_t end_of(std::size_t block) const { return std::min(n_, (block + 1) * kPoints); }

    double cost() {
        sums_.resize(blocks());
        workers_.each(blocks(), [&](std::size_t block) {
            sums_[block] = kernels_.cost(y_.data(), begin_of(block), end_of(block), edges());
        });
        return std::accumulate(sums_.begin(), sums_.end(), 0.0);
    }

    std::size_t room() const { return (2 * n_ + 7) / 8 * 8; }
    EdgeView edges() const { return {starts_.data(), targets_.data(), weights_.data()}; }

    // Fills the room past the last point with copies of it, as `step` wants.
    void shadow() {
        for (std::vector<float>* array : {&y_, &velocity_, &gain_, &attraction_, &repulsion_}) {
            for (std::size_t i = 2 * n_; i < array->size(); ++i) {
                (*array)[i] = (*array)[i - 2];
            }
        }
    }

    static std::uint16_t pack(float value) {  // to bfloat16, to nearest
        std::uint32_t word;
        std::memcpy(&word, &value, sizeof word);
        return static_cast<std::uint16_t>((word + 0x7FFFU + ((word >> 16) & 1U)) >> 16);
    }

    // The edges as EdgeView wants them.
    void pad(const AffinityView& affinities) {
        starts_.assign(n_ + 1, 0);
        for (std::size_t i = 0; i < n_; ++i) {
            const std::int64_t length = affinities.starts[i + 1] - affinities.starts[i];
            starts_[i + 1] = starts_[i] + (length + 7) / 8 * 8;
        }
        targets_.resize(static_cast<std::size_t>(starts_[n_]));
        weights_.assign(targets_.size(), 0);
        std::vector<double> sums(blocks());
        workers_.each(blocks(), [&](std::size_t block) {
            double sum = 0.0;
            for (std::size_t i = begin_of(block); i < end_of(block); ++i) {
                auto from = static_cast<std::size_t>(affinities.starts[i]);
                const auto from_end = static_cast<std::size_t>(affinities.starts[i + 1]);
                for (auto to = static_cast<std::size_t>(starts_[i]); to < static_cast<std::size_t>(starts_[i + 1]);
                     ++to) {
                    targets_[to] = static_cast<std::uint32_t>(i);
                    if (from < from_end) {
                        const auto p = static_cast<double>(affinities.values[from]);
                        sum += p > 0.0 ? p * logarithm(p) : 0.0;
                        targets_[to] = affinities.columns[from];
                        weights_[to] = pack(affinities.values[from++]);
                    }
                }
            }
            sums[block] = sum;
        });
        entropy_ = std::accumulate(sums.begin(), sums.end(), 0.0);
    }

    Box extent() const {
        Box box{0.0F, 0.0F, 0.0F, 0.0F};
        for (std::size_t i = 0; i < n_; ++i) {
            const float x = y_[2 * i], y = y_[2 * i + 1];
            box = i == 0 ? Box{x, y, x, y}
                         : Box{std::min(box.low_x, x), std::min(box.low_y, y), std::max(box.high_x, x),
                               std::max(box.high_y, y)};
        }
        return box;
    }

    // Points in the order of a Z-shaped curve (Morton 1966) through 256 x 256 cells; ties in the order they had.
    std::vector<std::uint32_t> along_curve() const {
        const float side = std::max({box_.high_x - box_.low_x, box_.high_y - box_.low_y, 1e-30F});
        const auto spaced = [](std::uint32_t v) {
            v = (v | (v << 4)) & 0x0F0FU;
            v = (v | (v << 2)) & 0x3333U;
            return (v | (v << 1)) & 0x5555U;
        };
        std::vector<std::uint16_t> key(n_);
        std::vector<std::uint32_t> next(65537, 0), order(n_);
        for (std::size_t i = 0; i < n_; ++i) {
            const auto x = static_cast<std::uint32_t>(255.0F * ((y_[2 * i] - box_.low_x) / side));
            const auto y = static_cast<std::uint32_t>(255.0F * ((y_[2 * i + 1] - box_.low_y) / side));
            key[i] = static_cast<std::uint16_t>(spaced(x) | (spaced(y) << 1));
            ++next[key[i] + 1U];
        }
        for (std::size_t c = 0; c < 65536; ++c) {
            next[c + 1] += next[c];
        }
        for (std::size_t i = 0; i < n_; ++i) {
            order[next[key[i]]++] = static_cast<std::uint32_t>(i);
        }
        // Within a block, rows of equally many edges follow each other: the processor then foresees where each ends.
        const auto length = [this](std::uint32_t i) { return starts_[i + 1] - starts_[i]; };
        for (std::size_t block = 0; block < blocks(); ++block) {
            std::stable_sort(order.begin() + static_cast<std::ptrdiff_t>(begin_of(block)),
                             order.begin() + static_cast<std::ptrdiff_t>(end_of(block)),
                             [&](std::uint32_t a, std::uint32_t b) { return length(a) < length(b); });
        }
        return order;
    }

    void restore(const std::vector<float>& from, std::span<float> out) const {
        for (std::size_t i = 0; i < n_; ++i) {
            out[2 * static_cast<std::size_t>(row_of_[i])] = from[2 * i];
            out[2 * static_cast<std::size_t>(row_of_[i]) + 1] = from[2 * i + 1];
        }
    }

    const TsneKernels& kernels_;
    Workers workers_;
    Field field_;
    std::size_t n_;
    std::vector<float> y_, velocity_, gain_, attraction_, repulsion_;
    std::vector<Box> boxes_;
    std::vector<double> sums_;
    std::vector<std::uint32_t> row_of_;  // row_of_[i] is the input row of the point at place i
    std::vector<std::int64_t> starts_;
    std::vector<std::uint32_t> targets_;
    std::vector<std::uint16_t> weights_;
    Box box_{};
    double entropy_ = 0.0, z_ = 1.0;
};

}  // namespace lexiscape
