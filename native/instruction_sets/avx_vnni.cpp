// The kernels for x86 processors with dot products of bytes (VNNI) but without AVX-512: Intel's from Alder Lake and
// Sierra Forest on, AMD's from Zen 5 on (which have both).
//
// vpdpbusd makes 32 products an instruction (vnni.hpp has the panel).
#define LEXISCAPE_ISA avx_vnni

#include "instruction_sets/avx2.hpp"
#include "instruction_sets/plain.hpp"
#include "instruction_sets/vnni.hpp"

namespace lexiscape::avx_vnni {

namespace {

// As pack_fours, for any width: a multiple of 32.
void pack_eight_fours(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    const __m256i flip = _mm256_set1_epi8(-128);
    pack_by_transposes<32>(rows, count, width, panel, flip,
                           [&](const std::int8_t* from) { return _mm256_xor_si256(load_register(from), flip); });
}

// Named members and not an array: compilers keep these in registers. The sums of a row with 32 columns.
struct RowSums {
    __m256i c0, c1, c2, c3;
};

LEXISCAPE_INLINE RowSums start(std::int32_t row_sum) {
    const __m256i all = _mm256_set1_epi32(-128 * row_sum);
    return {all, all, all, all};
}

LEXISCAPE_INLINE void add_column(__m256i& sum0, __m256i& sum1, __m256i& sum2, const __m256i* rows, const void* column) {
    const __m256i eight = load_register(column);
    sum0 = _mm256_dpbusd_avx_epi32(sum0, eight, rows[0]);
    sum1 = _mm256_dpbusd_avx_epi32(sum1, eight, rows[1]);
    sum2 = _mm256_dpbusd_avx_epi32(sum2, eight, rows[2]);
}

LEXISCAPE_INLINE __m256i four_of(const std::int8_t* row) {
    std::int32_t four;
    std::memcpy(&four, row, sizeof four);
    return _mm256_set1_epi32(four);
}

LEXISCAPE_INLINE void store_sums(const RowSums& sums, std::int32_t* out) {
    auto* to = reinterpret_cast<__m256i*>(out);
    _mm256_storeu_si256(to, sums.c0);
    _mm256_storeu_si256(to + 1, sums.c1);
    _mm256_storeu_si256(to + 2, sums.c2);
    _mm256_storeu_si256(to + 3, sums.c3);
}

// Rows r, r + 1 and r + 2 with 32 columns: 12 sums, 3 rows and a column are the 16 registers.
void multiply_block(const TileRows& rows, std::size_t r, const std::uint8_t* columns, std::size_t width, Sums& out,
                    std::size_t c) {
    RowSums a = start(rows.sum[r]), b = start(rows.sum[r + 1]), e = start(rows.sum[r + 2]);
    for (std::size_t d = 0; d < width; d += 4) {
        const std::uint8_t* at = columns + d * kPanel + c * 4;
        const __m256i three[3] = {four_of(rows.values[r] + d), four_of(rows.values[r + 1] + d),
                                  four_of(rows.values[r + 2] + d)};
        add_column(a.c0, b.c0, e.c0, three, at);
        add_column(a.c1, b.c1, e.c1, three, at + 32);
        add_column(a.c2, b.c2, e.c2, three, at + 64);
        add_column(a.c3, b.c3, e.c3, three, at + 96);
    }
    store_sums(a, out[r] + c);
    store_sums(b, out[r + 1] + c);
    store_sums(e, out[r + 2] + c);
}

void multiply_fours(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
    const auto* columns = static_cast<const std::uint8_t*>(panel);
    for (std::size_t c = 0; c < kPanel; c += 32) {
        for (std::size_t r = 0; r < kTileRows; r += 3) multiply_block(rows, r, columns, width, out, c);
    }
}

std::int32_t byte_dot_fours(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    const auto add = [](__m256i sums, __m256i a, __m256i b) { return _mm256_dpbusd_avx_epi32(sums, a, b); };
    return byte_dot_by(add, x, y, width);
}

}  // namespace

extern constinit const Kernels kernels = [] {
    Kernels table = kPlain;
    table.search.panel_bytes_per_value = sizeof(std::uint8_t);
    table.search.pack = pack_eight_fours;
    table.search.multiply = multiply_fours;
    table.search.byte_dot = byte_dot_fours;
    table.search.find_hits = find_hits_by_sign;
    table.search.holds = holds_by_sign;
    table.search.take = take_by_sign;
    return table;
}();

}  // namespace lexiscape::avx_vnni
