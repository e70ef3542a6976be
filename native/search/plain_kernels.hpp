// SearchKernels in plain loops: what the compiler makes of them serves every instruction set that has nothing better.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "search/byte_tiles.hpp"
#include "search/score_tiles.hpp"
#include "simd/inline.hpp"
#include "simd/sums.hpp"

namespace lexiscape::LEXISCAPE_ISA {

// A panel as [64][width] int8.
inline void pack_bytes(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    auto* out = static_cast<std::int8_t*>(panel);
    for (std::size_t c = 0; c < kPanel; ++c) {
        if (c < count) {
            std::memcpy(out + c * width, rows[c], width);
        } else {
            std::memset(out + c * width, 0, width);
        }
    }
}

inline std::int32_t byte_dot(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    std::int32_t sum = 0;
    for (std::size_t d = 0; d < width; ++d) sum += static_cast<std::int16_t>(x[d]) * static_cast<std::int16_t>(y[d]);
    return sum;
}

inline void multiply_bytes(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
    const auto* columns = static_cast<const std::int8_t*>(panel);
    for (std::size_t r = 0; r < kTileRows; ++r) {
        for (std::size_t c = 0; c < kPanel; ++c) out[r][c] = byte_dot(rows.values[r], columns + c * width, width);
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
