// The choice of an instruction set, and the threads that all kernels run on.
#include <atomic>
#include <stdexcept>

#include "tests/checks.hpp"
#include "threads/ranges.hpp"

using namespace lexiscape;

TEST(an_instruction_set_is_found_by_its_name_or_refused) {
    const InstructionSet* fastest = nullptr;
    for (const InstructionSet& set : instruction_sets()) {
        if (obstacle(set) == nullptr) {
            fastest = &set;
            CHECK(&instruction_set(set.name) == &set);
            continue;
        }
        std::string said;
        try {
            instruction_set(set.name);
        } catch (const std::invalid_argument& error) {
            said = error.what();
        }
        CHECK(said.find(std::string("it needs ") + obstacle(set)) != std::string::npos);
    }
    CHECK(std::string(instruction_sets().front().name) == "portable");
    CHECK(obstacle(instruction_sets().front()) == nullptr);
    CHECK(&instruction_set() == fastest);
}

TEST(an_unknown_instruction_set_is_refused_with_those_that_there_are) {
    for (const char* const name : {"abacus", "Portable", "avx", " "}) {
        std::string said;
        try {
            instruction_set(name);
        } catch (const std::invalid_argument& error) {
            said = error.what();
        }
        CHECK(said.find(name) != std::string::npos);
        CHECK(said.find("there are: portable") != std::string::npos);
    }
}

TEST(all_kernels_that_are_given_no_name_are_those_in_use) {
    const std::string fastest = instruction_set().name;
    for (const InstructionSet& set : instruction_sets()) {
        if (obstacle(set) != nullptr) continue;
        use_instruction_set(set.name);
        CHECK(&instruction_set() == &set);
        CHECK(std::string(instruction_set("portable").name) == "portable");
        bool refused = false;
        try {
            use_instruction_set("abacus");
        } catch (const std::invalid_argument&) {
            refused = true;
        }
        CHECK(refused && &instruction_set() == &set);
    }
    use_instruction_set("");
    CHECK(instruction_set().name == fastest);
}

TEST(every_index_is_visited_once_by_any_number_of_threads) {
    for (const int threads : {1, 2, 5}) {
        Workers workers(threads);
        for (const std::size_t count : {0, 1, 2, 100, 1001}) {
            std::vector<std::atomic<int>> visits(count);
            for_each_range(workers, count, 7, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) ++visits[i];
            });
            for (const std::atomic<int>& times : visits) CHECK(times == 1);
        }
    }
}

TEST(an_exception_ends_the_loop_and_comes_out_of_it) {
    Workers workers(3);
    for (int again = 0; again < 3; ++again) {
        std::string said;
        try {
            for_each_index(workers, 500, [](std::size_t index, std::size_t) {
                if (index == 37) throw std::runtime_error("no 37");
            });
        } catch (const std::runtime_error& error) {
            said = error.what();
        }
        CHECK(said == "no 37");
        std::atomic<int> visited{0};
        for_each_index(workers, 50, [&](std::size_t, std::size_t) { ++visited; });
        CHECK(visited == 50);
    }
}
