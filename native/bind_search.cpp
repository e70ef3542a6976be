// Neighbor search for Python: checks shapes, releases the GIL once, calls the kernels.
#include "bindings.hpp"
#include "graph/nearest_many.hpp"
#include "rows/row_scan.hpp"
#include "search/half_rows.hpp"
#include "search/nearest_exact.hpp"
#include "search/nearest_rows.hpp"
#include "search/review_proposals.hpp"

using namespace nb::literals;

namespace {

using Matrix = nb::ndarray<const float, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using Norms = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Doubles = nb::ndarray<double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Rows = nb::ndarray<const std::int32_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using StartTable = Input<std::int32_t, 2>;
using IndexTable = nb::ndarray<std::int32_t, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using DistanceTable = nb::ndarray<float, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

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
                   int threads, nb::callable tick, const std::string& instructions) {
    const lexiscape::RowSource source = source_of(vectors, norms, rows, cosine);
    const lexiscape::NeighborTable table = table_of(indices, distances, source.count);
    require(table.k >= 1 && table.k < source.count, "k must be at least 1 and less than the number of rows");
    const lexiscape::SearchKernels& kernels = kernels_of(instructions).search;
    Ticker ticker(std::move(tick));
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    lexiscape::nearest_exact(source, kernels, workers, table, ticker);
}

// Line i of the tables belongs to queries[i], a position in rows.
void nearest_exact_of(Matrix vectors, Norms norms, Rows rows, bool cosine, Rows queries, IndexTable indices,
                      DistanceTable distances, int threads, nb::callable tick, const std::string& instructions) {
    const lexiscape::RowSource source = source_of(vectors, norms, rows, cosine);
    const lexiscape::NeighborTable table = table_of(indices, distances, queries.shape(0));
    require(table.k >= 1 && table.k < source.count, "k must be at least 1 and less than the number of rows");
    std::vector<std::int32_t> asked(queries.data(), queries.data() + queries.shape(0));
    require(!asked.empty(), "queries must not be empty");
    for (const std::int32_t row : asked) {
        require(row >= 0 && static_cast<std::size_t>(row) < source.count, "queries must be positions in rows");
    }
    const lexiscape::SearchKernels& kernels = kernels_of(instructions).search;
    Ticker ticker(std::move(tick));
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    lexiscape::nearest_exact_of(source, std::move(asked), kernels, workers, table, ticker);
}

// search/half_rows.hpp. values: the bits of halves, (rows, width); squares, rounded, errors: (rows,). Returns the unit.
double round_to_halves(Matrix vectors, Norms norms, Rows rows, bool cosine,
                       nb::ndarray<std::uint16_t, nb::ndim<2>, nb::c_contig, nb::device::cpu> values, Doubles squares,
                       Doubles rounded, Doubles errors, int threads) {
    const lexiscape::RowSource source = source_of(vectors, norms, rows, cosine);
    require(values.shape(0) == source.count && squares.shape(0) == source.count && rounded.shape(0) == source.count &&
                errors.shape(0) == source.count,
            "values, squares, rounded and errors must have a line for each row");
    require(values.shape(1) == source.width(), "values must be as wide as the rows, and one wider for zero rows");
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    return lexiscape::round_to_halves(source, workers,
                                      {values.shape(1), values.data(), squares.data(), rounded.data(), errors.data()});
}

// search/review_proposals.hpp. proposed, upper: (lists, length), of rows first, first + 1, ... ; verdicts: (lists,).
void review_proposals(Matrix vectors, Norms norms, Rows rows, bool cosine, Norms half_square, Norms slack, double unit,
                      int first, nb::ndarray<const std::int32_t, nb::ndim<2>, nb::c_contig, nb::device::cpu> proposed,
                      Matrix upper, IndexTable indices, DistanceTable distances,
                      nb::ndarray<std::uint8_t, nb::ndim<1>, nb::c_contig, nb::device::cpu> verdicts, int threads,
                      const std::string& instructions) {
    const lexiscape::RowSource source = source_of(vectors, norms, rows, cosine);
    const std::size_t lists = proposed.shape(0);
    require(half_square.shape(0) == source.count && slack.shape(0) == source.count,
            "half_square and slack must be (rows,)");
    require(upper.shape(0) == lists && upper.shape(1) == proposed.shape(1), "proposed and upper must be of one shape");
    require(verdicts.shape(0) == lists, "verdicts must be (lists,)");
    require(first >= 0 && static_cast<std::size_t>(first) + lists <= source.count, "lists must be of rows");
    const lexiscape::NeighborTable table = table_of(indices, distances, lists);
    require(table.k >= 1 && table.k < source.count, "k must be at least 1 and less than the number of rows");
    const lexiscape::ProposedTerms terms{half_square.data(), slack.data(), unit};
    const lexiscape::Proposals proposals{static_cast<std::size_t>(first), lists, proposed.shape(1), proposed.data(),
                                         upper.data()};
    const lexiscape::SearchKernels& kernels = kernels_of(instructions).search;
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    const lexiscape::ExactDistance distance(source.metric, source.vectors, source.dim, source.squared_norms, kernels);
    lexiscape::review_proposals(source, distance, terms, proposals, workers, table, verdicts.data());
}

// Returns what was done, by name: graph/nearest_many.hpp. recall, entry_cost, copy_products: the Aim of
// nearest_approximate.hpp.
nb::dict nearest_many(Matrix vectors, Norms norms, Rows rows, bool cosine, IndexTable indices, DistanceTable distances,
                      Rows checked, IndexTable truth, bool by_graph, StartTable start, double recall, double entry_cost,
                      double copy_products, int threads, nb::callable tick, const std::string& instructions) {
    const lexiscape::RowSource source = source_of(vectors, norms, rows, cosine);
    const lexiscape::NeighborTable table = table_of(indices, distances, source.count);
    require(table.k >= 1 && table.k < source.count, "k must be at least 1 and less than the number of rows");
    require(truth.shape(0) == checked.shape(0) && truth.shape(1) == table.k, "truth must be (checked, k)");
    const std::vector<std::int32_t> sample(checked.data(), checked.data() + checked.shape(0));
    for (const std::int32_t row : sample) {
        require(row >= 0 && static_cast<std::size_t>(row) < source.count, "checked must be positions in rows");
    }
    require(start.shape(0) == source.count, "start must be (rows, width)");
    for (const std::int32_t row : view(start)) {
        require(row >= -1 && row < static_cast<std::int64_t>(source.count), "start must be positions in rows, or -1");
    }
    const lexiscape::SearchKernels& kernels = kernels_of(instructions).search;
    Ticker ticker(std::move(tick));
    const lexiscape::ManyReport report = [&] {
        const nb::gil_scoped_release release;
        lexiscape::Workers workers(threads);
        return lexiscape::nearest_many(source, kernels, workers, table, by_graph, {start.shape(1), start.data()},
                                       {recall, entry_cost, copy_products}, sample, truth.data(), ticker);
    }();
    nb::dict told;
    told["search"] = report.graph.reached ? "graph" : "all pairs";
    const lexiscape::NearCopies copies = report.graph.reached ? report.graph.near_copies : report.reduction.near_copies;
    told["near_copies"] = copies.searched;
    if (copies.left != 0) told["near_copies_left"] = copies.left;
    if (report.graph.cells != 0) {
        told["cells"] = report.graph.cells;
        told["probed"] = report.graph.probed;
    }
    if (report.graph.started) told["start"] = "known neighbors";
    if (report.graph.cells != 0 || report.graph.started) told["rounds"] = report.graph.rounds;
    if (!report.graph.reached) {
        told["directions"] = report.reduction.directions;
        told["shortlist"] = report.reduction.shortlist;
    }
    return told;
}

void nearest_rows(Matrix vectors, Norms norms, Rows queries, bool cosine, IndexTable indices, DistanceTable distances,
                  int threads, const std::string& instructions) {
    const lexiscape::RowSource source = source_of(vectors, norms, queries, cosine);
    const lexiscape::NeighborTable table = table_of(indices, distances, source.count);
    require(table.k < vectors.shape(0), "k must be less than the number of rows");
    const lexiscape::SearchKernels& kernels = kernels_of(instructions).search;
    const nb::gil_scoped_release release;
    lexiscape::Workers workers(threads);
    const lexiscape::ExactDistance distance(source.metric, source.vectors, source.dim, source.squared_norms,
                                            kernels);
    lexiscape::nearest_rows(distance, vectors.shape(0), source.rows, source.count, workers, table);
}

}  // namespace

void bind_search(nb::module_& m) {
    m.def("spread_to_copies", &spread_to_copies, "first"_a.noconvert(), "distinct"_a.noconvert(),
          "found_indices"_a.noconvert(), "found_distances"_a.noconvert(), "indices"_a.noconvert(),
          "distances"_a.noconvert(), "threads"_a);
    m.def("nearest_exact", &nearest_exact, "vectors"_a.noconvert(), "norms"_a.noconvert(), "rows"_a.noconvert(),
          "cosine"_a, "indices"_a.noconvert(), "distances"_a.noconvert(), "threads"_a, "tick"_a, "instructions"_a = "");
    m.def("nearest_exact_of", &nearest_exact_of, "vectors"_a.noconvert(), "norms"_a.noconvert(), "rows"_a.noconvert(),
          "cosine"_a, "queries"_a.noconvert(), "indices"_a.noconvert(), "distances"_a.noconvert(), "threads"_a, "tick"_a,
          "instructions"_a = "");
    m.def("round_to_halves", &round_to_halves, "vectors"_a.noconvert(), "norms"_a.noconvert(), "rows"_a.noconvert(),
          "cosine"_a, "values"_a.noconvert(), "squares"_a.noconvert(), "rounded"_a.noconvert(), "errors"_a.noconvert(),
          "threads"_a);
    m.def("review_proposals", &review_proposals, "vectors"_a.noconvert(), "norms"_a.noconvert(), "rows"_a.noconvert(),
          "cosine"_a, "half_square"_a.noconvert(), "slack"_a.noconvert(), "unit"_a, "first"_a, "proposed"_a.noconvert(),
          "upper"_a.noconvert(), "indices"_a.noconvert(), "distances"_a.noconvert(), "verdicts"_a.noconvert(),
          "threads"_a, "instructions"_a = "");
    m.def("nearest_many", &nearest_many, "vectors"_a.noconvert(), "norms"_a.noconvert(), "rows"_a.noconvert(), "cosine"_a,
          "indices"_a.noconvert(), "distances"_a.noconvert(), "checked"_a.noconvert(), "truth"_a.noconvert(), "by_graph"_a,
          "start"_a.noconvert(),
          "recall"_a, "entry_cost"_a, "copy_products"_a, "threads"_a, "tick"_a, "instructions"_a = "");
    m.def("nearest_rows", &nearest_rows, "vectors"_a.noconvert(), "norms"_a.noconvert(), "queries"_a.noconvert(),
          "cosine"_a, "indices"_a.noconvert(), "distances"_a.noconvert(), "threads"_a, "instructions"_a = "");
}
