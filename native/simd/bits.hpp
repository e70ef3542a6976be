// The lowest bit that is set, by a name that all compilers know.
#pragma once

#if defined(_MSC_VER) && !defined(__clang__)
#include <intrin.h>
#endif

#include "simd/inline.hpp"

namespace lexiscape {

// bits must not be 0.
LEXISCAPE_INLINE int lowest_bit(unsigned bits) {
#if defined(_MSC_VER) && !defined(__clang__)
    unsigned long at;
    _BitScanForward(&at, bits);
    return static_cast<int>(at);
#else
    return __builtin_ctz(bits);
#endif
}

}  // namespace lexiscape
