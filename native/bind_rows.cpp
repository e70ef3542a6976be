// What is told of each row by itself, for Python: checks shapes, releases the GIL once, calls the kernels.
#include "bindings.hpp"
#include "principal/symmetric_eigen.hpp"
#include "rows/along_directions.hpp"
#include "rows/row_scan.hpp"

using namespace nb::literals;

namespace {

using Matrix = Input<float, 2>;
using Row = Input<float, 1>;
using Doubles = nb::ndarray<double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Floats = nb::ndarray<float, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using Positions = nb::ndarray<std::int32_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

void squared_norms(const Matrix& vectors, const Doubles& out, int threads, const std::string& instructions) {
    require(out.shape(0) == vectors.shape(0), "out must be (n,)");
    const lexiscape::SearchKernels& kernels = kernels_of(instructions).search;
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    lexiscape::squared_norms(vectors.data(), vectors.shape(0), vectors.shape(1), workers, kernels, out.data());
}

using OfEachRow = void(const float*, std::size_t, std::size_t, const float*, lexiscape::Workers&,
                       const lexiscape::SearchKernels&, double*);

template <OfEachRow of_each_row>
void with_a_row(const Matrix& vectors, const Row& other, const Doubles& out, int threads, const std::string& instructions) {
    require(other.shape(0) == vectors.shape(1), "other must be (dim,)");
    require(out.shape(0) == vectors.shape(0), "out must be (n,)");
    const lexiscape::SearchKernels& kernels = kernels_of(instructions).search;
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    of_each_row(vectors.data(), vectors.shape(0), vectors.shape(1), other.data(), workers, kernels, out.data());
}

void first_equal_rows(const Matrix& vectors, const Positions& out, int threads) {
    require(out.shape(0) == vectors.shape(0), "out must be (n,)");
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    lexiscape::first_equal_rows(vectors.data(), vectors.shape(0), vectors.shape(1), workers, out.data());
}

void along_directions(const Matrix& vectors, const Input<std::int8_t, 2>& directions, const Floats& out, int threads,
                      const std::string& instructions) {
    require(directions.shape(1) == vectors.shape(1), "directions must be (q, dim)");
    require(out.shape(0) == vectors.shape(0) && out.shape(1) == directions.shape(0), "out must be (n, q)");
    const lexiscape::SearchKernels& kernels = kernels_of(instructions).search;
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    const lexiscape::AlongDirections along({directions.shape(0), directions.shape(1), directions.data()}, kernels);
    along.measure(vectors.data(), vectors.shape(0), workers, out.data());
}

nb::tuple symmetric_eigen(const Input<double, 2>& matrix) {
    const std::size_t n = matrix.shape(0);
    require(matrix.shape(1) == n, "the matrix must be square");
    lexiscape::SymmetricEigen found;
    {
        const nb::gil_scoped_release release;
        found = lexiscape::symmetric_eigen(matrix.data(), n);
    }
    return nb::make_tuple(owned(std::move(found.values), {n}), owned(std::move(found.vectors), {n, n}));
}

}  // namespace

void bind_rows(nb::module_& m) {
    m.def("squared_norms", &squared_norms, "vectors"_a.noconvert(), "out"_a.noconvert(), "threads"_a,
          "instructions"_a = "");
    m.def("dot_products", &with_a_row<lexiscape::dot_products>, "vectors"_a.noconvert(), "other"_a.noconvert(),
          "out"_a.noconvert(), "threads"_a, "instructions"_a = "");
    m.def("squared_gaps", &with_a_row<lexiscape::squared_gaps>, "vectors"_a.noconvert(), "other"_a.noconvert(),
          "out"_a.noconvert(), "threads"_a, "instructions"_a = "");
    m.def("first_equal_rows", &first_equal_rows, "vectors"_a.noconvert(), "out"_a.noconvert(), "threads"_a);
    m.def("along_directions", &along_directions, "vectors"_a.noconvert(), "directions"_a.noconvert(),
          "out"_a.noconvert(), "threads"_a, "instructions"_a = "");
    m.def("symmetric_eigen", &symmetric_eigen, "matrix"_a.noconvert());
}
