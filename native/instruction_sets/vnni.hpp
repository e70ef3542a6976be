// What x86's two instruction sets with dot products of bytes (VNNI) share: the panel, and the product of two rows.
//
// A panel is [width/4][64][4] uint8. vpdpbusd multiplies unsigned by signed bytes, so the panel holds q + 128 and a sum
// starts at -128 * sum(q of the row).
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <cstring>

#include "search/byte_tiles.hpp"
#include "simd/inline.hpp"

namespace lexiscape::LEXISCAPE_ISA {

inline void pack_fours(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel) {
    auto* out = static_cast<std::uint32_t*>(panel);
    for (std::size_t c = 0; c < kPanel; ++c) {
        for (std::size_t d = 0; d < width; d += 4) {
            std::uint32_t four = 0;
            if (c < count) std::memcpy(&four, rows[c] + d, sizeof four);
            out[d / 4 * kPanel + c] = four ^ 0x80808080U;
        }
    }
}

// add_products(sums, unsigned bytes, signed bytes): vpdpbusd in the encoding that the instruction set has.
template <class AddProducts>
LEXISCAPE_INLINE std::int32_t byte_dot_by(AddProducts add_products, const std::int8_t* x, const std::int8_t* y,
                                          std::size_t width) {
    // (x + 128) . y - 128 sum(y). Widths are multiples of 32.
    const __m256i flip = _mm256_set1_epi8(-128);
    const __m256i ones = _mm256_set1_epi8(1);
    __m256i sum = _mm256_setzero_si256();
    __m256i total = _mm256_setzero_si256();
    for (std::size_t d = 0; d < width; d += 32) {
        const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x + d));
        const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(y + d));
        sum = add_products(sum, _mm256_xor_si256(a, flip), b);
        total = add_products(total, ones, b);
    }
    sum = _mm256_sub_epi32(sum, _mm256_slli_epi32(total, 7));
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
    return _mm_cvtsi128_si32(half);
}

}  // namespace lexiscape::LEXISCAPE_ISA
