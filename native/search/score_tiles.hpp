// Which sums of a tile are worth a closer look. For row i and column j, with p = dot * s_j * s_i,
//
//   j may be near i when  p + upper_j >= threshold_i,      i may be near j when  p + upper_i >= threshold_j,
//
// upper = E - |x'|^2 / 2 (see quantized_rows.hpp). One product so serves both rows: half of the matrix suffices. The scales
// are multiplied first, so that a pair has the same product whichever of its rows is the column.
#pragma once

#include <cstddef>
#include <cstdint>

#include "search/byte_tiles.hpp"
#include "simd/inline.hpp"

namespace lexiscape {

struct ColumnTerms {
    alignas(64) float scale[kPanel];
    alignas(64) float upper[kPanel];
    alignas(64) float threshold[kPanel];
};

struct RowTerms {
    float scale;
    float upper;
    float threshold;
};

// Bit c: column c passes.
struct Hits {
    std::uint64_t row;     // the column may be near the row
    std::uint64_t column;  // the row may be near the column
};

LEXISCAPE_INLINE float product_of(std::int32_t dot, float column_scale, float row_scale) {
    return static_cast<float>(dot) * (column_scale * row_scale);
}

}  // namespace lexiscape
