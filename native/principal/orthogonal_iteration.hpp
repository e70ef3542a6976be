// The directions along which a symmetric matrix C stretches most: V <- orth(C V), round after round.
//
// Orthogonal iteration (Golub and Van Loan, Matrix Computations, section 8.2.4). C is never formed: C V is all that is
// asked for. How directions are kept is left to `Space`:
//
//   count                    how many there are
//   dot(v, a, b)             the product of directions a and b of v
//   add(v, a, factor, b)     adds `factor` times direction b to direction a
//   scale(v, a, factor)      multiplies direction a
//   shortest(before)         a direction that orthogonality leaves no longer than this, of `before`, depends on others
//
// Everything is done in a fixed order, so that the same directions come out whatever runs it.
#pragma once

#include <cmath>
#include <cstddef>
#include <utility>

namespace lexiscape {

// Gram and Schmidt, modified, each direction twice; one that depends on those before it becomes zero.
template <class Space, class Directions>
void orthonormalize(const Space& space, Directions& v) {
    for (std::size_t a = 0; a < space.count; ++a) {
        const auto before = std::sqrt(space.dot(v, a, a));
        for (int twice = 0; twice < 2; ++twice) {
            for (std::size_t b = 0; b < a; ++b) {
                space.add(v, a, -space.dot(v, a, b), b);
            }
        }
        const auto left = std::sqrt(space.dot(v, a, a));
        space.scale(v, a, left > space.shortest(before) ? 1 / left : 0);
    }
}

// v: any directions that are not orthogonal to the answer. multiply(v, product) stores C v in `product`, a second v;
// settled(v, product) may turn both and ends the rounds, v staying as it is, when it returns true.
template <class Space, class Directions, class Multiply, class Settled>
void orthogonal_iteration(const Space& space, Directions& v, int most_rounds, Multiply&& multiply, Settled&& settled) {
    Directions product(v.size());
    orthonormalize(space, v);
    for (int round = 0; round < most_rounds; ++round) {
        multiply(v, product);
        if (settled(v, product)) {
            return;
        }
        std::swap(v, product);
        orthonormalize(space, v);
    }
}

}  // namespace lexiscape
