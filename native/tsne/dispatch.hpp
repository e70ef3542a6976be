// The same kernels, compiled for several instruction sets; `kernels_for` picks at run time.
//
// native/instruction_sets/*.cpp each compile the kernels once, with the flags that CMakeLists.txt gives that file. They hold loops
// over plain pointers only: whatever allocates, throws or starts threads is compiled for the baseline.
#pragma once

#include "tsne/forces.hpp"
#include "tsne/fourier.hpp"

namespace lexiscape {

struct Kernels {
    const char* name;
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
    double (*add_rows)(const float* matrix, std::size_t dim, std::size_t stride, std::size_t begin, std::size_t end,
                       bool unit, float* total);
    void (*multiply_rows)(const float* matrix, std::size_t dim, std::size_t stride, std::size_t begin,
                          std::size_t end, bool unit, const float* v, const float* center, float* product);
    void (*project_rows)(const float* matrix, std::size_t dim, std::size_t begin, std::size_t end, bool unit,
                         const float* first, const float* second, float center_x, float center_y, float* xy);
};

extern const Kernels kPortableKernels;
#if defined(LEXISCAPE_AVX2)
extern const Kernels kAvx2Kernels;
#endif

// The fastest kernels that this processor runs; name = "portable" or "avx2" asks for those, nullptr if it
// cannot run them.
inline const Kernels* kernels_for(const char* name = "") {
    const auto asked = [name](const char* isa) { return *name == '\0' || std::strcmp(name, isa) == 0; };
#if defined(LEXISCAPE_AVX2)
    if (asked("avx2") && __builtin_cpu_supports("avx2")) {
        return &kAvx2Kernels;
    }
#endif
    return asked("portable") ? &kPortableKernels : nullptr;
}

}  // namespace lexiscape
