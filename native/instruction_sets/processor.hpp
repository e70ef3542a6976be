// What the processor at hand can do.
#pragma once

#include <string_view>

namespace lexiscape {

// Whether the processor and the operating system have this feature, by its name as a flag of GCC and Clang without -m
// ("avx2"). An unknown name is had by none.
bool processor_has(std::string_view feature);

}  // namespace lexiscape
