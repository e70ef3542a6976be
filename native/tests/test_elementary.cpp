// Exponential, logarithm, sine and cosine against those of the system, which are within a unit in the last place.
#include <cmath>
#include <limits>
#include <numbers>

#include "simd/elementary.hpp"
#include "tests/checks.hpp"

using namespace lexiscape;
using checks::Random;

namespace {

constexpr double kUnit = std::numeric_limits<double>::epsilon();

// A number with all its bits drawn.
double fine(Random& random, double low, double high) {
    const double drawn = static_cast<double>(random.bits()) / 0x1p31 + static_cast<double>(random.bits()) / 0x1p62;
    return low + (high - low) * drawn;
}

}  // namespace

TEST(the_exponential_is_that_of_the_system_to_the_last_digits) {
    Random random(11);
    std::vector<double> values;
    for (int i = 0; i < 20000; ++i) {
        const double x = i % 2 == 0 ? fine(random, -708.0, 709.0) : fine(random, -2.0, 2.0);
        values.push_back(exponential(x));
        CHECK_NEAR(values.back() / std::exp(x), 1.0, 3 * kUnit);
    }
    CHECK(exponential(0.0) == 1.0);
    const std::vector<double> few{-708.0, -1.5, 0.0, 1.0, 709.0};
    std::vector<double> many = few;
    many.push_back(-800.0);
    exponentials(many.data(), many.size());
    for (std::size_t i = 0; i < few.size(); ++i) CHECK(many[i] == exponential(few[i]));
    CHECK(many.back() == exponential(-708.0));
    CHECK(exponential(-709.0) == 0.0 && exponential(-std::numeric_limits<double>::infinity()) == 0.0);
    CHECK(exponential(710.0) == std::numeric_limits<double>::infinity());
    CHECK(std::isnan(exponential(std::numeric_limits<double>::quiet_NaN())));
    CHECK_SAME_BITS("exponential", values);
}

TEST(the_logarithm_is_that_of_the_system_to_the_last_digits) {
    Random random(12);
    std::vector<double> values;
    for (int i = 0; i < 20000; ++i) {
        const int exponent = static_cast<int>(random.below(2000)) - 1000;
        const double x = i % 2 == 0 ? std::ldexp(fine(random, 1.0, 2.0), exponent) : fine(random, 0.5, 2.0);
        values.push_back(logarithm(x));
        CHECK_NEAR(values.back(), std::log(x), 3 * kUnit * std::abs(std::log(x)));
    }
    CHECK(logarithm(1.0) == 0.0);
    CHECK_SAME_BITS("logarithm", values);
}

TEST(cosine_and_sine_are_those_of_the_system_to_the_last_digits) {
    Random random(13);
    std::vector<double> values;
    for (int i = 0; i < 20000; ++i) {
        const double turns = i % 2 == 0 ? fine(random, -1.5, 1.5) : static_cast<double>(random.below(4096)) / 4096.0;
        const CosineSine found = cosine_sine(turns);
        CHECK_NEAR(found.cosine, std::cos(2 * std::numbers::pi * turns), 8 * kUnit);
        CHECK_NEAR(found.sine, std::sin(2 * std::numbers::pi * turns), 8 * kUnit);
        values.push_back(found.cosine);
        values.push_back(found.sine);
    }
    CHECK(cosine_sine(0.25).cosine == 0.0 && cosine_sine(0.25).sine == 1.0);
    CHECK(cosine_sine(-0.5).cosine == -1.0 && cosine_sine(-0.5).sine == 0.0);
    CHECK_SAME_BITS("cosine and sine", values);
}
