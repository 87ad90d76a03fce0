#include "movement/filter.h"
#include "movement/lowpass.h"
#include "movement/smoothness.h"
#include "session/chance.h"

#include <criterion/criterion.h>
#include <math.h>

#define PI 3.14159265358979323846

/* SPARC from its definition, bin by bin: slow, and nothing shared with the code under test. */
static double sparc_slowly(const float *speed, int count, double rate_hz)
{
    int padded = 1 << ((int)ceil(log2(count)) + 4);
    static double amplitude[1 << 16];
    double highest = 0;
    for (int k = 0; k <= padded / 2; k++) {
        double re = 0, im = 0;
        for (int i = 0; i < count; i++) {
            re += speed[i] * cos(2 * PI * k * i / padded);
            im += speed[i] * sin(2 * PI * k * i / padded);
        }
        amplitude[k] = hypot(re, im);
        highest = fmax(highest, amplitude[k]);
    }
    int last = 0, first = -1;
    for (int k = 0; k <= padded / 2 && k * rate_hz / padded <= 10; k++) {
        if (amplitude[k] < 0.05 * highest)
            continue;
        last = k;
        if (first < 0)
            first = k;
    }
    double length = 0;
    for (int k = first; k < last; k++)
        length += hypot(1.0 / (last - first), (amplitude[k + 1] - amplitude[k]) / highest);
    return -length;
}

/* Minimum-jerk speed over duration_s at rate_hz; returns the count. */
static int minimum_jerk(float *speed, double duration_s, double rate_hz)
{
    int count = (int)(duration_s * rate_hz) + 1;
    for (int i = 0; i < count; i++) {
        double u = i / rate_hz / duration_s;
        speed[i] = (float)(30 * u * u * (1 - u) * (1 - u));
    }
    return count;
}

Test(smoothness, the_published_figure)
{
    float speed[200], sparc;
    for (int i = 0; i < 200; i++) {
        double t = -1 + i * 0.01;
        speed[i] = (float)exp(-5 * t * t);
    }
    cr_assert(smoothness_sparc(speed, 200, 100, &sparc));
    cr_assert_float_eq(sparc, -1.41403, 1e-5, "%.6f", sparc);
}

Test(smoothness, agrees_with_its_definition)
{
    static const int counts[] = {4, 5, 31, 32, 33, 120, 128, 301, 700};
    static const double rates[] = {8, 10, 15, 29.97, 60, 100};
    float speed[700], sparc;
    for (int c = 0; c < 9; c++) {
        for (int r = 0; r < 6; r++) {
            for (int i = 0; i < counts[c]; i++)
                speed[i] = (float)(1 + sin(i * 0.21 * (r + 1)) + 0.3 * cos(i * 1.7));
            cr_assert(smoothness_sparc(speed, counts[c], (float)rates[r], &sparc));
            double expected = sparc_slowly(speed, counts[c], (double)(float)rates[r]);
            cr_assert_float_eq(sparc, expected, 1e-5, "%d samples at %g Hz: %.6f, not %.6f",
                               counts[c], rates[r], sparc, expected);
        }
    }
}

Test(smoothness, the_longest_profile)
{
    static float speed[SMOOTHNESS_MAX + 1];
    float sparc = 7;
    for (int i = 0; i <= SMOOTHNESS_MAX; i++)
        speed[i] = (float)(1 + sin(i * 0.02));
    cr_assert(smoothness_sparc(speed, SMOOTHNESS_MAX, 30, &sparc));
    cr_assert_float_eq(sparc, sparc_slowly(speed, SMOOTHNESS_MAX, 30), 1e-4);
    sparc = 7;
    cr_assert_not(smoothness_sparc(speed, SMOOTHNESS_MAX + 1, 30, &sparc));
    cr_assert_eq(sparc, 7, "a figure that is not seen is left alone");
}

Test(smoothness, a_pause_is_less_smooth)
{
    float smooth[200], halting[400], sparc, pausing;
    int count = minimum_jerk(smooth, 2, 30);
    int halves = 0;
    for (int half = 0; half < 2; half++) {
        int n = minimum_jerk(halting + halves, 1, 30);
        halves += n;
        for (int i = 0; half == 0 && i < 20; i++)
            halting[halves++] = 0;
    }
    cr_assert(smoothness_sparc(smooth, count, 30, &sparc));
    cr_assert(smoothness_sparc(halting, halves, 30, &pausing));
    cr_assert_gt(sparc, pausing + 1, "%.2f against %.2f with a pause", sparc, pausing);
}

Test(smoothness, what_cannot_be_told_is_not_seen)
{
    float speed[64] = {0}, sparc;
    cr_assert_not(smoothness_sparc(speed, 64, 30, &sparc), "no movement");
    for (int i = 0; i < 64; i++)
        speed[i] = (float)(i % 9);
    cr_assert_not(smoothness_sparc(speed, 3, 30, &sparc));
    cr_assert_not(smoothness_sparc(speed, 0, 30, &sparc));
    cr_assert_not(smoothness_sparc(speed, 64, 7.9f, &sparc));
    cr_assert_not(smoothness_sparc(speed, 64, NAN, &sparc));
    cr_assert_not(smoothness_sparc(speed, 64, INFINITY, &sparc));
    cr_assert(smoothness_sparc(speed, 64, 8, &sparc));
    speed[5] = NAN;
    cr_assert_not(smoothness_sparc(speed, 64, 30, &sparc));
}

/* ---- on a camera's noise ---- */

/* A reach of 30 degrees in 3 s at 30 a second, trembling by `tremor` degrees four times a second,
 * with joint noise of `noise` degrees. */
static float noisy_sparc(double tremor, double noise, uint64_t seed)
{
    struct chance chance = chance_seeded(seed);
    struct filter filter = {0};
    float position[90], sparc = 0;
    for (int i = 0; i < 90; i++) {
        double u = i / 90.0, x, y;
        chance_normal_pair(&chance, &x, &y);
        double way = u * u * u * (10 + u * (6 * u - 15));
        filter_put(&filter, (int64_t)i * 1000000 / 30,
                   (float)(30 * way + tremor * sin(2 * PI * 4 * i / 30.0) + noise * x), 0.07f, -1);
        position[i] = filter.value;
    }
    cr_assert(smoothness_sparc_noisy(position, 90, 30, &sparc));
    return sparc;
}

Test(smoothness, noise_is_no_tremor_and_a_tremor_shows_in_it)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        float calm = noisy_sparc(0, 0.4, seed), trembling = noisy_sparc(1.5, 0.4, seed + 50);
        cr_expect_gt(calm, -2.3f, "%.2f of a smooth reach", (double)calm);
        cr_expect_lt(trembling, calm - 1, "%.2f, %.2f smooth", (double)trembling, (double)calm);
    }
}

Test(smoothness, noise_needs_room_to_be_read)
{
    float position[90], sparc = 7;
    for (int i = 0; i < 90; i++)
        position[i] = (float)(i * i % 17);
    cr_assert_not(smoothness_sparc_noisy(position, 90, 16, &sparc));
    cr_assert_not(smoothness_sparc_noisy(position, 4, 30, &sparc));
    position[40] = NAN;
    cr_assert_not(smoothness_sparc_noisy(position, 90, 30, &sparc));
    cr_assert_eq(sparc, 7, "a figure that is not seen is left alone");
}

/* ---- the filter for what is over ---- */

static double left_of(double hz, float cutoff_hz)
{
    static float value[900];
    double most = 0;
    for (int i = 0; i < 900; i++)
        value[i] = (float)sin(2 * PI * hz * i / 30);
    lowpass(value, 900, 30, cutoff_hz);
    for (int i = 300; i < 600; i++)
        most = fmax(most, fabs((double)value[i]));
    return most;
}

Test(lowpass, half_is_left_at_the_cutoff)
{
    cr_expect_float_eq(left_of(0.2, 2), 1.0, 0.01);
    cr_expect_float_eq(left_of(2, 2), 0.5, 0.01);
    cr_expect_lt(left_of(8, 2), 0.01);
    cr_expect_float_eq(left_of(8, 20), 1.0, 0.05, "no such cutoff at this rate: left as it is");
}

Test(lowpass, nothing_comes_late_and_a_level_stays)
{
    float value[121], level[30];
    for (int i = 0; i < 121; i++)
        value[i] = (float)exp(-(i - 60) * (i - 60) / 200.0);
    lowpass(value, 121, 30, 1.5f);
    for (int i = 0; i < 60; i++)
        cr_expect_float_eq(value[i], value[120 - i], 1e-3);
    for (int i = 0; i < 30; i++)
        level[i] = 42;
    lowpass(level, 30, 30, 1.5f);
    for (int i = 0; i < 30; i++)
        cr_expect_float_eq(level[i], 42, 1e-4);
}
