// What x86's two instruction sets of 256 bits share: words put in another order, sums compared with thresholds, and lists.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "search/score_tiles.hpp"
#include "simd/bits.hpp"
#include "simd/inline.hpp"

namespace lexiscape::LEXISCAPE_ISA {

LEXISCAPE_INLINE __m256i load_register(const void* from) { return _mm256_loadu_si256(static_cast<const __m256i*>(from)); }

// rows[i]'s 8 words of 4 bytes become the i-th of each of 8 registers.
LEXISCAPE_INLINE void transpose_words(__m256i* rows) {
    __m256i t[8];
    for (int i = 0; i < 8; i += 2) {
        t[i] = _mm256_unpacklo_epi32(rows[i], rows[i + 1]);
        t[i + 1] = _mm256_unpackhi_epi32(rows[i], rows[i + 1]);
    }
    __m256i fours[8];
    for (int i = 0; i < 8; i += 4) {
        fours[i] = _mm256_unpacklo_epi64(t[i], t[i + 2]);
        fours[i + 1] = _mm256_unpackhi_epi64(t[i], t[i + 2]);
        fours[i + 2] = _mm256_unpacklo_epi64(t[i + 1], t[i + 3]);
        fours[i + 3] = _mm256_unpackhi_epi64(t[i + 1], t[i + 3]);
    }
    for (int i = 0; i < 4; ++i) {
        rows[i] = _mm256_permute2x128_si256(fours[i], fours[i + 4], 0x20);
        rows[i + 4] = _mm256_permute2x128_si256(fours[i], fours[i + 4], 0x31);
    }
}

// A panel of [words a row][64] words of 4 bytes, eight of which words_at makes of `Bytes` of a row; `nothing`: of none.
template <std::size_t Bytes, class WordsAt>
LEXISCAPE_INLINE void pack_by_transposes(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel,
                                         __m256i nothing, WordsAt words_at) {
    auto* out = static_cast<std::int32_t*>(panel);
    for (std::size_t d = 0; d < width; d += Bytes, out += 8 * kPanel) {
        for (std::size_t c = 0; c < kPanel; c += 8) {
            __m256i words[8];
            for (std::size_t i = 0; i < 8; ++i) words[i] = c + i < count ? words_at(rows[c + i] + d) : nothing;
            transpose_words(words);
            for (std::size_t i = 0; i < 8; ++i) {
                _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i * kPanel + c), words[i]);
            }
        }
    }
}

// find_hits of plain_kernels.hpp.
inline Hits find_hits_by_sign(const std::int32_t* sums, const RowTerms& row, const ColumnTerms& columns) {
    Hits hits{0, 0};
    const __m256 row_scale = _mm256_set1_ps(row.scale);
    const __m256 row_upper = _mm256_set1_ps(row.upper);
    const __m256 row_threshold = _mm256_set1_ps(row.threshold);
    for (std::size_t begin = 0; begin < kPanel; begin += 8) {
        const __m256 dot = _mm256_cvtepi32_ps(load_register(sums + begin));
        const __m256 p = _mm256_mul_ps(dot, _mm256_mul_ps(_mm256_load_ps(columns.scale + begin), row_scale));
        const __m256 for_row = _mm256_add_ps(p, _mm256_load_ps(columns.upper + begin));
        const __m256 for_column = _mm256_add_ps(p, row_upper);
        const __m256 near_row = _mm256_cmp_ps(for_row, row_threshold, _CMP_GE_OQ);
        const __m256 near_column = _mm256_cmp_ps(for_column, _mm256_load_ps(columns.threshold + begin), _CMP_GE_OQ);
        hits.row |= static_cast<std::uint64_t>(_mm256_movemask_ps(near_row)) << begin;
        hits.column |= static_cast<std::uint64_t>(_mm256_movemask_ps(near_column)) << begin;
    }
    return hits;
}

LEXISCAPE_RACES inline bool holds_by_sign(const std::int32_t* rows, int length, std::int32_t row) {
    const __m256i wanted = _mm256_set1_epi32(row);
    __m256i known = _mm256_setzero_si256();
    for (int c = 0; c < length; c += 8) known = _mm256_or_si256(known, _mm256_cmpeq_epi32(load_register(rows + c), wanted));
    return _mm256_testz_si256(known, known) == 0;
}

// take of plain_kernels.hpp.
inline int take_by_sign(std::int32_t* keys, std::int32_t* rows, int length, std::int32_t key, std::int32_t row,
                        std::int32_t* worst) {
    if (holds_by_sign(rows, length, row)) return -1;
    const __m256i least = _mm256_set1_epi32(*worst);
    std::int32_t last = -1;  // of the entries with the least key, the row of the last one
    int at = -1;
    for (int c = 0; c < length && (at < 0 || last >= 0); c += 8) {
        const __m256i same = _mm256_cmpeq_epi32(load_register(keys + c), least);
        auto equal = static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(same)));
        for (; equal != 0; equal &= equal - 1) {
            const int place = c + lowest_bit(equal);
            if (at >= 0 && rows[place] <= last) continue;
            last = rows[place];
            at = place;
            if (last < 0) break;
        }
    }
    if (key < *worst || (key == *worst && row > last && last >= 0)) return -1;
    keys[at] = key;
    rows[at] = row;
    __m256i minimum = load_register(keys);
    for (int c = 8; c < length; c += 8) minimum = _mm256_min_epi32(minimum, load_register(keys + c));
    __m128i half = _mm_min_epi32(_mm256_castsi256_si128(minimum), _mm256_extracti128_si256(minimum, 1));
    half = _mm_min_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    half = _mm_min_epi32(half, _mm_shuffle_epi32(half, 0xB1));
    *worst = _mm_cvtsi128_si32(half);
    return at;
}

}  // namespace lexiscape::LEXISCAPE_ISA
