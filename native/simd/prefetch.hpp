// Asking for memory before its turn.
#pragma once

#include <cstddef>

#include "simd/inline.hpp"

namespace lexiscape {

// Has `bytes` from here on brought into the cache; changes nothing else.
LEXISCAPE_INLINE void prefetch([[maybe_unused]] const void* from, [[maybe_unused]] std::size_t bytes) {
#if defined(__GNUC__) || defined(__clang__)
    for (std::size_t at = 0; at < bytes; at += 64) __builtin_prefetch(static_cast<const char*>(from) + at);
#endif
}

}  // namespace lexiscape
