// What the bindings of all stages share. Only they, native/*.cpp, know Python: no kernel does.
#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>

#include <span>
#include <string>
#include <vector>

#include "instruction_sets/dispatch.hpp"

namespace nb = nanobind;

// One a stage: its functions are put into the module.
void bind_principal(nb::module_& m);
void bind_rows(nb::module_& m);
void bind_score(nb::module_& m);
void bind_search(nb::module_& m);
void bind_tsne(nb::module_& m);

template <class T, int Dimensions>
using Input = nb::ndarray<const T, nb::ndim<Dimensions>, nb::c_contig, nb::device::cpu>;
template <class T>
using Output = nb::ndarray<nb::numpy, T>;

// Values in memory that Python frees.
template <class T>
Output<T> owned(std::vector<T>&& values, std::initializer_list<std::size_t> shape) {
    auto* kept = new std::vector<T>(std::move(values));
    nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<T>*>(p); });
    return Output<T>(kept->data(), shape, owner);
}

template <class Array>
auto view(const Array& array) {
    return std::span(array.data(), array.size());
}

inline void require(bool holds, const char* message) {
    if (!holds) throw nb::value_error(message);
}

// "" is the instruction set in use. Throws what Python sees as a ValueError.
inline const lexiscape::Kernels& kernels_of(const std::string& instructions) {
    return *lexiscape::instruction_set(instructions).kernels;
}
