// The kernels for x86 processors with AVX2 and fused multiply-adds.
//
// A panel is [width/2][64][2] int16: vpmaddwd multiplies pairs of int16 and adds them, 16 products an instruction.
#define LEXISCAPE_ISA avx2

#include <immintrin.h>

#include "instruction_sets/avx2.hpp"
#include "instruction_sets/plain.hpp"

namespace lexiscape::avx2 {

namespace {

void pack_pairs(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    pack_by_transposes<16>(rows, count, width, panel, _mm256_setzero_si256(), [](const std::int8_t* from) {
        return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
    });
}

// Two rows against 8 columns a register: with 4, 8 sums, 4 columns and 1 row stay in the 16 registers of AVX2.
template <int Columns>
void multiply_block(const std::int16_t* const* rows, const std::int16_t* panel,
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

void multiply_pairs(const TileRows& rows, const void* panel, std::size_t width, Sums& out) {
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
                multiply_block<4>(pointers, from + c * 2, deep, to);
            }
            for (std::size_t half = 0; half < 2; ++half) {
                for (std::size_t c = 0; c < kPanel; ++c) {
                    out[r + half][c] = begin == 0 ? part[half][c] : out[r + half][c] + part[half][c];
                }
            }
        }
    }
}

}  // namespace

extern constinit const Kernels kernels = [] {
    Kernels table = kPlain;
    table.search.panel_bytes_per_value = sizeof(std::int16_t);
    table.search.pack = pack_pairs;
    table.search.multiply = multiply_pairs;
    table.search.find_hits = find_hits_by_sign;
    table.search.holds = holds_by_sign;
    table.search.take = take_by_sign;
    return table;
}();

}  // namespace lexiscape::avx2
