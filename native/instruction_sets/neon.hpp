// What ARM's two instruction sets with products of bytes share: tiles packed piece by piece, and the product of two rows.
#pragma once

#include <arm_neon.h>

#include <cstdint>
#include <cstring>

#include "search/byte_tiles.hpp"
#include "search/score_tiles.hpp"
#include "simd/inline.hpp"

namespace lexiscape::LEXISCAPE_ISA {

constexpr std::size_t kDeep = 1024;  // dimensions of a tile packed at once: 6 to 8 KB, which first-level caches hold

// Products of a tile with a panel of [width/Step][64][Step] bytes. pack_tile(rows, begin, deep, tile) writes a piece of
// the rows, TileWidth of them; multiply_block(tile, panel, deep, out, c) adds its products with 16 columns from c on.
template <std::size_t TileWidth, std::size_t Step, class PackTile, class MultiplyBlock>
LEXISCAPE_INLINE void multiply_in_pieces(const TileRows& rows, const void* panel, std::size_t width, Sums& out,
                                         PackTile pack_tile, MultiplyBlock multiply_block) {
    const auto* columns = static_cast<const std::int8_t*>(panel);
    alignas(64) std::int8_t tile[kDeep * TileWidth];
    std::memset(out, 0, sizeof out);
    for (std::size_t begin = 0; begin < width; begin += kDeep) {
        const std::size_t deep = begin + kDeep < width ? kDeep : width - begin;
        pack_tile(rows, begin, deep, tile);
        for (std::size_t c = 0; c < kPanel; c += 16) {
            multiply_block(tile, columns + begin * kPanel + c * Step, deep, out, c);
        }
    }
}

// By sdot, also where there is smmla: half of what that makes of two rows would be of a row with itself.
inline std::int32_t byte_dot_by_sdot(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    int32x4_t even = vdupq_n_s32(0), odd = even;  // widths are multiples of 32
    for (std::size_t d = 0; d < width; d += 32) {
        even = vdotq_s32(even, vld1q_s8(x + d), vld1q_s8(y + d));
        odd = vdotq_s32(odd, vld1q_s8(x + d + 16), vld1q_s8(y + d + 16));
    }
    return vaddvq_s32(vaddq_s32(even, odd));
}

// One bit for each of 16 comparisons.
LEXISCAPE_INLINE std::uint64_t bits_of(uint32x4_t a, uint32x4_t b, uint32x4_t c, uint32x4_t d) {
    alignas(16) static constexpr std::uint8_t kBit[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint16x8_t low = vcombine_u16(vmovn_u32(a), vmovn_u32(b)), high = vcombine_u16(vmovn_u32(c), vmovn_u32(d));
    const uint8x16_t bits = vandq_u8(vcombine_u8(vmovn_u16(low), vmovn_u16(high)), vld1q_u8(kBit));
    return vaddv_u8(vget_low_u8(bits)) | static_cast<std::uint64_t>(vaddv_u8(vget_high_u8(bits))) << 8U;
}

// find_hits of plain_kernels.hpp.
inline Hits find_hits_by_sums(const std::int32_t* sums, const RowTerms& row, const ColumnTerms& columns) {
    Hits hits{0, 0};
    const float32x4_t row_scale = vdupq_n_f32(row.scale);
    const float32x4_t row_upper = vdupq_n_f32(row.upper);
    const float32x4_t row_threshold = vdupq_n_f32(row.threshold);
    for (std::size_t begin = 0; begin < kPanel; begin += 16) {
        uint32x4_t near_row[4];
        uint32x4_t near_column[4];
        for (std::size_t i = 0; i < 4; ++i) {
            const std::size_t at = begin + 4 * i;
            const float32x4_t dot = vcvtq_f32_s32(vld1q_s32(sums + at));
            const float32x4_t p = vmulq_f32(dot, vmulq_f32(vld1q_f32(columns.scale + at), row_scale));
            near_row[i] = vcgeq_f32(vaddq_f32(p, vld1q_f32(columns.upper + at)), row_threshold);
            near_column[i] = vcgeq_f32(vaddq_f32(p, row_upper), vld1q_f32(columns.threshold + at));
        }
        hits.row |= bits_of(near_row[0], near_row[1], near_row[2], near_row[3]) << begin;
        hits.column |= bits_of(near_column[0], near_column[1], near_column[2], near_column[3]) << begin;
    }
    return hits;
}

}  // namespace lexiscape::LEXISCAPE_ISA
