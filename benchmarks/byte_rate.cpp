// The floor under neighbor search: how many products of eight bits a second the kernel of native/search/byte_tiles.hpp
// makes when it waits for nothing, by instruction set and number of threads.
//
//     cmake -B build/native -DLEXISCAPE_PYTHON=OFF && cmake --build build/native --target byte_rate
//     build/native/byte_rate 384
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "instruction_sets/dispatch.hpp"
#include "search/quantized_rows.hpp"
#include "threads/ranges.hpp"

int main(int count, char** arguments) {
    using namespace lexiscape;
    const std::size_t width = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 384;
    constexpr std::size_t kRows = 3072;
    constexpr std::size_t kTiles = 100'000;
    for (const InstructionSet& set : instruction_sets()) {
        if (obstacle(set) != nullptr) continue;
        const SearchKernels& kernel = set.kernels->search;
        for (int threads = 1; threads <= 2; ++threads) {
            const std::size_t tiles = &set == &instruction_sets().front() ? kTiles / 20 : kTiles;
            Workers workers(threads);
            const auto start = std::chrono::steady_clock::now();
            for_each_index(workers, static_cast<std::size_t>(threads), [&](std::size_t, std::size_t) {
                std::vector<std::int8_t> rows(kRows * width);
                for (std::size_t at = 0; at < rows.size(); ++at) rows[at] = static_cast<std::int8_t>(mix_bits(at) % 255);
                const auto panel = aligned_array<std::uint8_t>(kernel.panel_bytes_per_value * kPanel * width);
                const std::int8_t* columns[kPanel];
                for (std::size_t c = 0; c < kPanel; ++c) columns[c] = rows.data() + c * width;
                kernel.pack(columns, kPanel, width, panel.get());
                Sums sums;
                volatile std::int32_t sink = 0;
                for (std::size_t tile = 0; tile < tiles; ++tile) {
                    TileRows taken{};
                    for (std::size_t r = 0; r < kTileRows; ++r) {
                        taken.values[r] = rows.data() + (tile * kTileRows + r) % kRows * width;
                    }
                    kernel.multiply(taken, panel.get(), width, sums);
                    sink = sums[0][0];
                }
                static_cast<void>(sink);
            });
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            const double products = static_cast<double>(threads) * static_cast<double>(tiles * kTileRows * kPanel * width);
            std::printf("%-12s %d threads: %6.1f billion products a second\n", set.name, threads, products / seconds / 1e9);
        }
    }
}
