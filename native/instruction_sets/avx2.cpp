// The kernels, compiled for processors with AVX2.
#define LEXISCAPE_ISA avx2
#include "instruction_sets/kernels.hpp"

namespace lexiscape {
const Kernels kAvx2Kernels = LEXISCAPE_KERNELS("avx2");
}
