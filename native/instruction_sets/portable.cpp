// The kernels, compiled for the baseline of the architecture.
#define LEXISCAPE_ISA portable
#include "instruction_sets/kernels.hpp"

namespace lexiscape {
const Kernels kPortableKernels = LEXISCAPE_KERNELS("portable");
}
