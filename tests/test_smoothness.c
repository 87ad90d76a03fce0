#include "movement/smoothness.h"

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

Test(smoothness, uneven_times_are_resampled)
{
    float even[200], uneven[200], sparc, timed;
    int64_t t_us[200], exact_us[200];
    int count = minimum_jerk(even, 3, 30);
    for (int i = 0; i < count; i++) {
        int64_t late_us = i % 3 == 1 && i + 1 < count ? 12000 : 0;
        exact_us[i] = 500000 + (int64_t)i * 1000000 / 30;
        t_us[i] = exact_us[i] + late_us;
        double u = (double)(t_us[i] - 500000) / 3e6;
        uneven[i] = (float)(30 * u * u * (1 - u) * (1 - u));
    }
    cr_assert(smoothness_sparc(even, count, 30, &sparc));
    cr_assert(smoothness_sparc_timed(exact_us, even, count, &timed));
    cr_assert_float_eq(timed, sparc, 1e-3);
    cr_assert(smoothness_sparc_timed(t_us, uneven, count, &timed));
    cr_assert_float_eq(timed, sparc, 0.02, "%.4f from uneven times, %.4f", timed, sparc);
    t_us[9] = t_us[8];
    cr_assert_not(smoothness_sparc_timed(t_us, uneven, count, &timed), "time stood still");
}
