// Eight floats (or doubles) that are added, multiplied and divided together.
//
// Kernels are written once, in lanes; compiled for the baseline a Float8 is two or four registers, compiled for AVX2
// it is one. No operation here reorders a sum or contracts a product with a sum, so that every compilation of a kernel
// gives the same bits.
//
// Everything here and in the kernels that include it lives in a namespace named after the instruction set it is
// compiled for (LEXISCAPE_ISA): were two compilations to share one inline function, the linker might keep the AVX2 one
// for all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#ifndef LEXISCAPE_ISA
#define LEXISCAPE_ISA portable
#endif

#if defined(_MSC_VER) && !defined(__clang__)
#define LEXISCAPE_INLINE __forceinline
#define LEXISCAPE_RESTRICT __restrict
#else
#define LEXISCAPE_INLINE inline __attribute__((always_inline))
#define LEXISCAPE_RESTRICT __restrict__
#endif

namespace lexiscape::LEXISCAPE_ISA {

inline constexpr int kLanes = 8;

#if defined(__GNUC__)
template <class T>
struct Vector8;
template <>
struct Vector8<float> {
    typedef float type __attribute__((vector_size(32)));
};
template <>
struct Vector8<double> {
    typedef double type __attribute__((vector_size(64)));
};
template <class T>
using Lanes = typename Vector8<T>::type;

template <class T>
LEXISCAPE_INLINE Lanes<T> all(T value) {
    return Lanes<T>{value, value, value, value, value, value, value, value};
}
#else
template <class T>
struct Lanes {
    T lane[kLanes];
    T& operator[](int i) { return lane[i]; }
    const T& operator[](int i) const { return lane[i]; }
#define LEXISCAPE_LANEWISE(op)                                             \
    friend LEXISCAPE_INLINE Lanes operator op(Lanes a, const Lanes& b) {   \
        for (int i = 0; i < kLanes; ++i) a.lane[i] = a.lane[i] op b.lane[i]; \
        return a;                                                          \
    }                                                                      \
    LEXISCAPE_INLINE Lanes& operator op##=(const Lanes& b) { return *this = *this op b; }
    LEXISCAPE_LANEWISE(+)
    LEXISCAPE_LANEWISE(-)
    LEXISCAPE_LANEWISE(*)
    LEXISCAPE_LANEWISE(/)
#undef LEXISCAPE_LANEWISE
    LEXISCAPE_INLINE Lanes operator-() const {
        Lanes r;
        for (int i = 0; i < kLanes; ++i) r.lane[i] = -lane[i];
        return r;
    }
};

template <class T>
LEXISCAPE_INLINE Lanes<T> all(T value) {
    Lanes<T> r;
    for (int i = 0; i < kLanes; ++i) r.lane[i] = value;
    return r;
}
#endif

using Float8 = Lanes<float>;

template <class T>
LEXISCAPE_INLINE Lanes<T> load(const T* from) {
    Lanes<T> r;
    std::memcpy(&r, from, sizeof r);
    return r;
}

template <class T>
LEXISCAPE_INLINE void store(T* to, Lanes<T> value) {
    std::memcpy(to, &value, sizeof value);
}

// Eight bfloat16 numbers (the upper halves of floats) as floats.
LEXISCAPE_INLINE Float8 widen(const std::uint16_t* from) {
#if defined(__GNUC__)
    typedef std::uint16_t Short8 __attribute__((vector_size(16)));
    typedef std::uint32_t Word8 __attribute__((vector_size(32)));
    Short8 halves;
    std::memcpy(&halves, from, sizeof halves);
    const Word8 words = __builtin_convertvector(halves, Word8) << 16;
    Float8 r;
    std::memcpy(&r, &words, sizeof r);
    return r;
#else
    Float8 r;
    for (int i = 0; i < kLanes; ++i) {
        const std::uint32_t word = static_cast<std::uint32_t>(from[i]) << 16;
        std::memcpy(&r.lane[i], &word, sizeof word);
    }
    return r;
#endif
}

// rows[i][j] and rows[j][i] change places.
LEXISCAPE_INLINE void transpose(Float8* rows) {
#if defined(__GNUC__)
    for (int pass = 0; pass < 3; ++pass) {  // a perfect shuffle of the 64 numbers, three times
        Float8 t[8];
        for (int i = 0; i < 4; ++i) {
            t[2 * i] = __builtin_shufflevector(rows[i], rows[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
            t[2 * i + 1] = __builtin_shufflevector(rows[i], rows[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
        }
        for (int i = 0; i < 8; ++i) {
            rows[i] = t[i];
        }
    }
#else
    for (int i = 0; i < kLanes; ++i) {
        for (int j = 0; j < i; ++j) {
            const float kept = rows[i][j];
            rows[i][j] = rows[j][i];
            rows[j][i] = kept;
        }
    }
#endif
}

// The sum of the lanes, always in this order.
template <class V>
LEXISCAPE_INLINE auto sum(const V& v) {
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

}  // namespace lexiscape::LEXISCAPE_ISA
