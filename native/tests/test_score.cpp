// The parts of a score card against sorting, and the whole against all distances.
#include <algorithm>
#include <cmath>
#include <limits>

#include "score/plane_tree.hpp"
#include "score/score_anchors.hpp"
#include "rows/row_scan.hpp"
#include "tests/checks.hpp"

using namespace lexiscape;
using checks::Random;

namespace {

ScoreTables tables(const Kernels& kernels) { return {kernels.score, kernels.search}; }

// From a few values, so that many tie.
std::vector<double> coarse(Random& random, std::size_t count, std::size_t values) {
    std::vector<double> out(count);
    for (double& value : out) value = static_cast<double>(random.below(values));
    return out;
}

// Rows of which the first is zero, and some are copies or longer copies of others.
std::vector<float> rows_with_copies(Random& random, std::size_t count, std::size_t dim) {
    std::vector<float> rows = random.uniforms(count * dim, -1.0F, 2.0F);
    std::fill_n(rows.begin(), dim, 0.0F);
    for (std::size_t i = 3; i < count; i += 5) {
        for (std::size_t d = 0; d < dim; ++d) rows[i * dim + d] = (i % 2 == 0 ? 1.0F : 3.0F) * rows[(i - 2) * dim + d];
    }
    return rows;
}

double slow_distance(const ScoreMatrix& matrix, std::size_t i, std::size_t j, const Kernels& kernels) {
    std::vector<double> norms(matrix.count);
    Workers alone(1);
    squared_norms(matrix.vectors, matrix.count, matrix.dim, alone, kernels.search, norms.data());
    return ExactDistance(matrix.metric, matrix.vectors, matrix.dim, norms.data(), kernels.search)(i, j);
}

}  // namespace

TEST(sums_of_anchors_are_those_of_the_search) {
    for (const std::size_t dim : {1, 15, 16, 17, 33, 384}) {
        Random random(dim);
        constexpr std::size_t kAnchors = 5, kRows = 7;
        const std::vector<float> anchors = random.uniforms(kAnchors * dim, -2.0F, 3.0F);
        const std::vector<float> rows = random.uniforms(kRows * dim, -2.0F, 3.0F);
        const std::vector<double> wide(anchors.begin(), anchors.end());
        std::vector<double> dots(kAnchors * kRows), gaps(kAnchors * kRows);
        kernels.score.dots(wide.data(), kAnchors, rows.data(), kRows, dim, dots.data());
        kernels.score.squared_gaps(wide.data(), kAnchors, rows.data(), kRows, dim, gaps.data());
        for (std::size_t a = 0; a < kAnchors; ++a) {
            for (std::size_t r = 0; r < kRows; ++r) {
                const float *const x = anchors.data() + a * dim, *const y = rows.data() + r * dim;
                CHECK(dots[a * kRows + r] == kernels.search.dot(x, y, dim));
                CHECK(gaps[a * kRows + r] == kernels.search.squared_gap(x, y, dim));
            }
        }
        CHECK_SAME_BITS("anchor dots " + std::to_string(dim), dots);
        CHECK_SAME_BITS("anchor gaps " + std::to_string(dim), gaps);
    }
}

TEST(values_below_limits_are_counted_one_by_one) {
    for (const std::size_t count : {0, 1, 2, 3, 7, 8, 50}) {
        Random random(count);
        std::vector<double> limits = coarse(random, count, 12), values = coarse(random, 300, 14);
        values[5] = std::numeric_limits<double>::quiet_NaN();
        if (count > 2) limits[2] = std::numeric_limits<double>::infinity();
        for (const Equal equal : {Equal::nearer, Equal::farther}) {
            const OrderedLimits ordered(limits.data(), count, equal);
            std::vector<std::int32_t> tally(ordered.size(), 0), counts(count);
            ordered.add(values.data(), 100, tally.data());
            ordered.add(values.data() + 100, 200, tally.data());
            ordered.counts(tally.data(), counts.data());
            for (std::size_t at = 0; at < count; ++at) {
                const auto below = std::count_if(values.begin(), values.end(), [&](double value) {
                    return equal == Equal::nearer ? value <= limits[at] : value < limits[at];
                });
                CHECK(counts[at] == below);
            }
        }
    }
}

TEST(the_least_are_kept_in_order_however_they_come) {
    Random random(4);
    std::vector<NearestList::Entry> all;
    for (std::int32_t row = 0; row < 200; ++row) all.push_back({static_cast<double>(random.below(9)), random.below(3), row});
    for (const std::size_t k : {1, 30}) {
        NearestList forward(k), backward(k);
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (forward.may_take(all[i].value)) forward.offer(all[i]);
            backward.offer(all[all.size() - 1 - i]);
        }
        std::vector<NearestList::Entry> sorted = all;
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t at = 0; at < k; ++at) {
            CHECK(forward.entries()[at].row == sorted[at].row);
            CHECK(backward.entries()[at].row == sorted[at].row);
        }
    }
}

TEST(correlation_is_that_of_ranks_found_by_comparing_all) {
    Random random(6);
    const std::vector<double> one = coarse(random, 90, 40), other = coarse(random, 90, 7), same(90, 3.0);
    const auto slow_ranks = [](const std::vector<double>& values) {
        std::vector<double> ranks(values.size(), -static_cast<double>(values.size()) / 2);
        for (std::size_t i = 0; i < values.size(); ++i) {
            for (const double value : values) ranks[i] += value < values[i] ? 1 : value == values[i] ? 0.5 : 0;
        }
        return ranks;
    };
    CHECK(centered_ranks(one) == slow_ranks(one));
    CHECK(centered_ranks(other) == slow_ranks(other));
    CHECK_NEAR(rank_correlation(centered_ranks(one), centered_ranks(one)), 1, 1e-15);
    CHECK(rank_correlation(centered_ranks(one), centered_ranks(same)) == 0);
}

TEST(pairs_agree_where_the_same_one_is_nearer) {
    const std::vector<double> near{1, 2, 3, 3, 9}, far{5, 6, 4, 7, 6};
    // (0, 1) and (1, 0) agree, (0, 2) and (3, 4) do not, (2, 3) says nothing, (1, 4) ties on the map: no agreement.
    const std::vector<std::int32_t> pairs{0, 1, 0, 2, 3, 1, 1, 0, 2, 3, 4, 4};
    CHECK_NEAR(agreeing_pairs(pairs.data(), 6, 99, near.data(), far), 2.0 / 5, 1e-15);
    CHECK_NEAR(agreeing_pairs(pairs.data(), 6, 4, near.data(), far), 2.0 / 3, 1e-15);  // 4 is the anchor
    CHECK(std::isnan(agreeing_pairs(pairs.data(), 6, 0, std::vector<double>(5, 1.0).data(), far)));  // nobody is nearer
}

TEST(anchors_are_ranked_as_by_all_distances) {
    constexpr std::size_t kRows = 150, kDim = 20, kWide = 12, kRanked = 5, kMaps = 2;
    Random random(8);
    const std::vector<float> vectors = rows_with_copies(random, kRows, kDim);
    const std::vector<double> maps = coarse(random, kMaps * kRows * 2, 400);
    const std::vector<std::int32_t> anchors{0, 3, 70, 71, 149}, others{1, 3, 8, 20, 71, 100, 149};
    std::vector<std::int32_t> pairs(anchors.size() * 2 * 6);
    for (std::int32_t& pair : pairs) pair = static_cast<std::int32_t>(random.below(others.size()));
    for (const Metric metric : {Metric::cosine, Metric::euclidean}) {
        const ScoreMatrix matrix{vectors.data(), kRows, kDim, metric};
        const ScoreQuestion question{maps.data(),   kMaps,         anchors.data(), anchors.size(), others.data(),
                                     others.size(), pairs.data(),  6,              kWide,          kRanked,
                                     99};
        for (const int threads : {1, 3}) {
            Workers workers(threads);
            const ScoreAnswer answer = score_anchors(matrix, question, tables(kernels), workers);
            CHECK(answer.finite);
            for (std::size_t line = 0; line < kMaps * anchors.size(); ++line) {
                const auto anchor = static_cast<std::size_t>(anchors[line % anchors.size()]);
                const double* const map = maps.data() + line / anchors.size() * kRows * 2;
                std::vector<std::pair<double, std::size_t>> near, far;
                for (std::size_t j = 0; j < kRows; ++j) {
                    if (j == anchor) continue;
                    near.emplace_back(slow_distance(matrix, anchor, j, kernels), j);
                    far.emplace_back(std::pow(map[2 * j] - map[2 * anchor], 2) +
                                         std::pow(map[2 * j + 1] - map[2 * anchor + 1], 2), j);
                }
                std::vector<std::pair<double, std::size_t>> nearest = near, on_map = far;
                std::sort(nearest.begin(), nearest.end());
                std::sort(on_map.begin(), on_map.end());
                const auto place = [&](std::size_t j) { return j - (j > anchor ? 1 : 0); };
                for (std::size_t at = 0; at < kWide; ++at) {
                    const double limit = far[place(nearest[at].second)].first;
                    const auto rank = std::count_if(far.begin(), far.end(), [&](const auto& f) { return f.first <= limit; });
                    CHECK(answer.map_ranks[line * kWide + at] == rank);
                }
                for (std::size_t at = 0; at < kRanked; ++at) {
                    if (on_map[kRanked - 1].first == on_map[kRanked].first) continue;  // which ones is drawn
                    std::vector<std::int64_t> expected, found;
                    for (std::size_t k = 0; k < kRanked; ++k) {
                        const double limit = near[place(on_map[k].second)].first;
                        expected.push_back(1 + std::count_if(near.begin(), near.end(),
                                                             [&](const auto& f) { return f.first < limit; }));
                        found.push_back(answer.true_ranks[line * kRanked + k]);
                    }
                    std::sort(expected.begin(), expected.end());
                    std::sort(found.begin(), found.end());
                    CHECK(expected == found);
                }
            }
            const std::string name = metric == Metric::cosine ? "card cosine" : "card euclidean";
            CHECK_SAME_BITS(name + " map ranks", answer.map_ranks);
            CHECK_SAME_BITS(name + " true ranks", answer.true_ranks);
            CHECK_SAME_BITS(name + " correlations", answer.correlations);
        }
    }
}

TEST(a_row_that_is_not_finite_is_told_wherever_it_stands) {
    Random random(2);
    constexpr std::size_t kRows = 40, kDim = 5;
    const std::vector<double> map = coarse(random, kRows * 2, 100);
    const std::vector<std::int32_t> anchors{4}, others{1, 9}, pairs{0, 1};
    for (const std::size_t row : {4, 9, 33}) {
        std::vector<float> vectors = random.uniforms(kRows * kDim, -1.0F, 2.0F);
        vectors[row * kDim + 2] = row == 9 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
        for (const Metric metric : {Metric::cosine, Metric::euclidean}) {
            Workers workers(2);
            const ScoreQuestion question{map.data(), 1, anchors.data(), 1, others.data(), 2, pairs.data(), 1, 8, 5, 0};
            CHECK(!score_anchors({vectors.data(), kRows, kDim, metric}, question, tables(kernels), workers).finite);
        }
    }
}

TEST(how_far_a_place_looks_to_see_so_many_points_is_what_sorting_says) {
    for (const std::size_t count : {1, 12, 13, 40, 700}) {
        Random random(count);
        for (const std::size_t values : {std::size_t{1} << 20, std::size_t{30}}) {  // hardly any tie, many
            const std::vector<double> xy = coarse(random, 2 * count, values);
            std::vector<std::int64_t> points(count);
            for (std::int64_t& number : points) number = 1 + static_cast<std::int64_t>(random.below(3));
            for (const std::int64_t wanted : {1, 2, 12, 100}) {
                std::vector<double> found(count);
                Workers workers(2);
                PlaneTree(xy.data(), points.data(), count).reaches(wanted, workers, found.data());
                for (std::size_t i = 0; i < count; ++i) {
                    std::vector<std::pair<double, std::int64_t>> near;
                    for (std::size_t j = 0; j < count; ++j) {
                        const double dx = xy[2 * j] - xy[2 * i], dy = xy[2 * j + 1] - xy[2 * i + 1];
                        near.emplace_back(dx * dx + dy * dy, points[j]);
                    }
                    std::sort(near.begin(), near.end());
                    double expected = std::numeric_limits<double>::infinity();
                    std::int64_t seen = 0;
                    for (std::size_t at = 0; at < count && seen < wanted; ++at) {
                        seen += near[at].second;
                        if (seen >= wanted) expected = near[at].first;
                    }
                    CHECK(found[i] == expected);
                }
            }
        }
    }
}
