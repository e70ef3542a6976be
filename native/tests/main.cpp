// Runs every test for every instruction set; those that this processor lacks are named and left out.
#include <cstdio>
#include <cstring>
#include <map>

#include "tests/checks.hpp"

namespace checks {

namespace {

std::size_t done = 0, failed = 0, failed_here = 0;
std::string here;  // instruction set and test
std::map<std::string, std::vector<unsigned char>> first;

}  // namespace

void check(bool holds, const char* file, int line, const char* said) {
    ++done;
    if (holds) return;
    ++failed;
    if (++failed_here <= 5) std::printf("%s:%d: %s: %s\n", file, line, here.c_str(), said);
}

bool as_the_first(const std::string& name, const void* bytes, std::size_t size) {
    const auto* from = static_cast<const unsigned char*>(bytes);
    const auto [at, added] = first.try_emplace(name, from, from + size);
    return added || (at->second.size() == size && std::memcmp(at->second.data(), bytes, size) == 0);
}

// Of all results that instruction sets were compared by: another machine or compiler must print the same (FNV-1a).
std::uint64_t digest() {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const auto& [name, bytes] : first) {
        for (const unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001B3ULL;
    }
    return hash;
}

}  // namespace checks

int main() {
    for (const lexiscape::InstructionSet& set : lexiscape::instruction_sets()) {
        if (const char* const lacking = lexiscape::obstacle(set)) {
            std::printf("%-12s skipped: it needs %s\n", set.name, lacking);
            continue;
        }
        const std::size_t before = checks::done;
        for (const checks::Test& test : checks::tests()) {
            checks::here = std::string(set.name) + " " + test.name;
            checks::failed_here = 0;
            test.body(*set.kernels);
        }
        std::printf("%-12s %zu tests, %zu checks\n", set.name, checks::tests().size(), checks::done - before);
    }
    std::printf("results      %016llx\n", static_cast<unsigned long long>(checks::digest()));
    if (checks::failed != 0) std::printf("%zu checks failed\n", checks::failed);
    return checks::failed == 0 && checks::done != 0 ? 0 : 1;
}
