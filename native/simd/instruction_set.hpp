// Which instructions a kernel may use, chosen once a call at run time. Every kernel has a portable copy; the copies for
// one processor family only do the same sums faster.
#pragma once

#if (defined(__x86_64__) || defined(__i386__)) && (defined(__GNUC__) || defined(__clang__))
#define LEXISCAPE_X86 1
#include <immintrin.h>
#define LEXISCAPE_TARGET_AVX2 __attribute__((target("avx2,fma")))
#define LEXISCAPE_TARGET_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))
#define LEXISCAPE_INLINE inline __attribute__((always_inline))
#else
#define LEXISCAPE_X86 0
#define LEXISCAPE_INLINE inline
#endif

namespace lexiscape {

enum class InstructionSet { portable = 0, avx2 = 1, avx512_vnni = 2 };

inline InstructionSet best_instruction_set() {
#if LEXISCAPE_X86
    if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) {
        return InstructionSet::avx512_vnni;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return InstructionSet::avx2;
#endif
    return InstructionSet::portable;
}

}  // namespace lexiscape
