// The two forces of t-SNE on each point, and the step that follows them.
//
// With q(d) = 1 / (1 + d^2), affinities p that sum to 1, an exaggeration e, and Z the sum of q over all ordered pairs,
// the gradient of the Kullback-Leibler divergence is (van der Maaten and Hinton 2008, eq. 5)
//
//     dC/dy_i = 4 (e A_i - R_i / Z),   A_i = sum over j of p_ij q_ij (y_i - y_j),   R_i = sum over j of q_ij^2 (y_i - y_j).
//
// Repulsion needs one field only. Let phi(y) = sum over j of q(|y - y_j|). As grad q = -2 q^2 (y - y_j),
//
//     R_i = -grad phi(y_i) / 2   and   Z = sum over i of phi(y_i) - n.
//
// phi is computed on a grid (field.hpp): unit charges are spread onto it by cubic B-splines, convolved with the kernel,
// and phi and its gradient are read off the spline through the result: smooth particle-mesh Ewald's scheme (Essmann
// et al. 1995, doi:10.1063/1.470117) with t-SNE's kernel; FIt-SNE (Linderman et al. 2019,
// doi:10.1038/s41592-018-0308-4) does it with Lagrange polynomials and three or four fields.
#pragma once

#include "simd/lanes.hpp"

namespace lexiscape {

// A place on the grid: cell coordinates are (y - origin) / width.
struct GridPlace {
    float origin_x, origin_y, inverse_width;
    int columns;
};

// Sparse affinities, one row a point, padded to full lanes by zero weights that point to the row itself.
struct EdgeView {
    const std::int64_t* starts;     // n + 1
    const std::uint32_t* targets;   // points
    const std::uint16_t* weights;   // bfloat16
};

// How positions follow the gradient: momentum and per-coordinate gains (Jacobs 1988; van der Maaten's values).
struct StepRule {
    float exaggeration;     // e above; raising it draws neighbors together, for the first part of the descent
    float inverse_z;        // 1 / Z
    float learning_rate;    // raising it moves points further a step, until they jump about
    float momentum;         // how much of the last step is taken again
    float longest;          // no coordinate moves further than this in one step
};

// The extent of a block of points.
struct Box {
    float low_x, low_y, high_x, high_y;
};

namespace LEXISCAPE_ISA {

// The cubic B-spline's weights of the nodes base - 1 .. base + 2 at offset t in [0, 1) from node base, and their slopes.
LEXISCAPE_INLINE void spline(Float8 t, Float8* weight) {
    const Float8 s = all(1.0F) - t, t2 = t * t, s2 = s * s, sixth = all(1.0F / 6.0F), most = all(2.0F / 3.0F);
    weight[0] = s2 * s * sixth;
    weight[1] = most - t2 + all(0.5F) * t2 * t;
    weight[2] = most - s2 + all(0.5F) * s2 * s;
    weight[3] = t2 * t * sixth;
}
LEXISCAPE_INLINE void spline_slope(Float8 t, Float8* slope) {
    const Float8 s = all(1.0F) - t;
    slope[0] = all(-0.5F) * s * s;
    slope[1] = t * (all(1.5F) * t - all(2.0F));
    slope[2] = s * (all(2.0F) - all(1.5F) * s);
    slope[3] = all(0.5F) * t * t;
}

// The x and the y of eight points.
LEXISCAPE_INLINE void pick(const float* y, const std::uint32_t* points, Float8& x_out, Float8& y_out) {
#if defined(LEXISCAPE_VECTORS)
    typedef double Pair4 __attribute__((vector_size(32)));  // four (x, y), each moved as one 64-bit word
    double pair[8];
    for (int i = 0; i < kLanes; ++i) {
        std::memcpy(&pair[i], y + 2 * static_cast<std::size_t>(points[i]), sizeof(double));
    }
    const Pair4 first = {pair[0], pair[1], pair[4], pair[5]}, second = {pair[2], pair[3], pair[6], pair[7]};
    Float8 a, b;
    std::memcpy(&a, &first, sizeof a);
    std::memcpy(&b, &second, sizeof b);
    x_out = __builtin_shufflevector(a, b, 0, 2, 8, 10, 4, 6, 12, 14);
    y_out = __builtin_shufflevector(a, b, 1, 3, 9, 11, 5, 7, 13, 15);
#else
    for (int i = 0; i < kLanes; ++i) {
        x_out[i] = y[2 * static_cast<std::size_t>(points[i])];
        y_out[i] = y[2 * static_cast<std::size_t>(points[i]) + 1];
    }
#endif
}

// Where eight points lie on the grid: base node (its index in the grid, of the spline's first node) and offsets.
struct Cells {
    std::int32_t first_node[kLanes];
    Float8 right, up;  // offsets from the base node, in cells
};

LEXISCAPE_INLINE Cells cells_of(Float8 x, Float8 y, const GridPlace& place) {
    const Float8 width = all(place.inverse_width);
    const Float8 u = (x - all(place.origin_x)) * width, v = (y - all(place.origin_y)) * width;
    std::int32_t column[kLanes], row[kLanes];
    Cells cells;
    cells.right = u - truncate(u, column);
    cells.up = v - truncate(v, row);
    for (int i = 0; i < kLanes; ++i) {
        cells.first_node[i] = (row[i] - 1) * place.columns + column[i] - 1;
    }
    return cells;
}

// The grid row of each point's base node, and how many points each row has.
inline void find_rows(const float* y, std::size_t begin, std::size_t end, const GridPlace& place, std::uint16_t* row,
                      std::uint32_t* count) {
    for (std::size_t i = begin; i < end; ++i) {
        row[i] = static_cast<std::uint16_t>((y[2 * i + 1] - place.origin_y) * place.inverse_width);
    }
    for (std::size_t i = begin; i < end; ++i) {
        ++count[row[i]];
    }
}

// Adds the charges of the points `list`, whose base row is `base`, to grid rows in [first, last).
inline void spread(const float* y, const std::uint32_t* list, std::size_t length, int base, int first, int last,
                   const GridPlace& place, float* grid) {
    const int from = first > base - 1 ? first - base + 1 : 0, to = last < base + 3 ? last - base + 1 : 4;
    for (std::size_t at = 0; at < length; at += kLanes) {
        std::uint32_t points[kLanes];
        const std::size_t left = length - at;
        for (std::size_t i = 0; i < kLanes; ++i) {
            points[i] = list[at + (i < left ? i : 0)];
        }
        Float8 x_i, y_i, weights[8];  // across, then up
        pick(y, points, x_i, y_i);
        const Cells cells = cells_of(x_i, y_i, place);
        spline(cells.right, weights);
        spline(cells.up, weights + 4);
        transpose(weights);
        for (std::size_t i = 0; i < kLanes && i < left; ++i) {
            float across[4], up[4];
            std::memcpy(across, &weights[i], sizeof across);
            std::memcpy(up, reinterpret_cast<const char*>(&weights[i]) + sizeof across, sizeof up);
            for (int a = from; a < to; ++a) {
                float* node = grid + cells.first_node[i] + static_cast<std::ptrdiff_t>(a) * place.columns;
                for (int b = 0; b < 4; ++b) {
                    node[b] += up[a] * across[b];
                }
            }
        }
    }
}

// R of each point in [begin, end); returns the sum of their phi.
inline double gather(const float* y, std::size_t begin, std::size_t end, const GridPlace& place, const float* field,
                     float* repulsion) {
    double total = 0.0;
    const Float8 scale = all(-0.5F * place.inverse_width);
    for (std::size_t at = begin; at < end; at += kLanes) {
        std::uint32_t points[kLanes];
        const std::size_t left = end - at;
        for (std::size_t i = 0; i < kLanes; ++i) {
            points[i] = static_cast<std::uint32_t>(at + (i < left ? i : 0));
        }
        Float8 x_i, y_i, across[8], up[8];  // four weights, then four slopes
        pick(y, points, x_i, y_i);
        const Cells cells = cells_of(x_i, y_i, place);
        spline(cells.right, across);
        spline_slope(cells.right, across + 4);
        spline(cells.up, up);
        spline_slope(cells.up, up + 4);
        transpose(across);
        transpose(up);
        Float8 first[8], second[8];
        for (int i = 0; i < kLanes; ++i) {
            const float* node = field + cells.first_node[i];
            // low half: sums over rows with the weights; high half: with the slopes
            Float8 sums = load_twice(node) * lane_of_each_half<0>(up[i]);
            sums += load_twice(node + place.columns) * lane_of_each_half<1>(up[i]);
            sums += load_twice(node + 2 * static_cast<std::ptrdiff_t>(place.columns)) * lane_of_each_half<2>(up[i]);
            sums += load_twice(node + 3 * static_cast<std::ptrdiff_t>(place.columns)) * lane_of_each_half<3>(up[i]);
            first[i] = low_half_twice(sums) * across[i];
            second[i] = high_half_twice(sums) * across[i];
        }
        transpose(first);
        transpose(second);
        const Float8 phi = (first[0] + first[2]) + (first[1] + first[3]);
        const Float8 r_x = scale * ((first[4] + first[6]) + (first[5] + first[7]));
        const Float8 r_y = scale * ((second[0] + second[2]) + (second[1] + second[3]));
        for (std::size_t i = 0; i < kLanes && i < left; ++i) {
            total += static_cast<double>(phi[static_cast<int>(i)]);
            repulsion[2 * (at + i)] = r_x[static_cast<int>(i)];
            repulsion[2 * (at + i) + 1] = r_y[static_cast<int>(i)];
        }
    }
    return total;
}

// R of each point in [begin, end) from all n points, pair by pair; returns the sum of q over the pairs it saw.
inline double repel_pairs(const float* y, std::size_t n, std::size_t begin, std::size_t end, float* repulsion) {
    double total = 0.0;
    const Float8 one = all(1.0F);
    for (std::size_t i = begin; i < end; ++i) {
        const Float8 x_i = all(y[2 * i]), y_i = all(y[2 * i + 1]);
        Float8 sum_x = all(0.0F), sum_y = all(0.0F), sum_q = all(0.0F);
        for (std::size_t at = 0; at < n; at += kLanes) {
            std::uint32_t points[kLanes];
            Float8 counts = one;  // 0 for the point itself and past the last
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                const std::size_t j = at + lane;
                points[lane] = static_cast<std::uint32_t>(j < n ? j : i);
                counts[static_cast<int>(lane)] = points[lane] == i ? 0.0F : 1.0F;
            }
            Float8 x_j, y_j;
            pick(y, points, x_j, y_j);
            const Float8 dx = x_i - x_j, dy = y_i - y_j, q = counts / (one + dx * dx + dy * dy);
            sum_q += q;
            sum_x += q * q * dx;
            sum_y += q * q * dy;
        }
        total += static_cast<double>(sum(sum_q));
        repulsion[2 * i] = sum(sum_x);
        repulsion[2 * i + 1] = sum(sum_y);
    }
    return total;
}

// A of each point in [begin, end).
inline void attract(const float* y, std::size_t begin, std::size_t end, const EdgeView& edges, float* attraction) {
    const Float8 one = all(1.0F);
    for (std::size_t i = begin; i < end; ++i) {
        const Float8 x_i = all(y[2 * i]), y_i = all(y[2 * i + 1]);
        Float8 sum_x = all(0.0F), sum_y = all(0.0F);
        for (std::int64_t e = edges.starts[i]; e < edges.starts[i + 1]; e += kLanes) {
            Float8 x_j, y_j;
            pick(y, edges.targets + e, x_j, y_j);
            const Float8 dx = x_i - x_j, dy = y_i - y_j;
            const Float8 pull = widen(edges.weights + e) / (one + dx * dx + dy * dy);
            sum_x += pull * dx;
            sum_y += pull * dy;
        }
        attraction[2 * i] = sum(sum_x);
        attraction[2 * i + 1] = sum(sum_y);
    }
}

// The sum of p log(1 + d^2) over the edges of points in [begin, end).
inline double cost(const float* y, std::size_t begin, std::size_t end, const EdgeView& edges) {
    double total = 0.0;
    const Float8 one = all(1.0F);
    for (std::size_t i = begin; i < end; ++i) {
        const Float8 x_i = all(y[2 * i]), y_i = all(y[2 * i + 1]);
        Float8 row = all(0.0F);
        for (std::int64_t e = edges.starts[i]; e < edges.starts[i + 1]; e += kLanes) {
            Float8 x_j, y_j;
            pick(y, edges.targets + e, x_j, y_j);
            const Float8 dx = x_i - x_j, dy = y_i - y_j;
            row += widen(edges.weights + e) * logarithm(one + dx * dx + dy * dy);
        }
        total += static_cast<double>(sum(row));
    }
    return total;
}

// Positions, velocities and gains of points in [begin, end) after one step; returns their new extent. Four points are
// taken at a time: past the last, the arrays must hold copies of it up to the next multiple of four.
inline Box step(float* y, float* velocity, float* gain, const float* attraction, const float* repulsion,
                std::size_t begin, std::size_t end, const StepRule& rule) {
    const Float8 pull = all(4.0F * rule.exaggeration), push = all(4.0F * rule.inverse_z), zero = all(0.0F);
    const Float8 momentum = all(rule.momentum), rate = all(rule.learning_rate);
    const Float8 longest = all(rule.longest), shortest = all(-rule.longest);
    Float8 low = all(3e38F), high = all(-3e38F);
    for (std::size_t i = 2 * begin; i < 2 * end; i += kLanes) {
        const Float8 gradient = pull * load(attraction + i) - push * load(repulsion + i);
        const Float8 before = load(velocity + i), old = load(gain + i);
        Float8 g = where_less(gradient * before, zero, old + all(0.2F), old * all(0.8F));
        g = where_less(g, all(0.01F), all(0.01F), g);
        Float8 v = momentum * before - rate * g * gradient;
        v = where_less(longest, v, longest, v);
        v = where_less(v, shortest, shortest, v);
        const Float8 now = load(y + i) + v;
        store(gain + i, g);
        store(velocity + i, v);
        store(y + i, now);
        low = where_less(now, low, now, low);
        high = where_less(high, now, now, high);
    }
    Box box{low[0], low[1], high[0], high[1]};
    for (int i = 2; i < kLanes; i += 2) {
        box.low_x = low[i] < box.low_x ? low[i] : box.low_x;
        box.low_y = low[i + 1] < box.low_y ? low[i + 1] : box.low_y;
        box.high_x = high[i] > box.high_x ? high[i] : box.high_x;
        box.high_y = high[i + 1] > box.high_y ? high[i + 1] : box.high_y;
    }
    return box;
}

}  // namespace LEXISCAPE_ISA
}  // namespace lexiscape
