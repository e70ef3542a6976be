// The k least of (value, key, row), in order: a total order, so that it does not matter in which order they come.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <vector>

namespace lexiscape {

class NearestList {
public:
    struct Entry {
        double value;
        std::uint64_t key;  // decides between equal values
        std::int32_t row;

        friend bool operator<(const Entry& a, const Entry& b) {
            return std::tie(a.value, a.key, a.row) < std::tie(b.value, b.key, b.row);
        }
    };

    explicit NearestList(std::size_t k) : k_(k) { entries_.reserve(k + 1); }

    // Greater values, and NaN, cannot belong to the list.
    bool may_take(double value) const { return value <= worst_; }

    void offer(const Entry& entry) {
        if (entries_.size() == k_ && !(entry < entries_.back())) return;
        entries_.insert(std::upper_bound(entries_.begin(), entries_.end(), entry), entry);
        if (entries_.size() > k_) entries_.pop_back();
        if (entries_.size() == k_) worst_ = entries_.back().value;
    }

    const std::vector<Entry>& entries() const { return entries_; }

private:
    std::size_t k_;  // at least 1
    double worst_ = std::numeric_limits<double>::infinity();
    std::vector<Entry> entries_;
};

}  // namespace lexiscape
