// Score cards for Python: checks shapes and indices, releases the GIL once, calls the kernels.
#include <cmath>

#include "bindings.hpp"
#include "score/plane_tree.hpp"
#include "score/score_anchors.hpp"

using namespace nb::literals;

namespace {

void require_below(std::span<const std::int32_t> rows, std::size_t end, const char* message) {
    for (const std::int32_t row : rows) require(row >= 0 && static_cast<std::size_t>(row) < end, message);
}

nb::object score_anchors(const Input<float, 2>& matrix, bool cosine, const Input<double, 3>& maps,
                         const Input<std::int32_t, 1>& anchors, const Input<std::int32_t, 1>& others,
                         const Input<std::int32_t, 3>& pairs, std::size_t wide, std::size_t ranked, std::uint64_t salt,
                         int threads, const std::string& instructions) {
    const std::size_t n = matrix.shape(0), count = anchors.shape(0), map_count = maps.shape(0);
    require(maps.shape(1) == n && maps.shape(2) == 2, "maps must be (maps, n, 2)");
    require(count > 0 && pairs.shape(0) == count && pairs.shape(1) == 2, "pairs must be (anchors, 2, pairs)");
    require(wide >= 1 && wide < n && ranked >= 1 && ranked < n, "neighbors must be at least 1 and less than the rows");
    require_below(view(anchors), n, "anchors must be rows");
    require_below(view(others), n, "others must be rows");
    require_below(view(pairs), others.shape(0), "pairs must be positions in others");
    const lexiscape::Kernels& kernels = kernels_of(instructions);
    const lexiscape::ScoreMatrix rows{matrix.data(), n, matrix.shape(1),
                                      cosine ? lexiscape::Metric::cosine : lexiscape::Metric::euclidean};
    const lexiscape::ScoreQuestion question{maps.data(),     map_count,       anchors.data(), count, others.data(),
                                            others.shape(0), pairs.data(),    pairs.shape(2), wide,  ranked,
                                            salt};
    lexiscape::ScoreAnswer answer;
    {
        const nb::gil_scoped_release release;
        lexiscape::Workers workers(threads);
        answer = lexiscape::score_anchors(rows, question, {kernels.score, kernels.search}, workers);
    }
    if (!answer.finite) return nb::none();
    return nb::make_tuple(owned(std::move(answer.map_ranks), {map_count, count, wide}),
                          owned(std::move(answer.true_ranks), {map_count, count, ranked}),
                          owned(std::move(answer.correlations), {map_count, count}),
                          owned(std::move(answer.triplets), {map_count, count}));
}

nb::object reaches(const Input<double, 2>& places, const Input<std::int64_t, 1>& points, std::int64_t wanted, int threads) {
    const std::size_t count = places.shape(0);
    require(places.shape(1) == 2 && points.shape(0) == count, "places must be (n, 2), and points (n,)");
    for (const std::int64_t number : view(points)) require(number >= 1, "a place holds at least one point");
    for (const double coordinate : view(places)) require(std::isfinite(coordinate), "places must be finite");
    require(wanted >= 1, "at least one point must be wanted");
    std::vector<double> squared(count);
    {
        const nb::gil_scoped_release release;
        lexiscape::Workers workers(threads);
        lexiscape::PlaneTree(places.data(), points.data(), count).reaches(wanted, workers, squared.data());
    }
    return nb::cast(owned(std::move(squared), {count}));
}

}  // namespace

void bind_score(nb::module_& m) {
    m.def("reaches", &reaches, nb::arg("places").noconvert(), nb::arg("points").noconvert(), "wanted"_a, "threads"_a = 0,
          "Distinct places (n, 2) float64 and how many points lie in each, int64 -> (n,) float64: the least squared\n"
          "distance within which `wanted` points lie, those of the place itself among them; infinite where there are fewer.");
    m.def("score_anchors", &score_anchors, nb::arg("matrix").noconvert(), "cosine"_a, nb::arg("maps").noconvert(),
          nb::arg("anchors").noconvert(), nb::arg("others").noconvert(), nb::arg("pairs").noconvert(), "wide"_a, "ranked"_a,
          "salt"_a, "threads"_a = 0, "instructions"_a = "",
          "What score_card.py makes scores of: score/score_anchors.hpp. None where a row is not finite.");
}
