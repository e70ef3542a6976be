// Rows in eight bits, with a proven bound of what that loses.
//
// Both metrics become one: x' = x - mean (Euclidean) or x / |x| - mean (cosine), since |u - v|^2 / 2 = 1 - cos for unit
// vectors. For a fixed row i the nearest row j has the largest
//
//   score_i(j) = x'_i . x'_j - |x'_j|^2 / 2 = (|x'_i|^2 - |x'_i - x'_j|^2) / 2.
//
// Each row is turned by one orthogonal matrix that leaves all scores alone (random signs, then Hadamard blocks: no
// coordinate stands out, as in QuIP#, arXiv 2402.04396) and rounded to q in [-127, 127] times a scale s of its own. With
// e = x' - s q, Cauchy-Schwarz gives |x'_i . x'_j - s_i s_j q_i . q_j| <= |x'_i| |e_j| + |e_i| |s_j q_j|, and, for any
// r > 0, a b <= (r a^2 + b^2 / r) / 2 splits that into a part of each row:
//
//   |error| <= E_i + E_j,   E = (r max(|x'|, |s q|)^2 + |e|^2 / r) / 2.
//
// r = rms |e| / rms |x'| makes the parts small. E also carries what single precision loses on the way, and that exact
// distances below kParallel are taken for none.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <numeric>
#include <vector>

#include "search/exact_distance.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

// Single precision: rotation, scores and reported distances each round by a few 2^-24 of |x'|^2.
constexpr double kSinglePrecision = 4e-6;
constexpr double kUnderflow = 1e-30;
constexpr std::size_t kWidthStep = 64;

template <class T>
struct AlignedFree {
    void operator()(T* memory) const { ::operator delete[](memory, std::align_val_t{64}); }
};

template <class T>
using AlignedArray = std::unique_ptr<T[], AlignedFree<T>>;

template <class T>
AlignedArray<T> aligned_array(std::size_t count) {
    return AlignedArray<T>(static_cast<T*>(::operator new[](std::max<std::size_t>(count, 1) * sizeof(T), std::align_val_t{64})));
}

struct QuantizedRows {
    std::size_t count = 0;
    std::size_t width = 0;               // bytes a row: the dimensions, filled with zeros to a multiple of 64
    double unit = 1;                     // x' was multiplied by this, so that its root mean square is 1
    AlignedArray<std::int8_t> values;    // (count, width)
    std::vector<std::int32_t> sum;       // of each row's values
    std::vector<float> scale;            // s
    std::vector<float> half_square;      // |x'|^2 / 2
    std::vector<float> slack;            // E
    std::vector<std::int32_t> position;  // where the row stands in the RowSource

    const std::int8_t* row(std::size_t i) const { return values.get() + i * width; }
};

// Which rows of a matrix take part, and how they are read.
struct RowSource {
    const float* vectors;
    std::size_t dim;
    const std::int32_t* rows;  // positions in `vectors` of the rows that take part
    std::size_t count;
    const double* squared_norms;  // of all rows of `vectors`
    Metric metric;

    const float* row(std::size_t i) const { return vectors + static_cast<std::size_t>(rows[i]) * dim; }

    // What a row is multiplied by before the mean is taken off.
    double factor(std::size_t i) const {
        if (metric == Metric::euclidean) return 1;
        const double squared = squared_norms[rows[i]];
        return squared > 0 ? 1 / std::sqrt(squared) : 0;
    }

    // A zero row is 1 away from every other direction: a unit vector along an axis of its own does exactly that.
    bool stands_apart(std::size_t i) const { return metric == Metric::cosine && squared_norms[rows[i]] == 0; }

    // The dimensions, and the axis of such rows where there are any.
    std::size_t width() const {
        for (std::size_t i = 0; i < count; ++i) {
            if (stands_apart(i)) return dim + 1;
        }
        return dim;
    }
};

inline std::uint64_t mix_bits(std::uint64_t x) {  // splitmix64, Steele et al. 2014, doi:10.1145/2660193.2660195
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

// Orthonormal Walsh-Hadamard transform of each block of `size` (a power of two) of row[0..width).
inline void hadamard_blocks(float* row, std::size_t width, std::size_t size) {
    const float norm = 1 / std::sqrt(static_cast<float>(size));
    for (std::size_t block = 0; block < width; block += size) {
        float* x = row + block;
        for (std::size_t half = 1; half < size; half *= 2) {
            for (std::size_t at = 0; at < size; at += 2 * half) {
                for (std::size_t l = at; l < at + half; ++l) {
                    const float a = x[l];
                    const float b = x[l + half];
                    x[l] = a + b;
                    x[l + half] = a - b;
                }
            }
        }
        for (std::size_t l = 0; l < size; ++l) x[l] *= norm;
    }
}

constexpr std::size_t kChunk = 512;  // rows whose sums are taken together: fixed, so that sums do not depend on threads

inline std::vector<double> mean_of(const RowSource& source, Workers& workers) {
    const std::size_t chunks = (source.count + kChunk - 1) / kChunk;
    std::vector<double> parts(chunks * source.dim, 0.0);
    for_each_index(workers, chunks, [&](std::size_t chunk, std::size_t) {
        double* part = parts.data() + chunk * source.dim;
        for (std::size_t i = chunk * kChunk; i < std::min(source.count, (chunk + 1) * kChunk); ++i) {
            const float* x = source.row(i);
            const double factor = source.factor(i);
            for (std::size_t d = 0; d < source.dim; ++d) part[d] += factor * static_cast<double>(x[d]);
        }
    });
    std::vector<double> mean(source.dim, 0.0);
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
        for (std::size_t d = 0; d < source.dim; ++d) mean[d] += parts[chunk * source.dim + d];
    }
    for (double& value : mean) value /= static_cast<double>(std::max<std::size_t>(source.count, 1));
    return mean;
}

// Sum over rows of value(i), the same for any number of threads.
template <class Value>
double sum_over_rows(std::size_t count, Workers& workers, Value&& value) {
    std::vector<double> parts((count + kChunk - 1) / kChunk, 0.0);
    for_each_range(workers, count, kChunk, [&](std::size_t begin, std::size_t end) {
        double part = 0;
        for (std::size_t i = begin; i < end; ++i) part += value(i);
        parts[begin / kChunk] = part;
    });
    double total = 0;
    for (const double part : parts) total += part;
    return total;
}

// The eight bits of one turned row; returns |x' - s q|^2.
inline double round_row(const float* x, std::size_t width, std::int8_t* q, float& scale, std::int32_t& sum) {
    float largest = 0;
    for (std::size_t d = 0; d < width; ++d) largest = std::max(largest, std::fabs(x[d]));
    constexpr float kSmallest = 1e-30F;  // a row below it counts as error altogether: 1 / scale would overflow
    scale = largest > kSmallest ? largest / 127 : 0;
    const float inverse = scale > 0 ? 1 / scale : 0;
    sum = 0;
    double error = 0;
    for (std::size_t d = 0; d < width; ++d) {
        const float nearest = std::nearbyint(std::clamp(x[d] * inverse, -127.0F, 127.0F));
        q[d] = static_cast<std::int8_t>(nearest);
        sum += q[d];
        const double gap = static_cast<double>(x[d]) - static_cast<double>(scale) * static_cast<double>(nearest);
        error += gap * gap;
    }
    return error;
}

// One function, though long: its three passes over the rows hand each other x', |x'|^2 and |e|^2, and read as the derivation
// above does, top to bottom.
inline QuantizedRows quantize(const RowSource& source, Workers& workers) {
    QuantizedRows out;
    out.count = source.count;
    out.width = (source.width() + kWidthStep - 1) / kWidthStep * kWidthStep;
    const std::size_t block = out.width & (~out.width + 1);  // the largest power of two that divides the width
    out.values = aligned_array<std::int8_t>(out.count * out.width);
    out.sum.resize(out.count);
    out.scale.resize(out.count);
    out.half_square.resize(out.count);
    out.slack.resize(out.count);
    out.position.resize(out.count);
    std::iota(out.position.begin(), out.position.end(), 0);

    const std::vector<double> mean = mean_of(source, workers);
    const double total = sum_over_rows(source.count, workers, [&](std::size_t i) {
        const float* x = source.row(i);
        const double factor = source.factor(i);
        double square = source.stands_apart(i) ? 1 : 0;
        for (std::size_t d = 0; d < source.dim; ++d) {
            const double value = factor * static_cast<double>(x[d]) - mean[d];
            square += value * value;
        }
        return square;
    });
    out.unit = total > 0 ? std::sqrt(static_cast<double>(source.count) / total) : 1;

    std::vector<float> sign(out.width);
    for (std::size_t d = 0; d < out.width; ++d) sign[d] = (mix_bits(d) & 1) != 0 ? 1.0F : -1.0F;
    std::vector<double> squares(out.count);
    std::vector<double> errors(out.count);
    for_each_range(workers, source.count, kChunk, [&](std::size_t begin, std::size_t end) {
        std::vector<float> turned(out.width);
        for (std::size_t i = begin; i < end; ++i) {
            const float* x = source.row(i);
            const double factor = source.factor(i);
            double square = 0;
            std::fill(turned.begin(), turned.end(), 0.0F);
            for (std::size_t d = 0; d < source.dim; ++d) {
                const double value = (factor * static_cast<double>(x[d]) - mean[d]) * out.unit;
                square += value * value;
                turned[d] = static_cast<float>(value) * sign[d];
            }
            if (source.stands_apart(i)) {
                square += out.unit * out.unit;
                turned[source.dim] = static_cast<float>(out.unit);
            }
            hadamard_blocks(turned.data(), out.width, block);
            squares[i] = square;
            errors[i] = round_row(turned.data(), out.width, out.values.get() + i * out.width, out.scale[i], out.sum[i]);
        }
    });

    const double square = sum_over_rows(out.count, workers, [&](std::size_t i) { return squares[i]; });
    const double error = sum_over_rows(out.count, workers, [&](std::size_t i) { return errors[i]; });
    const double ratio = error > 0 && square > 0 ? std::sqrt(error / square) : 1e-6;
    const double parallel = source.metric == Metric::cosine ? 2 * kParallel * out.unit * out.unit : 0;
    for (std::size_t i = 0; i < out.count; ++i) {
        const double longest = std::sqrt(squares[i]) + std::sqrt(errors[i]);  // |s q| <= |x'| + |e|
        const double bound = (ratio * longest * longest + errors[i] / ratio) / 2;
        out.half_square[i] = static_cast<float>(squares[i] / 2);
        out.slack[i] = static_cast<float>(bound + kSinglePrecision * squares[i] + parallel + kUnderflow);
    }
    return out;
}

}  // namespace lexiscape
