// x86: asked of the processor itself, and not by __builtin_cpu_supports: that is not in Microsoft's compiler, finds no library
// under clang-cl, and answers no to everything in programs for Windows that other compilers make.
//
// Bits: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2A, CPUID (leaves 1 and 7); which parts of
// the registers the operating system saves: volume 1, section 13.3, XCR0.
#include "instruction_sets/processor.hpp"

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__) || defined(__i386__) || (defined(_M_X64) && !defined(_M_ARM64EC)) || defined(_M_IX86)
#define LEXISCAPE_X86
#if defined(_MSC_VER) && !defined(__clang__)  // clang-cl knows the other way too
#define LEXISCAPE_BY_INTRINSICS
#include <intrin.h>
#else
#include <cpuid.h>
#endif
#elif defined(__aarch64__) || defined(_M_ARM64)
#define LEXISCAPE_ARM
#if defined(__linux__)
#include <sys/auxv.h>
#elif defined(__APPLE__)
#include <sys/sysctl.h>
#elif defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#endif
#endif

namespace lexiscape {

#if defined(LEXISCAPE_X86)

namespace {

enum Register { eax, ebx, ecx, edx };

struct Answer {
    std::uint32_t registers[4];
};

// All zero: the processor has no such leaf.
Answer cpuid(std::uint32_t leaf, std::uint32_t part) {
    Answer answer{};
#if defined(LEXISCAPE_BY_INTRINSICS)
    int registers[4];
    __cpuid(registers, 0);
    if (leaf > static_cast<std::uint32_t>(registers[0])) return answer;
    __cpuidex(registers, static_cast<int>(leaf), static_cast<int>(part));
    for (int i = 0; i < 4; ++i) answer.registers[i] = static_cast<std::uint32_t>(registers[i]);
#else
    std::uint32_t* const to = answer.registers;
    __get_cpuid_count(leaf, part, to + eax, to + ebx, to + ecx, to + edx);
#endif
    return answer;
}

bool bit(std::uint64_t bits, int at) { return (bits >> at & 1) != 0; }

// Which registers the operating system saves when threads change; it must say that it saves any.
std::uint64_t saved_registers() {
    constexpr int kOsxsave = 27;
    if (!bit(cpuid(1, 0).registers[ecx], kOsxsave)) return 0;
#if defined(LEXISCAPE_BY_INTRINSICS)
    return _xgetbv(0);
#else
    std::uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return static_cast<std::uint64_t>(high) << 32 | low;
#endif
}

constexpr std::uint64_t kAvxSaved = 0x6, kAvx512Saved = 0xE6;  // XMM, YMM; these and masks, ZMM

struct Feature {
    std::string_view name;
    std::uint32_t leaf, part;
    Register where;
    int at;
    std::uint64_t saved;  // what the operating system must save for it
};

constexpr Feature kFeatures[] = {
    {"fma", 1, 0, ecx, 12, kAvxSaved},           {"avx2", 7, 0, ebx, 5, kAvxSaved},
    {"avxvnni", 7, 1, eax, 4, kAvxSaved},        {"avx512f", 7, 0, ebx, 16, kAvx512Saved},
    {"avx512dq", 7, 0, ebx, 17, kAvx512Saved},   {"avx512bw", 7, 0, ebx, 30, kAvx512Saved},
    {"avx512vl", 7, 0, ebx, 31, kAvx512Saved},   {"avx512vnni", 7, 0, ecx, 11, kAvx512Saved},
};

}  // namespace

bool processor_has(std::string_view feature) {
    for (const Feature& known : kFeatures) {
        if (known.name != feature) continue;
        return bit(cpuid(known.leaf, known.part).registers[known.where], known.at) &&
               (saved_registers() & known.saved) == known.saved;
    }
    return false;
}

#elif defined(LEXISCAPE_ARM)

namespace {

// Only the operating system may ask an ARM processor what it has; each has its own way to pass it on.
struct Feature {
    std::string_view name;
    unsigned long linux_word, linux_bit;  // of getauxval: Linux, arch/arm64/include/uapi/asm/hwcap.h
    const char* apple;                    // of sysctlbyname
    unsigned long windows;                // of IsProcessorFeaturePresent: winnt.h, PF_ARM_V82_…_INSTRUCTIONS_AVAILABLE
};

constexpr unsigned long kHwcap = 16, kHwcap2 = 26;  // AT_HWCAP, AT_HWCAP2

constexpr Feature kFeatures[] = {
    {"dotprod", kHwcap, 20, "hw.optional.arm.FEAT_DotProd", 43},
    {"i8mm", kHwcap2, 13, "hw.optional.arm.FEAT_I8MM", 66},
};

bool has([[maybe_unused]] const Feature& feature) {
#if defined(__linux__)
    return (getauxval(feature.linux_word) >> feature.linux_bit & 1) != 0;
#elif defined(__APPLE__)
    int answer = 0;
    std::size_t size = sizeof answer;
    return sysctlbyname(feature.apple, &answer, &size, nullptr, 0) == 0 && answer != 0;
#elif defined(_WIN32)
    return IsProcessorFeaturePresent(feature.windows) != 0;
#else
    return false;
#endif
}

}  // namespace

bool processor_has(std::string_view feature) {
    for (const Feature& known : kFeatures) {
        if (known.name == feature) return has(known);
    }
    return false;
}

#else

bool processor_has(std::string_view) { return false; }

#endif

}  // namespace lexiscape
