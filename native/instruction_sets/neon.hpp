// What ARM's two instruction sets with products of bytes share: tiles packed piece by piece, and the product of two rows.
#pragma once

#include <arm_neon.h>

#include <cstdint>
#include <cstring>

#include "search/byte_tiles.hpp"
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

}  // namespace lexiscape::LEXISCAPE_ISA
