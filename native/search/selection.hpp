// The smaller half of a list before the larger: std::nth_element, but in an order that is the same with every library.
//
// What a library leaves before and behind the middle is the same set everywhere, in another order on Linux than on macOS;
// whoever then draws from one half by position would draw something else.
#pragma once

#include <algorithm>
#include <utility>

namespace lexiscape {

// Hoare's FIND (1961, doi:10.1145/366622.366647), around medians of three. Elements are totally ordered by <.
template <class T>
void select(T* first, T* const nth, T* last) {
    constexpr int kMostRounds = 64;  // more than chance would ever take: then a list was made to defeat this
    for (int round = 0; last - first > 16 && round < kMostRounds; ++round) {
        const T low = *first, mid = first[(last - first) / 2], high = last[-1];
        const T pivot = std::max(std::min(low, high), std::min(std::max(low, high), mid));
        T *i = first, *j = last - 1;
        while (i <= j) {
            while (*i < pivot) ++i;
            while (pivot < *j) --j;
            if (i <= j) std::swap(*i++, *j--);
        }
        if (nth <= j) {
            last = j + 1;
        } else if (nth >= i) {
            first = i;
        } else {
            return;
        }
    }
    std::sort(first, last);
}

}  // namespace lexiscape
