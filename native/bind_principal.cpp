// Principal components for Python: checks shapes, releases the GIL once, calls the kernels.
#include "bindings.hpp"
#include "principal/principal.hpp"

using namespace nb::literals;

namespace {

nb::tuple principal_plane(const Input<float, 2>& matrix, bool unit, std::size_t most_rows, int most_rounds,
                          int threads, const std::string& instructions) {
    const std::size_t n = matrix.shape(0), dim = matrix.shape(1);
    if (n == 0 || dim == 0) {
        throw nb::value_error("the matrix is empty");
    }
    const lexiscape::PrincipalKernels& kernels = kernels_of(instructions).principal;
    std::vector<float> xy(2 * n);
    double share = 0.0;
    {
        const nb::gil_scoped_release release;
        lexiscape::Workers workers(threads);
        share = lexiscape::PrincipalPlane(view(matrix), dim, {unit, most_rows, most_rounds}, kernels, workers).find(xy);
    }
    return nb::make_tuple(owned(std::move(xy), {n, 2}), share);
}

}  // namespace

void bind_principal(nb::module_& m) {
    m.def("principal_plane", &principal_plane, nb::arg("matrix").noconvert(), "unit"_a, "most_rows"_a,
          "most_rounds"_a, "threads"_a = 0, "instructions"_a = "",
          "matrix (n, dim) float32 -> coordinates (n, 2) float32 along the two directions of most variance (of the rows\n"
          "scaled to unit length if `unit`), and the share of the variance they hold.");
}
