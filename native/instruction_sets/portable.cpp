// The kernels for every processor of the architecture.
#define LEXISCAPE_ISA portable

#include "instruction_sets/plain.hpp"

namespace lexiscape::portable {

extern constinit const Kernels kernels = kPlain;

}  // namespace lexiscape::portable
