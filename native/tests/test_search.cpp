// Search's kernels against sums written out.
#include <algorithm>
#include <limits>

#include "rows/along_directions.hpp"
#include "search/half_rows.hpp"
#include "search/kernels.hpp"
#include "search/quantized_rows.hpp"
#include "tests/checks.hpp"

using namespace lexiscape;
using checks::Random;

namespace {

// Values of eight-bit rows, -127 .. 127; `extreme`: only the two ends.
std::vector<std::int8_t> byte_rows(Random& random, std::size_t size, bool extreme) {
    std::vector<std::int8_t> values(size);
    for (std::int8_t& value : values) {
        const int drawn = static_cast<int>(random.below(255)) - 127;
        value = static_cast<std::int8_t>(extreme ? (drawn < 0 ? -127 : 127) : drawn);
    }
    return values;
}

std::int64_t slow_product(const std::int8_t* x, const std::int8_t* y, std::size_t width) {
    std::int64_t sum = 0;
    for (std::size_t d = 0; d < width; ++d) sum += std::int64_t{x[d]} * std::int64_t{y[d]};
    return sum;
}

// Lane by lane, as simd/sums.hpp says.
template <class T, class Term>
T slow_sum(std::size_t dim, Term&& term) {
    T lanes[16] = {};
    for (std::size_t d = 0; d < dim; ++d) lanes[d % 16] = lanes[d % 16] + term(d);
    for (const std::size_t half : {8, 4, 2, 1}) {
        for (std::size_t l = 0; l < half; ++l) lanes[l] = lanes[l] + lanes[l + half];
    }
    return lanes[0];
}

void check_tile(const SearchKernels& search, std::size_t width, std::size_t count, bool extreme) {
    Random random(width + count);
    const std::vector<std::int8_t> rows = byte_rows(random, kTileRows * width, extreme);
    const std::vector<std::int8_t> columns = byte_rows(random, count * width, extreme);
    TileRows tile;
    for (std::size_t r = 0; r < kTileRows; ++r) {
        tile.values[r] = rows.data() + r * width;
        tile.sum[r] = 0;
        for (std::size_t d = 0; d < width; ++d) tile.sum[r] += tile.values[r][d];
    }
    const std::int8_t* pointers[kPanel];
    for (std::size_t c = 0; c < kPanel; ++c) pointers[c] = columns.data() + std::min(c, count - 1) * width;
    const std::size_t bytes = search.panel_bytes_per_value * kPanel * width;
    const auto panel = aligned_array<std::uint8_t>(bytes + 64);
    std::fill_n(panel.get() + bytes, 64, std::uint8_t{0xAB});
    search.pack(pointers, count, width, panel.get());
    for (std::size_t at = 0; at < 64; ++at) CHECK(panel[bytes + at] == 0xAB);
    Sums sums;
    search.multiply(tile, panel.get(), width, sums);
    for (std::size_t r = 0; r < kTileRows; ++r) {
        for (std::size_t c = 0; c < kPanel; ++c) {
            CHECK(sums[r][c] == (c < count ? slow_product(tile.values[r], pointers[c], width) : 0));
        }
    }
}

}  // namespace

// Every number of half precision by its definition, and what lies between two of them.
TEST(numbers_are_rounded_to_the_nearest_half) {
    const auto value_of = [](std::uint16_t bits) {
        const int exponent = (bits >> 10) & 31, fraction = bits & 1023;
        return exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                             : std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
    };
    constexpr std::uint16_t kLargest = 0x7BFF, kMinus = 0x8000;
    const float far = std::numeric_limits<float>::infinity();
    for (std::uint16_t bits = 0; bits <= kLargest; ++bits) {
        const float value = value_of(bits);
        CHECK(nearest_half(value).bits == bits && nearest_half(value).value == value);
        CHECK(nearest_half(-value).bits == (bits | kMinus) && nearest_half(-value).value == -value);
        if (bits == kLargest) continue;
        const auto next = static_cast<std::uint16_t>(bits + 1);
        const float middle = (value + value_of(next)) / 2;
        CHECK(nearest_half(middle).bits == (bits % 2 == 0 ? bits : next));
        CHECK(nearest_half(std::nextafter(middle, 0.0F)).bits == bits);
        CHECK(nearest_half(std::nextafter(middle, far)).bits == next);
    }
    for (const float beyond : {65504.5F, 1e9F, far}) CHECK(nearest_half(beyond).bits == kLargest);
}

TEST(products_of_six_rows_with_a_panel) {
    for (const std::size_t width : {32, 64, 96, 192, 4096, 4160, 8192}) {  // 4096: AVX2 widens so many at once
        for (const std::size_t count : {1, 7, 63, 64}) check_tile(kernels.search, width, count, false);
        check_tile(kernels.search, width, 64, true);
    }
}

TEST(product_of_two_rows) {
    Random random(1);
    for (const std::size_t width : {32, 64, 96, 384, 4160}) {
        for (const bool extreme : {false, true}) {
            const std::vector<std::int8_t> x = byte_rows(random, width, extreme), y = byte_rows(random, width, extreme);
            CHECK(kernels.search.byte_dot(x.data(), y.data(), width) == slow_product(x.data(), y.data(), width));
            CHECK(kernels.search.byte_dot(x.data(), x.data(), width) == slow_product(x.data(), x.data(), width));
        }
    }
}

TEST(hits_are_those_at_or_above_a_threshold) {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    Random random(2);
    for (int round = 0; round < 200; ++round) {
        std::int32_t sums[kPanel];
        ColumnTerms columns;
        RowTerms row{random.uniform(0.0F, 1e-3F), random.uniform(-1.0F, 1.0F), random.uniform(-1.0F, 1.0F)};
        for (std::size_t c = 0; c < kPanel; ++c) {
            sums[c] = static_cast<std::int32_t>(random.below(4'000'000)) - 2'000'000;
            columns.scale[c] = random.uniform(0.0F, 1e-3F);
            columns.upper[c] = random.uniform(-1.0F, 1.0F);
            const float p = product_of(sums[c], columns.scale[c], row.scale);
            const float thresholds[] = {p + row.upper, random.uniform(-1.0F, 1.0F), kInfinity, -kInfinity};
            columns.threshold[c] = thresholds[random.below(4)];
        }
        if (round % 3 == 0) row.threshold = product_of(sums[5], columns.scale[5], row.scale) + columns.upper[5];
        if (round % 7 == 0) row.threshold = kInfinity;
        const Hits hits = kernels.search.find_hits(sums, row, columns);
        for (std::size_t c = 0; c < kPanel; ++c) {
            const float p = static_cast<float>(sums[c]) * (columns.scale[c] * row.scale);
            CHECK(((hits.row >> c) & 1U) == (p + columns.upper[c] >= row.threshold ? 1U : 0U));
            CHECK(((hits.column >> c) & 1U) == (p + row.upper >= columns.threshold[c] ? 1U : 0U));
        }
    }
}

TEST(a_list_keeps_the_best_of_what_it_is_offered) {
    Random random(4);
    for (const std::size_t length : {16, 32, 48, 64, 80}) {
        constexpr std::int32_t kNone = std::numeric_limits<std::int32_t>::min();
        std::vector<std::int32_t> keys(length, kNone), rows(length, -1);
        std::int32_t worst = kNone;
        std::vector<std::pair<std::int32_t, std::int32_t>> all;  // falling key as rising -key, row
        const auto by_row = [&](std::int32_t row) {
            return std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.second == row; });
        };
        for (int offer = 0; offer < 600; ++offer) {
            const auto row = static_cast<std::int32_t>(random.below(300));
            const std::int32_t key = by_row(row) != all.end() ? -by_row(row)->first
                                                              : static_cast<std::int32_t>(random.below(40)) - 20;  // many equal
            const bool listed = std::find(rows.begin(), rows.end(), row) != rows.end();
            if (by_row(row) == all.end()) all.emplace_back(-key, row);
            std::sort(all.begin(), all.end());
            const std::size_t kept = std::min(all.size(), length);
            const bool belongs = static_cast<std::size_t>(by_row(row) - all.begin()) < kept;
            CHECK(kernels.search.holds(rows.data(), static_cast<int>(length), row) == listed);
            const int at = kernels.search.take(keys.data(), rows.data(), static_cast<int>(length), key, row, &worst);
            CHECK((at >= 0) == (belongs && !listed));
            if (at >= 0) CHECK(rows[static_cast<std::size_t>(at)] == row && keys[static_cast<std::size_t>(at)] == key);
            CHECK(worst == *std::min_element(keys.begin(), keys.end()));
            std::vector<std::pair<std::int32_t, std::int32_t>> listed_now;
            for (std::size_t c = 0; c < length; ++c) {
                if (rows[c] >= 0) listed_now.emplace_back(-keys[c], rows[c]);
            }
            std::sort(listed_now.begin(), listed_now.end());
            CHECK(std::equal(listed_now.begin(), listed_now.end(), all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept)));
        }
    }
}

TEST(sums_of_distances_are_taken_in_their_order_to_the_last_bit) {
    Random random(3);
    for (const std::size_t dim : {1, 2, 15, 16, 17, 31, 33, 100, 384, 1027}) {
        std::vector<float> x = random.uniforms(dim, -3.0F, 5.0F), y = random.uniforms(dim, -4.0F, 2.0F);
        // All bits of a float, large and small: other sums would often be exact, and the same in any order.
        for (float& value : x) value = std::ldexp(value / 3.0F, static_cast<int>(random.below(20)));
        for (float& value : y) value = std::ldexp(value / 7.0F, static_cast<int>(random.below(20)));
        const double dot = kernels.search.dot(x.data(), y.data(), dim);
        const double gap = kernels.search.squared_gap(x.data(), y.data(), dim);
        CHECK(dot == slow_sum<double>(dim, [&](std::size_t d) { return double{x[d]} * double{y[d]}; }));
        CHECK(gap == slow_sum<double>(dim, [&](std::size_t d) {
                  const double difference = double{x[d]} - double{y[d]};
                  return difference * difference;
              }));
        double plain = 0.0, size = 0.0;
        for (std::size_t d = 0; d < dim; ++d) {
            plain += double{x[d]} * double{y[d]};
            size += std::abs(double{x[d]} * double{y[d]});
        }
        CHECK_NEAR(dot, plain, 1e-13 * size);
    }
}

TEST(single_precision_sums_too) {
    Random random(4);
    for (const std::size_t width : {64, 128, 448}) {
        const std::vector<float> x = random.uniforms(width, -3.0F, 5.0F), y = random.uniforms(width, -4.0F, 2.0F);
        CHECK(kernels.search.float_dot(x.data(), y.data(), width) ==
              slow_sum<float>(width, [&](std::size_t d) { return x[d] * y[d]; }));
        std::vector<float> to = y;
        kernels.search.float_add(to.data(), x.data(), -0.7F, width);
        for (std::size_t d = 0; d < width; ++d) CHECK(to[d] == y[d] + -0.7F * x[d]);
    }
}

TEST(coordinates_along_small_directions_are_products_of_whole_numbers) {
    struct Shape {
        std::size_t dim, count;
    };
    for (const auto [dim, count] : {Shape{1, 1}, Shape{5, 3}, Shape{63, 64}, Shape{64, 65}, Shape{130, 130}}) {
        constexpr std::size_t kCount = 20;  // three tiles and a part of one
        Random random(dim + count);
        std::vector<float> rows = random.uniforms(kCount * dim, -3.0F, 3.0F);
        std::fill_n(rows.begin(), dim, 0.0F);
        for (std::size_t d = 0; d < dim; ++d) rows[dim + d] *= 0x1p-130F;  // among the least numbers that there are
        const std::vector<std::int8_t> directions = byte_rows(random, count * dim, false);
        std::vector<float> found(kCount * count, -1.0F);
        Workers workers(2);
        AlongDirections({count, dim, directions.data()}, kernels.search).measure(rows.data(), kCount, workers, found.data());
        for (std::size_t i = 0; i < kCount; ++i) {
            const float* const x = rows.data() + i * dim;
            float largest = 0;
            for (std::size_t d = 0; d < dim; ++d) largest = std::max(largest, std::fabs(x[d]));
            for (std::size_t c = 0; c < count; ++c) {
                const std::int8_t* const w = directions.data() + c * dim;
                const double length = std::sqrt(static_cast<double>(slow_product(w, w, dim)));
                double product = 0, reach = 0;  // reach: what rounding each value by half a step may change
                for (std::size_t d = 0; d < dim; ++d) {
                    product += static_cast<double>(x[d]) * w[d];
                    reach += std::abs(w[d]);
                }
                const double step = static_cast<double>(largest) / 127;
                const double room = length > 0 ? 0.5001 * step * reach / length : 0;
                CHECK_NEAR(found[i * count + c], length > 0 ? product / length : 0, room);
            }
        }
        CHECK_SAME_BITS("along directions " + std::to_string(dim), found);
    }
}
