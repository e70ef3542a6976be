// Included once by each file here: the kernels as they are written in the folders below, compiled for that file's
// instruction set. Loops over plain pointers only: whatever allocates, throws or starts threads is compiled for every
// processor.
#pragma once

#include "instruction_sets/kernels.hpp"
#include "principal/principal_rows.hpp"
#include "score/anchor_sums.hpp"
#include "search/plain_kernels.hpp"
#include "tsne/convolution.hpp"
#include "tsne/forces.hpp"

namespace lexiscape::LEXISCAPE_ISA {

inline constexpr Kernels kPlain{
    .principal = {.add_rows = add_rows, .multiply_rows = multiply_rows, .project_rows = project_rows},
    .score = {.dots = anchor_dots, .squared_gaps = anchor_squared_gaps},
    .search = {.panel_bytes_per_value = sizeof(std::int16_t),
               .pack = pack_words,
               .multiply = multiply_words,
               .find_hits = find_hits,
               .holds = holds,
               .take = take,
               .byte_dot = byte_dot,
               .dot = dot_in_order,
               .squared_gap = squared_gap_in_order,
               .float_dot = float_dot,
               .float_add = float_add},
    .tsne = {.forward_columns = forward_columns,
             .convolve_rows = convolve_rows,
             .inverse_columns = inverse_columns,
             .cosine_columns = cosine_columns,
             .find_rows = find_rows,
             .spread = spread,
             .gather = gather,
             .repel_pairs = repel_pairs,
             .attract = attract,
             .cost = cost,
             .step = step},
};

}  // namespace lexiscape::LEXISCAPE_ISA
