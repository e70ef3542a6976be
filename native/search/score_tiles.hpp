// Which sums of a tile are worth a closer look. For row i and column j, with p = dot * s_j * s_i,
//
//   j may be near i when  p + upper_j >= threshold_i,      i may be near j when  p + upper_i >= threshold_j,
//
// upper = E - |x'|^2 / 2 (see quantized_rows.hpp). One product so serves both rows: half of the matrix suffices.
#pragma once

#include <cstddef>
#include <cstdint>

#include "search/byte_tiles.hpp"
#include "simd/instruction_set.hpp"

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

inline float product_of(std::int32_t dot, float column_scale, float row_scale) {
    return static_cast<float>(dot) * column_scale * row_scale;
}

using FindHits = Hits (*)(const std::int32_t* sums, const RowTerms& row, const ColumnTerms& columns);

LEXISCAPE_INLINE Hits find_hits_in_order(const std::int32_t* sums, const RowTerms& row, const ColumnTerms& columns) {
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

inline Hits find_hits_portable(const std::int32_t* sums, const RowTerms& row, const ColumnTerms& columns) {
    return find_hits_in_order(sums, row, columns);
}

#if LEXISCAPE_X86
LEXISCAPE_TARGET_AVX2 inline Hits find_hits_avx2(const std::int32_t* sums, const RowTerms& row, const ColumnTerms& columns) {
    return find_hits_in_order(sums, row, columns);
}

LEXISCAPE_TARGET_VNNI inline Hits find_hits_avx512(const std::int32_t* sums, const RowTerms& row,
                                            const ColumnTerms& columns) {
    Hits hits{0, 0};
    constexpr __mmask16 kAll = 0xFFFF;  // GCC 12 takes the form without a mask for a use of uninitialized memory
    const __m512 row_scale = _mm512_set1_ps(row.scale);
    const __m512 row_upper = _mm512_set1_ps(row.upper);
    const __m512 row_threshold = _mm512_set1_ps(row.threshold);
    for (std::size_t begin = 0; begin < kPanel; begin += 16) {
        const __m512 dot = _mm512_maskz_cvtepi32_ps(kAll, _mm512_loadu_si512(sums + begin));
        const __m512 p = _mm512_mul_ps(_mm512_mul_ps(dot, _mm512_load_ps(columns.scale + begin)), row_scale);
        const __m512 for_row = _mm512_add_ps(p, _mm512_load_ps(columns.upper + begin));
        const __m512 for_column = _mm512_add_ps(p, row_upper);
        const __mmask16 near_row = _mm512_cmp_ps_mask(for_row, row_threshold, _CMP_GE_OQ);
        const __mmask16 near_column = _mm512_cmp_ps_mask(for_column, _mm512_load_ps(columns.threshold + begin), _CMP_GE_OQ);
        hits.row |= static_cast<std::uint64_t>(near_row) << begin;
        hits.column |= static_cast<std::uint64_t>(near_column) << begin;
    }
    return hits;
}
#endif

inline FindHits hit_finder(InstructionSet set) {
#if LEXISCAPE_X86
    if (set == InstructionSet::avx512_vnni) return find_hits_avx512;
    if (set == InstructionSet::avx2) return find_hits_avx2;
#endif
    static_cast<void>(set);
    return find_hits_portable;
}

}  // namespace lexiscape
