// Included once by each native/instruction_sets/*.cpp: the table of this compilation's kernels.
#pragma once

#include "principal/principal_rows.hpp"
#include "tsne/convolution.hpp"
#include "tsne/dispatch.hpp"
#include "tsne/forces.hpp"

#define LEXISCAPE_KERNELS(name)                                                          \
    {name,                                                                               \
     &LEXISCAPE_ISA::forward_columns, &LEXISCAPE_ISA::convolve_rows,                      \
     &LEXISCAPE_ISA::inverse_columns, &LEXISCAPE_ISA::cosine_columns,                     \
     &LEXISCAPE_ISA::find_rows,       &LEXISCAPE_ISA::spread,                             \
     &LEXISCAPE_ISA::gather,          &LEXISCAPE_ISA::repel_pairs,                        \
     &LEXISCAPE_ISA::attract,                                                             \
     &LEXISCAPE_ISA::cost,            &LEXISCAPE_ISA::step,                               \
     &LEXISCAPE_ISA::add_rows,        &LEXISCAPE_ISA::multiply_rows,                      \
     &LEXISCAPE_ISA::project_rows}
