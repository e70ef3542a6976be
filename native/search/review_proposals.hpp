// Rows that something else proposes for being near (a graphics processor, lexiscape/devices/), reviewed: the k nearest of
// them by exact distance, and whether these are proven to be the k nearest of all rows.
//
// The proposer scores rows x' as quantized_rows.hpp says, score_i(j) = x'_i . x'_j - |x'_j|^2 / 2, in a precision of its
// own, and knows of each row an E with |score~_i(j) - score_i(j)| <= E_i + E_j. Of row i it hands over the rows j with the
// greatest upper_i(j) = score~_i(j) + E_j; no other row has a greater one than the least of these, u. Let d be the k-th
// smallest exact distance among them. Whatever is as near as d scores
//
//   S = |x'_i|^2 / 2 - unit^2 gap(d)      gap: d by cosine, d^2 / 2 Euclidean
//
// at least, hence has an upper of S - E_i at least. A row below that need not be measured, and u below it is the proof. d
// is rounded to single precision; S is taken from the next larger number, so that rows whose distance is rounded to d, too,
// are among those measured: the order (distance, position) is that of every other exact search here.
//
// Each pair that is measured also tells whether the proposer keeps its word: its score must lie within E_i + E_j. Of pairs
// that are in no list nothing is seen here: that E holds for them, and that u is the least upper as said, is taken from the
// proposer. lexiscape/devices/ checks both by sample.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "search/candidates.hpp"
#include "search/exact_distance.hpp"
#include "search/quantized_rows.hpp"
#include "threads/ranges.hpp"

namespace lexiscape {

// What the proposer knows of the rows of the RowSource.
struct ProposedTerms {
    const double* half_square;  // |x'|^2 / 2
    const double* slack;        // E
    double unit;                // x' was multiplied by this
};

struct Proposals {
    std::size_t first;        // list i belongs to row first + i
    std::size_t count;        // lists
    std::size_t length;       // entries of each
    const std::int32_t* rows;  // (count, length): positions in the RowSource; the row itself and what is no row are passed over
    const float* upper;       // (count, length)
};

// proven: the line of the table holds the k nearest of all. open: more rows may be among them than were proposed; the
// line is not to be used. refuted: the proposer erred by more than E, and none of its lists proves anything.
enum class Verdict : std::uint8_t { proven = 0, open = 1, refuted = 2 };

class ReviewProposals {
public:
    ReviewProposals(const RowSource& source, const ExactDistance& distance, const ProposedTerms& terms, std::size_t k)
        : source_(source), distance_(distance), terms_(terms), k_(k) {}

    // Puts the k nearest of a list, nearest first, into `indices` and `distances`.
    Verdict operator()(const Proposals& proposals, std::size_t list, std::int32_t* indices, float* distances) const {
        const std::size_t own = proposals.first + list;
        const std::vector<Entry> entries = sorted(proposals, list, own);
        if (entries.size() < k_) return Verdict::open;
        std::vector<std::pair<float, std::int32_t>> found;
        found.reserve(entries.size());
        double threshold = -std::numeric_limits<double>::infinity();
        bool below = entries.size() + 1 == source_.count;  // all rows are listed
        for (std::size_t at = 0; at < entries.size(); ++at) {
            if (static_cast<double>(entries[at].upper) < threshold) {
                below = true;
                break;
            }
            if (at + kAhead < entries.size()) distance_.prefetch(original(entries[at + kAhead].row));
            const float d = distance_(original(own), original(entries[at].row));
            if (!is_within_bounds(own, entries[at], d)) return Verdict::refuted;
            found.emplace_back(d, entries[at].row);
            if (found.size() < k_) continue;
            const auto last = found.begin() + static_cast<std::ptrdiff_t>(k_ - 1);
            if (found.size() == k_) {
                std::sort(found.begin(), found.end());
            } else {  // the new one takes its place among the k; who drops out waits behind them
                std::rotate(std::upper_bound(found.begin(), found.end() - 1, found.back()), found.end() - 1, found.end());
                found.pop_back();
            }
            threshold = score_at(own, std::nextafter(last->first, std::numeric_limits<float>::infinity())) - terms_.slack[own];
        }
        below = below || static_cast<double>(entries.back().upper) < threshold;
        for (std::size_t at = 0; at < k_; ++at) {
            distances[at] = found[at].first;
            indices[at] = found[at].second;
        }
        return below ? Verdict::proven : Verdict::open;
    }

private:
    struct Entry {
        float upper;
        std::int32_t row;
    };
    static constexpr std::size_t kAhead = 3;  // rows asked from memory before their turn

    // The rows of a list, each once, the greatest upper first.
    std::vector<Entry> sorted(const Proposals& proposals, std::size_t list, std::size_t own) const {
        std::vector<Entry> entries;
        entries.reserve(proposals.length);
        for (std::size_t at = list * proposals.length; at < (list + 1) * proposals.length; ++at) {
            const std::int32_t row = proposals.rows[at];
            if (row < 0 || static_cast<std::size_t>(row) >= source_.count || static_cast<std::size_t>(row) == own) continue;
            entries.push_back({proposals.upper[at], row});
        }
        std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.row < b.row; });
        entries.erase(std::unique(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.row == b.row; }),
                      entries.end());
        std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            return a.upper != b.upper ? a.upper > b.upper : a.row < b.row;
        });
        return entries;
    }

    // The score of a row at this distance.
    double score_at(std::size_t own, float distance) const {
        const double d = distance;
        const double gap = source_.metric == Metric::cosine ? d : d * d / 2;
        return terms_.half_square[own] - terms_.unit * terms_.unit * gap;
    }

    bool is_within_bounds(std::size_t own, const Entry& entry, float distance) const {
        if (!std::isfinite(distance)) return true;  // such rows are refused later, whoever found them
        const double slack = terms_.slack[static_cast<std::size_t>(entry.row)];
        const double score = static_cast<double>(entry.upper) - slack;
        const double reach = terms_.slack[own] + slack;
        const double least = score_at(own, std::nextafter(distance, std::numeric_limits<float>::infinity()));
        const double most = score_at(own, std::nextafter(distance, 0.0F));
        return score >= least - reach && score <= most + reach;
    }

    std::size_t original(std::size_t row) const { return static_cast<std::size_t>(source_.rows[row]); }
    std::size_t original(std::int32_t row) const { return original(static_cast<std::size_t>(row)); }

    const RowSource& source_;
    const ExactDistance& distance_;
    const ProposedTerms& terms_;
    std::size_t k_;
};

// Reviews all lists; line i of the table and verdicts[i] belong to list i. Needs source.count > table.k >= 1.
inline void review_proposals(const RowSource& source, const ExactDistance& distance, const ProposedTerms& terms,
                             const Proposals& proposals, Workers& workers, NeighborTable table, std::uint8_t* verdicts) {
    const ReviewProposals review(source, distance, terms, table.k);
    for_each_range(workers, proposals.count, 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t list = begin; list < end; ++list) {
            const Verdict verdict = review(proposals, list, table.indices + list * table.k, table.distances + list * table.k);
            verdicts[list] = static_cast<std::uint8_t>(verdict);
        }
    });
}

}  // namespace lexiscape
