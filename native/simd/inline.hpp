// What a kernel asks of the compiler.
//
// A kernel is written once and compiled once for each instruction set (instruction_sets/), in a namespace of its own,
// LEXISCAPE_ISA: were two compilations to share one inline function, the linker might keep the one that only some
// processors can run. Whatever small functions kernels share with the rest is LEXISCAPE_INLINE: it has no copy to keep.
#pragma once

#ifndef LEXISCAPE_ISA
#define LEXISCAPE_ISA portable
#endif

#if defined(__GNUC__) || defined(__clang__)
#define LEXISCAPE_INLINE inline __attribute__((always_inline))
#define LEXISCAPE_RACES __attribute__((no_sanitize("thread")))  // reads what others write, and bears any value of it
#if !defined(LEXISCAPE_PLAIN_LANES)
#define LEXISCAPE_VECTORS  // vectors are a type, shuffled by builtins; without them lanes are loops
#endif
#else
#define LEXISCAPE_INLINE __forceinline
#define LEXISCAPE_RACES
#pragma fp_contract(off)  // as -ffp-contract=off, which the other compilers are given
#endif
