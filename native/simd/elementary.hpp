// Exponential, logarithm, sine and cosine in double: the same bits from every compiler and on every system.
//
// The mathematical libraries of Linux, macOS and Windows differ in their last digits, and that of Linux differs by what
// the processor has. These here are sums and products alone, in an order that the source gives; they are within a few
// units in the last place of the true value (native/tests/test_elementary.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <numbers>

namespace lexiscape {

namespace elementary {

// log 2 in two parts: an integer below 2^11 times the first is exact.
inline constexpr double kLog2High = 0x1.62e42fee00000p-1, kLog2Low = 0x1.a39ef35793c76p-33;
// Added to a number below 2^51, it leaves the nearest whole number in the last bits.
inline constexpr double kWhole = 0x1.8p52;

inline std::uint64_t bits_of(double value) {
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

inline double from_bits(std::uint64_t bits) {
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

// e^x = 2^k e^r with x = k log 2 + r, |r| <= log(2) / 2, for -708 <= x <= 709; the series of e^r to r^13 / 13!.
inline double exponential_within(double x) {
    const double shifted = x * std::numbers::log2e + kWhole;
    const double k = shifted - kWhole;
    const double r = (x - k * kLog2High) - k * kLog2Low;
    double series = 1.0 / 6227020800.0;
    series = series * r + 1.0 / 479001600.0;
    series = series * r + 1.0 / 39916800.0;
    series = series * r + 1.0 / 3628800.0;
    series = series * r + 1.0 / 362880.0;
    series = series * r + 1.0 / 40320.0;
    series = series * r + 1.0 / 5040.0;
    series = series * r + 1.0 / 720.0;
    series = series * r + 1.0 / 120.0;
    series = series * r + 1.0 / 24.0;
    series = series * r + 1.0 / 6.0;
    series = series * r + 0.5;
    const double e = 1.0 + (r + r * r * series);
    return from_bits(bits_of(e) + (bits_of(shifted) << 52));
}

}  // namespace elementary

// e^x; 0 where that is below the smallest normal number's neighborhood (x < -708), infinity above 709.
inline double exponential(double x) {
    if (!(x >= -708.0)) return x < -708.0 ? 0.0 : x;
    if (x > 709.0) return std::numeric_limits<double>::infinity();
    return elementary::exponential_within(x);
}

// e^x of many x <= 709 in place; below -708, where e^x leaves the normal numbers, e^-708 (3e-308).
inline void exponentials(double* x, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) x[i] = elementary::exponential_within(x[i] > -708.0 ? x[i] : -708.0);
}

// The natural logarithm of a normal number above 0: with x = m 2^e, m within sqrt(1/2) .. sqrt(2), it is
// e log 2 + 2 artanh s, s = (m - 1) / (m + 1), by the series s + s^3 / 3 + ... to s^21 / 21.
inline double logarithm(double x) {
    constexpr std::uint64_t kHalfRoot = 0x3FE6A09E667F3BCDULL;  // sqrt(1/2)
    const std::uint64_t above = elementary::bits_of(x) - kHalfRoot;
    const auto exponent = static_cast<double>(static_cast<std::int64_t>(above) >> 52);
    const double m = elementary::from_bits((above & 0x000FFFFFFFFFFFFFULL) + kHalfRoot);
    const double s = (m - 1.0) / (m + 1.0), s2 = s * s;
    double series = 2.0 / 21.0;
    for (int odd = 19; odd >= 3; odd -= 2) series = series * s2 + 2.0 / odd;
    const double small = s * s2 * series + exponent * elementary::kLog2Low;
    return exponent * elementary::kLog2High + (2.0 * s + small);
}

struct CosineSine {
    double cosine, sine;
};

// Of an angle in turns (1: once around), |turns| < 2^50. Turns are cut exactly to an eighth at most; then the series, to
// a^18 / 18! and a^17 / 17!.
inline CosineSine cosine_sine(double turns) {
    const double quarters = (4.0 * turns + elementary::kWhole) - elementary::kWhole;
    const double a = 2.0 * std::numbers::pi * (turns - 0.25 * quarters), a2 = a * a;
    double even = 1.0, odd = 1.0;  // 1 - a^2 / (17 18) (1 - ...)
    for (int i = 18; i >= 2; i -= 2) {
        even = 1.0 - a2 / (i * (i - 1)) * even;
        if (i > 2) odd = 1.0 - a2 / ((i - 1) * (i - 2)) * odd;
    }
    const double cosine = even, sine = a * odd;
    switch (static_cast<std::int64_t>(quarters) & 3) {
        case 0: return {cosine, sine};
        case 1: return {-sine, cosine};
        case 2: return {-cosine, -sine};
        default: return {sine, -cosine};
    }
}

}  // namespace lexiscape
