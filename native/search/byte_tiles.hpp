// Dot products of eight-bit rows, a few rows against 64 columns at a time: the one kernel in which exact search spends
// its time. Integers: every copy gives the same sums.
//
// A panel holds 64 rows of the matrix ("columns" of the similarity matrix) in the order that its copy of the kernel
// reads them: see plain_kernels.hpp and the files of instruction_sets/.
#pragma once

#include <cstddef>
#include <cstdint>

namespace lexiscape {

constexpr std::size_t kPanel = 64;    // columns of a panel
constexpr std::size_t kTileRows = 6;  // rows taken at once: 6 x 64 sums fill 24 of the 32 AVX-512 registers

// Rows of the tile that a kernel computes; rows beyond `count` repeat the last one and are not looked at.
struct TileRows {
    const std::int8_t* values[kTileRows];
    std::int32_t sum[kTileRows];
};

using Sums = std::int32_t[kTileRows][kPanel];

}  // namespace lexiscape
