#include "instruction_sets/dispatch.hpp"

#include <atomic>
#include <stdexcept>
#include <string>

#include "instruction_sets/processor.hpp"

// The rows of CMakeLists.txt: LEXISCAPE_INSTRUCTION_SET(name, namespace of its kernels, questions to the processor) or,
// where the compiler does not know it, LEXISCAPE_ABSENT_INSTRUCTION_SET(name).
#define LEXISCAPE_INSTRUCTION_SET(name, place, needs) \
    namespace lexiscape::place {                      \
    extern const Kernels kernels;                     \
    }
#define LEXISCAPE_ABSENT_INSTRUCTION_SET(name)
#include "instruction_sets.inc"
#undef LEXISCAPE_INSTRUCTION_SET
#undef LEXISCAPE_ABSENT_INSTRUCTION_SET

namespace lexiscape {

namespace {

#define LEXISCAPE_NEEDS(feature) \
    if (!processor_has(feature)) return feature;
#define LEXISCAPE_INSTRUCTION_SET(name, place, needs) \
    {name, &place::kernels, []() -> const char* { needs return nullptr; }},
#define LEXISCAPE_ABSENT_INSTRUCTION_SET(name) {name, nullptr, nullptr},

constexpr InstructionSet kSets[] = {
#include "instruction_sets.inc"
};

}  // namespace

std::span<const InstructionSet> instruction_sets() { return kSets; }

const char* obstacle(const InstructionSet& set) {
    return set.kernels == nullptr ? "kernels in this build" : set.lacks();
}

namespace {

std::atomic<const InstructionSet*> in_use{nullptr};  // nullptr: the fastest that runs here

const InstructionSet& find(std::string_view name) {
    const InstructionSet* found = nullptr;
    std::string here, why;
    for (const InstructionSet& set : kSets) {
        const char* const lacking = obstacle(set);
        if (lacking == nullptr) here += (here.empty() ? "" : ", ") + std::string(set.name);
        if (!name.empty() && name != set.name) continue;
        if (lacking == nullptr) {
            found = &set;
        } else {
            why = std::string(" (it needs ") + lacking + ")";
        }
    }
    if (found == nullptr) {
        throw std::invalid_argument("no instruction set " + std::string(name) + " here" + why + "; there are: " + here);
    }
    return *found;
}

}  // namespace

const InstructionSet& instruction_set(std::string_view name) {
    if (!name.empty()) return find(name);
    // asked for once: a virtual machine takes a fifth of a millisecond to say what its processor can
    static const InstructionSet& fastest = find("");
    const InstructionSet* const used = in_use.load();
    return used != nullptr ? *used : fastest;
}

void use_instruction_set(std::string_view name) { in_use.store(name.empty() ? nullptr : &find(name)); }

}  // namespace lexiscape
