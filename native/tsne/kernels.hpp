// The loops in which a descent spends its time, as one table: each instruction set has its own (instruction_sets/).
#pragma once

#include <cstddef>
#include <cstdint>

#include "tsne/forces.hpp"
#include "tsne/fourier.hpp"

namespace lexiscape {

// What they do is said where they are defined: convolution.hpp and forces.hpp. All tables give the same bits.
struct TsneKernels {
    void (*forward_columns)(const FourierTables<float>&, const float* grid, int w, int c, float* spectrum,
                            float* scratch);
    void (*convolve_rows)(const FourierTables<float>&, float* spectrum, const float* kernel, float* scratch);
    void (*inverse_columns)(const FourierTables<float>&, const float* spectrum, int w, int c, float* grid,
                            float* scratch);
    void (*cosine_columns)(const FourierTables<double>&, double* array, int w, int c, double* scratch);
    void (*find_rows)(const float* y, std::size_t begin, std::size_t end, const GridPlace&, std::uint16_t* row,
                      std::uint32_t* count);
    void (*spread)(const float* y, const std::uint32_t* list, std::size_t length, int base, int first, int last,
                   const GridPlace&, float* grid);
    double (*gather)(const float* y, std::size_t begin, std::size_t end, const GridPlace&, const float* field,
                     float* repulsion);
    double (*repel_pairs)(const float* y, std::size_t n, std::size_t begin, std::size_t end, float* repulsion);
    void (*attract)(const float* y, std::size_t begin, std::size_t end, const EdgeView&, float* attraction);
    double (*cost)(const float* y, std::size_t begin, std::size_t end, const EdgeView&);
    Box (*step)(float* y, float* velocity, float* gain, const float* attraction, const float* repulsion,
                std::size_t begin, std::size_t end, const StepRule&);
};

}  // namespace lexiscape
