#include "base.h"
#include "movement/exact.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* The header's bound is 1e-12; these are what the functions reach, so that a worse series shows. */
#define ANGLE_BOUND    1e-15
#define RELATIVE_BOUND 1e-15

static uint64_t hash_double(uint64_t hash, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    unsigned char bytes[8]; /* least significant first, whatever the machine */
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(bits >> (8 * i));
    return hash_bytes(hash, bytes, sizeof bytes);
}

Test(exact, atan2_agrees_with_libm_all_round)
{
    for (int i = -3000; i <= 3000; i++) {
        for (int j = -150; j <= 150; j++) {
            double y = i * 0.00317, x = j * 0.0713;
            if (x == 0 && y == 0)
                continue;
            cr_assert_float_eq(exact_atan2(y, x), atan2(y, x), ANGLE_BOUND, "atan2(%g, %g)", y, x);
        }
    }
}

Test(exact, atan2_at_the_seams_of_its_table)
{
    for (int sixteenth = 1; sixteenth < 16; sixteenth += 2) {
        double seam = sixteenth / 16.0;
        for (int step = -3; step <= 3; step++) {
            double t = seam + step * 0x1p-53;
            cr_assert_float_eq(exact_atan2(t, 1), atan(t), ANGLE_BOUND, "atan(%.17g)", t);
            cr_assert_float_eq(exact_atan2(1, t), atan2(1, t), ANGLE_BOUND, "atan2(1, %.17g)", t);
        }
    }
}

Test(exact, atan2_at_the_edges)
{
    cr_assert_eq(exact_atan2(0, 0), 0);
    cr_assert_eq(exact_atan2(0.0, -0.0), 0);
    cr_assert_eq(exact_atan2(0, 1), 0);
    cr_assert_eq(exact_atan2(0, -1), EXACT_PI);
    cr_assert_eq(exact_atan2(-0.0, -1), EXACT_PI, "-0 counts as 0");
    cr_assert_eq(exact_atan2(1, 0), (EXACT_PI / 2));
    cr_assert_eq(exact_atan2(-1, 0), -(EXACT_PI / 2));
    cr_assert_eq(exact_atan2(1, 1), (EXACT_PI / 4));
    cr_assert_eq(exact_atan2(1e308, 1e308), (EXACT_PI / 4));
    cr_assert_eq(exact_atan2(1e-320, 1e-320), (EXACT_PI / 4));
    cr_assert_eq(exact_atan2(INFINITY, INFINITY), (EXACT_PI / 4));
    cr_assert_eq(exact_atan2(1, INFINITY), 0);
    cr_assert_eq(exact_atan2(-INFINITY, 1), -(EXACT_PI / 2));
    cr_assert(isnan(exact_atan2(NAN, 1)));
    cr_assert(isnan(exact_atan2(1, NAN)));
    cr_assert(isnan(exact_atan2(0, NAN)));
}

Test(exact, acos_agrees_with_libm_and_clamps)
{
    for (int i = -1000000; i <= 1000000; i++)
        cr_assert_float_eq(exact_acos(i * 1e-6), acos(i * 1e-6), ANGLE_BOUND, "acos(%g)", i * 1e-6);
    for (int i = 1; i <= 16; i++) { /* where acos is steepest */
        double x = 1 - i * 0x1p-53;
        cr_assert_float_eq(exact_acos(x), acos(x), ANGLE_BOUND);
        cr_assert_float_eq(exact_acos(-x), acos(-x), ANGLE_BOUND);
    }
    cr_assert_eq(exact_acos(1.0000001), 0);
    cr_assert_eq(exact_acos(-INFINITY), EXACT_PI);
    cr_assert(isnan(exact_acos(NAN)));
}

Test(exact, sine_and_cosine_agree_with_libm)
{
    for (int i = -200000; i <= 200000; i++) {
        double near = i * 1.7e-4, far = i * 0.4999;
        cr_assert_float_eq(exact_sin(near), sin(near), ANGLE_BOUND, "sin(%g)", near);
        cr_assert_float_eq(exact_cos(near), cos(near), ANGLE_BOUND, "cos(%g)", near);
        cr_assert_float_eq(exact_sin(far), sin(far), ANGLE_BOUND, "sin(%g)", far);
        cr_assert_float_eq(exact_cos(far), cos(far), ANGLE_BOUND, "cos(%g)", far);
    }
    for (int quarter = -60000; quarter <= 60000; quarter += 7) { /* next to every zero */
        double x = quarter * (EXACT_PI / 2);
        cr_assert_float_eq(exact_sin(x), sin(x), ANGLE_BOUND, "sin(%g)", x);
        cr_assert_float_eq(exact_cos(x), cos(x), ANGLE_BOUND, "cos(%g)", x);
    }
    cr_assert_eq(exact_sin(0), 0);
    cr_assert_eq(exact_cos(0), 1);
    cr_assert(isnan(exact_sin(EXACT_ANGLE_MAX * 1.01)));
    cr_assert(isnan(exact_cos(-INFINITY)));
    cr_assert(isnan(exact_sin(NAN)));
}

Test(exact, exp_agrees_with_libm_and_ends_kindly)
{
    for (int i = -1000000; i <= 1000000; i++) {
        double x = i * 7e-4;
        cr_assert_float_eq(exact_exp(x) / exp(x), 1, RELATIVE_BOUND, "exp(%g)", x);
    }
    cr_assert_eq(exact_exp(0), 1);
    cr_assert_eq(exact_exp(-700.1), 0);
    cr_assert_eq(exact_exp(-INFINITY), 0);
    cr_assert_eq(exact_exp(INFINITY), exact_exp(700));
    cr_assert(isnan(exact_exp(NAN)));
}

Test(exact, log_agrees_with_libm_and_ends_kindly)
{
    for (int i = -1000000; i <= 1000000; i++) {
        if (i == 0)
            continue;
        double wide = exp(i * 7e-4), close = 1 + i * 1e-9;
        cr_assert_float_eq(exact_log(wide) / log(wide), 1, RELATIVE_BOUND, "log(%g)", wide);
        cr_assert_float_eq(exact_log(close) / log(close), 1, RELATIVE_BOUND, "log(1+%g)", i * 1e-9);
    }
    cr_assert_eq(exact_log(1), 0);
    cr_assert_float_eq(exact_log(5e-324), log(5e-324), 1e-12);
    cr_assert_float_eq(exact_log(1.7e308), log(1.7e308), 1e-12);
    cr_assert_eq(exact_log(0), -1e308);
    cr_assert_eq(exact_log(-3), -1e308);
    cr_assert_eq(exact_log(INFINITY), INFINITY);
    cr_assert(isnan(exact_log(NAN)));
}

Test(exact, sqrt_and_round)
{
    cr_assert_eq(exact_sqrt(2), sqrt(2));
    cr_assert_eq(exact_sqrt(-1), 0);
    cr_assert(isnan(exact_sqrt(NAN)));
    const double value[] = {0,    0.49999999999999994, 0.5,       1.5,  2.5, 1e15 + 0.5, 123456.7,
                            1e16, 4503599627370495.5,  -INFINITY, 1e300};
    for (size_t i = 0; i < ARRAY_LENGTH(value); i++) {
        cr_assert_eq(exact_round(value[i]), round(value[i]), "round(%.17g)", value[i]);
        cr_assert_eq(exact_round(-value[i]), round(-value[i]), "round(%.17g)", -value[i]);
    }
    cr_assert(isnan(exact_round(NAN)));
}

/* The point of the file: the same bits from every compiler, level and processor. */
Test(exact, bits_are_the_same_everywhere)
{
    uint64_t hash = HASH_START;
    for (int i = -20000; i <= 20000; i++) {
        hash = hash_double(hash, exact_atan2(i * 0.00137, 3.1));
        hash = hash_double(hash, exact_atan2(1.7, i * 0.00219));
        hash = hash_double(hash, exact_acos(i / 20000.0));
        hash = hash_double(hash, exact_sin(i * 0.0371));
        hash = hash_double(hash, exact_cos(i * 3.77));
        hash = hash_double(hash, exact_exp(i * 0.031));
        hash = hash_double(hash, exact_log((i + 20001) * 0.173));
        hash = hash_double(hash, exact_sqrt(i * 0.77));
        hash = hash_double(hash, exact_round(i * 0.3));
    }
    cr_assert_eq(hash, 0x83afa7d6010fc88aull, "hash is 0x%016llx", (unsigned long long)hash);
}
