/* The spectrum behind SPARC, in fixed memory. A profile of n samples padded with zeros to
 * 16 N (N the power of two from n up) has its bin 16 q + r equal to bin q of the N-point transform
 * of the profile turned by r / 16 of a bin, so sixteen short transforms give it all. */
#include "movement/smoothness.h"

#include "movement/exact.h"

#include <stddef.h>

#define PADDING        16 /* 2^4, the authors' pad level */
#define CUTOFF_HZ      10.0
#define MIN_AMPLITUDE  0.05
#define MIN_SAMPLES    4
#define MIN_RATE_HZ    8.0f
#define AMPLITUDE_BINS (SMOOTHNESS_MAX * PADDING / 2 + 1)

struct complex {
    double re, im;
};

static struct complex complex_multiply(struct complex a, struct complex b)
{
    return (struct complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/* e^(-2 pi i part / whole) */
static struct complex unit_turned(int32_t part, int32_t whole)
{
    double angle = 2 * EXACT_PI * part / whole;
    return (struct complex){exact_cos(angle), -exact_sin(angle)};
}

static void swap_bit_reversed(struct complex *x, int32_t size)
{
    for (int32_t i = 1, j = 0; i < size; i++) {
        int32_t bit = size >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j |= bit;
        if (i < j) {
            struct complex kept = x[i];
            x[i] = x[j];
            x[j] = kept;
        }
    }
}

/* In place, radix 2. turn[k] = e^(-2 pi i k / size) for k below size / 2. */
static void transform(struct complex *x, int32_t size, const struct complex *turn)
{
    swap_bit_reversed(x, size);
    for (int32_t half = 1; half < size; half *= 2) {
        int32_t stride = size / (2 * half);
        for (int32_t start = 0; start < size; start += 2 * half) {
            for (int32_t k = 0; k < half; k++) {
                struct complex *low = &x[start + k], *high = &x[start + k + half];
                struct complex turned = complex_multiply(*high, turn[k * stride]);
                *high = (struct complex){low->re - turned.re, low->im - turned.im};
                *low = (struct complex){low->re + turned.re, low->im + turned.im};
            }
        }
    }
}

/* Amplitudes of the bins 0..8 * size, the lower half of the padded spectrum. */
static void spectrum_amplitudes(const float *speed, int32_t count, int32_t size, double *amplitude)
{
    struct complex turn[SMOOTHNESS_MAX / 2], x[SMOOTHNESS_MAX];
    for (int32_t k = 0; k < size / 2; k++)
        turn[k] = unit_turned(k, size);
    for (int32_t r = 0; r < PADDING; r++) {
        struct complex step = unit_turned(r, PADDING * size), turned = {1, 0};
        for (int32_t i = 0; i < size; i++) {
            double sample = i < count ? (double)speed[i] : 0;
            x[i] = (struct complex){sample * turned.re, sample * turned.im};
            turned = complex_multiply(turned, step);
        }
        transform(x, size, turn);
        for (int32_t q = 0; q <= size / 2; q++) {
            int32_t bin = PADDING * q + r;
            if (bin <= PADDING * size / 2)
                amplitude[bin] = exact_sqrt(x[q].re * x[q].re + x[q].im * x[q].im);
        }
    }
}

/* -sum of sqrt((df / (f_last - f_first))^2 + dA^2) over the bins first..last, amplitudes relative
 * to the highest (Balasubramanian et al. 2015, equation 5, with the adaptive cut-off). */
static double arc_length(const double *amplitude, int32_t first, int32_t last, double highest)
{
    double step = 1.0 / (last - first), length = 0;
    for (int32_t bin = first; bin < last; bin++) {
        double rise = (amplitude[bin + 1] - amplitude[bin]) / highest;
        length += exact_sqrt(step * step + rise * rise);
    }
    return length;
}

static bool is_finite(float value)
{
    return value - value == 0;
}

bool smoothness_sparc(const float *speed, int32_t count, float rate_hz, float *sparc)
{
    if (count < MIN_SAMPLES || count > SMOOTHNESS_MAX)
        return false;
    if (!(rate_hz >= MIN_RATE_HZ) || !is_finite(rate_hz))
        return false;
    for (int32_t i = 0; i < count; i++)
        if (!is_finite(speed[i]))
            return false;

    int32_t size = 1;
    while (size < count)
        size *= 2;
    double amplitude[AMPLITUDE_BINS];
    spectrum_amplitudes(speed, count, size, amplitude);

    int32_t half = PADDING * size / 2;
    double highest = 0;
    for (int32_t bin = 0; bin <= half; bin++)
        if (amplitude[bin] > highest)
            highest = amplitude[bin];
    if (highest <= 0)
        return false;

    int32_t first = -1, last = -1;
    for (int32_t bin = 0; bin <= half; bin++) {
        if ((double)rate_hz * bin > CUTOFF_HZ * (2 * half))
            break;
        if (amplitude[bin] >= MIN_AMPLITUDE * highest) {
            last = bin;
            if (first < 0)
                first = bin;
        }
    }
    if (first >= last)
        return false;
    *sparc = (float)-arc_length(amplitude, first, last, highest);
    return true;
}

bool smoothness_sparc_timed(const int64_t *t_us, const float *speed, int32_t count, float *sparc)
{
    if (count < MIN_SAMPLES || count > SMOOTHNESS_MAX)
        return false;
    for (int32_t i = 1; i < count; i++)
        if (t_us[i] <= t_us[i - 1])
            return false;

    float even[SMOOTHNESS_MAX];
    double length_us = (double)(t_us[count - 1] - t_us[0]);
    int32_t before = 0;
    for (int32_t i = 0; i < count; i++) {
        double at_us = length_us * i / (count - 1);
        while (before < count - 2 && (double)(t_us[before + 1] - t_us[0]) <= at_us)
            before++;
        double from_us = (double)(t_us[before] - t_us[0]);
        double share = (at_us - from_us) / (double)(t_us[before + 1] - t_us[before]);
        even[i] = (float)(speed[before] + share * ((double)speed[before + 1] - speed[before]));
    }
    return smoothness_sparc(even, count, (float)((count - 1) * 1e6 / length_us), sparc);
}
