// Every pair of rows, or every pair of some rows and any other, looked at once.
//
// The matrix of similarities is cut into blocks; when all rows are searched, only those on and above the diagonal are
// computed, and each product serves both of its rows. Panels of 64 columns are multiplied with 6 rows at a time in eight
// bits (byte_tiles.hpp); what is above either row's threshold (score_tiles.hpp) is offered to that row's list.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "search/byte_tiles.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "search/score_tiles.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

// One thread's place for a panel; made once a task.
struct PanelSpace {
    AlignedArray<std::uint8_t> packed;
    ColumnTerms terms;
    Sums sums;
};

// What a scan fills: one list a row (candidates.hpp, shortlist.hpp).
//   lists()         how many;  row_of(list): the row it belongs to
//   threshold(list) what the sum of product and `upper` must reach
//   offer(list, j, sum) takes row j, from any thread; returns the threshold from now on
//   settle(list)    called once, when all has been offered
//
// Rows of lists [list_begin, list_end) against columns [column_begin, column_end).
// all_pairs: every list against every other row.  each_pair_once: lists are all rows, and only columns right of the
// diagonal count, for both sides.  with_others: columns are rows of another matrix.
enum class Pairs { all_pairs, each_pair_once, with_others };

template <class Lists>
class BlockScan {
public:
    BlockScan(const QuantizedRows& rows, const QuantizedRows& columns, Lists& lists, const SearchKernels& kernels,
              Pairs pairs)
        : rows_(rows),
          columns_(columns),
          lists_(lists),
          kernels_(kernels),
          symmetric_(pairs == Pairs::each_pair_once),
          others_(pairs == Pairs::with_others) {}

    std::size_t panel_bytes() const { return kernels_.panel_bytes_per_value * kPanel * rows_.width; }

    void operator()(std::size_t list_begin, std::size_t list_end, std::size_t column_begin, std::size_t column_end,
                    PanelSpace& space) {
        for (std::size_t column = column_begin; column < column_end; column += kPanel) {
            const std::size_t count = std::min(kPanel, column_end - column);
            load_panel(column, count, space);
            const std::size_t last = symmetric_ ? std::min(list_end, column + count) : list_end;
            for (std::size_t list = list_begin; list < last; list += kTileRows) {
                scan_tile(list, std::min(last, list + kTileRows), column, count, space);
            }
        }
    }

private:
    void load_panel(std::size_t column, std::size_t count, PanelSpace& space) {
        const std::int8_t* pointers[kPanel];
        for (std::size_t c = 0; c < kPanel; ++c) {
            const bool used = c < count;
            pointers[c] = columns_.row(used ? column + c : column);
            space.terms.scale[c] = used ? columns_.scale[column + c] : 0;
            space.terms.upper[c] = used ? upper(columns_, column + c) : 0;
            space.terms.threshold[c] =
                used && symmetric_ ? lists_.threshold(column + c) : std::numeric_limits<float>::infinity();
        }
        kernels_.pack(pointers, count, columns_.width, space.packed.get());
    }

    void scan_tile(std::size_t list_begin, std::size_t list_end, std::size_t column, std::size_t count,
                   PanelSpace& space) {
        TileRows tile;
        for (std::size_t r = 0; r < kTileRows; ++r) {
            const std::size_t row = lists_.row_of(std::min(list_begin + r, list_end - 1));
            tile.values[r] = rows_.row(row);
            tile.sum[r] = rows_.sum[row];
        }
        kernels_.multiply(tile, space.packed.get(), rows_.width, space.sums);
        const std::uint64_t used = count == kPanel ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
        for (std::size_t list = list_begin; list < list_end; ++list) {
            const std::size_t row = lists_.row_of(list);
            const RowTerms terms{rows_.scale[row], upper(rows_, row), lists_.threshold(list)};
            const std::int32_t* sums = space.sums[list - list_begin];
            const Hits hits = kernels_.find_hits(sums, terms, space.terms);
            const std::uint64_t wanted = used & not_taken(row, column);
            for_each_bit(hits.row & wanted, [&](std::size_t c) {
                const float p = product_of(sums[c], space.terms.scale[c], terms.scale);
                lists_.offer(list, column + c, p + space.terms.upper[c]);
            });
            if (!symmetric_) continue;
            for_each_bit(hits.column & wanted, [&](std::size_t c) {
                const float p = product_of(sums[c], space.terms.scale[c], terms.scale);
                space.terms.threshold[c] = lists_.offer(column + c, row, p + terms.upper);
            });
        }
    }

    // The columns that may be paired with `row`: all but itself, or those to its right.
    std::uint64_t not_taken(std::size_t row, std::size_t column) const {
        if (others_ || row < column || row >= column + kPanel) return ~std::uint64_t{0};
        const std::size_t own = row - column;
        if (!symmetric_) return ~(std::uint64_t{1} << own);
        return own == kPanel - 1 ? 0 : ~std::uint64_t{0} << (own + 1);
    }

    static float upper(const QuantizedRows& rows, std::size_t row) { return rows.slack[row] - rows.half_square[row]; }

    template <class Use>
    static void for_each_bit(std::uint64_t bits, Use&& use) {
        for (; bits != 0; bits &= bits - 1) use(static_cast<std::size_t>(std::countr_zero(bits)));
    }

    const QuantizedRows& rows_;
    const QuantizedRows& columns_;
    Lists& lists_;
    const SearchKernels& kernels_;
    bool symmetric_;
    bool others_;
};

struct Block {
    std::size_t row_begin;
    std::size_t row_end;
    std::size_t column;
};

constexpr std::size_t kSquare = 512;    // columns of a block
constexpr std::size_t kTallest = 3072;  // rows of a block: what one packed panel serves

inline std::vector<Block> blocks_on_diagonal(std::size_t count) {
    std::vector<Block> blocks;
    for (std::size_t column = 0; column < count; column += kSquare) {
        blocks.push_back({column, std::min(column + kSquare, count), column});
    }
    return blocks;
}

inline std::vector<Block> blocks_above_diagonal(std::size_t count) {
    std::vector<Block> blocks;
    for (std::size_t column = 0; column < count; column += kSquare) {
        for (std::size_t row = 0; row < column; row += kTallest) {
            blocks.push_back({row, std::min(row + kTallest, column), column});
        }
    }
    return blocks;
}

inline std::vector<Block> blocks_of_rectangle(std::size_t lists, std::size_t count) {
    std::vector<Block> blocks;
    for (std::size_t column = 0; column < count; column += kSquare) {
        for (std::size_t row = 0; row < lists; row += kTallest) {
            blocks.push_back({row, std::min(row + kTallest, lists), column});
        }
    }
    return blocks;
}

// Offers the pairs of these blocks to the lists. tick(done) is called now and then on the calling thread.
template <class Lists, class Tick>
void scan_blocks(const std::vector<Block>& blocks, const QuantizedRows& rows, const QuantizedRows& columns, Lists& lists,
                 Pairs pairs, const SearchKernels& kernels, Workers& workers, Tick&& tick) {
    BlockScan scan(rows, columns, lists, kernels, pairs);
    std::vector<PanelSpace> spaces(static_cast<std::size_t>(workers.threads()));
    for (PanelSpace& space : spaces) space.packed = aligned_array<std::uint8_t>(scan.panel_bytes());
    for_each_index(
        workers, blocks.size(),
        [&](std::size_t index, std::size_t worker) {
            const Block& block = blocks[index];
            scan(block.row_begin, block.row_end, block.column, std::min(block.column + kSquare, columns.count),
                 spaces[worker]);
        },
        tick);
}

template <class Lists>
void settle_all(Lists& lists, Workers& workers) {
    for_each_range(workers, lists.lists(), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t list = begin; list < end; ++list) lists.settle(list);
    });
}

// Offers every row of `columns` to the lists of some rows. tick(done, total) is called now and then on the calling thread.
template <class Lists, class Tick>
void scan_columns(const QuantizedRows& rows, const QuantizedRows& columns, Lists& lists, Pairs pairs,
                  const SearchKernels& kernels, Workers& workers, Tick&& tick) {
    const std::vector<Block> blocks = blocks_of_rectangle(lists.lists(), columns.count);
    scan_blocks(blocks, rows, columns, lists, pairs, kernels, workers,
                [&](std::size_t done) { tick(done, blocks.size()); });
    settle_all(lists, workers);
}

// Offers every pair of rows to the lists of both, once. The squares on the diagonal come first: there neighbors stand
// together (see tree_order.hpp), and thresholds rise. between(done, total) is called after them; tick(done, total) now and then,
// both on the calling thread.
template <class Lists, class Between, class Tick>
void scan_pairs(const QuantizedRows& rows, Lists& lists, const SearchKernels& kernels, Workers& workers,
                Between&& between, Tick&& tick) {
    const std::vector<Block> squares = blocks_on_diagonal(rows.count);
    const std::vector<Block> others = blocks_above_diagonal(rows.count);
    const std::size_t total = squares.size() + others.size();
    scan_blocks(squares, rows, rows, lists, Pairs::each_pair_once, kernels, workers,
                [&](std::size_t done) { tick(done, total); });
    between(squares.size(), total);
    scan_blocks(others, rows, rows, lists, Pairs::each_pair_once, kernels, workers,
                [&](std::size_t done) { tick(squares.size() + done, total); });
    settle_all(lists, workers);
}

}  // namespace lexiscape
