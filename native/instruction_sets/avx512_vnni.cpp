// The kernels for x86 processors with AVX-512 and its dot products of bytes (VNNI).
//
// vpdpbusd makes 64 products an instruction (vnni.hpp has the panel).
#define LEXISCAPE_ISA avx512_vnni

#include "instruction_sets/plain.hpp"
#include "instruction_sets/vnni.hpp"

namespace lexiscape::avx512_vnni {

namespace {

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

std::int32_t byte_dot_fours(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    const auto add = [](__m256i sums, __m256i a, __m256i b) { return _mm256_dpbusd_epi32(sums, a, b); };
    return byte_dot_by(add, x, y, width);
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
        const __m512 p = _mm512_mul_ps(dot, _mm512_mul_ps(_mm512_load_ps(columns.scale + begin), row_scale));
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
    table.search.byte_dot = byte_dot_fours;
    table.search.find_hits = find_hits_by_mask;
    return table;
}();

}  // namespace lexiscape::avx512_vnni
