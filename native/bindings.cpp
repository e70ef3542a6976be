// The only file that knows Python: checks shapes, releases the GIL once, calls the kernels.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

namespace nb = nanobind;

NB_MODULE(_native, m) {
    m.doc() = "Lexiscape's kernels. Private: call them through lexiscape.neighbors and lexiscape.layouts.";
}
