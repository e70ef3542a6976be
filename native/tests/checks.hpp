// Tests of kernels: each runs once for every instruction set that the processor has (main.cpp).
//
// Of a test framework no more than this is needed, and none is to be had without a package of the system.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "instruction_sets/dispatch.hpp"

namespace checks {

struct Test {
    const char* name;
    void (*body)(const lexiscape::Kernels& kernels);
};

inline std::vector<Test>& tests() {
    static std::vector<Test> all;
    return all;
}

struct Add {
    Add(const char* name, void (*body)(const lexiscape::Kernels&)) { tests().push_back({name, body}); }
};

// Counts a check; prints it when it does not hold.
void check(bool holds, const char* file, int line, const char* said);

inline void near(double found, double expected, double tolerance, const char* file, int line, const char* said) {
    const bool holds = std::abs(found - expected) <= tolerance;  // of NaN it does not
    const auto full = [&] { return said + (" is " + std::to_string(found)) + ", not " + std::to_string(expected); };
    check(holds, file, line, holds ? said : full().c_str());
}

// Whether these bytes are those that the first instruction set gave under this name.
bool as_the_first(const std::string& name, const void* bytes, std::size_t size);

// The same numbers on any machine.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t bits() {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return state_ >> 33U;
    }
    std::size_t below(std::size_t end) { return bits() % end; }
    float uniform(float low, float high) { return low + (high - low) * static_cast<float>(bits() % 65536) / 65536.0F; }
    std::vector<float> uniforms(std::size_t count, float low, float high) {
        std::vector<float> values(count);
        for (float& value : values) value = uniform(low, high);
        return values;
    }

  private:
    std::uint64_t state_;
};

}  // namespace checks

#define TEST(name)                                     \
    static void name(const lexiscape::Kernels&);       \
    static const checks::Add added_##name{#name, name}; \
    static void name([[maybe_unused]] const lexiscape::Kernels& kernels)
#define CHECK(holds) checks::check((holds), __FILE__, __LINE__, #holds)
#define CHECK_NEAR(found, expected, tolerance) \
    checks::near(static_cast<double>(found), static_cast<double>(expected), tolerance, __FILE__, __LINE__, #found)
#define CHECK_SAME_BITS(name, values) \
    CHECK(checks::as_the_first(name, (values).data(), (values).size() * sizeof((values)[0])))
