// The kernels for x86 processors with AVX-512 and its dot products of bytes (VNNI).
//
// A panel is [width/4][64][4] uint8: vpdpbusd makes 64 products an instruction. It multiplies unsigned by signed bytes,
// so the panel holds q + 128 and a sum starts at -128 * sum(q of the row).
#define LEXISCAPE_ISA avx512_vnni

#include <immintrin.h>

#include "instruction_sets/plain.hpp"

namespace lexiscape::avx512_vnni {

namespace {

void pack_fours(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    auto* out = static_cast<std::uint32_t*>(panel);
    for (std::size_t c = 0; c < kPanel; ++c) {
        for (std::size_t d = 0; d < width; d += 4) {
            std::uint32_t four = 0;
            if (c < count) std::memcpy(&four, rows[c] + d, sizeof four);
            out[d / 4 * kPanel + c] = four ^ 0x80808080U;
        }
    }
}

// Named members and not an array: GCC keeps these in registers.
struct VnniSums {
    __m512i c0, c1, c2, c3;
};

LEXISCAPE_INLINE VnniSums vnni_start(std::int32_t row_sum) {
    const __m512i start = _mm512_set1_epi32(-128 * row_sum);
    return {start, start, start, start};
}

LEXISCAPE_INLINE void vnni_add(VnniSums& sums, const std::int8_t* row, const VnniSums& columns) {
    std::int32_t four;
    std::memcpy(&four, row, sizeof four);
    const __m512i values = _mm512_set1_epi32(four);
    sums.c0 = _mm512_dpbusd_epi32(sums.c0, columns.c0, values);
    sums.c1 = _mm512_dpbusd_epi32(sums.c1, columns.c1, values);
    sums.c2 = _mm512_dpbusd_epi32(sums.c2, columns.c2, values);
    sums.c3 = _mm512_dpbusd_epi32(sums.c3, columns.c3, values);
}

LEXISCAPE_INLINE void vnni_store(const VnniSums& sums, std::int32_t* out) {
    _mm512_storeu_si512(out, sums.c0);
    _mm512_storeu_si512(out + 16, sums.c1);
    _mm512_storeu_si512(out + 32, sums.c2);
    _mm512_storeu_si512(out + 48, sums.c3);
}

void multiply_fours(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
    const auto* columns = static_cast<const std::uint8_t*>(panel);
    VnniSums r0 = vnni_start(rows.sum[0]);
    VnniSums r1 = vnni_start(rows.sum[1]);
    VnniSums r2 = vnni_start(rows.sum[2]);
    VnniSums r3 = vnni_start(rows.sum[3]);
    VnniSums r4 = vnni_start(rows.sum[4]);
    VnniSums r5 = vnni_start(rows.sum[5]);
    for (std::size_t d = 0; d < width; d += 4) {
        const std::uint8_t* at = columns + d * kPanel;
        const VnniSums four{_mm512_loadu_si512(at), _mm512_loadu_si512(at + 64), _mm512_loadu_si512(at + 128),
                            _mm512_loadu_si512(at + 192)};
        vnni_add(r0, rows.values[0] + d, four);
        vnni_add(r1, rows.values[1] + d, four);
        vnni_add(r2, rows.values[2] + d, four);
        vnni_add(r3, rows.values[3] + d, four);
        vnni_add(r4, rows.values[4] + d, four);
        vnni_add(r5, rows.values[5] + d, four);
    }
    vnni_store(r0, out[0]);
    vnni_store(r1, out[1]);
    vnni_store(r2, out[2]);
    vnni_store(r3, out[3]);
    vnni_store(r4, out[4]);
    vnni_store(r5, out[5]);
}

std::int32_t byte_dot_vnni(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    // (x + 128) . y - 128 sum(y): vpdpbusd multiplies unsigned by signed bytes. Widths are multiples of 32.
    const __m256i flip = _mm256_set1_epi8(-128);
    const __m256i ones = _mm256_set1_epi8(1);
    __m256i sum = _mm256_setzero_si256();
    __m256i total = _mm256_setzero_si256();
    for (std::size_t d = 0; d < width; d += 32) {
        const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x + d));
        const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(y + d));
        sum = _mm256_dpbusd_epi32(sum, _mm256_xor_si256(a, flip), b);
        total = _mm256_dpbusd_epi32(total, ones, b);
    }
    sum = _mm256_sub_epi32(sum, _mm256_slli_epi32(total, 7));
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
    return _mm_cvtsi128_si32(half);
}

Hits find_hits_by_mask(const std::int32_t* sums, const RowTerms& row,
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

}  // namespace

extern constinit const Kernels kernels = [] {
    Kernels table = kPlain;
    table.search.panel_bytes_per_value = sizeof(std::uint8_t);
    table.search.pack = pack_fours;
    table.search.multiply = multiply_fours;
    table.search.byte_dot = byte_dot_vnni;
    table.search.find_hits = find_hits_by_mask;
    return table;
}();

}  // namespace lexiscape::avx512_vnni
