// Whole stages as Python calls them: the same bits from every instruction set, number of threads, compiler and system
// (main.cpp prints a digest of them), and right by slow references.
#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "graph/nearest_many.hpp"
#include "search/nearest_exact.hpp"
#include "search/review_proposals.hpp"
#include "rows/row_scan.hpp"
#include "search/selection.hpp"
#include "tests/checks.hpp"
#include "tsne/affinities.hpp"
#include "tsne/descent.hpp"

using namespace lexiscape;
using checks::Random;

namespace {

constexpr std::size_t kRows = 2500, kDim = 40, kNeighbors = 12;

// Rows in clusters, every 50th a copy of the one before.
std::vector<float> clustered() {
    Random random(21);
    const std::vector<float> centers = random.uniforms(30 * kDim, -2.0F, 2.0F);
    std::vector<float> rows = random.uniforms(kRows * kDim, -0.5F, 0.5F);
    for (std::size_t i = 0; i < kRows; ++i) {
        const std::size_t cluster = random.below(30);
        for (std::size_t d = 0; d < kDim; ++d) rows[i * kDim + d] += centers[cluster * kDim + d];
        if (i % 50 == 1) std::copy_n(rows.data() + (i - 1) * kDim, kDim, rows.data() + i * kDim);
    }
    return rows;
}

// The same, but for 900 rows closer together than eight bits can tell, as a vocabulary's unused rows are.
std::vector<float> with_near_copies() {
    std::vector<float> rows = clustered();
    Random random(24);
    const std::vector<float> noise = random.uniforms(900 * kDim, -0.01F, 0.01F);
    for (std::size_t i = 0; i < 900; ++i) {
        for (std::size_t d = 0; d < kDim; ++d) rows[(2 * i + 500) * kDim + d] = rows[d] + noise[i * kDim + d];
    }
    return rows;
}

// Of 2,500 rows all but 100 lie in two places, closer together than eight bits can tell.
std::vector<float> near_copies_alone() {
    std::vector<float> rows = clustered();
    Random random(25);
    const std::vector<float> noise = random.uniforms(kRows * kDim, -0.01F, 0.01F);
    for (std::size_t i = 100; i < kRows; ++i) {
        const std::size_t place = i % 3 == 0 ? 1 : 0;
        for (std::size_t d = 0; d < kDim; ++d) rows[i * kDim + d] = rows[place * 7 * kDim + d] + noise[i * kDim + d];
    }
    return rows;
}

struct Found {
    std::vector<std::int32_t> indices = std::vector<std::int32_t>(kRows * kNeighbors);
    std::vector<float> distances = std::vector<float>(kRows * kNeighbors);
};

// All rows, as the searches take them; moved, and not copied: `source` points into the others.
struct Prepared {
    std::vector<double> norms;
    std::vector<std::int32_t> all;
    RowSource source;
};

Prepared prepared(const std::vector<float>& rows, Metric metric, Workers& workers, const SearchKernels& kernels) {
    std::vector<double> norms(kRows);
    squared_norms(rows.data(), kRows, kDim, workers, kernels, norms.data());
    std::vector<std::int32_t> all(kRows);
    std::iota(all.begin(), all.end(), 0);
    const RowSource source{rows.data(), kDim, all.data(), kRows, norms.data(), metric};
    return {std::move(norms), std::move(all), source};
}

enum class Way { exact, all_pairs, graph };
enum class Reached { as_asked, by_none };

Found search(const std::vector<float>& rows, Metric metric, Way way, int threads, const SearchKernels& kernels,
             Reached reached = Reached::as_asked, double copy_products = 1e12, NearCopies* told = nullptr,
             const Start& start = {}, bool starts = false) {
    Workers workers(threads);
    const Prepared given = prepared(rows, metric, workers, kernels);
    const RowSource& source = given.source;
    Found found;
    const NeighborTable table{kNeighbors, found.indices.data(), found.distances.data()};
    const auto tick = [](std::size_t, std::size_t) {};
    if (way == Way::exact) {
        nearest_exact(source, kernels, workers, table, tick);
    } else {
        const std::vector<std::int32_t> checked{1, 700, 2499};
        std::vector<std::int32_t> truth(checked.size() * kNeighbors);
        const bool by_graph = way == Way::graph;
        const ManyReport report =
            nearest_many(source, kernels, workers, table, by_graph, start, {0.97, 100.0, copy_products}, checked,
                         truth.data(), tick);
        CHECK(report.graph.started == starts);
        CHECK(report.graph.reached == (by_graph && reached == Reached::as_asked));
        if (told != nullptr) *told = report.reduction.near_copies;
    }
    return found;
}

double same_share(const Found& exact, const Found& other) {
    std::size_t same = 0;
    for (std::size_t at = 0; at < exact.distances.size(); ++at) same += exact.distances[at] == other.distances[at];
    return static_cast<double>(same) / static_cast<double>(exact.distances.size());
}

}  // namespace

TEST(the_smaller_half_comes_first) {
    Random random(22);
    for (const std::size_t count : {1, 2, 17, 100, 3000}) {
        for (const std::size_t different : {1, 3, 100000}) {
            std::vector<std::pair<float, std::int32_t>> list(count);
            for (std::size_t i = 0; i < count; ++i) {
                list[i] = {static_cast<float>(random.below(different)), static_cast<std::int32_t>(i)};
            }
            std::vector<std::pair<float, std::int32_t>> sorted = list;
            std::sort(sorted.begin(), sorted.end());
            const std::size_t middle = random.below(count);
            select(list.data(), list.data() + middle, list.data() + count);
            CHECK(list[middle] == sorted[middle]);
            for (std::size_t i = 0; i < middle; ++i) CHECK(list[i] < list[middle]);
            for (std::size_t i = middle + 1; i < count; ++i) CHECK(list[middle] < list[i]);
        }
    }
}

TEST(a_whole_search_gives_the_same_bits) {
    const std::vector<float> rows = clustered();
    for (const Metric metric : {Metric::cosine, Metric::euclidean}) {
        const std::string name = metric == Metric::cosine ? "cosine" : "Euclidean";
        for (const int threads : {1, 3}) {
            const Found exact = search(rows, metric, Way::exact, threads, kernels.search);
            const Found near = search(rows, metric, Way::all_pairs, threads, kernels.search);
            CHECK_SAME_BITS(name + ", exact: rows", exact.indices);
            CHECK_SAME_BITS(name + ", exact: distances", exact.distances);
            CHECK_SAME_BITS(name + ", approximate: rows", near.indices);
            CHECK_SAME_BITS(name + ", approximate: distances", near.distances);
            const Found joined = search(rows, metric, Way::graph, threads, kernels.search);
            CHECK_SAME_BITS(name + ", graph: rows", joined.indices);
            CHECK_SAME_BITS(name + ", graph: distances", joined.distances);
            CHECK(same_share(exact, near) > 0.9);
            CHECK(same_share(exact, joined) > 0.95);
            CHECK(exact.indices[51 * kNeighbors] == 50 && exact.distances[51 * kNeighbors] == 0.0F);
        }
    }
}

TEST(some_rows_are_searched_as_all_are) {
    const std::vector<float> rows = with_near_copies();
    Workers workers(2);
    const Prepared given = prepared(rows, Metric::cosine, workers, kernels.search);
    const Found exact = search(rows, Metric::cosine, Way::exact, 2, kernels.search);
    const std::vector<std::int32_t> queries{2499, 0, 1, 700, 701};
    std::vector<std::int32_t> indices(queries.size() * kNeighbors);
    std::vector<float> distances(indices.size());
    const NeighborTable table{kNeighbors, indices.data(), distances.data()};
    nearest_exact_of(given.source, queries, kernels.search, workers, table, [](std::size_t, std::size_t) {});
    for (std::size_t at = 0; at < indices.size(); ++at) {
        const std::size_t line = static_cast<std::size_t>(queries[at / kNeighbors]) * kNeighbors + at % kNeighbors;
        CHECK(indices[at] == exact.indices[line] && distances[at] == exact.distances[line]);
    }
}

TEST(proposals_within_their_bound_prove_the_true_neighbors_and_others_are_found_out) {
    const std::vector<float> rows = with_near_copies();
    Workers workers(2);
    const Prepared given = prepared(rows, Metric::euclidean, workers, kernels.search);
    const RowSource& source = given.source;
    const ExactDistance distance(Metric::euclidean, rows.data(), kDim, given.norms.data(), kernels.search);
    const Found exact = search(rows, Metric::euclidean, Way::exact, 2, kernels.search);
    std::vector<double> half(kRows), slack(kRows);
    for (std::size_t i = 0; i < kRows; ++i) half[i] = given.norms[i] / 2;
    constexpr std::size_t kLists = 300, kLength = 60;
    for (const double coarse : {1e-3, 0.3}) {  // of scores of about ten, differing by tenths
        Random random(26);
        for (double& e : slack) e = coarse * (0.5 + static_cast<double>(random.below(100)) / 200);
        std::vector<std::int32_t> proposed(kLists * kLength);
        std::vector<float> upper(kLists * kLength);
        for (std::size_t i = 0; i < kLists; ++i) {
            std::vector<std::pair<float, std::int32_t>> scored(kRows);
            for (std::size_t j = 0; j < kRows; ++j) {
                const double gap = distance(i, j);
                const double error = (static_cast<double>(random.below(199)) / 100 - 0.99) * (slack[i] + slack[j]);
                scored[j] = {-static_cast<float>(half[i] - gap * gap / 2 + error + slack[j]), static_cast<std::int32_t>(j)};
            }
            std::sort(scored.begin(), scored.end());
            for (std::size_t at = 0; at < kLength; ++at) {
                proposed[i * kLength + at] = scored[at].second;
                upper[i * kLength + at] = -scored[at].first;
            }
        }
        std::vector<std::int32_t> indices(kLists * kNeighbors);
        std::vector<float> distances(indices.size());
        std::vector<std::uint8_t> verdicts(kLists);
        const NeighborTable table{kNeighbors, indices.data(), distances.data()};
        const ProposedTerms terms{half.data(), slack.data(), 1};
        const Proposals proposals{0, kLists, kLength, proposed.data(), upper.data()};
        review_proposals(source, distance, terms, proposals, workers, table, verdicts.data());
        std::size_t proven = 0;
        for (std::size_t i = 0; i < kLists; ++i) {
            CHECK(verdicts[i] != static_cast<std::uint8_t>(Verdict::refuted));
            if (verdicts[i] != static_cast<std::uint8_t>(Verdict::proven)) continue;
            ++proven;
            for (std::size_t at = i * kNeighbors; at < (i + 1) * kNeighbors; ++at) {
                CHECK(indices[at] == exact.indices[at] && distances[at] == exact.distances[at]);
            }
        }
        CHECK(proven > 20);
        CHECK(coarse < 0.01 || proven < kLists);
        for (float& score : upper) score += 1.0F;  // as by a device that adds up something else
        review_proposals(source, distance, terms, proposals, workers, table, verdicts.data());
        CHECK(verdicts[0] == static_cast<std::uint8_t>(Verdict::refuted));
    }
}

TEST(near_copies_are_told_apart) {
    const std::vector<float> rows = with_near_copies();
    for (const Metric metric : {Metric::cosine, Metric::euclidean}) {
        const std::string name = metric == Metric::cosine ? "cosine" : "Euclidean";
        const Found exact = search(rows, metric, Way::exact, 2, kernels.search);
        for (const int run : {0, 1, 2, 3}) {
            const Way way = run < 2 ? Way::all_pairs : Way::graph;
            const Found near = search(rows, metric, way, run % 2 == 0 ? 1 : 3, kernels.search);
            const std::string told = name + ", near-copies, " + (way == Way::graph ? "graph" : "all pairs");
            CHECK_SAME_BITS(told + ": rows", near.indices);
            CHECK_SAME_BITS(told + ": distances", near.distances);
            for (std::size_t row = 500; row < 2300; row += 2) {
                for (std::size_t at = row * kNeighbors; at < (row + 1) * kNeighbors; ++at) {
                    CHECK(near.indices[at] == exact.indices[at] && near.distances[at] == exact.distances[at]);
                }
            }
        }
    }
}

TEST(where_no_graph_reaches_the_aim_all_pairs_are_compared_as_if_none_had_been_built) {
    const std::vector<float> rows = near_copies_alone();  // so few others that a graph cannot be judged
    const Found plain = search(rows, Metric::euclidean, Way::all_pairs, 2, kernels.search);
    const Found after = search(rows, Metric::euclidean, Way::graph, 2, kernels.search, Reached::by_none);
    CHECK(plain.indices == after.indices);
    CHECK(plain.distances == after.distances);
}

TEST(near_copies_are_left_where_the_budget_does_not_pay_for_them) {
    const std::vector<float> rows = near_copies_alone();
    const Found exact = search(rows, Metric::cosine, Way::exact, 2, kernels.search);
    // Two groups, of about 1,600 and 800 rows, 64 bytes wide.
    for (const auto& [budget, most_left, least_left] : {std::array<double, 3>{1e12, 0, 0},
                                                        std::array<double, 3>{5e7, 1700, 1500},
                                                        std::array<double, 3>{0, 2500, 2300}}) {
        NearCopies told;
        const Found found = search(rows, Metric::cosine, Way::all_pairs, 2, kernels.search, Reached::as_asked, budget, &told);
        CHECK(static_cast<double>(told.left) <= most_left && static_cast<double>(told.left) >= least_left);
        CHECK(told.searched + told.left > 2300);
        CHECK((same_share(exact, found) > 0.99) == (told.left == 0));
    }
}

TEST(a_whole_descent_gives_the_same_bits) {
    const Found found = search(clustered(), Metric::euclidean, Way::exact, 2, kernels.search);
    std::vector<float> squared(found.distances.size());
    for (std::size_t at = 0; at < squared.size(); ++at) squared[at] = found.distances[at] * found.distances[at];
    Random random(23);
    const std::vector<float> start = random.uniforms(2 * kRows, -1.0F, 1.0F);
    for (const int threads : {1, 3}) {
        Workers workers(threads);
        const Affinities pairs = affinities(found.indices, squared, kRows, kNeighbors, 4.0, workers);
        CHECK_SAME_BITS("affinities", pairs.values);
        Descent descent({pairs.starts, pairs.columns, pairs.values}, start, 1.0F, 1U << 16U, threads, kernels.tsne);
        const double before = descent.divergence();
        descent.run({40, 12.0F, 200.0F, 0.5F, 10.0F});
        descent.settle();
        descent.run({20, 1.0F, 200.0F, 0.8F, 10.0F});
        std::vector<float> places(2 * kRows);
        descent.positions(places);
        const std::vector<double> divergences{before, descent.divergence()};
        CHECK(divergences[1] < divergences[0]);
        CHECK_SAME_BITS("descent: places", places);
        CHECK_SAME_BITS("descent: divergences", divergences);
    }
}

TEST(a_graph_may_begin_with_the_neighbors_of_rows_much_like_these) {
    const std::vector<float> rows = clustered();
    std::vector<float> moved = rows;
    Random random(26);
    const std::vector<float> noise = random.uniforms(moved.size(), -0.2F, 0.2F);
    for (std::size_t at = 0; at < moved.size(); ++at) moved[at] += noise[at];
    Found before = search(moved, Metric::cosine, Way::exact, 2, kernels.search);
    for (std::size_t i = 0; i < kRows; i += 3) before.indices[i * kNeighbors + i % kNeighbors] = -1;
    before.indices[5 * kNeighbors] = 5;  // a row itself is passed over
    const Start start{kNeighbors, before.indices.data()};
    const Found exact = search(rows, Metric::cosine, Way::exact, 2, kernels.search);
    const Found one = search(rows, Metric::cosine, Way::graph, 1, kernels.search, Reached::as_asked, 1e12, nullptr, start, true);
    const Found three = search(rows, Metric::cosine, Way::graph, 3, kernels.search, Reached::as_asked, 1e12, nullptr, start, true);
    CHECK(one.indices == three.indices);
    CHECK(same_share(exact, one) > 0.97);
    CHECK_SAME_BITS("graph, begun", one.indices);
    CHECK_SAME_BITS("graph, begun, distances", one.distances);

    for (std::int32_t& row : before.indices) row = static_cast<std::int32_t>(random.below(kRows));
    const Found other = search(rows, Metric::cosine, Way::graph, 2, kernels.search, Reached::as_asked, 1e12, nullptr,
                               {1, before.indices.data()}, false);  // of no use: then it begins in cells
    CHECK(same_share(exact, other) > 0.97);
}
