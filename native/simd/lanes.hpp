// Eight floats (or doubles) that are added, multiplied and divided together.
//
// Kernels are written once, in lanes; compiled for the baseline a Float8 is two or four registers, compiled for AVX2
// it is one. No operation here reorders a sum or contracts a product with a sum, so that every compilation of a kernel
// gives the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simd/inline.hpp"

namespace lexiscape {

inline constexpr int kLanes = 8;

namespace LEXISCAPE_ISA {

#if defined(LEXISCAPE_VECTORS)
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
#if defined(LEXISCAPE_VECTORS)
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
#if defined(LEXISCAPE_VECTORS)
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

// Shuffles between the two halves (of four lanes) of a Float8.
#if defined(LEXISCAPE_VECTORS)
template <int Lane>
LEXISCAPE_INLINE Float8 lane_of_each_half(Float8 v) {
    constexpr int a = Lane, b = Lane + 4;
    return __builtin_shufflevector(v, v, a, a, a, a, b, b, b, b);
}
LEXISCAPE_INLINE Float8 low_half_twice(Float8 v) { return __builtin_shufflevector(v, v, 0, 1, 2, 3, 0, 1, 2, 3); }
LEXISCAPE_INLINE Float8 high_half_twice(Float8 v) { return __builtin_shufflevector(v, v, 4, 5, 6, 7, 4, 5, 6, 7); }
#else
template <int Lane>
LEXISCAPE_INLINE Float8 lane_of_each_half(Float8 v) {
    Float8 r;
    for (int i = 0; i < kLanes; ++i) r.lane[i] = v.lane[(i & 4) + Lane];
    return r;
}
LEXISCAPE_INLINE Float8 low_half_twice(Float8 v) {
    Float8 r;
    for (int i = 0; i < kLanes; ++i) r.lane[i] = v.lane[i & 3];
    return r;
}
LEXISCAPE_INLINE Float8 high_half_twice(Float8 v) {
    Float8 r;
    for (int i = 0; i < kLanes; ++i) r.lane[i] = v.lane[4 + (i & 3)];
    return r;
}
#endif

// Four floats, in both halves.
LEXISCAPE_INLINE Float8 load_twice(const float* from) {
#if defined(LEXISCAPE_VECTORS)
    typedef float Float4 __attribute__((vector_size(16)));
    Float4 four;
    std::memcpy(&four, from, sizeof four);
    return __builtin_shufflevector(four, four, 0, 1, 2, 3, 0, 1, 2, 3);
#else
    Float8 r;
    for (int i = 0; i < kLanes; ++i) r.lane[i] = from[i & 3];
    return r;
#endif
}

// Rounded toward zero: as integers, and as floats again.
LEXISCAPE_INLINE Float8 truncate(Float8 v, std::int32_t* whole) {
#if defined(LEXISCAPE_VECTORS)
    typedef std::int32_t Int8 __attribute__((vector_size(32)));
    const Int8 integers = __builtin_convertvector(v, Int8);
    std::memcpy(whole, &integers, sizeof integers);
    return __builtin_convertvector(integers, Float8);
#else
    for (int i = 0; i < kLanes; ++i) {
        whole[i] = static_cast<std::int32_t>(v.lane[i]);
        v.lane[i] = static_cast<float>(whole[i]);
    }
    return v;
#endif
}

// Lane by lane: a < b ? yes : no.
LEXISCAPE_INLINE Float8 where_less(Float8 a, Float8 b, Float8 yes, Float8 no) {
#if defined(LEXISCAPE_VECTORS)
    return a < b ? yes : no;
#else
    for (int i = 0; i < kLanes; ++i) yes.lane[i] = a.lane[i] < b.lane[i] ? yes.lane[i] : no.lane[i];
    return yes;
#endif
}

// The natural logarithm of lanes in [1, infinity), to about 1e-7: with v = m 2^e, m within sqrt(1/2) .. sqrt(2), it is
// e log 2 + 2 artanh((m - 1) / (m + 1)), the latter by the first five terms of its series.
LEXISCAPE_INLINE Float8 logarithm(Float8 v) {
    Float8 exponent = all(0.0F), mantissa = v;
    for (int i = 0; i < kLanes; ++i) {
        std::uint32_t bits;
        const float value = v[i];
        std::memcpy(&bits, &value, sizeof bits);
        const std::uint32_t shifted = bits - 0x3F3504F3U;  // sqrt(1/2)
        exponent[i] = static_cast<float>(static_cast<std::int32_t>(shifted) >> 23);
        bits = (shifted & 0x007FFFFFU) + 0x3F3504F3U;
        float scaled_down;
        std::memcpy(&scaled_down, &bits, sizeof bits);
        mantissa[i] = scaled_down;
    }
    const Float8 s = (mantissa - all(1.0F)) / (mantissa + all(1.0F)), s2 = s * s;
    const Float8 series =
        all(2.0F) + s2 * (all(2.0F / 3) + s2 * (all(2.0F / 5) + s2 * (all(2.0F / 7) + s2 * all(2.0F / 9))));
    return exponent * all(0.69314718056F) + s * series;
}

// The sum of the lanes, always in this order.
template <class V>
LEXISCAPE_INLINE auto sum(const V& v) {
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

}  // namespace LEXISCAPE_ISA
}  // namespace lexiscape
