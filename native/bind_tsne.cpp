// t-SNE for Python: checks shapes and indices, releases the GIL once, calls the kernels.
#include "bindings.hpp"
#include "tsne/affinities.hpp"
#include "tsne/descent.hpp"

using namespace nb::literals;

namespace {

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

template <class Copy>
Output<float> pairs(std::size_t n, Copy&& copy) {
    std::vector<float> out(2 * n);
    copy(std::span<float>(out));
    return owned(std::move(out), {n, 2});
}

}  // namespace

void bind_tsne(nb::module_& m) {
    using lexiscape::Descent;
    m.def("affinities", &affinities, nb::arg("neighbors").noconvert(), nb::arg("squared").noconvert(), "perplexity"_a,
          "threads"_a = 0,
          "neighbors (n, k) int32, squared distances (n, k) float32, ascending -> symmetric affinities as compressed\n"
          "rows: starts (n + 1,) int64, columns uint32, values float32. perplexity 0: all neighbors weigh the same.");
    nb::class_<Descent>(m, "Descent", "Gradient descent on t-SNE's objective.")
        .def(
            "__init__",
            [](Descent* self, const Input<std::int64_t, 1>& starts, const Input<std::uint32_t, 1>& columns,
               const Input<float, 1>& values, const Input<float, 2>& start, float cell, std::size_t nodes, int threads,
               const std::string& instructions) {
                const std::size_t n = start.shape(0);
                if (n == 0 || start.shape(1) != 2) {
                    throw nb::value_error("start must be (n, 2), n > 0");
                }
                const lexiscape::TsneKernels& kernels = kernels_of(instructions).tsne;
                const lexiscape::AffinityView edges = checked(starts, columns, values, n);
                const nb::gil_scoped_release release;
                new (self) Descent(edges, view(start), cell, nodes, threads, kernels);
            },
            nb::arg("starts").noconvert(), nb::arg("columns").noconvert(), nb::arg("values").noconvert(),
            nb::arg("start").noconvert(), "cell"_a, "nodes"_a, "threads"_a = 0, "instructions"_a = "",
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
            "A (n, 2), R (n, 2) and Z of native/tsne/forces.hpp at the present positions.")
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
}
