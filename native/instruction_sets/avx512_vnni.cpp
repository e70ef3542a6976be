// The kernels for x86 processors with AVX-512 and its dot products of bytes (VNNI).
//
// vpdpbusd makes 64 products an instruction (vnni.hpp has the panel).
#define LEXISCAPE_ISA avx512_vnni

#include "instruction_sets/plain.hpp"
#include "instruction_sets/vnni.hpp"
#include "simd/bits.hpp"

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

// rows[i]'s 16 words of 4 bytes become the i-th of each of 16 registers.
LEXISCAPE_INLINE void transpose_words(__m512i* rows) {
    constexpr __mmask16 k16 = 0xFFFF;  // GCC 12: as in find_hits_by_mask
    constexpr __mmask8 k8 = 0xFF;
    __m512i t[16];
    for (int i = 0; i < 16; i += 2) {
        t[i] = _mm512_maskz_unpacklo_epi32(k16, rows[i], rows[i + 1]);
        t[i + 1] = _mm512_maskz_unpackhi_epi32(k16, rows[i], rows[i + 1]);
    }
    for (int i = 0; i < 16; i += 4) {
        rows[i] = _mm512_maskz_unpacklo_epi64(k8, t[i], t[i + 2]);
        rows[i + 1] = _mm512_maskz_unpackhi_epi64(k8, t[i], t[i + 2]);
        rows[i + 2] = _mm512_maskz_unpacklo_epi64(k8, t[i + 1], t[i + 3]);
        rows[i + 3] = _mm512_maskz_unpackhi_epi64(k8, t[i + 1], t[i + 3]);
    }
    for (int i = 0; i < 4; ++i) {  // 4 x 4 blocks of 16 bytes are left to be transposed
        t[i] = _mm512_maskz_shuffle_i32x4(k16, rows[i], rows[i + 4], 0x88);
        t[i + 4] = _mm512_maskz_shuffle_i32x4(k16, rows[i], rows[i + 4], 0xDD);
        t[i + 8] = _mm512_maskz_shuffle_i32x4(k16, rows[i + 8], rows[i + 12], 0x88);
        t[i + 12] = _mm512_maskz_shuffle_i32x4(k16, rows[i + 8], rows[i + 12], 0xDD);
    }
    for (int i = 0; i < 4; ++i) {
        rows[i] = _mm512_maskz_shuffle_i32x4(k16, t[i], t[i + 8], 0x88);
        rows[i + 8] = _mm512_maskz_shuffle_i32x4(k16, t[i], t[i + 8], 0xDD);
        rows[i + 4] = _mm512_maskz_shuffle_i32x4(k16, t[i + 4], t[i + 12], 0x88);
        rows[i + 12] = _mm512_maskz_shuffle_i32x4(k16, t[i + 4], t[i + 12], 0xDD);
    }
}

// As pack_fours, which is left what does not fill a register.
void pack_by_transposes(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    if (width % 64 != 0) return pack_fours(rows, count, width, panel);
    auto* out = static_cast<std::uint8_t*>(panel);
    const __m512i flip = _mm512_set1_epi8(-128);
    for (std::size_t c = 0; c < kPanel; c += 16) {
        for (std::size_t d = 0; d < width; d += 64) {
            __m512i words[16];
            for (std::size_t i = 0; i < 16; ++i) {
                words[i] = c + i < count ? _mm512_loadu_si512(rows[c + i] + d) : _mm512_setzero_si512();
            }
            transpose_words(words);
            for (std::size_t i = 0; i < 16; ++i) {
                _mm512_storeu_si512(out + (d + 4 * i) * kPanel + c * 4, _mm512_xor_si512(words[i], flip));
            }
        }
    }
}

std::int32_t byte_dot_fours(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    const auto add = [](__m256i sums, __m256i a, __m256i b) { return _mm256_dpbusd_epi32(sums, a, b); };
    return byte_dot_by(add, x, y, width);
}

// take of plain_kernels.hpp for a list of so many registers of 16. Mostly the row is there already: that is found first.
template <int Registers>
int take_in_registers(std::int32_t* keys, std::int32_t* rows, std::int32_t key, std::int32_t row, std::int32_t* worst) {
    const __m512i wanted = _mm512_set1_epi32(row);
    __mmask16 known = 0;
    for (int b = 0; b < Registers; ++b) known |= _mm512_cmpeq_epi32_mask(_mm512_loadu_si512(rows + 16 * b), wanted);
    if (known != 0) return -1;
    const __m512i least = _mm512_set1_epi32(*worst);
    std::int32_t last = -1;
    int at = -1;
    for (int b = 0; b < Registers; ++b) {
        unsigned equal = _mm512_cmpeq_epi32_mask(_mm512_loadu_si512(keys + 16 * b), least);
        for (; equal != 0; equal &= equal - 1) {
            const int place = 16 * b + lowest_bit(equal);
            if (at >= 0 && rows[place] <= last) continue;
            last = rows[place];
            at = place;
            if (last < 0) break;
        }
        if (at >= 0 && last < 0) break;
    }
    if (key < *worst || (key == *worst && row > last && last >= 0)) return -1;
    // The key is put into its place in a register: reading back what was just written to memory would wait for it.
    constexpr __mmask16 kAll = 0xFFFF;
    const __m512i entered = _mm512_set1_epi32(key);
    __m512i minimum = entered;
    for (int b = 0; b < Registers; ++b) {
        const auto place = static_cast<__mmask16>(at / 16 == b ? 1U << (at % 16) : 0U);
        const __m512i values = _mm512_mask_mov_epi32(_mm512_loadu_si512(keys + 16 * b), place, entered);
        minimum = _mm512_maskz_min_epi32(kAll, minimum, values);
    }
    keys[at] = key;
    rows[at] = row;
    alignas(64) std::int32_t lanes[16];
    _mm512_store_si512(lanes, minimum);
    const auto part = [&](int begin) { return _mm_load_si128(reinterpret_cast<const __m128i*>(lanes + begin)); };
    __m128i four = _mm_min_epi32(_mm_min_epi32(part(0), part(4)), _mm_min_epi32(part(8), part(12)));
    four = _mm_min_epi32(four, _mm_shuffle_epi32(four, 0x4E));
    four = _mm_min_epi32(four, _mm_shuffle_epi32(four, 0xB1));
    *worst = _mm_cvtsi128_si32(four);
    return at;
}

LEXISCAPE_RACES bool holds_by_mask(const std::int32_t* rows, int length, std::int32_t row) {
    const __m512i wanted = _mm512_set1_epi32(row);
    __mmask16 known = 0;
    for (int c = 0; c < length; c += 16) known |= _mm512_cmpeq_epi32_mask(_mm512_loadu_si512(rows + c), wanted);
    return known != 0;
}

int take_by_mask(std::int32_t* keys, std::int32_t* rows, int length, std::int32_t key, std::int32_t row,
                 std::int32_t* worst) {
    switch (length) {
        case 16: return take_in_registers<1>(keys, rows, key, row, worst);
        case 32: return take_in_registers<2>(keys, rows, key, row, worst);
        case 48: return take_in_registers<3>(keys, rows, key, row, worst);
        case 64: return take_in_registers<4>(keys, rows, key, row, worst);
        default: return take(keys, rows, length, key, row, worst);
    }
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
    table.search.pack = pack_by_transposes;
    table.search.multiply = multiply_fours;
    table.search.byte_dot = byte_dot_fours;
    table.search.find_hits = find_hits_by_mask;
    table.search.holds = holds_by_mask;
    table.search.take = take_by_mask;
    return table;
}();

}  // namespace lexiscape::avx512_vnni
