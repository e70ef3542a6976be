// Score cards for Python: checks shapes and indices, releases the GIL once, calls the kernels.
#include "bindings.hpp"
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

}  // namespace

void bind_score(nb::module_& m) {
    m.def("score_anchors", &score_anchors, nb::arg("matrix").noconvert(), "cosine"_a, nb::arg("maps").noconvert(),
          nb::arg("anchors").noconvert(), nb::arg("others").noconvert(), nb::arg("pairs").noconvert(), "wide"_a, "ranked"_a,
          "salt"_a, "threads"_a = 0, "instructions"_a = "",
          "What score_card.py makes scores of: score/score_anchors.hpp. None where a row is not finite.");
}
