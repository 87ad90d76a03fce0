#include "movement/lowpass.h"

#include "movement/exact.h"

#define HIGHEST 0.45 /* of the rate */

struct section {
    double b, a1, a2; /* the numerator is b (1 + 2 / z + 1 / z^2) */
};

/* By the bilinear transform, the cutoff prewarped. */
static struct section butterworth(double cutoff)
{
    double angle = EXACT_PI * cutoff, k = exact_sin(angle) / exact_cos(angle);
    double whole = 1.0 + exact_sqrt(2.0) * k + k * k;
    return (struct section){.b = k * k / whole,
                            .a1 = 2.0 * (k * k - 1.0) / whole,
                            .a2 = (1.0 - exact_sqrt(2.0) * k + k * k) / whole};
}

/* From value[from] on, count samples in steps of step. */
static void run(float *value, int32_t from, int32_t count, int32_t step, struct section section)
{
    double in = (double)value[from], in1 = in, in2 = in, out1 = in, out2 = in;
    for (int32_t i = 0, at = from; i < count; i++, at += step) {
        in = (double)value[at];
        double out = section.b * (in + 2.0 * in1 + in2) - section.a1 * out1 - section.a2 * out2;
        in2 = in1;
        in1 = in;
        out2 = out1;
        out1 = out;
        value[at] = (float)out;
    }
}

void lowpass(float *value, int32_t count, float rate_hz, float cutoff_hz)
{
    double cutoff = (double)cutoff_hz / (double)rate_hz;
    if (count < 1 || !(cutoff < HIGHEST))
        return;
    struct section section = butterworth(cutoff);
    run(value, 0, count, 1, section);
    run(value, count - 1, count, -1, section);
}
