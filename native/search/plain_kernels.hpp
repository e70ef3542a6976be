// SearchKernels in plain loops: what the compiler makes of them serves every instruction set that has nothing better.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

#include "search/byte_tiles.hpp"
#include "search/score_tiles.hpp"
#include "simd/inline.hpp"
#include "simd/sums.hpp"

namespace lexiscape::LEXISCAPE_ISA {

// A panel as [64][width] int16: sums of products of int16 are what compilers find an instruction for even where there is
// nothing better (pmaddwd of SSE2, smlal of NEON).
inline void pack_words(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    auto* out = static_cast<std::int16_t*>(panel);
    for (std::size_t c = 0; c < kPanel; ++c) {
        for (std::size_t d = 0; d < width; ++d) out[c * width + d] = c < count ? rows[c][d] : std::int16_t{0};
    }
}

inline std::int32_t byte_dot(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    std::int32_t sum = 0;
    for (std::size_t d = 0; d < width; ++d) sum += static_cast<std::int16_t>(x[d]) * static_cast<std::int16_t>(y[d]);
    return sum;
}

// Adds the products of two rows with four columns, each `width` apart: eight sums, two rows and a column stay in the 16
// registers of SSE2.
inline void add_two_by_four(const std::int16_t* rows, std::size_t row_width, const std::int16_t* columns,
                            std::size_t column_width, std::size_t deep, std::int32_t* first, std::int32_t* second) {
    const auto* const x0 = std::assume_aligned<16>(rows);
    const auto* const x1 = std::assume_aligned<16>(rows + row_width);
    const auto* const y0 = std::assume_aligned<16>(columns);
    const auto* const y1 = std::assume_aligned<16>(columns + column_width);
    const auto* const y2 = std::assume_aligned<16>(columns + 2 * column_width);
    const auto* const y3 = std::assume_aligned<16>(columns + 3 * column_width);
    std::int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0;
    for (std::size_t d = 0; d < deep; ++d) {
        a0 += x0[d] * y0[d];
        a1 += x0[d] * y1[d];
        a2 += x0[d] * y2[d];
        a3 += x0[d] * y3[d];
        b0 += x1[d] * y0[d];
        b1 += x1[d] * y1[d];
        b2 += x1[d] * y2[d];
        b3 += x1[d] * y3[d];
    }
    first[0] += a0;
    first[1] += a1;
    first[2] += a2;
    first[3] += a3;
    second[0] += b0;
    second[1] += b1;
    second[2] += b2;
    second[3] += b3;
}

inline void multiply_words(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
    constexpr std::size_t kDeep = 1024;  // dimensions widened at once: 2 rows of int16 stay in the first-level cache
    const auto* columns = static_cast<const std::int16_t*>(panel);
    alignas(64) std::int16_t wide[2 * kDeep];
    std::memset(out, 0, sizeof out);
    for (std::size_t r = 0; r < kTileRows; r += 2) {
        for (std::size_t begin = 0; begin < width; begin += kDeep) {
            const std::size_t deep = begin + kDeep < width ? kDeep : width - begin;
            for (std::size_t half = 0; half < 2; ++half) {
                for (std::size_t d = 0; d < deep; ++d) wide[half * kDeep + d] = rows.values[r + half][begin + d];
            }
            for (std::size_t c = 0; c < kPanel; c += 4) {
                add_two_by_four(wide, kDeep, columns + c * width + begin, width, deep, out[r] + c, out[r + 1] + c);
            }
        }
    }
}

inline Hits find_hits(const std::int32_t* sums, const RowTerms& row, const ColumnTerms& columns) {
    Hits hits{0, 0};
    for (std::size_t begin = 0; begin < kPanel; begin += 16) {
        int any = 0;
        int near_row[16];
        int near_column[16];
        for (std::size_t c = 0; c < 16; ++c) {
            const float p = product_of(sums[begin + c], columns.scale[begin + c], row.scale);
            near_row[c] = p + columns.upper[begin + c] >= row.threshold ? 1 : 0;
            near_column[c] = p + row.upper >= columns.threshold[begin + c] ? 1 : 0;
            any |= near_row[c] | near_column[c];
        }
        if (any == 0) continue;
        for (std::size_t c = 0; c < 16; ++c) {
            hits.row |= static_cast<std::uint64_t>(near_row[c]) << (begin + c);
            hits.column |= static_cast<std::uint64_t>(near_column[c]) << (begin + c);
        }
    }
    return hits;
}

LEXISCAPE_RACES inline bool holds(const std::int32_t* rows, int length, std::int32_t row) {
    std::int32_t known = 0;
    for (int c = 0; c < length; ++c) known |= rows[c] == row ? 1 : 0;
    return known != 0;
}

// Entries are in the total order of falling key, then rising row; empty places have the least key and row -1. All loops are
// over integers: compilers make vectors of them.
inline int take(std::int32_t* keys, std::int32_t* rows, int length, std::int32_t key, std::int32_t row, std::int32_t* worst) {
    if (holds(rows, length, row)) return -1;
    std::int32_t last = -1;  // of the entries with the least key, the row of the last one
    for (int c = 0; c < length; ++c) {
        const std::int32_t other = keys[c] == *worst ? rows[c] : -1;
        last = other > last ? other : last;
    }
    if (key < *worst || (key == *worst && row > last && last >= 0)) return -1;
    std::int32_t at = -1;
    for (int c = 0; c < length; ++c) {
        const std::int32_t here = keys[c] == *worst && rows[c] == last ? c : -1;
        at = here > at ? here : at;
    }
    keys[at] = key;
    rows[at] = row;
    std::int32_t least = keys[0];
    for (int c = 1; c < length; ++c) least = keys[c] < least ? keys[c] : least;
    *worst = least;
    return at;
}

inline double dot_in_order(const float* x, const float* y, std::size_t dim) {
    return sum_in_order<double>(x, y, dim, AddProductOfFloats{});
}
inline double squared_gap_in_order(const float* x, const float* y, std::size_t dim) {
    return sum_in_order<double>(x, y, dim, AddSquaredGap{});
}

inline float float_dot(const float* x, const float* y, std::size_t width) {
    return sum_in_order<float>(x, y, width, AddProduct{});
}
inline void float_add(float* to, const float* x, float factor, std::size_t width) {
    for (std::size_t d = 0; d < width; ++d) to[d] += factor * x[d];
}

}  // namespace lexiscape::LEXISCAPE_ISA
