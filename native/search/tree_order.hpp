// Rows put in an order in which near rows stand together: the leaves of one tree of halvings, left to right.
//
// A node's rows are halved at the median of their product with w, the difference of the two centers that a few rounds of
// 2-means (Lloyd 1982, doi:10.1109/TIT.1982.1056489) find in a sample of the node, its halves kept equal: so all leaves
// have nearly the same size. Halving along the difference of two random rows, the usual random-projection tree, keeps
// far fewer neighbors together on token embeddings.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <utility>
#include <vector>

#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "search/selection.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

using Keyed = std::pair<float, std::int32_t>;  // projection, row: equal projections are ordered by row

// Finds the direction along which to halve a set of rows.
class Splitter {
public:
    Splitter(const QuantizedRows& rows, const SearchKernels& kernels) : rows_(rows), dot_(kernels.byte_dot) {}

    // In eight bits, of any length. All sums of rows are of integers: the order of adding does not matter.
    std::vector<std::int8_t> direction(const Keyed* members, std::size_t count, std::uint64_t random) const {
        std::vector<Keyed> sample(std::min(count, kSample));
        for (std::size_t s = 0; s < sample.size(); ++s) {
            random = mix_bits(random);
            sample[s] = {0.0F, members[count <= kSample ? s : random % count].second};
        }
        std::vector<std::int32_t> difference(rows_.width);
        std::vector<std::int8_t> direction(rows_.width);
        const auto add = [&](const Keyed& member, std::int32_t sign) {
            const std::int8_t* row = rows_.row(static_cast<std::size_t>(member.second));
            for (std::size_t d = 0; d < rows_.width; ++d) difference[d] += sign * row[d];
        };
        random = mix_bits(random);
        const std::size_t a = random % sample.size();
        add(sample[a], 1);
        add(sample[(a + 1 + (random >> 32U) % (sample.size() - 1)) % sample.size()], -1);
        for (int round = 0; round < kRounds; ++round) {
            shorten(difference, direction);
            for (Keyed& member : sample) {
                const auto row = static_cast<std::size_t>(member.second);
                member.first = static_cast<float>(dot_(rows_.row(row), direction.data(), rows_.width)) * rows_.scale[row];
            }
            const auto middle = sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 2);
            std::nth_element(sample.begin(), middle, sample.end());
            std::fill(difference.begin(), difference.end(), 0);
            for (auto member = sample.begin(); member != sample.end(); ++member) add(*member, member < middle ? -1 : 1);
        }
        shorten(difference, direction);
        return direction;
    }

private:
    static constexpr std::size_t kSample = 512;
    static constexpr int kRounds = 6;

    static void shorten(const std::vector<std::int32_t>& difference, std::vector<std::int8_t>& direction) {
        std::int32_t largest = 1;
        for (const std::int32_t value : difference) largest = std::max(largest, std::abs(value));
        for (std::size_t d = 0; d < direction.size(); ++d) {
            direction[d] = static_cast<std::int8_t>(difference[d] * 127 / largest);
        }
    }

    const QuantizedRows& rows_;
    decltype(SearchKernels::byte_dot) dot_;
};

// All rows, leaf by leaf of at most `leaf` rows; the same for any number of threads and any processor.
inline std::vector<std::int32_t> tree_order(const QuantizedRows& rows, std::size_t leaf, Workers& workers,
                                            const SearchKernels& kernels) {
    const Splitter splitter(rows, kernels);
    std::vector<Keyed> keyed(rows.count);
    for (std::size_t i = 0; i < rows.count; ++i) keyed[i] = {0.0F, static_cast<std::int32_t>(i)};
    std::vector<std::size_t> ends{rows.count};
    for (std::size_t level = 0; (rows.count >> level) > leaf || ends.size() < (rows.count + leaf - 1) / leaf; ++level) {
        const auto begin_of = [&](std::size_t node) { return node == 0 ? 0 : ends[node - 1]; };
        const auto random_of = [&](std::size_t node) { return mix_bits(mix_bits(level << 40U) + node); };
        const auto project = [&](const std::vector<std::int8_t>& direction, std::size_t begin, std::size_t end) {
            for (std::size_t at = begin; at < end; ++at) {
                const auto row = static_cast<std::size_t>(keyed[at].second);
                const auto along = static_cast<float>(kernels.byte_dot(rows.row(row), direction.data(), rows.width));
                keyed[at].first = along * rows.scale[row];
            }
        };
        const auto halve = [&](std::size_t node) {
            Keyed* const first = keyed.data() + begin_of(node);
            Keyed* const last = keyed.data() + ends[node];
            select(first, first + (last - first) / 2, last);
        };
        if (ends.size() < 4 * static_cast<std::size_t>(workers.threads())) {  // few nodes: share each of them
            for (std::size_t node = 0; node < ends.size(); ++node) {
                const std::size_t begin = begin_of(node);
                const auto direction = splitter.direction(keyed.data() + begin, ends[node] - begin, random_of(node));
                for_each_range(workers, ends[node] - begin, kChunk, [&](std::size_t from, std::size_t to) {
                    project(direction, begin + from, begin + to);
                });
            }
            for_each_index(workers, ends.size(), [&](std::size_t node, std::size_t) { halve(node); });
        } else {
            for_each_index(workers, ends.size(), [&](std::size_t node, std::size_t) {
                const std::size_t begin = begin_of(node);
                project(splitter.direction(keyed.data() + begin, ends[node] - begin, random_of(node)), begin, ends[node]);
                halve(node);
            });
        }
        std::vector<std::size_t> halves;
        halves.reserve(2 * ends.size());
        for (std::size_t node = 0; node < ends.size(); ++node) {
            const std::size_t begin = begin_of(node);
            halves.push_back(begin + (ends[node] - begin) / 2);
            halves.push_back(ends[node]);
        }
        ends = std::move(halves);
    }
    std::vector<std::int32_t> order(rows.count);
    for (std::size_t i = 0; i < rows.count; ++i) order[i] = keyed[i].second;
    return order;
}

// The same rows in another order; `position` follows.
inline QuantizedRows reordered(const QuantizedRows& rows, const std::vector<std::int32_t>& order, Workers& workers) {
    QuantizedRows out;
    out.count = order.size();
    out.width = rows.width;
    out.unit = rows.unit;
    out.values = aligned_array<std::int8_t>(out.count * out.width);
    out.sum.resize(out.count);
    out.scale.resize(out.count);
    out.half_square.resize(out.count);
    out.slack.resize(out.count);
    out.position.resize(out.count);
    for_each_range(workers, out.count, kChunk, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto from = static_cast<std::size_t>(order[i]);
            std::copy_n(rows.row(from), rows.width, out.values.get() + i * out.width);
            out.sum[i] = rows.sum[from];
            out.scale[i] = rows.scale[from];
            out.half_square[i] = rows.half_square[from];
            out.slack[i] = rows.slack[from];
            out.position[i] = rows.position[from];
        }
    });
    return out;
}

}  // namespace lexiscape
