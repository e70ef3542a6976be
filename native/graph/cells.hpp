// Rows sorted into cells: each row's nearest centers, of a number of them that grows with the square root of the rows.
//
// Centers come from a few rounds of Lloyd's algorithm (1982, doi:10.1109/TIT.1982.1056489) on a sample, in eight bits like
// the rows. Where distances are those of directions the centers are given length 1 (spherical k-means, Dhillon and Modha
// 2001, doi:10.1023/A:1007612920971): a mean of many rows is short, and would else draw the short rows of all directions.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "graph/neighbor_lists.hpp"
#include "search/byte_tiles.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "search/score_tiles.hpp"
#include "search/tree_order.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

// Row i's cells, nearest first: cells[i * ranks] .. cells[(i + 1) * ranks).
struct Cells {
    std::size_t count;
    std::size_t ranks;
    std::vector<std::uint16_t> of;

    std::uint16_t operator()(std::size_t row, std::size_t rank) const { return of[row * ranks + rank]; }
};

// Panels of centers, made once for many rows.
class PackedCenters {
public:
    PackedCenters(const QuantizedRows& centers, const SearchKernels& kernels)
        : kernels_(kernels),
          width_(centers.width),
          panel_bytes_(kernels.panel_bytes_per_value * kPanel * centers.width),
          panels_((centers.count + kPanel - 1) / kPanel),
          packed_(aligned_array<std::uint8_t>(panels_ * panel_bytes_)),
          terms_(panels_) {
        constexpr float kNever = std::numeric_limits<float>::infinity();
        for (std::size_t panel = 0; panel < panels_; ++panel) {
            const std::int8_t* pointers[kPanel];
            for (std::size_t c = 0; c < kPanel; ++c) {
                const std::size_t center = panel * kPanel + c;
                const bool used = center < centers.count;
                pointers[c] = centers.row(used ? center : 0);
                terms_[panel].scale[c] = used ? centers.scale[center] : 0;
                terms_[panel].upper[c] = used ? -centers.half_square[center] : -kNever;
                terms_[panel].threshold[c] = kNever;
            }
            kernels.pack(pointers, kPanel, width_, packed_.get() + panel * panel_bytes_);
        }
    }

    // Calls found(row, center, score) with each of `rows` and each center that scores at least threshold(row), rows being
    // numbered from 0; members: where they stand in the matrix, nullptr: from `first` on.
    template <class Threshold, class Found>
    void score(const QuantizedRows& rows, const std::int32_t* members, std::size_t first, std::size_t count,
               Threshold&& threshold, Found&& found) const {
        Sums sums;
        for (std::size_t panel = 0; panel < panels_; ++panel) {
            const ColumnTerms& terms = terms_[panel];
            for (std::size_t begin = 0; begin < count; begin += kTileRows) {
                TileRows tile;
                std::size_t at[kTileRows];
                for (std::size_t r = 0; r < kTileRows; ++r) {
                    const std::size_t i = first + std::min(begin + r, count - 1);
                    at[r] = members == nullptr ? i : static_cast<std::size_t>(members[i]);
                    tile.values[r] = rows.row(at[r]);
                    tile.sum[r] = rows.sum[at[r]];
                }
                kernels_.multiply(tile, packed_.get() + panel * panel_bytes_, width_, sums);
                for (std::size_t r = 0; r < std::min(kTileRows, count - begin); ++r) {
                    const RowTerms row{rows.scale[at[r]], 0, threshold(begin + r)};
                    for (std::uint64_t bits = kernels_.find_hits(sums[r], row, terms).row; bits != 0; bits &= bits - 1) {
                        const auto c = static_cast<std::size_t>(std::countr_zero(bits));
                        const float score = product_of(sums[r][c], terms.scale[c], row.scale) + terms.upper[c];
                        found(begin + r, static_cast<std::int32_t>(panel * kPanel + c), score);
                    }
                }
            }
        }
    }

    static constexpr std::size_t kGrain = 192;  // rows that one reading of all panels serves

private:
    const SearchKernels& kernels_;
    std::size_t width_;
    std::size_t panel_bytes_;
    std::size_t panels_;
    AlignedArray<std::uint8_t> packed_;
    std::vector<ColumnTerms> terms_;
};

// The nearest center of each member, the first of equal ones.
inline std::vector<std::int32_t> nearest_centers(const QuantizedRows& rows, const std::vector<std::int32_t>& members,
                                                 const PackedCenters& centers, Workers& workers) {
    std::vector<std::int32_t> nearest(members.size());
    for_each_range(workers, members.size(), PackedCenters::kGrain, [&](std::size_t begin, std::size_t end) {
        std::vector<float> best(end - begin, -std::numeric_limits<float>::max());
        centers.score(rows, members.data(), begin, end - begin, [&](std::size_t row) { return best[row]; },
                      [&](std::size_t row, std::int32_t center, float score) {
                          if (score <= best[row]) return;
                          best[row] = score;
                          nearest[begin + row] = center;
                      });
    });
    return nearest;
}

// Members by what they are assigned to: starts (count + 1), and their places in the list, ascending in each part.
struct Parts {
    std::vector<std::size_t> starts;
    std::vector<std::int32_t> members;
};

template <class PartOf>
Parts parted(std::size_t members, std::size_t count, PartOf&& part_of) {
    Parts parts{std::vector<std::size_t>(count + 1, 0), std::vector<std::int32_t>(members)};
    for (std::size_t i = 0; i < members; ++i) ++parts.starts[part_of(i) + 1];
    for (std::size_t part = 0; part < count; ++part) parts.starts[part + 1] += parts.starts[part];
    std::vector<std::size_t> next(parts.starts.begin(), parts.starts.end() - 1);
    for (std::size_t i = 0; i < members; ++i) parts.members[next[part_of(i)]++] = static_cast<std::int32_t>(i);
    return parts;
}

inline QuantizedRows find_centers(const QuantizedRows& rows, std::size_t count, bool spherical, const SearchKernels& kernels,
                                  Workers& workers) {
    constexpr std::size_t kSample = 16;  // rows a center
    constexpr int kRounds = 2;
    const std::size_t taken = std::min(rows.count, kSample * count);
    std::vector<std::int32_t> sample(taken);
    for (std::size_t s = 0; s < taken; ++s) {  // one of each part of the rows
        const std::size_t begin = s * rows.count / taken;
        sample[s] = static_cast<std::int32_t>(begin + mix_bits(s) % ((s + 1) * rows.count / taken - begin));
    }
    std::vector<std::int32_t> chosen(count);
    for (std::size_t c = 0; c < count; ++c) chosen[c] = sample[c * taken / count];
    QuantizedRows centers = reordered(rows, chosen, workers);
    const auto set_length = [&](std::size_t c, double square) {
        if (spherical) centers.scale[c] /= static_cast<float>(std::sqrt(square) + 1e-9);
        centers.half_square[c] = spherical ? 0.0F : static_cast<float>(square / 2);
    };
    for (std::size_t c = 0; c < count; ++c) set_length(c, 2 * static_cast<double>(centers.half_square[c]));
    for (int round = 0; round < kRounds; ++round) {
        const auto nearest = nearest_centers(rows, sample, PackedCenters(centers, kernels), workers);
        const Parts parts = parted(taken, count, [&](std::size_t s) { return static_cast<std::size_t>(nearest[s]); });
        for_each_range(workers, count, 16, [&](std::size_t begin, std::size_t end) {
            std::vector<float> mean(rows.width);
            for (std::size_t c = begin; c < end; ++c) {
                const std::size_t members = parts.starts[c + 1] - parts.starts[c];
                if (members == 0) continue;  // stays where it was
                std::fill(mean.begin(), mean.end(), 0.0F);
                for (std::size_t at = parts.starts[c]; at < parts.starts[c + 1]; ++at) {
                    const auto row = static_cast<std::size_t>(sample[static_cast<std::size_t>(parts.members[at])]);
                    const std::int8_t* values = rows.row(row);
                    for (std::size_t d = 0; d < rows.width; ++d) mean[d] += rows.scale[row] * static_cast<float>(values[d]);
                }
                double square = 0;
                for (float& value : mean) {
                    value /= static_cast<float>(members);
                    square += static_cast<double>(value) * static_cast<double>(value);
                }
                round_row(mean.data(), rows.width, centers.values.get() + c * rows.width, centers.scale[c], centers.sum[c]);
                set_length(c, square);
            }
        });
    }
    return centers;
}

// Each row's `ranks` nearest of `count` cells; ranks is at most count, and count at most 65,535.
inline Cells find_cells(const QuantizedRows& rows, std::size_t count, std::size_t ranks, bool spherical,
                        const SearchKernels& kernels, Workers& workers) {
    Cells cells{count, ranks, std::vector<std::uint16_t>(rows.count * ranks)};
    const QuantizedRows found = find_centers(rows, count, spherical, kernels, workers);
    const PackedCenters centers(found, kernels);
    for_each_range(workers, rows.count, PackedCenters::kGrain, [&](std::size_t begin, std::size_t end) {
        const std::size_t room = 4 * ranks;  // a list is cut back when it is full
        std::vector<Ranked> lists((end - begin) * room);
        std::vector<std::size_t> filled(end - begin, 0);
        std::vector<float> least(end - begin, -std::numeric_limits<float>::infinity());
        centers.score(rows, nullptr, begin, end - begin, [&](std::size_t row) { return least[row]; },
                      [&](std::size_t row, std::int32_t center, float score) {
                          Ranked* const list = lists.data() + row * room;
                          list[filled[row]++] = {key_of(score), center, false};
                          if (filled[row] < room) return;
                          std::nth_element(list, list + ranks - 1, list + room);
                          filled[row] = ranks;
                          least[row] = list[ranks - 1].score();
                      });
        for (std::size_t row = begin; row < end; ++row) {
            Ranked* const list = lists.data() + (row - begin) * room;
            std::partial_sort(list, list + ranks, list + filled[row - begin]);
            for (std::size_t rank = 0; rank < ranks; ++rank) {
                cells.of[row * ranks + rank] = static_cast<std::uint16_t>(list[rank].row());
            }
        }
    });
    return cells;
}

}  // namespace lexiscape
