// Rows in half precision (IEEE 754 binary16: 11 bits, multiples of 2^-24 below 2^-14), and what that loses of each: what a
// graphics processor multiplies (lexiscape/devices/rounded_rows.py, which makes bounds of it).
//
// x' as in quantized_rows.hpp: the mean taken off, scaled to a root mean square length of 1. Not turned.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "search/quantized_rows.hpp"
#include "simd/inline.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

struct Half {
    std::uint16_t bits;
    float value;
};

// The nearest number of half precision, ties to an even last bit; beyond the largest, the largest.
LEXISCAPE_INLINE Half nearest_half(float x) {
    constexpr std::uint32_t kDropped = 13;              // bits of single precision that half precision lacks
    constexpr std::uint32_t kBias = (127U - 15U) << 23;  // of the exponents, in the place where single precision has them
    constexpr float kLeastNormal = 0x1p-14F, kLargest = 65504.0F;
    const std::uint32_t sign = std::bit_cast<std::uint32_t>(x) & 0x80000000U;
    const float size = std::min(std::fabs(x), kLargest);
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(size);
    const std::uint32_t odd = (bits >> kDropped) & 1U;
    const std::uint32_t normal = (bits + (1U << (kDropped - 1)) - 1U + odd) & ~((1U << kDropped) - 1U);
    const float shifted = size + 0.5F;  // where numbers lie 2^-24 apart
    const bool is_normal = size >= kLeastNormal;
    const std::uint32_t encoded =
        is_normal ? (normal - kBias) >> kDropped : std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(0.5F);
    const std::uint32_t kept = is_normal ? normal : std::bit_cast<std::uint32_t>(shifted - 0.5F);
    return {static_cast<std::uint16_t>(encoded | (sign >> 16)), std::bit_cast<float>(kept | sign)};
}

struct HalfRows {
    std::size_t width;      // the dimensions, and one more where a row stands apart
    std::uint16_t* values;  // (count, width): r
    double* squares;        // |x'|^2 of each row
    double* rounded;        // |r|^2
    double* errors;         // |x' - r|^2
};

// Sums in eight lanes, added up in one order: as exact as others, and the same for any number of threads.
class LaneSum {
public:
    void add(std::size_t at, double value) { lanes_[at % kLanes] += value; }
    double total() const {
        double sum = 0;
        for (const double lane : lanes_) sum += lane;
        return sum;
    }

private:
    static constexpr std::size_t kLanes = 8;
    double lanes_[kLanes] = {};
};

// Fills `out`; returns what x' was multiplied by.
inline double round_to_halves(const RowSource& source, Workers& workers, const HalfRows& out) {
    const std::vector<double> mean = mean_of(source, workers);
    // Puts a row less the mean, times `unit`, into moved[0..width).
    const auto move = [&](std::size_t i, double unit, double* moved) {
        const float* x = source.row(i);
        const double factor = source.factor(i);
        for (std::size_t d = 0; d < source.dim; ++d) moved[d] = (factor * static_cast<double>(x[d]) - mean[d]) * unit;
        std::fill(moved + source.dim, moved + out.width, source.stands_apart(i) ? unit : 0.0);
    };
    for_each_range(workers, source.count, kChunk, [&](std::size_t begin, std::size_t end) {
        std::vector<double> moved(out.width);
        for (std::size_t i = begin; i < end; ++i) {
            move(i, 1, moved.data());
            LaneSum square;
            for (std::size_t d = 0; d < out.width; ++d) square.add(d, moved[d] * moved[d]);
            out.squares[i] = square.total();
        }
    });
    const double total = sum_over_rows(source.count, workers, [&](std::size_t i) { return out.squares[i]; });
    const double unit = total > 0 ? std::sqrt(static_cast<double>(source.count) / total) : 1;
    for_each_range(workers, source.count, kChunk, [&](std::size_t begin, std::size_t end) {
        std::vector<double> moved(out.width);
        std::vector<float> kept(out.width);
        for (std::size_t i = begin; i < end; ++i) {
            move(i, unit, moved.data());
            std::uint16_t* values = out.values + i * out.width;
            for (std::size_t d = 0; d < out.width; ++d) {
                const Half half = nearest_half(static_cast<float>(moved[d]));
                values[d] = half.bits;
                kept[d] = half.value;
            }
            LaneSum rounded, error;
            for (std::size_t d = 0; d < out.width; ++d) {
                const double value = static_cast<double>(kept[d]), gap = moved[d] - value;
                rounded.add(d, value * value);
                error.add(d, gap * gap);
            }
            out.squares[i] *= unit * unit;
            out.rounded[i] = rounded.total();
            out.errors[i] = error.total();
        }
    });
    return unit;
}

}  // namespace lexiscape
