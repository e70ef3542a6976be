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

#include "lanes.hpp"

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

// The four cubic B-spline weights at offset t in [0, 1) of the nodes base - 1 .. base + 2, times 1.
LEXISCAPE_INLINE void spline(float t, float* w) {
    const float s = 1.0F - t, t2 = t * t, s2 = s * s;
    w[0] = s2 * s * (1.0F / 6.0F);
    w[1] = (2.0F / 3.0F) - t2 + 0.5F * t2 * t;
    w[2] = (2.0F / 3.0F) - s2 + 0.5F * s2 * s;
    w[3] = t2 * t * (1.0F / 6.0F);
}

// Their derivatives.
LEXISCAPE_INLINE void spline_slope(float t, float* w) {
    const float s = 1.0F - t;
    w[0] = -0.5F * s * s;
    w[1] = t * (1.5F * t - 2.0F);
    w[2] = s * (2.0F - 1.5F * s);
    w[3] = 0.5F * t * t;
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
    for (std::size_t at = 0; at < length; ++at) {
        const std::size_t i = list[at];
        const float u = (y[2 * i] - place.origin_x) * place.inverse_width;
        const float v = (y[2 * i + 1] - place.origin_y) * place.inverse_width;
        const int column = static_cast<int>(u);
        float wx[4], wy[4];
        spline(u - static_cast<float>(column), wx);
        spline(v - static_cast<float>(base), wy);
        for (int a = 0; a < 4; ++a) {
            const int r = base - 1 + a;
            if (r >= first && r < last) {
                float* to = grid + static_cast<std::ptrdiff_t>(r) * place.columns + column - 1;
                for (int b = 0; b < 4; ++b) {
                    to[b] += wy[a] * wx[b];
                }
            }
        }
    }
}

// R of each point in [begin, end); returns the sum of their phi.
inline double gather(const float* y, std::size_t begin, std::size_t end, const GridPlace& place, const float* field,
                     float* repulsion) {
    double total = 0.0;
    const float half_slope = -0.5F * place.inverse_width;
    for (std::size_t i = begin; i < end; ++i) {
        const float u = (y[2 * i] - place.origin_x) * place.inverse_width;
        const float v = (y[2 * i + 1] - place.origin_y) * place.inverse_width;
        const int column = static_cast<int>(u), row = static_cast<int>(v);
        const float* from = field + static_cast<std::ptrdiff_t>(row - 1) * place.columns + column - 1;
        float wx[4], wy[4], sx[4], sy[4], along[4] = {}, across[4] = {};
        spline(u - static_cast<float>(column), wx);
        spline(v - static_cast<float>(row), wy);
        spline_slope(u - static_cast<float>(column), sx);
        spline_slope(v - static_cast<float>(row), sy);
        for (int a = 0; a < 4; ++a, from += place.columns) {
            for (int b = 0; b < 4; ++b) {
                along[b] += wy[a] * from[b];
                across[b] += sy[a] * from[b];
            }
        }
        total += static_cast<double>((along[0] * wx[0] + along[2] * wx[2]) + (along[1] * wx[1] + along[3] * wx[3]));
        repulsion[2 * i] =
            half_slope * ((along[0] * sx[0] + along[2] * sx[2]) + (along[1] * sx[1] + along[3] * sx[3]));
        repulsion[2 * i + 1] =
            half_slope * ((across[0] * wx[0] + across[2] * wx[2]) + (across[1] * wx[1] + across[3] * wx[3]));
    }
    return total;
}

// The x and the y of eight points.
LEXISCAPE_INLINE void pick(const float* y, const std::uint32_t* points, Float8& x_out, Float8& y_out) {
#if defined(__GNUC__)
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

// Positions, velocities and gains of points in [begin, end) after one step; returns their new extent.
inline Box step(float* LEXISCAPE_RESTRICT y, float* LEXISCAPE_RESTRICT velocity, float* LEXISCAPE_RESTRICT gain,
                const float* LEXISCAPE_RESTRICT attraction, const float* LEXISCAPE_RESTRICT repulsion,
                std::size_t begin, std::size_t end, const StepRule& rule) {
    const float pull = 4.0F * rule.exaggeration, push = 4.0F * rule.inverse_z;
    for (std::size_t i = 2 * begin; i < 2 * end; ++i) {
        const float gradient = pull * attraction[i] - push * repulsion[i];
        const float raised = gain[i] + 0.2F, lowered = gain[i] * 0.8F;
        float g = gradient * velocity[i] < 0.0F ? raised : lowered;
        g = g < 0.01F ? 0.01F : g;
        float v = rule.momentum * velocity[i] - rule.learning_rate * g * gradient;
        v = v > rule.longest ? rule.longest : v;
        v = v < -rule.longest ? -rule.longest : v;
        gain[i] = g;
        velocity[i] = v;
        y[i] += v;
    }
    Box box{y[2 * begin], y[2 * begin + 1], y[2 * begin], y[2 * begin + 1]};
    for (std::size_t i = begin; i < end; ++i) {
        box.low_x = y[2 * i] < box.low_x ? y[2 * i] : box.low_x;
        box.high_x = y[2 * i] > box.high_x ? y[2 * i] : box.high_x;
        box.low_y = y[2 * i + 1] < box.low_y ? y[2 * i + 1] : box.low_y;
        box.high_y = y[2 * i + 1] > box.high_y ? y[2 * i + 1] : box.high_y;
    }
    return box;
}

}  // namespace LEXISCAPE_ISA
}  // namespace lexiscape
