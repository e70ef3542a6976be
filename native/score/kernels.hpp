// The loops in which a score card spends its time, as one table: each instruction set has its own (instruction_sets/).
#pragma once

#include <cstddef>

namespace lexiscape {

// What they do is said in anchor_sums.hpp. All tables give the same bits.
struct ScoreKernels {
    void (*dots)(const double* anchors, std::size_t anchor_count, const float* rows, std::size_t row_count,
                 std::size_t dim, double* sums);
    void (*squared_gaps)(const double* anchors, std::size_t anchor_count, const float* rows, std::size_t row_count,
                         std::size_t dim, double* sums);
};

}  // namespace lexiscape
