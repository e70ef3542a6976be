// The only file that knows Python: checks shapes, releases the GIL once, calls the kernels.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>

#include "affinities.hpp"
#include "descent.hpp"
#include "principal.hpp"

#include "nearest_approximate.hpp"
#include "nearest_exact.hpp"
#include "nearest_rows.hpp"
#include "row_scan.hpp"

namespace nb = nanobind;
using namespace nb::literals;

// ---- neighbors ------------------------------------------------------------------------------------------------------

namespace {

using Matrix = nb::ndarray<const float, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using Norms = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Rows = nb::ndarray<const std::int32_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using IndexTable = nb::ndarray<std::int32_t, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using DistanceTable = nb::ndarray<float, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

void require(bool holds, const char* message) {
    if (!holds) throw nb::value_error(message);
}

lexiscape::InstructionSet instruction_set(int wanted) {
    const int best = static_cast<int>(lexiscape::best_instruction_set());
    return static_cast<lexiscape::InstructionSet>(wanted < 0 || wanted > best ? best : wanted);
}

lexiscape::NeighborTable table_of(const IndexTable& indices, const DistanceTable& distances, std::size_t rows) {
    require(indices.shape(0) == rows && distances.shape(0) == rows && indices.shape(1) == distances.shape(1),
            "indices and distances must both be (rows, k)");
    return {indices.shape(1), indices.data(), distances.data()};
}

lexiscape::RowSource source_of(const Matrix& vectors, const Norms& norms, const Rows& rows, bool cosine) {
    require(norms.shape(0) == vectors.shape(0), "norms must be (n,)");
    for (std::size_t i = 0; i < rows.shape(0); ++i) {
        require(rows.data()[i] >= 0 && static_cast<std::size_t>(rows.data()[i]) < vectors.shape(0),
                "rows must be positions in vectors");
    }
    return {vectors.data(),
            vectors.shape(1),
            rows.data(),
            rows.shape(0),
            norms.data(),
            cosine ? lexiscape::Metric::cosine : lexiscape::Metric::euclidean};
}

// Calls back into Python about forty times, however many steps there are.
class Ticker {
public:
    explicit Ticker(nb::callable call) : call_(std::move(call)) {}
    void operator()(std::size_t done, std::size_t total) {
        if (done * kTicks / total == last_ && done != total) return;
        last_ = done * kTicks / total;
        const nb::gil_scoped_acquire hold;
        call_(done, total);
    }

private:
    static constexpr std::size_t kTicks = 40;
    nb::callable call_;
    std::size_t last_ = 0;
};

void squared_norms(Matrix vectors, nb::ndarray<double, nb::ndim<1>, nb::c_contig, nb::device::cpu> out,
                   int threads, int set) {
    require(out.shape(0) == vectors.shape(0), "out must be (n,)");
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    lexiscape::squared_norms(vectors.data(), vectors.shape(0), vectors.shape(1), workers, instruction_set(set),
                             out.data());
}

void first_equal_rows(Matrix vectors, nb::ndarray<std::int32_t, nb::ndim<1>, nb::c_contig, nb::device::cpu> out,
                      int threads) {
    require(out.shape(0) == vectors.shape(0), "out must be (n,)");
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    lexiscape::first_equal_rows(vectors.data(), vectors.shape(0), vectors.shape(1), workers, out.data());
}

void spread_to_copies(Rows first, Rows distinct, IndexTable found_indices, DistanceTable found_distances,
                      IndexTable indices, DistanceTable distances, int threads) {
    const lexiscape::DistinctNeighbors in{first.data(), first.shape(0), distinct.data(), distinct.shape(0),
                                          table_of(found_indices, found_distances, distinct.shape(0))};
    const lexiscape::NeighborTable out = table_of(indices, distances, first.shape(0));
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    lexiscape::spread_to_copies(in, workers, out);
}

void nearest_exact(Matrix vectors, Norms norms, Rows rows, bool cosine, IndexTable indices, DistanceTable distances,
                   int threads, int set, nb::callable tick) {
    const lexiscape::RowSource source = source_of(vectors, norms, rows, cosine);
    const lexiscape::NeighborTable table = table_of(indices, distances, source.count);
    require(table.k >= 1 && table.k < source.count, "k must be at least 1 and less than the number of rows");
    Ticker ticker(std::move(tick));
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    lexiscape::nearest_exact(source, instruction_set(set), workers, table, ticker);
}

// Returns (directions, shortlist); see nearest_approximate.hpp.
nb::tuple nearest_approximate(Matrix vectors, Norms norms, Rows rows, bool cosine, IndexTable indices,
                              DistanceTable distances, Rows checked, IndexTable truth, double entry_cost,
                              int threads, int set, nb::callable tick) {
    const lexiscape::RowSource source = source_of(vectors, norms, rows, cosine);
    const lexiscape::NeighborTable table = table_of(indices, distances, source.count);
    require(table.k >= 1 && table.k < source.count, "k must be at least 1 and less than the number of rows");
    require(truth.shape(0) == checked.shape(0) && truth.shape(1) == table.k, "truth must be (checked, k)");
    const std::vector<std::int32_t> sample(checked.data(), checked.data() + checked.shape(0));
    for (const std::int32_t row : sample) {
        require(row >= 0 && static_cast<std::size_t>(row) < source.count, "checked must be positions in rows");
    }
    Ticker ticker(std::move(tick));
    const lexiscape::Reduction chosen = [&] {
        const nb::gil_scoped_release release;
        lexiscape::Workers workers(threads);
        return lexiscape::nearest_approximate(source, instruction_set(set), workers, table, sample, truth.data(),
                                              entry_cost, ticker);
    }();
    return nb::make_tuple(chosen.directions, chosen.shortlist);
}

void nearest_rows(Matrix vectors, Norms norms, Rows queries, bool cosine, IndexTable indices, DistanceTable distances,
                  int threads, int set) {
    const lexiscape::RowSource source = source_of(vectors, norms, queries, cosine);
    const lexiscape::NeighborTable table = table_of(indices, distances, source.count);
    require(table.k < vectors.shape(0), "k must be less than the number of rows");
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    const lexiscape::ExactDistance distance(source.metric, source.vectors, source.dim, source.squared_norms,
                                            instruction_set(set));
    lexiscape::nearest_rows(distance, vectors.shape(0), source.rows, source.count, workers, table);
}

}  // namespace

namespace {

// ---- t-SNE -----------------------------------------------------------------------------------------------------------

template <class T, int Dimensions>
using Input = nb::ndarray<const T, nb::ndim<Dimensions>, nb::c_contig, nb::device::cpu>;
template <class T>
using Output = nb::ndarray<nb::numpy, T>;

template <class T>
Output<T> owned(std::vector<T>&& values, std::initializer_list<std::size_t> shape) {
    auto* kept = new std::vector<T>(std::move(values));
    nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<T>*>(p); });
    return Output<T>(kept->data(), shape, owner);
}

template <class Array>
auto view(const Array& array) {
    return std::span(array.data(), array.size());
}

nb::tuple affinities(const Input<std::int32_t, 2>& neighbors, const Input<float, 2>& squared, double perplexity,
                     int threads) {
    const std::size_t n = neighbors.shape(0), k = neighbors.shape(1);
    if (squared.shape(0) != n || squared.shape(1) != k) {
        throw nb::value_error("neighbors and squared distances differ in shape");
    }
    for (const std::int32_t j : view(neighbors)) {
        if (j < 0 || static_cast<std::size_t>(j) >= n) {
            throw nb::value_error("a neighbor is not a row");
        }
    }
    lexiscape::Affinities found;
    {
        const nb::gil_scoped_release release;
        lexiscape::Workers workers(threads);
        found = lexiscape::affinities(view(neighbors), view(squared), n, k, perplexity, workers);
    }
    const std::size_t edges = found.columns.size();
    return nb::make_tuple(owned(std::move(found.starts), {n + 1}), owned(std::move(found.columns), {edges}),
                          owned(std::move(found.values), {edges}));
}

// The rows of affinities(), checked: every index that the kernels will follow lies inside.
lexiscape::AffinityView checked(const Input<std::int64_t, 1>& starts, const Input<std::uint32_t, 1>& columns,
                                const Input<float, 1>& values, std::size_t n) {
    const auto s = view(starts);
    bool fits = s.size() == n + 1 && columns.size() == values.size() && s[0] == 0 &&
                s[n] == static_cast<std::int64_t>(columns.size());
    for (std::size_t i = 0; fits && i < n; ++i) {
        fits = s[i] <= s[i + 1];
    }
    for (const std::uint32_t column : view(columns)) {
        fits = fits && column < n;
    }
    if (!fits) {
        throw nb::value_error("the affinities are not compressed sparse rows of one point each");
    }
    return {s, view(columns), view(values)};
}

const lexiscape::Kernels& kernels_named(const std::string& isa) {
    const lexiscape::Kernels* kernels = lexiscape::kernels_for(isa.c_str());
    if (kernels == nullptr) {
        throw nb::value_error(("no instruction set " + isa + " on this processor or in this build").c_str());
    }
    return *kernels;
}

template <class Copy>
Output<float> pairs(std::size_t n, Copy&& copy) {
    std::vector<float> out(2 * n);
    copy(std::span<float>(out));
    return owned(std::move(out), {n, 2});
}

nb::tuple principal_plane(const Input<float, 2>& matrix, bool unit, std::size_t most_rows, int most_rounds,
                          int threads, const std::string& isa) {
    const std::size_t n = matrix.shape(0), dim = matrix.shape(1);
    if (n == 0 || dim == 0) {
        throw nb::value_error("the matrix is empty");
    }
    const lexiscape::Kernels& kernels = kernels_named(isa);
    std::vector<float> xy(2 * n);
    double share = 0.0;
    {
        const nb::gil_scoped_release release;
        lexiscape::Workers workers(threads);
        share = lexiscape::PrincipalPlane(view(matrix), dim, {unit, most_rows, most_rounds}, kernels, workers).find(xy);
    }
    return nb::make_tuple(owned(std::move(xy), {n, 2}), share);
}

void bind_tsne(nb::module_& m) {
    using lexiscape::Descent;
    m.def("affinities", &affinities, nb::arg("neighbors").noconvert(), nb::arg("squared").noconvert(), "perplexity"_a,
          "threads"_a = 0,
          "neighbors (n, k) int32, squared distances (n, k) float32, ascending -> symmetric affinities as compressed\n"
          "rows: starts (n + 1,) int64, columns uint32, values float32. perplexity 0: all neighbors weigh the same.");
    m.def("principal_plane", &principal_plane, nb::arg("matrix").noconvert(), "unit"_a, "most_rows"_a,
          "most_rounds"_a, "threads"_a = 0, "isa"_a = "",
          "matrix (n, dim) float32 -> coordinates (n, 2) float32 along the two directions of most variance (of the rows\n"
          "scaled to unit length if `unit`), and the share of the variance they hold.");
    nb::class_<Descent>(m, "Descent", "Gradient descent on t-SNE's objective.")
        .def(
            "__init__",
            [](Descent* self, const Input<std::int64_t, 1>& starts, const Input<std::uint32_t, 1>& columns,
               const Input<float, 1>& values, const Input<float, 2>& start, float cell, std::size_t nodes, int threads,
               const std::string& isa) {
                const std::size_t n = start.shape(0);
                if (n == 0 || start.shape(1) != 2) {
                    throw nb::value_error("start must be (n, 2), n > 0");
                }
                const lexiscape::Kernels& kernels = kernels_named(isa);
                const lexiscape::AffinityView edges = checked(starts, columns, values, n);
                const nb::gil_scoped_release release;
                new (self) Descent(edges, view(start), cell, nodes, threads, kernels);
            },
            nb::arg("starts").noconvert(), nb::arg("columns").noconvert(), nb::arg("values").noconvert(),
            nb::arg("start").noconvert(), "cell"_a, "nodes"_a, "threads"_a = 0, "isa"_a = "",
            "Affinities as from affinities(); start (n, 2) float32; cell: width of a grid cell; nodes: most of the grid.")
        .def(
            "run",
            [](Descent& self, int iterations, float exaggeration, float learning_rate, float momentum, float longest) {
                return self.run({iterations, exaggeration, learning_rate, momentum, longest});
            },
            "iterations"_a, "exaggeration"_a, "learning_rate"_a, "momentum"_a, "longest"_a,
            nb::call_guard<nb::gil_scoped_release>(), "Take this many steps; returns the divergence where the last of them began.")
        .def("settle", &Descent::settle, nb::call_guard<nb::gil_scoped_release>(),
             "Reorder memory by position on the map; changes no result but speed and rounding.")
        .def("divergence", &Descent::divergence, nb::call_guard<nb::gil_scoped_release>(),
             "The Kullback-Leibler divergence (nats), without exaggeration.")
        .def(
            "forces",
            [](Descent& self) {
                {
                    const nb::gil_scoped_release release;
                    self.forces();
                }
                const std::size_t n = self.size();
                return nb::make_tuple(pairs(n, [&](std::span<float> out) { self.attraction(out); }),
                                      pairs(n, [&](std::span<float> out) { self.repulsion(out); }), self.z());
            },
            "A (n, 2), R (n, 2) and Z of native/forces.hpp at the present positions.")
        .def(
            "positions",
            [](const Descent& self) {
                return pairs(self.size(), [&](std::span<float> out) { self.positions(out); });
            },
            "(n, 2) float32, in the order of the input's rows.")
        .def_prop_ro(
            "grid",
            [](const Descent& self) {
                return nb::make_tuple(self.field().rows(), self.field().columns(), self.field().cell());
            },
            "Rows, columns and cell width of the grid last used.");
    m.def("instruction_set", [] { return lexiscape::kernels_for()->name; }, "What kernels this processor gets.");
}

}  // namespace

NB_MODULE(_native, m) {
    m.doc() = "Lexiscape's kernels. Private: call them through lexiscape.neighbors and lexiscape.layouts.";
    m.def("squared_norms", &squared_norms, "vectors"_a.noconvert(), "out"_a.noconvert(), "threads"_a, "instructions"_a = -1);
    m.def("first_equal_rows", &first_equal_rows, "vectors"_a.noconvert(), "out"_a.noconvert(), "threads"_a);
    m.def("spread_to_copies", &spread_to_copies, "first"_a.noconvert(), "distinct"_a.noconvert(),
          "found_indices"_a.noconvert(), "found_distances"_a.noconvert(), "indices"_a.noconvert(),
          "distances"_a.noconvert(), "threads"_a);
    m.def("nearest_exact", &nearest_exact, "vectors"_a.noconvert(), "norms"_a.noconvert(), "rows"_a.noconvert(),
          "cosine"_a, "indices"_a.noconvert(), "distances"_a.noconvert(), "threads"_a, "instructions"_a, "tick"_a);
    m.def("nearest_approximate", &nearest_approximate, "vectors"_a.noconvert(), "norms"_a.noconvert(),
          "rows"_a.noconvert(), "cosine"_a, "indices"_a.noconvert(), "distances"_a.noconvert(), "checked"_a.noconvert(),
          "truth"_a.noconvert(), "entry_cost"_a, "threads"_a, "instructions"_a, "tick"_a);
    m.def("nearest_rows", &nearest_rows, "vectors"_a.noconvert(), "norms"_a.noconvert(), "queries"_a.noconvert(),
          "cosine"_a, "indices"_a.noconvert(), "distances"_a.noconvert(), "threads"_a, "instructions"_a = -1);
    m.def("best_instruction_set", [] { return static_cast<int>(lexiscape::best_instruction_set()); });
    bind_tsne(m);
}
