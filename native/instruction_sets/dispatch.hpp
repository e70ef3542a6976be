// Which kernels run: chosen by name, when the program runs. The same bits come out of all of them.
//
// An instruction set is a file here and a row in CMakeLists.txt, which gives its name and what a processor must have
// for it: from that row come the file's compiler flags and the questions put to the processor.
#pragma once

#include <span>
#include <string_view>

#include "instruction_sets/kernels.hpp"

namespace lexiscape {

struct InstructionSet {
    const char* name;
    const Kernels* kernels;  // nullptr: this build was made without them
    const char* (*lacks)();  // what this processor lacks for them, nullptr: nothing
};

// All that there are, slowest first, whether they run here or not. The first runs everywhere.
std::span<const InstructionSet> instruction_sets();

// Why its kernels cannot run here; nullptr: they can.
const char* obstacle(const InstructionSet& set);

// The one of this name; "" is the one in use. Where there is none, or it does not run here, std::invalid_argument says
// which do.
const InstructionSet& instruction_set(std::string_view name = "");

// Takes the one of this name into use, for all stages and threads; "" is the fastest that runs here, which is in use
// when the program starts. Throws as instruction_set does.
void use_instruction_set(std::string_view name);

}  // namespace lexiscape
