// The Python module: which instruction sets there are, and the functions of each stage.
#include <nanobind/stl/map.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <map>

#include "bindings.hpp"

namespace {

std::vector<std::string> instruction_sets() {
    std::vector<std::string> names;
    for (const lexiscape::InstructionSet& set : lexiscape::instruction_sets()) {
        if (lexiscape::obstacle(set) == nullptr) names.emplace_back(set.name);
    }
    return names;
}

std::map<std::string, std::string> missing_instruction_sets() {
    std::map<std::string, std::string> reasons;
    for (const lexiscape::InstructionSet& set : lexiscape::instruction_sets()) {
        if (const char* const lacking = lexiscape::obstacle(set)) reasons[set.name] = lacking;
    }
    return reasons;
}

}  // namespace

NB_MODULE(_native, m) {
    m.doc() = "Lexiscape's kernels. Private: call them through lexiscape.neighbors and lexiscape.layouts.";
    m.def("instruction_sets", &instruction_sets,
          "The names of those that run here, slowest first.");
    m.def("instruction_set", [] { return std::string(lexiscape::instruction_set().name); },
          "The name of the one in use: what a kernel takes that is given none by name.");
    m.def("use_instruction_set", &lexiscape::use_instruction_set, nb::arg("name"),
          "Takes one into use, for all stages; \"\" is the last, the fastest.");
    m.def("missing_instruction_sets", &missing_instruction_sets, "Those that do not run here, and what is lacking.");
    bind_principal(m);
    bind_rows(m);
    bind_score(m);
    bind_search(m);
    bind_tsne(m);
}
