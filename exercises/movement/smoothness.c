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

#define NOISE_TIMES   3.0  /* noise hardly ever reaches so many of its deviations */
#define NOISE_TOP     0.45 /* of the rate: noise is read off up to here, */
#define NOISE_TOP_HZ  12.0 /* or here, */
#define NOISE_SPAN_HZ 1.5  /* and over so much at least */
#define NOISE_FALLS_HZ                                                                             \
    3.0 /* half of a joint's noise is left there: settings' smoothing_s, 0.07                      \
         */

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

/* A profile's spectrum: bins 0..half are 0..rate / 2. */
struct spectrum {
    double rate_hz;
    int32_t half;
    double amplitude[AMPLITUDE_BINS];
};

static bool take_spectrum(const float *speed, int32_t count, float rate_hz,
                          struct spectrum *spectrum)
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
    spectrum->rate_hz = (double)rate_hz;
    spectrum->half = PADDING * size / 2;
    spectrum_amplitudes(speed, count, size, spectrum->amplitude);
    return true;
}

static double bin_hz(const struct spectrum *spectrum, int32_t bin)
{
    return spectrum->rate_hz * bin / (2 * spectrum->half);
}

/* Amplitudes are taken as shares of whole. */
static bool arc_of(const struct spectrum *spectrum, double whole, float *sparc)
{
    int32_t first = -1, last = -1;
    if (whole <= 0)
        return false;
    for (int32_t bin = 0; bin <= spectrum->half && bin_hz(spectrum, bin) <= CUTOFF_HZ; bin++) {
        if (spectrum->amplitude[bin] >= MIN_AMPLITUDE * whole) {
            last = bin;
            if (first < 0)
                first = bin;
        }
    }
    if (first >= last)
        return false;
    *sparc = (float)-arc_length(spectrum->amplitude, first, last, whole);
    return true;
}

bool smoothness_sparc(const float *speed, int32_t count, float rate_hz, float *sparc)
{
    struct spectrum spectrum;
    if (!take_spectrum(speed, count, rate_hz, &spectrum))
        return false;
    double highest = 0;
    for (int32_t bin = 0; bin <= spectrum.half; bin++)
        if (spectrum.amplitude[bin] > highest)
            highest = spectrum.amplitude[bin];
    return arc_of(&spectrum, highest, sparc);
}

/* ---- beyond the noise ---- */

/* The power of differentiated joint noise at a frequency, for noise of 1 a frame. */
static double noise_at(const struct spectrum *spectrum, int32_t bin)
{
    double hz = bin_hz(spectrum, bin), turn = hz / NOISE_FALLS_HZ;
    double differs = 2 * exact_sin(EXACT_PI * hz / spectrum->rate_hz);
    return differs * differs / (1 + turn * turn);
}

/* Mean power of the noise where nothing else is; false where there is no room for it. */
static bool read_noise(const struct spectrum *spectrum, double *noise)
{
    double top_hz = NOISE_TOP * spectrum->rate_hz, sum = 0;
    int32_t count = 0;
    top_hz = top_hz < NOISE_TOP_HZ ? top_hz : NOISE_TOP_HZ;
    if (top_hz < SMOOTHNESS_NOISE_HZ + NOISE_SPAN_HZ)
        return false;
    for (int32_t bin = 0; bin <= spectrum->half; bin++) {
        double hz = bin_hz(spectrum, bin), amplitude = spectrum->amplitude[bin];
        if (hz < SMOOTHNESS_NOISE_HZ || hz > top_hz)
            continue;
        sum += amplitude * amplitude / noise_at(spectrum, bin);
        count++;
    }
    *noise = count > 0 ? sum / count : 0;
    return count > 0;
}

bool smoothness_sparc_noisy(const float *position, int32_t count, float rate_hz, float *sparc)
{
    float speed[SMOOTHNESS_MAX];
    struct spectrum spectrum;
    double noise;
    if (count < MIN_SAMPLES + 1 || count > SMOOTHNESS_MAX)
        return false;
    for (int32_t i = 0; i + 1 < count; i++)
        speed[i] = (position[i + 1] - position[i]) * rate_hz;
    if (!take_spectrum(speed, count - 1, rate_hz, &spectrum) || !read_noise(&spectrum, &noise))
        return false;
    noise *= NOISE_TIMES * NOISE_TIMES;
    for (int32_t bin = 0; bin <= spectrum.half; bin++) {
        double *amplitude = &spectrum.amplitude[bin];
        double left = *amplitude * *amplitude - noise * noise_at(&spectrum, bin);
        *amplitude = left > 0 ? exact_sqrt(left) : 0;
    }
    return arc_of(&spectrum, spectrum.amplitude[0], sparc);
}
