// The loops in which search spends its time, as one table: each instruction set has its own (instruction_sets/).
#pragma once

#include <cstddef>
#include <cstdint>

#include "search/byte_tiles.hpp"
#include "search/score_tiles.hpp"

namespace lexiscape {

// `width`: values of an eight-bit row, a multiple of 32 (of 64 in the float loops). All tables give the same bits.
struct SearchKernels {
    // Puts `count` rows (kPanel at most; zeros beyond) into a panel, in the order in which `multiply` reads them.
    std::size_t panel_bytes_per_value;
    void (*pack)(const std::int8_t* const* rows, std::size_t count, std::size_t width, void* panel);
    // The dot products of six rows with the 64 of a panel (byte_tiles.hpp).
    void (*multiply)(const TileRows& rows, const void* panel, std::size_t width, Sums& out);
    // Which of the 64 sums of a row are worth a closer look (score_tiles.hpp).
    Hits (*find_hits)(const std::int32_t* sums, const RowTerms& row, const ColumnTerms& columns);
    // Whether a row is in a list of `length`, a multiple of 16.
    bool (*holds)(const std::int32_t* rows, int length, std::int32_t row);
    // Puts an entry into a list of `length`, a multiple of 16, where it belongs to the best and is not there yet
    // (graph/neighbor_lists.hpp): the place it got, or -1. `worst`: the least key of the list, before and after.
    int (*take)(std::int32_t* keys, std::int32_t* rows, int length, std::int32_t key, std::int32_t row, std::int32_t* worst);
    // The dot product of two eight-bit rows.
    std::int32_t (*byte_dot)(const std::int8_t* x, const std::int8_t* y, std::size_t width);
    // The sums of exact distances (exact_distance.hpp): of x_d y_d, and of (x_d - y_d)^2.
    double (*dot)(const float* x, const float* y, std::size_t dim);
    double (*squared_gap)(const float* x, const float* y, std::size_t dim);
    // The dot product in single precision, and to + factor x: for the directions of reduced_rows.hpp.
    float (*float_dot)(const float* x, const float* y, std::size_t width);
    void (*float_add)(float* to, const float* x, float factor, std::size_t width);
};

}  // namespace lexiscape
