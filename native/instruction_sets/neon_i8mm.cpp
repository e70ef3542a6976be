// The kernels for ARM processors with products of byte matrices (smmla: FEAT_I8MM; Apple from the M2, Graviton from the
// third on).
//
// A panel is [width/8][64][8] int8, a tile of rows [width/8][6][8]: smmla makes 32 products an instruction, two rows with
// two columns in eight dimensions; its four sums are (row 0, column 0), (0, 1), (1, 0), (1, 1).
#define LEXISCAPE_ISA neon_i8mm

#include "instruction_sets/neon.hpp"
#include "instruction_sets/plain.hpp"

namespace lexiscape::neon_i8mm {

namespace {

void pack_eights(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    auto* out = static_cast<std::int8_t*>(panel);
    const auto sixteen = [&](std::size_t c, std::size_t d) {
        return c < count ? vreinterpretq_s64_s8(vld1q_s8(rows[c] + d)) : vdupq_n_s64(0);
    };
    for (std::size_t d = 0; d < width; d += 16) {
        for (std::size_t c = 0; c < kPanel; c += 2) {
            const int64x2_t left = sixteen(c, d), right = sixteen(c + 1, d);
            vst1q_s8(out + d * kPanel + c * 8, vreinterpretq_s8_s64(vtrn1q_s64(left, right)));
            vst1q_s8(out + (d + 8) * kPanel + c * 8, vreinterpretq_s8_s64(vtrn2q_s64(left, right)));
        }
    }
}

// Bytes of the tile's rows [begin, begin + deep) to [deep/8][6][8].
void pack_tile(const TileRows& rows, std::size_t begin, std::size_t deep, std::int8_t* out) {
    for (std::size_t d = 0; d < deep; d += 16) {
        std::int8_t* to = out + d * kTileRows;
        for (std::size_t r = 0; r < kTileRows; r += 2) {
            const int64x2_t upper = vreinterpretq_s64_s8(vld1q_s8(rows.values[r] + begin + d));
            const int64x2_t lower = vreinterpretq_s64_s8(vld1q_s8(rows.values[r + 1] + begin + d));
            vst1q_s8(to + r * 8, vreinterpretq_s8_s64(vtrn1q_s64(upper, lower)));
            vst1q_s8(to + (kTileRows + r) * 8, vreinterpretq_s8_s64(vtrn2q_s64(upper, lower)));
        }
    }
}

// Named members and not an array: compilers keep these in registers. The sums of two rows with 16 columns, by twos.
struct PairSums {
    int32x4_t c0, c1, c2, c3, c4, c5, c6, c7;
};

// Sums of four columns, of one row and of another, as smmla has them: the left two columns and the right two. And back.
LEXISCAPE_INLINE void cross(int32x4_t& first, int32x4_t& second) {
    const int64x2_t a = vreinterpretq_s64_s32(first), b = vreinterpretq_s64_s32(second);
    first = vreinterpretq_s32_s64(vtrn1q_s64(a, b));
    second = vreinterpretq_s32_s64(vtrn2q_s64(a, b));
}

LEXISCAPE_INLINE void cross(PairSums& sums) {
    cross(sums.c0, sums.c1);
    cross(sums.c2, sums.c3);
    cross(sums.c4, sums.c5);
    cross(sums.c6, sums.c7);
}

LEXISCAPE_INLINE PairSums load_sums(const std::int32_t* first, const std::int32_t* second) {
    PairSums sums{vld1q_s32(first),     vld1q_s32(second),     vld1q_s32(first + 4),  vld1q_s32(second + 4),
                  vld1q_s32(first + 8), vld1q_s32(second + 8), vld1q_s32(first + 12), vld1q_s32(second + 12)};
    cross(sums);
    return sums;
}

LEXISCAPE_INLINE void store_sums(PairSums sums, std::int32_t* first, std::int32_t* second) {
    cross(sums);
    vst1q_s32(first, sums.c0);
    vst1q_s32(second, sums.c1);
    vst1q_s32(first + 4, sums.c2);
    vst1q_s32(second + 4, sums.c3);
    vst1q_s32(first + 8, sums.c4);
    vst1q_s32(second + 8, sums.c5);
    vst1q_s32(first + 12, sums.c6);
    vst1q_s32(second + 12, sums.c7);
}

struct RowPairs {
    int8x16_t p0, p1, p2;
};

LEXISCAPE_INLINE void add_products(int32x4_t& sum0, int32x4_t& sum1, int32x4_t& sum2, const RowPairs& rows,
                                   const std::int8_t* columns) {
    const int8x16_t two = vld1q_s8(columns);
    sum0 = vmmlaq_s32(sum0, rows.p0, two);
    sum1 = vmmlaq_s32(sum1, rows.p1, two);
    sum2 = vmmlaq_s32(sum2, rows.p2, two);
}

// Adds to 6 x 16 sums: 24 of the 32 registers; 3 pairs of rows are three more, columns come and go.
void multiply_block(const std::int8_t* tile, const std::int8_t* panel, std::size_t deep, Sums& out, std::size_t c) {
    PairSums a = load_sums(out[0] + c, out[1] + c), b = load_sums(out[2] + c, out[3] + c);
    PairSums e = load_sums(out[4] + c, out[5] + c);
    for (std::size_t d = 0; d < deep; d += 8) {
        const RowPairs rows{vld1q_s8(tile), vld1q_s8(tile + 16), vld1q_s8(tile + 32)};
        add_products(a.c0, b.c0, e.c0, rows, panel);
        add_products(a.c1, b.c1, e.c1, rows, panel + 16);
        add_products(a.c2, b.c2, e.c2, rows, panel + 32);
        add_products(a.c3, b.c3, e.c3, rows, panel + 48);
        add_products(a.c4, b.c4, e.c4, rows, panel + 64);
        add_products(a.c5, b.c5, e.c5, rows, panel + 80);
        add_products(a.c6, b.c6, e.c6, rows, panel + 96);
        add_products(a.c7, b.c7, e.c7, rows, panel + 112);
        tile += kTileRows * 8;
        panel += kPanel * 8;
    }
    store_sums(a, out[0] + c, out[1] + c);
    store_sums(b, out[2] + c, out[3] + c);
    store_sums(e, out[4] + c, out[5] + c);
}

void multiply_eights(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
    multiply_in_pieces<kTileRows, 8>(rows, panel, width, out, pack_tile, multiply_block);
}

}  // namespace

extern constinit const Kernels kernels = [] {
    Kernels table = kPlain;
    table.search.panel_bytes_per_value = sizeof(std::int8_t);
    table.search.pack = pack_eights;
    table.search.multiply = multiply_eights;
    table.search.byte_dot = byte_dot_by_sdot;
    table.search.find_hits = find_hits_by_sums;
    return table;
}();

}  // namespace lexiscape::neon_i8mm
