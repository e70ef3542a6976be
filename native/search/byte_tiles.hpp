// Dot products of eight-bit rows, a few rows against 64 columns at a time: the one kernel in which exact search spends
// its time. Integers: every copy gives the same sums.
//
// A panel holds 64 rows of the matrix ("columns" of the similarity matrix) in the order that its copy of the kernel
// reads them:
//
//   portable      [64][width] int8
//   AVX2          [width/2][64][2] int16    multiply-add of int16 pairs (vpmaddwd): 16 products an instruction
//   AVX-512 VNNI  [width/4][64][4] uint8    vpdpbusd: 64 products an instruction. It multiplies unsigned by signed bytes,
//                                           so the panel holds q + 128 and a sum starts at -128 * sum(q of the row)
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simd/instruction_set.hpp"

namespace lexiscape {

constexpr std::size_t kPanel = 64;    // columns of a panel
constexpr std::size_t kTileRows = 6;  // rows taken at once: 6 x 64 sums fill 24 of the 32 AVX-512 registers

// Rows of the tile that a kernel computes; rows beyond `count` repeat the last one and are not looked at.
struct TileRows {
    const std::int8_t* values[kTileRows];
    std::int32_t sum[kTileRows];
};

using Sums = std::int32_t[kTileRows][kPanel];

struct ByteKernel {
    std::size_t panel_bytes_per_value;
    void (*pack)(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel);
    void (*multiply)(const TileRows& rows, const void* panel, std::size_t width, Sums& out);
};

inline void pack_portable(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    auto* out = static_cast<std::int8_t*>(panel);
    for (std::size_t c = 0; c < kPanel; ++c) {
        if (c < count) {
            std::memcpy(out + c * width, rows[c], width);
        } else {
            std::memset(out + c * width, 0, width);
        }
    }
}

inline void multiply_portable(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
    const auto* columns = static_cast<const std::int8_t*>(panel);
    for (std::size_t r = 0; r < kTileRows; ++r) {
        const std::int8_t* a = rows.values[r];
        for (std::size_t c = 0; c < kPanel; ++c) {
            const std::int8_t* b = columns + c * width;
            std::int32_t sum = 0;
            for (std::size_t d = 0; d < width; ++d) {
                sum += static_cast<std::int16_t>(a[d]) * static_cast<std::int16_t>(b[d]);
            }
            out[r][c] = sum;
        }
    }
}

#if LEXISCAPE_X86

inline void pack_avx2(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    auto* out = static_cast<std::int16_t*>(panel);
    for (std::size_t c = 0; c < kPanel; ++c) {
        for (std::size_t d = 0; d < width; d += 2) {
            std::int16_t* pair = out + (d / 2 * kPanel + c) * 2;
            pair[0] = c < count ? rows[c][d] : std::int16_t{0};
            pair[1] = c < count ? rows[c][d + 1] : std::int16_t{0};
        }
    }
}

// Two rows against 8 columns a register: with 4, 8 sums, 4 columns and 1 row stay in the 16 registers of AVX2.
template <int Columns>
LEXISCAPE_TARGET_AVX2 inline void multiply_avx2_block(const std::int16_t* const* rows, const std::int16_t* panel,
                                               std::size_t width, std::int32_t* const* out) {
    __m256i sums[2][Columns];
    for (int r = 0; r < 2; ++r) {
        for (int c = 0; c < Columns; ++c) sums[r][c] = _mm256_setzero_si256();
    }
    for (std::size_t pair = 0; pair < width / 2; ++pair) {
        const std::int16_t* at = panel + pair * kPanel * 2;
        __m256i columns[Columns];
        for (int c = 0; c < Columns; ++c) {
            columns[c] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + c * 16));
        }
        for (int r = 0; r < 2; ++r) {
            std::int32_t both;
            std::memcpy(&both, rows[r] + pair * 2, sizeof both);
            const __m256i row = _mm256_set1_epi32(both);
            for (int c = 0; c < Columns; ++c) {
                sums[r][c] = _mm256_add_epi32(sums[r][c], _mm256_madd_epi16(row, columns[c]));
            }
        }
    }
    for (int r = 0; r < 2; ++r) {
        for (int c = 0; c < Columns; ++c) {
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(out[r] + c * 8), sums[r][c]);
        }
    }
}

LEXISCAPE_TARGET_AVX2 inline void multiply_avx2(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
    constexpr std::size_t kDeep = 4096;  // dimensions widened at once: 2 rows of int16 stay in the first-level cache
    const auto* columns = static_cast<const std::int16_t*>(panel);
    std::int16_t wide[2][kDeep];
    const std::int16_t* pointers[2] = {wide[0], wide[1]};
    std::int32_t part[2][kPanel];
    for (std::size_t r = 0; r < kTileRows; r += 2) {
        for (std::size_t begin = 0; begin < width; begin += kDeep) {
            const std::size_t deep = begin + kDeep < width ? kDeep : width - begin;
            for (std::size_t half = 0; half < 2; ++half) {
                for (std::size_t d = 0; d < deep; d += 16) {
                    const __m128i bytes =
                        _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows.values[r + half] + begin + d));
                    _mm256_storeu_si256(reinterpret_cast<__m256i*>(wide[half] + d), _mm256_cvtepi8_epi16(bytes));
                }
            }
            const std::int16_t* from = columns + begin * kPanel;
            for (std::size_t c = 0; c < kPanel; c += 32) {
                std::int32_t* to[2] = {part[0] + c, part[1] + c};
                multiply_avx2_block<4>(pointers, from + c * 2, deep, to);
            }
            for (std::size_t half = 0; half < 2; ++half) {
                for (std::size_t c = 0; c < kPanel; ++c) {
                    out[r + half][c] = begin == 0 ? part[half][c] : out[r + half][c] + part[half][c];
                }
            }
        }
    }
}

inline void pack_vnni(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
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

LEXISCAPE_TARGET_VNNI LEXISCAPE_INLINE VnniSums vnni_start(std::int32_t row_sum) {
    const __m512i start = _mm512_set1_epi32(-128 * row_sum);
    return {start, start, start, start};
}

LEXISCAPE_TARGET_VNNI LEXISCAPE_INLINE void vnni_add(VnniSums& sums, const std::int8_t* row, const VnniSums& columns) {
    std::int32_t four;
    std::memcpy(&four, row, sizeof four);
    const __m512i values = _mm512_set1_epi32(four);
    sums.c0 = _mm512_dpbusd_epi32(sums.c0, columns.c0, values);
    sums.c1 = _mm512_dpbusd_epi32(sums.c1, columns.c1, values);
    sums.c2 = _mm512_dpbusd_epi32(sums.c2, columns.c2, values);
    sums.c3 = _mm512_dpbusd_epi32(sums.c3, columns.c3, values);
}

LEXISCAPE_TARGET_VNNI LEXISCAPE_INLINE void vnni_store(const VnniSums& sums, std::int32_t* out) {
    _mm512_storeu_si512(out, sums.c0);
    _mm512_storeu_si512(out + 16, sums.c1);
    _mm512_storeu_si512(out + 32, sums.c2);
    _mm512_storeu_si512(out + 48, sums.c3);
}

LEXISCAPE_TARGET_VNNI inline void multiply_vnni(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
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

#endif

inline ByteKernel byte_kernel(InstructionSet set) {
#if LEXISCAPE_X86
    if (set == InstructionSet::avx512_vnni) return {1, pack_vnni, multiply_vnni};
    if (set == InstructionSet::avx2) return {2, pack_avx2, multiply_avx2};
#endif
    static_cast<void>(set);
    return {1, pack_portable, multiply_portable};
}

}  // namespace lexiscape
