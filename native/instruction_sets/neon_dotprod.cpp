// The kernels for ARM processors with dot products of bytes (sdot: ARMv8.2 with FEAT_DotProd; every Apple M and Graviton
// from the second on).
//
// A panel is [width/4][64][4] int8, a tile of rows [width/4][8][4]: sdot makes 16 products an instruction, four columns
// with four dimensions of a row that it takes out of a register by its number.
#define LEXISCAPE_ISA neon_dotprod

#include "instruction_sets/neon.hpp"
#include "instruction_sets/plain.hpp"

namespace lexiscape::neon_dotprod {

namespace {

// Four rows' words of 4 bytes, word by word: each four of them `apart` bytes from the last.
LEXISCAPE_INLINE void store_fours(const int32x4_t* rows, std::int8_t* to, std::size_t apart) {
    const int32x4x2_t low = vtrnq_s32(rows[0], rows[1]), high = vtrnq_s32(rows[2], rows[3]);
    const auto join = [](int32x4_t a, int32x4_t b, bool upper) {
        const int64x2_t x = vreinterpretq_s64_s32(a), y = vreinterpretq_s64_s32(b);
        return vreinterpretq_s8_s64(upper ? vtrn2q_s64(x, y) : vtrn1q_s64(x, y));
    };
    for (std::size_t step = 0; step < 4; ++step) {
        vst1q_s8(to + step * apart, join(low.val[step % 2], high.val[step % 2], step >= 2));
    }
}

void pack_fours(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    auto* out = static_cast<std::int8_t*>(panel);
    for (std::size_t d = 0; d < width; d += 16) {
        for (std::size_t c = 0; c < kPanel; c += 4) {
            int32x4_t values[4];
            for (std::size_t i = 0; i < 4; ++i) {
                values[i] = c + i < count ? vreinterpretq_s32_s8(vld1q_s8(rows[c + i] + d)) : vdupq_n_s32(0);
            }
            store_fours(values, out + d * kPanel + c * 4, kPanel * 4);
        }
    }
}

constexpr std::size_t kTileWidth = 8;  // rows of a packed tile: two registers a step, of which six rows are used
// Bytes of the tile's rows [begin, begin + deep) to [deep/4][8][4].
void pack_tile(const TileRows& rows, std::size_t begin, std::size_t deep, std::int8_t* out) {
    for (std::size_t d = 0; d < deep; d += 16) {
        int32x4_t values[kTileWidth];
        for (std::size_t r = 0; r < kTileWidth; ++r) {
            const std::size_t row = r < kTileRows ? r : kTileRows - 1;
            values[r] = vreinterpretq_s32_s8(vld1q_s8(rows.values[row] + begin + d));
        }
        std::int8_t* to = out + d * kTileWidth;
        for (std::size_t r = 0; r < kTileWidth; r += 4) store_fours(values + r, to + r * 4, kTileWidth * 4);
    }
}

// Named members and not an array: compilers keep these in registers. The sums of a row with 16 columns.
struct RowSums {
    int32x4_t c0, c1, c2, c3;
};

LEXISCAPE_INLINE RowSums load_sums(const std::int32_t* from) {
    return {vld1q_s32(from), vld1q_s32(from + 4), vld1q_s32(from + 8), vld1q_s32(from + 12)};
}

LEXISCAPE_INLINE void store_sums(const RowSums& sums, std::int32_t* to) {
    vst1q_s32(to, sums.c0);
    vst1q_s32(to + 4, sums.c1);
    vst1q_s32(to + 8, sums.c2);
    vst1q_s32(to + 12, sums.c3);
}

template <int Row>
LEXISCAPE_INLINE void add_products(RowSums& sums, int8x16_t rows, const int8x16x4_t& columns) {
    sums.c0 = vdotq_laneq_s32(sums.c0, columns.val[0], rows, Row);
    sums.c1 = vdotq_laneq_s32(sums.c1, columns.val[1], rows, Row);
    sums.c2 = vdotq_laneq_s32(sums.c2, columns.val[2], rows, Row);
    sums.c3 = vdotq_laneq_s32(sums.c3, columns.val[3], rows, Row);
}

// Adds to 6 x 16 sums: 24 of the 32 registers; 4 columns and 2 of rows are six more.
void multiply_block(const std::int8_t* tile, const std::int8_t* panel, std::size_t deep, Sums& out, std::size_t c) {
    RowSums r0 = load_sums(out[0] + c), r1 = load_sums(out[1] + c), r2 = load_sums(out[2] + c);
    RowSums r3 = load_sums(out[3] + c), r4 = load_sums(out[4] + c), r5 = load_sums(out[5] + c);
    for (std::size_t d = 0; d < deep; d += 4) {
        const int8x16_t first = vld1q_s8(tile), second = vld1q_s8(tile + 16);
        const int8x16x4_t columns{{vld1q_s8(panel), vld1q_s8(panel + 16), vld1q_s8(panel + 32), vld1q_s8(panel + 48)}};
        add_products<0>(r0, first, columns);
        add_products<1>(r1, first, columns);
        add_products<2>(r2, first, columns);
        add_products<3>(r3, first, columns);
        add_products<0>(r4, second, columns);
        add_products<1>(r5, second, columns);
        tile += kTileWidth * 4;
        panel += kPanel * 4;
    }
    store_sums(r0, out[0] + c);
    store_sums(r1, out[1] + c);
    store_sums(r2, out[2] + c);
    store_sums(r3, out[3] + c);
    store_sums(r4, out[4] + c);
    store_sums(r5, out[5] + c);
}

void multiply_fours(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
    multiply_in_pieces<kTileWidth, 4>(rows, panel, width, out, pack_tile, multiply_block);
}

}  // namespace

extern constinit const Kernels kernels = [] {
    Kernels table = kPlain;
    table.search.panel_bytes_per_value = sizeof(std::int8_t);
    table.search.pack = pack_fours;
    table.search.multiply = multiply_fours;
    table.search.byte_dot = byte_dot_by_sdot;
    table.search.find_hits = find_hits_by_sums;
    return table;
}();

}  // namespace lexiscape::neon_dotprod
