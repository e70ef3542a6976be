// What a kernel asks of the compiler.
//
// A kernel is written once and compiled once for each instruction set (instruction_sets/), in a namespace of its own,
// LEXISCAPE_ISA: were two compilations to share one inline function, the linker might keep the one that only some
// processors can run. Whatever small functions kernels share with the rest is LEXISCAPE_INLINE: it has no copy to keep.
#pragma once

#ifndef LEXISCAPE_ISA
#define LEXISCAPE_ISA portable
#endif

#if defined(_MSC_VER) && !defined(__clang__)
#define LEXISCAPE_INLINE __forceinline
#else
#define LEXISCAPE_INLINE inline __attribute__((always_inline))
#endif
