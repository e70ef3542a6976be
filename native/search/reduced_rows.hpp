// The directions along which rows vary most, and rows reduced to them.
//
// A few rounds of orthogonal iteration (principal/orthogonal_iteration.hpp) with X'X, X a sample of the rows, give
// directions that hold nearly as much as the principal ones; how much is lost is measured, not assumed
// (nearest_approximate.hpp). Sums are taken in a fixed order: the same directions for any number of threads.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "principal/orthogonal_iteration.hpp"
#include "search/byte_tiles.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

// Directions as orthogonal_iteration.hpp takes them: (count, width), row a is direction a.
struct DirectionRows {
    std::size_t count;
    std::size_t width;
    const SearchKernels& kernels;

    float dot(const std::vector<float>& v, std::size_t a, std::size_t b) const {
        return kernels.float_dot(v.data() + a * width, v.data() + b * width, width);
    }
    void add(std::vector<float>& v, std::size_t a, float factor, std::size_t b) const {
        kernels.float_add(v.data() + a * width, v.data() + b * width, factor, width);
    }
    void scale(std::vector<float>& v, std::size_t a, float factor) const {
        for (std::size_t d = 0; d < width; ++d) v[a * width + d] *= factor;
    }
    static float shortest(float) { return 1e-12F; }  // fewer directions than asked for: the rest is zero
};

// (count, rows.width), orthonormal, by falling variance.
inline std::vector<float> principal_directions(const QuantizedRows& rows, std::size_t count, Workers& workers,
                                               const SearchKernels& kernels) {
    constexpr std::size_t kSample = 4096;
    constexpr std::size_t kTogether = 8;  // directions that one pass over the sample serves
    constexpr int kRounds = 4;
    const std::size_t width = rows.width;
    const std::size_t taken = std::min(rows.count, kSample);
    std::vector<float> sample(taken * width);
    for (std::size_t s = 0; s < taken; ++s) {
        const std::size_t row = s * rows.count / taken;
        for (std::size_t d = 0; d < width; ++d) {
            sample[s * width + d] = rows.scale[row] * static_cast<float>(rows.row(row)[d]);
        }
    }
    std::vector<float> q(count * width);
    for (std::size_t at = 0; at < q.size(); ++at) {
        q[at] = static_cast<float>(static_cast<std::int32_t>(mix_bits(at) >> 40U) - (1 << 23));
    }
    const auto multiply = [&](const std::vector<float>& from, std::vector<float>& product) {
        for_each_range(workers, count, kTogether, [&](std::size_t begin, std::size_t end) {
            std::fill(product.begin() + static_cast<std::ptrdiff_t>(begin * width),
                      product.begin() + static_cast<std::ptrdiff_t>(end * width), 0.0F);
            for (std::size_t s = 0; s < taken; ++s) {
                const float* x = sample.data() + s * width;
                for (std::size_t c = begin; c < end; ++c) {
                    const float along = kernels.float_dot(x, from.data() + c * width, width);
                    kernels.float_add(product.data() + c * width, x, along, width);
                }
            }
        });
    };
    const auto never = [](const std::vector<float>&, const std::vector<float>&) { return false; };
    orthogonal_iteration(DirectionRows{count, width, kernels}, q, kRounds, multiply, never);
    return q;
}

// The rows' coordinates along the first `count` directions (a multiple of 32), turned and rounded to eight bits as the
// rows themselves were. half_square stays that of the whole rows; slack is zero: no bound holds here.
inline QuantizedRows reduce(const QuantizedRows& rows, const std::vector<float>& directions, std::size_t count,
                            Workers& workers, const SearchKernels& kernels) {
    const std::size_t panels = (count + kPanel - 1) / kPanel;
    const std::size_t panel_bytes = kernels.panel_bytes_per_value * kPanel * rows.width;
    const auto packed = aligned_array<std::uint8_t>(panels * panel_bytes);
    std::vector<float> scale(panels * kPanel);
    for (std::size_t panel = 0; panel < panels; ++panel) {
        const std::size_t used = std::min(kPanel, count - panel * kPanel);
        std::vector<std::int8_t> rounded(kPanel * rows.width);
        const std::int8_t* pointers[kPanel];
        for (std::size_t c = 0; c < kPanel; ++c) {
            pointers[c] = rounded.data() + c * rows.width;
            if (c >= used) continue;
            std::int32_t sum;
            const float* direction = directions.data() + (panel * kPanel + c) * rows.width;
            round_row(direction, rows.width, rounded.data() + c * rows.width, scale[panel * kPanel + c], sum);
        }
        kernels.pack(pointers, used, rows.width, packed.get() + panel * panel_bytes);
    }

    QuantizedRows out;
    out.count = rows.count;
    out.width = count;
    out.unit = rows.unit;
    out.values = aligned_array<std::int8_t>(out.count * out.width);
    out.sum.resize(out.count);
    out.scale.resize(out.count);
    out.half_square = rows.half_square;
    out.slack.assign(out.count, 0.0F);
    out.position = rows.position;
    const std::size_t block = count & (~count + 1);
    for_each_range(workers, rows.count, kChunk, [&](std::size_t begin, std::size_t end) {
        Sums sums;
        std::vector<float> reduced(kTileRows * panels * kPanel);
        for (std::size_t first = begin; first < end; first += kTileRows) {
            TileRows tile;
            for (std::size_t r = 0; r < kTileRows; ++r) {
                const std::size_t row = std::min(first + r, end - 1);
                tile.values[r] = rows.row(row);
                tile.sum[r] = rows.sum[row];
            }
            for (std::size_t panel = 0; panel < panels; ++panel) {
                kernels.multiply(tile, packed.get() + panel * panel_bytes, rows.width, sums);
                for (std::size_t r = 0; r < kTileRows; ++r) {
                    for (std::size_t c = 0; c < kPanel; ++c) {
                        const std::size_t at = panel * kPanel + c;
                        const float sign = (mix_bits(at) & 1) != 0 ? 1.0F : -1.0F;
                        reduced[r * panels * kPanel + at] = static_cast<float>(sums[r][c]) * scale[at] * sign;
                    }
                }
            }
            for (std::size_t row = first; row < std::min(first + kTileRows, end); ++row) {
                float* x = reduced.data() + (row - first) * panels * kPanel;
                hadamard_blocks(x, count, block);
                round_row(x, count, out.values.get() + row * count, out.scale[row], out.sum[row]);
                out.scale[row] *= rows.scale[row];
            }
        }
    });
    return out;
}

}  // namespace lexiscape
