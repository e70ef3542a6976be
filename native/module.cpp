// The Python module: one call for each stage.
#include "bindings.hpp"

NB_MODULE(_native, m) {
    m.doc() = "Lexiscape's kernels. Private: call them through lexiscape.neighbors and lexiscape.layouts.";
    bind_principal(m);
    bind_search(m);
    bind_tsne(m);
}
