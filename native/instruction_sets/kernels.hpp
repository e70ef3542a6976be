// The kernels of all stages, compiled for one instruction set.
#pragma once

#include "principal/kernels.hpp"
#include "score/kernels.hpp"
#include "search/kernels.hpp"
#include "tsne/kernels.hpp"

namespace lexiscape {

struct Kernels {
    PrincipalKernels principal;
    ScoreKernels score;
    SearchKernels search;
    TsneKernels tsne;
};

}  // namespace lexiscape
