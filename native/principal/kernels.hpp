// The loops over the rows of a matrix, as one table: each instruction set has its own (instruction_sets/).
#pragma once

#include <cstddef>

namespace lexiscape {

// What they do is said where they are defined: principal_rows.hpp. All tables give the same bits.
struct PrincipalKernels {
    double (*add_rows)(const float* matrix, std::size_t dim, std::size_t stride, std::size_t begin, std::size_t end,
                       bool unit, float* total);
    void (*multiply_rows)(const float* matrix, std::size_t dim, std::size_t stride, std::size_t begin,
                          std::size_t end, bool unit, const float* v, const float* center, float* product);
    void (*project_rows)(const float* matrix, std::size_t dim, std::size_t begin, std::size_t end, bool unit,
                         const float* first, const float* second, float center_x, float center_y, float* xy);
};

}  // namespace lexiscape
