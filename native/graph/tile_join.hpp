// Some rows against some others, wherever in the matrix they stand: their products by tiles (search/byte_tiles.hpp), and
// each pair that looks near enough offered to the lists of both.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "graph/neighbor_lists.hpp"
#include "search/byte_tiles.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "search/score_tiles.hpp"
#include "simd/prefetch.hpp"

namespace lexiscape {

// One thread's place for a join; made once a phase.
struct JoinSpace {
    AlignedArray<std::uint8_t> packed;
    ColumnTerms terms;
    Sums sums;
    std::vector<RowTerms> rows;
    std::vector<std::int32_t> sum;
};

class TileJoin {
public:
    TileJoin(const QuantizedRows& rows, NeighborLists& lists, const SearchKernels& kernels)
        : rows_(rows), lists_(lists), kernels_(kernels) {}

    JoinSpace space() const {
        JoinSpace made;
        made.packed = aligned_array<std::uint8_t>(kernels_.panel_bytes_per_value * kPanel * rows_.width);
        return made;
    }

    // Each of `left` with each of `right`; no row stands in both.
    void across(std::span<const std::int32_t> left, std::span<const std::int32_t> right, JoinSpace& space) const {
        join(left, right, false, space);
    }

    // Each of the first `count` of `all` with each that stands behind it.
    void within(std::span<const std::int32_t> all, std::size_t count, JoinSpace& space) const {
        join(all.first(count), all, true, space);
    }

    void prefetch(std::int32_t row) const {
        const auto i = static_cast<std::size_t>(row);
        lexiscape::prefetch(rows_.row(i), rows_.width);
        lists_.prefetch(i);
    }

private:
    void join(std::span<const std::int32_t> left, std::span<const std::int32_t> right, bool triangle, JoinSpace& space) const {
        if (left.empty() || right.empty()) return;
        space.rows.resize(left.size());
        space.sum.resize(left.size());
        for (std::size_t l = 0; l < left.size(); ++l) {
            const auto i = static_cast<std::size_t>(left[l]);
            space.rows[l] = {rows_.scale[i], -rows_.half_square[i], lists_.threshold(i)};
            space.sum[l] = rows_.sum[i];
        }
        for (std::size_t begin = 0; begin < right.size(); begin += kPanel) {
            const std::span<const std::int32_t> columns = right.subspan(begin, std::min(kPanel, right.size() - begin));
            const std::size_t last = triangle ? std::min(left.size(), begin + columns.size() - 1) : left.size();
            if (last == 0) continue;
            load_panel(columns, space);
            std::size_t ahead = begin + kPanel;  // the next panel's rows are asked for, some a tile
            const std::size_t some = (kPanel * kTileRows + last - 1) / last;
            for (std::size_t first = 0; first < last; first += kTileRows) {
                for (std::size_t s = 0; s < some && ahead < std::min(right.size(), begin + 2 * kPanel); ++s) {
                    lexiscape::prefetch(rows_.row(static_cast<std::size_t>(right[ahead++])), rows_.width);
                }
                const std::size_t count = std::min(kTileRows, last - first);
                multiply(left.subspan(first, count), first, space);
                for (std::size_t r = 0; r < count; ++r) {
                    std::uint64_t used = ~std::uint64_t{0} >> (kPanel - columns.size());
                    if (triangle && first + r >= begin) used &= ~std::uint64_t{1} << (first + r - begin);
                    offer_hits(left[first + r], space.rows[first + r], space.sums[r], columns, used, space);
                }
            }
        }
    }

    void load_panel(std::span<const std::int32_t> columns, JoinSpace& space) const {
        const std::int8_t* pointers[kPanel];
        for (std::size_t c = 0; c < kPanel; ++c) {
            const bool used = c < columns.size();
            const auto j = static_cast<std::size_t>(columns[used ? c : 0]);
            pointers[c] = rows_.row(j);
            space.terms.scale[c] = rows_.scale[j];
            space.terms.upper[c] = -rows_.half_square[j];
            space.terms.threshold[c] = lists_.threshold(j);
        }
        kernels_.pack(pointers, kPanel, rows_.width, space.packed.get());
    }

    void multiply(std::span<const std::int32_t> tile_rows, std::size_t first, JoinSpace& space) const {
        TileRows tile;
        for (std::size_t r = 0; r < kTileRows; ++r) {
            const std::size_t at = std::min(r, tile_rows.size() - 1);
            tile.values[r] = rows_.row(static_cast<std::size_t>(tile_rows[at]));
            tile.sum[r] = space.sum[first + at];
        }
        kernels_.multiply(tile, space.packed.get(), rows_.width, space.sums);
    }

    void offer_hits(std::int32_t row, RowTerms& terms, const std::int32_t* sums, std::span<const std::int32_t> columns,
                    std::uint64_t used, JoinSpace& space) const {
        const Hits hits = kernels_.find_hits(sums, terms, space.terms);
        for (std::uint64_t bits = hits.row & used; bits != 0; bits &= bits - 1) {
            const auto c = static_cast<std::size_t>(std::countr_zero(bits));
            const float p = product_of(sums[c], space.terms.scale[c], terms.scale);
            const float score = p + space.terms.upper[c];
            if (score >= terms.threshold) terms.threshold = lists_.offer(static_cast<std::size_t>(row), columns[c], score);
        }
        for (std::uint64_t bits = hits.column & used; bits != 0; bits &= bits - 1) {
            const auto c = static_cast<std::size_t>(std::countr_zero(bits));
            const float p = product_of(sums[c], space.terms.scale[c], terms.scale);
            space.terms.threshold[c] = lists_.offer(static_cast<std::size_t>(columns[c]), row, p + terms.upper);
        }
    }

    const QuantizedRows& rows_;
    NeighborLists& lists_;
    const SearchKernels& kernels_;
};

}  // namespace lexiscape
