// The steps of a convolution with an even kernel over a grid of h rows and w columns (see fourier.hpp for the maths).
//
// spectrum holds, for each block of eight row frequencies and for each column, eight real and eight imaginary parts:
// along columns every transform is then contiguous, and along rows the lanes are row frequencies. Row frequency p of
// the spectrum is the one at position p of the even half, 2 frequency[p] + 1/2; its conjugate lies at position h-1-p of
// the odd half. Two real columns, c and c + w/2, travel as the real and imaginary part of one.
#pragma once

#include "tsne/fourier.hpp"

namespace lexiscape::LEXISCAPE_ISA {

// Grid columns c .. c+8 and c + w/2 .. to their spectrum. scratch: 2 h values of 16 floats.
inline void forward_columns(const FourierTables<float>& rows, const float* grid, int w, int c, float* spectrum,
                            float* scratch) {
    constexpr std::ptrdiff_t kStep = 2 * kLanes;
    const int h = rows.n;
    float* even = scratch;
    float* odd = scratch + h * kStep;
    for (int r = 0; r < h; ++r) {
        const float* at = grid + static_cast<std::ptrdiff_t>(r) * w + c;
        const Complex8<float> z{load(at), load(at + w / 2)};
        write(even + r * kStep, turned<false>(z, rows.twists + 4 * r));
        write(odd + r * kStep, turned<false>(z, rows.twists + 4 * r + 2));
    }
    transform(rows, even);
    transform(rows, odd);
    for (int block = 0; block < h / kLanes; ++block) {
        Float8 left_re[8], left_im[8], right_re[8], right_im[8];
        for (int i = 0; i < kLanes; ++i) {
            const int p = block * kLanes + i;
            const Complex8<float> e = read(even + p * kStep), o = read(odd + (h - 1 - p) * kStep);
            left_re[i] = e.re + o.re;  // twice the spectra of the real and of the imaginary columns
            left_im[i] = e.im - o.im;
            right_re[i] = e.im + o.im;
            right_im[i] = o.re - e.re;
        }
        transpose(left_re);
        transpose(left_im);
        transpose(right_re);
        transpose(right_im);
        float* to = spectrum + (static_cast<std::ptrdiff_t>(block) * w + c) * kStep;
        for (int i = 0; i < kLanes; ++i) {
            write(to + i * kStep, Complex8<float>{left_re[i], left_im[i]});
            write(to + (w / 2 + i) * kStep, Complex8<float>{right_re[i], right_im[i]});
        }
    }
}

// Eight row frequencies of the spectrum times the kernel's, in place. kernel: w values of 8; scratch: 2 w values of 16.
inline void convolve_rows(const FourierTables<float>& columns, float* spectrum, const float* kernel, float* scratch) {
    constexpr std::ptrdiff_t kStep = 2 * kLanes;
    const int w = columns.n;
    float* even = scratch;
    float* odd = scratch + w * kStep;
    for (int c = 0; c < w; ++c) {
        const Complex8<float> z = read(spectrum + c * kStep);
        write(even + c * kStep, turned<false>(z, columns.twists + 4 * c));
        write(odd + c * kStep, turned<false>(z, columns.twists + 4 * c + 2));
    }
    transform(columns, even);
    transform(columns, odd);
    for (int p = 0; p < w; ++p) {
        const Float8 of_even = load(kernel + p * kLanes), of_odd = load(kernel + (w - 1 - p) * kLanes);
        const Complex8<float> e = read(even + p * kStep), o = read(odd + p * kStep);
        write(even + p * kStep, Complex8<float>{e.re * of_even, e.im * of_even});
        write(odd + p * kStep, Complex8<float>{o.re * of_odd, o.im * of_odd});
    }
    invert(columns, even);
    invert(columns, odd);
    for (int c = 0; c < w; ++c) {
        const Complex8<float> e = read(even + c * kStep), o = read(odd + c * kStep);
        write(spectrum + c * kStep,
              turned<true>(e, columns.twists + 4 * c) + turned<true>(o, columns.twists + 4 * c + 2));
    }
}

// The spectrum of columns c .. c+8 and c + w/2 .. back to the grid. scratch: 2 h values of 16 floats.
inline void inverse_columns(const FourierTables<float>& rows, const float* spectrum, int w, int c, float* grid,
                            float* scratch) {
    constexpr std::ptrdiff_t kStep = 2 * kLanes;
    const int h = rows.n;
    float* even = scratch;
    float* odd = scratch + h * kStep;
    for (int block = 0; block < h / kLanes; ++block) {
        Float8 left_re[8], left_im[8], right_re[8], right_im[8];
        const float* from = spectrum + (static_cast<std::ptrdiff_t>(block) * w + c) * kStep;
        for (int i = 0; i < kLanes; ++i) {
            left_re[i] = load(from + i * kStep);
            left_im[i] = load(from + i * kStep + kLanes);
            right_re[i] = load(from + (w / 2 + i) * kStep);
            right_im[i] = load(from + (w / 2 + i) * kStep + kLanes);
        }
        transpose(left_re);
        transpose(left_im);
        transpose(right_re);
        transpose(right_im);
        for (int i = 0; i < kLanes; ++i) {
            const int p = block * kLanes + i;
            write(even + p * kStep, Complex8<float>{left_re[i] - right_im[i], left_im[i] + right_re[i]});
            write(odd + (h - 1 - p) * kStep, Complex8<float>{left_re[i] + right_im[i], right_re[i] - left_im[i]});
        }
    }
    invert(rows, even);
    invert(rows, odd);
    for (int r = 0; r < h; ++r) {
        const Complex8<float> z = turned<true>(read(even + r * kStep), rows.twists + 4 * r) +
                                  turned<true>(read(odd + r * kStep), rows.twists + 4 * r + 2);
        float* at = grid + static_cast<std::ptrdiff_t>(r) * w + c;
        store(at, z.re);
        store(at + w / 2, z.im);
    }
}

// The cosine transform (DCT-III, even half, in digit-reversed order) of each column of an h x w array, eight at a time:
// 2 Re of the sum over r of a(r) exp(-i pi (4m + 1) r / 2n), a(0) halved. scratch: h values of 16 doubles.
inline void cosine_columns(const FourierTables<double>& rows, double* array, int w, int c, double* scratch) {
    constexpr std::ptrdiff_t kStep = 2 * kLanes;
    for (int r = 0; r < rows.n; ++r) {
        const Lanes<double> a = load(array + static_cast<std::ptrdiff_t>(r) * w + c) * all(r == 0 ? 0.5 : 1.0);
        write(scratch + r * kStep, Complex8<double>{a * all(rows.twists[4 * r]), a * all(rows.twists[4 * r + 1])});
    }
    transform(rows, scratch);
    for (int p = 0; p < rows.n; ++p) {
        store(array + static_cast<std::ptrdiff_t>(p) * w + c, load(scratch + p * kStep) * all(2.0));
    }
}

}  // namespace lexiscape::LEXISCAPE_ISA
