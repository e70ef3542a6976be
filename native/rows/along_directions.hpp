// The coordinates of rows along directions that are small whole numbers: the same bits whatever multiplies them.
//
// A row x of largest value m is rounded to q = round(127 x / m), so that its product with a direction w of whole numbers
// from -127 to 127 is one of integers, which no order of adding changes. Its coordinate is (m / 127) q . w / |w|.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "search/byte_tiles.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

struct SmallDirections {
    std::size_t count;
    std::size_t dim;
    const std::int8_t* values;  // (count, dim), from -127 to 127
};

class AlongDirections {
public:
    AlongDirections(const SmallDirections& directions, const SearchKernels& kernels)
        : count_(directions.count),
          dim_(directions.dim),
          width_((directions.dim + kWidthStep - 1) / kWidthStep * kWidthStep),
          panel_bytes_(kernels.panel_bytes_per_value * kPanel * width_),
          kernels_(kernels),
          packed_(aligned_array<std::uint8_t>(panels() * panel_bytes_)),
          lengths_(directions.count) {
        const auto padded = aligned_array<std::int8_t>(kPanel * width_);
        std::fill_n(padded.get(), kPanel * width_, std::int8_t{0});
        const std::int8_t* pointers[kPanel];
        for (std::size_t c = 0; c < kPanel; ++c) pointers[c] = padded.get() + c * width_;
        for (std::size_t panel = 0; panel < panels(); ++panel) {
            const std::size_t used = std::min(kPanel, count_ - panel * kPanel);
            for (std::size_t c = 0; c < used; ++c) {
                const std::int8_t* const from = directions.values + (panel * kPanel + c) * dim_;
                std::copy_n(from, dim_, padded.get() + c * width_);
                std::int64_t square = 0;
                for (std::size_t d = 0; d < dim_; ++d) square += from[d] * from[d];
                lengths_[panel * kPanel + c] = square > 0 ? std::sqrt(static_cast<double>(square)) : 1;
            }
            kernels.pack(pointers, used, width_, packed_.get() + panel * panel_bytes_);
        }
    }

    // rows: (n, dim), finite; out: (n, count).
    void measure(const float* rows, std::size_t n, Workers& workers, float* out) const {
        for_each_range(workers, n, kChunk, [&](std::size_t begin, std::size_t end) {
            const auto whole = aligned_array<std::int8_t>(kTileRows * width_);
            std::fill_n(whole.get(), kTileRows * width_, std::int8_t{0});
            Sums sums;
            for (std::size_t first = begin; first < end; first += kTileRows) {
                const std::size_t used = std::min(kTileRows, end - first);
                TileRows tile{};
                double unit[kTileRows] = {};
                for (std::size_t r = 0; r < kTileRows; ++r) {
                    const std::size_t taken = std::min(r, used - 1);
                    std::int8_t* const to = whole.get() + taken * width_;
                    if (r < used) unit[r] = round_to_whole(rows + (first + r) * dim_, to);
                    tile.values[r] = to;
                    tile.sum[r] = sum_of(to);
                }
                for (std::size_t panel = 0; panel < panels(); ++panel) {
                    kernels_.multiply(tile, packed_.get() + panel * panel_bytes_, width_, sums);
                    const std::size_t start = panel * kPanel, stop = std::min(count_, start + kPanel);
                    for (std::size_t r = 0; r < used; ++r) {
                        for (std::size_t c = start; c < stop; ++c) {
                            const double along = static_cast<double>(sums[r][c - start]) * unit[r] / lengths_[c];
                            out[(first + r) * count_ + c] = static_cast<float>(along);
                        }
                    }
                }
            }
        });
    }

private:
    std::size_t panels() const { return (count_ + kPanel - 1) / kPanel; }

    std::int32_t sum_of(const std::int8_t* whole) const {
        std::int32_t sum = 0;
        for (std::size_t d = 0; d < width_; ++d) sum += whole[d];
        return sum;
    }

    // Returns what one of the whole numbers stands for.
    double round_to_whole(const float* x, std::int8_t* whole) const {
        std::int32_t largest_bits = 0;  // of numbers without a sign the larger has the larger bits
        for (std::size_t d = 0; d < dim_; ++d) {
            largest_bits = std::max(largest_bits, std::bit_cast<std::int32_t>(x[d]) & 0x7FFFFFFF);
        }
        const auto largest = std::bit_cast<float>(largest_bits);
        const float lift = largest < 0x1p-100F ? 0x1p100F : 1.0F;  // without it 127 / m might be none of float's numbers
        const float factor = largest > 0 ? 127.0F / (largest * lift) : 0.0F;
        // 1.5 x 2^23: adding it leaves no bit below one (the nearest whole number, of two as near the even one), and the
        // sum's lowest byte is that number.
        constexpr float kWhole = 12582912.0F;
        for (std::size_t d = 0; d < dim_; ++d) {
            whole[d] = static_cast<std::int8_t>(std::bit_cast<std::int32_t>((x[d] * lift) * factor + kWhole));
        }
        return static_cast<double>(largest) / 127;
    }

    std::size_t count_;
    std::size_t dim_;
    std::size_t width_;
    std::size_t panel_bytes_;
    const SearchKernels& kernels_;
    AlignedArray<std::uint8_t> packed_;
    std::vector<double> lengths_;
};

}  // namespace lexiscape
