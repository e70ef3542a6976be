// Convolution of a real field on a grid with an even kernel, free of wrap-around, by the fast Fourier transform.
//
// With h rows and w columns of charges c and a kernel K(r, s) that is even in r and in s,
//
//     out(i, j) = sum over (r, s) of K(i - r, j - s) c(r, s).
//
// Padding c with zeros to 2h x 2w and transforming at the half-odd frequencies k + 1/2,
//
//     C(k) = sum over r < n of c(r) exp(-2 pi i (k + 1/2) r / 2n),     k = 0 .. 2n - 1,
//
// makes the wrap-around anti-periodic instead of periodic, which no output sees, and brings two gains:
// the kernel's transform is real, and it is its DCT-III; and a real field's spectrum is its first n values exactly
// (C(2n-1-k) is the conjugate of C(k)), without the odd ones out at zero and at Nyquist's frequency.
//
// The even and the odd k are each a transform of length n of c(r) times a twist:
//
//     C(2m)     = sum of [c(r) exp(-2 pi i (1/2) r / 2n)] exp(-2 pi i m r / n),
//     C(2m + 1) = sum of [c(r) exp(-2 pi i (3/2) r / 2n)] exp(-2 pi i m r / n),
//
// so zeros are neither stored nor read. Forward transforms decimate in frequency and leave their output in digit-reversed
// order; inverse ones decimate in time and take it in that order (Gentleman and Sande 1966, doi:10.1145/1464291.1464352).
// Eight transforms run side by side, one a lane.
#pragma once

#include <cmath>
#include <vector>

#include "simd/elementary.hpp"
#include "simd/lanes.hpp"

namespace lexiscape {

// What `transform` and `invert` read: a view of a FourierPlan, with nothing in it that a compiler could instantiate.
template <class T>
struct FourierTables {
    int n;
    int passes;
    const int* radices;
    const T* twiddles;  // per pass: re and im of w^(j q), w = exp(-2 pi i / length of a block), q < radix innermost
    const T* end_of_twiddles;
    const T* twists;  // re, im of exp(-i pi r / 2n), then of exp(-3 i pi r / 2n), for each r < n
};

// Tables of one length n = 2^a 3^b 5^c; filled once, in double precision.
template <class T>
struct FourierPlan {
    int n = 0;
    std::vector<int> radices;  // their product is n; the first is the first pass of the forward transform
    std::vector<T> twiddles;
    std::vector<T> twists;
    std::vector<int> frequency;  // frequency[p] is the m whose value lies at position p; n-1-m then lies at n-1-p

    explicit FourierPlan(int length = 0) : n(length) {
        if (n == 0) {
            return;
        }
        int rest = n;
        for (const int radix : {4, 2, 3, 5}) {
            for (; rest % radix == 0; rest /= radix) {
                radices.push_back(radix);
            }
        }
        int block = n;
        for (const int radix : radices) {
            for (int j = 0; j < block / radix; ++j) {
                for (int q = 0; q < radix; ++q) {
                    push_root(twiddles, static_cast<double>(j) * q / block);
                }
            }
            block /= radix;
        }
        for (int r = 0; r < n; ++r) {
            push_root(twists, 0.25 * r / n);
            push_root(twists, 0.75 * r / n);
        }
        frequency.resize(static_cast<std::size_t>(n));
        for (int p = 0; p < n; ++p) {
            int left = p, size = n, value = 0, weight = 1;
            for (const int radix : radices) {
                size /= radix;
                value += weight * (left / size);
                left %= size;
                weight *= radix;
            }
            frequency[static_cast<std::size_t>(p)] = value;
        }
    }

    FourierTables<T> tables() const {
        return {n, static_cast<int>(radices.size()), radices.data(), twiddles.data(),
                twiddles.data() + twiddles.size(), twists.data()};
    }

    // The smallest length >= `least` that is a multiple of 16 and has no prime factor above 5.
    static int good_length(int least) {
        for (int n = (least + 15) / 16 * 16;; n += 16) {
            int rest = n;
            for (const int p : {2, 3, 5}) {
                while (rest % p == 0) {
                    rest /= p;
                }
            }
            if (rest == 1) {
                return n;
            }
        }
    }

  private:
    static void push_root(std::vector<T>& to, double turns) {
        const CosineSine root = cosine_sine(-turns);
        to.push_back(static_cast<T>(root.cosine));
        to.push_back(static_cast<T>(root.sine));
    }
};

namespace LEXISCAPE_ISA {

template <class T>
struct Complex8 {
    Lanes<T> re, im;
};

template <class T>
LEXISCAPE_INLINE Complex8<T> operator+(const Complex8<T>& a, const Complex8<T>& b) {
    return {a.re + b.re, a.im + b.im};
}
template <class T>
LEXISCAPE_INLINE Complex8<T> operator-(const Complex8<T>& a, const Complex8<T>& b) {
    return {a.re - b.re, a.im - b.im};
}
template <class T>
LEXISCAPE_INLINE Complex8<T> scaled(const Complex8<T>& a, T by) {
    const Lanes<T> s = all<T>(by);
    return {a.re * s, a.im * s};
}
// a times w (Inverse: times the conjugate of w), w given by its real and imaginary part.
template <bool Inverse, class T>
LEXISCAPE_INLINE Complex8<T> turned(const Complex8<T>& a, const T* w) {
    const Lanes<T> re = all<T>(w[0]), im = all<T>(Inverse ? -w[1] : w[1]);
    return {a.re * re - a.im * im, a.re * im + a.im * re};
}
// a times -i (Inverse: times i).
template <bool Inverse, class T>
LEXISCAPE_INLINE Complex8<T> quarter(const Complex8<T>& a) {
    if constexpr (Inverse) {
        return {-a.im, a.re};
    } else {
        return {a.im, -a.re};
    }
}
template <class T>
LEXISCAPE_INLINE Complex8<T> read(const T* at) {
    return {load(at), load(at + kLanes)};
}
template <class T>
LEXISCAPE_INLINE void write(T* at, const Complex8<T>& v) {
    store(at, v.re);
    store(at + kLanes, v.im);
}

// In place: x[0 .. Radix) becomes its discrete Fourier transform of length Radix.
template <int Radix, bool Inverse, class T>
LEXISCAPE_INLINE void butterfly(Complex8<T>* x) {
    if constexpr (Radix == 2) {
        const Complex8<T> a = x[0], b = x[1];
        x[0] = a + b;
        x[1] = a - b;
    } else if constexpr (Radix == 3) {
        const Complex8<T> s = x[1] + x[2], d = scaled(x[1] - x[2], T(0.86602540378443864676));
        const Complex8<T> m = x[0] - scaled(s, T(0.5)), q = quarter<Inverse>(d);
        x[0] = x[0] + s;
        x[1] = m + q;
        x[2] = m - q;
    } else if constexpr (Radix == 4) {
        const Complex8<T> a = x[0] + x[2], b = x[0] - x[2], c = x[1] + x[3];
        const Complex8<T> d = quarter<Inverse>(x[1] - x[3]);
        x[0] = a + c;
        x[1] = b + d;
        x[2] = a - c;
        x[3] = b - d;
    } else {
        static_assert(Radix == 5);
        constexpr T c1 = T(0.30901699437494742410), c2 = T(-0.80901699437494742410);
        constexpr T s1 = T(0.95105651629515357212), s2 = T(0.58778525229247312917);
        const Complex8<T> a = x[1] + x[4], b = x[2] + x[3], c = x[1] - x[4], d = x[2] - x[3];
        const Complex8<T> p = x[0] + scaled(a, c1) + scaled(b, c2), q = x[0] + scaled(a, c2) + scaled(b, c1);
        const Complex8<T> u = quarter<Inverse>(scaled(c, s1) + scaled(d, s2));
        const Complex8<T> v = quarter<Inverse>(scaled(c, s2) - scaled(d, s1));
        x[0] = x[0] + a + b;
        x[1] = p + u;
        x[2] = q + v;
        x[3] = q - v;
        x[4] = p - u;
    }
}

// One pass over n values in blocks of `block`.
template <int Radix, bool Inverse, class T>
void fourier_pass(T* data, int n, int block, const T* twiddles) {
    const int part = block / Radix;
    constexpr int kStep = 2 * kLanes;
    for (int start = 0; start < n; start += block) {
        const T* w = twiddles;
        for (int j = 0; j < part; ++j, w += 2 * Radix) {
            T* at = data + static_cast<std::ptrdiff_t>(start + j) * kStep;
            Complex8<T> x[Radix];
            for (int q = 0; q < Radix; ++q) {
                x[q] = read(at + static_cast<std::ptrdiff_t>(q) * part * kStep);
                if constexpr (Inverse) {
                    if (q > 0) {
                        x[q] = turned<true>(x[q], w + 2 * q);
                    }
                }
            }
            butterfly<Radix, Inverse>(x);
            for (int q = 0; q < Radix; ++q) {
                if constexpr (!Inverse) {
                    if (q > 0) {
                        x[q] = turned<false>(x[q], w + 2 * q);
                    }
                }
                write(at + static_cast<std::ptrdiff_t>(q) * part * kStep, x[q]);
            }
        }
    }
}

template <bool Inverse, class T>
LEXISCAPE_INLINE void fourier_pass(int radix, T* data, int n, int block, const T* twiddles) {
    switch (radix) {
        case 2: return fourier_pass<2, Inverse>(data, n, block, twiddles);
        case 3: return fourier_pass<3, Inverse>(data, n, block, twiddles);
        case 4: return fourier_pass<4, Inverse>(data, n, block, twiddles);
        default: return fourier_pass<5, Inverse>(data, n, block, twiddles);
    }
}

// data: n values, each 8 real parts then 8 imaginary parts; natural order in, digit-reversed order out.
template <class T>
void transform(const FourierTables<T>& tables, T* data) {
    int block = tables.n;
    const T* w = tables.twiddles;
    for (int pass = 0; pass < tables.passes; ++pass) {
        fourier_pass<false>(tables.radices[pass], data, tables.n, block, w);
        w += 2 * block;
        block /= tables.radices[pass];
    }
}

// The inverse of `transform` times n: digit-reversed order in, natural order out.
template <class T>
void invert(const FourierTables<T>& tables, T* data) {
    int block = 1;
    const T* w = tables.end_of_twiddles;
    for (int pass = tables.passes; pass-- > 0;) {
        block *= tables.radices[pass];
        w -= 2 * block;
        fourier_pass<true>(tables.radices[pass], data, tables.n, block, w);
    }
}

}  // namespace LEXISCAPE_ISA
}  // namespace lexiscape
