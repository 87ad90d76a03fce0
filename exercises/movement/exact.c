/* Each function reduces its argument to a small interval and sums a Taylor series there, cut where
 * the next term is below half a unit in the last place of the result. The series are the textbook
 * ones; the constants that need more digits than a quotient of integers gives (arc tangents of
 * eighths, pi/2 and ln 2 in parts) were computed to sixty digits. No step may be contracted into a
 * fused multiply-add: the build says -ffp-contract=off. */
#include "movement/exact.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define EXACT_NAN       ((double)__builtin_nanf(""))
#define EXACT_INFINITY  ((double)__builtin_inff())
#define LARGEST_INTEGER 4503599627370496.0 /* 2^52: from here on every double is whole */

static double bits_to_double(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint64_t double_to_bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Nearest integer of a value well inside int64_t; halves away from zero. */
static int64_t nearest(double x)
{
    return (int64_t)(x < 0 ? x - 0.5 : x + 0.5);
}

/* atan of t in 0..1: atan(t) = atan(c) + atan((t - c) / (1 + t c)) with c the nearest eighth, which
 * leaves at most 1/16. */
static double arc_tangent_unit(double t)
{
    static const double atan_eighth[9] = {
        0.0,
        0.124354994546761435031354,
        0.244978663126864154172082,
        0.358770670270572220395920,
        0.463647609000806116214256,
        0.558599315343562435971508,
        0.643501108793284386802809,
        0.718829999621624505417014,
        0.785398163397448309615660,
    };
    int eighths = (int)(t * 8.0 + 0.5);
    double c = eighths * 0.125;
    double u = (t - c) / (1.0 + t * c);
    double s = u * u;
    double series = -1.0 / 11.0;
    series = series * s + 1.0 / 9.0;
    series = series * s - 1.0 / 7.0;
    series = series * s + 1.0 / 5.0;
    series = series * s - 1.0 / 3.0;
    return atan_eighth[eighths] + (u + u * s * series);
}

double exact_atan2(double y, double x)
{
    if (x != x || y != y)
        return EXACT_NAN;
    double across = x < 0 ? -x : x;
    double up = y < 0 ? -y : y;
    bool steep = up > across;
    double high = steep ? up : across;
    double low = steep ? across : up;
    if (high == 0)
        return 0;
    double t = low == high ? 1.0 : low / high; /* equal infinities have a direction too */
    double angle = arc_tangent_unit(t);
    if (steep)
        angle = EXACT_PI / 2 - angle;
    if (x < 0)
        angle = EXACT_PI - angle;
    return y < 0 ? -angle : angle;
}

double exact_acos(double x)
{
    if (x >= 1)
        return 0;
    if (x <= -1)
        return EXACT_PI;
    return exact_atan2(exact_sqrt((1 - x) * (1 + x)), x);
}

/* x - quarter turns, within +-pi/4. The first two parts of pi/2 have 33 bits, so their products
 * with a count below 2^20 are exact. */
static double reduce_quarter_turns(double x, int64_t *quarters)
{
    const double part1 = 0x1.921fb544p+0, part2 = 0x1.0b4611a6p-34, part3 = 0x1.3198a2e037073p-69;
    int64_t count = nearest(x * (2 / EXACT_PI));
    double n = (double)count;
    *quarters = count;
    return ((x - n * part1) - n * part2) - n * part3;
}

static double sine_series(double r)
{
    double s = r * r;
    double series = -1.0 / 1307674368000.0;
    series = series * s + 1.0 / 6227020800.0;
    series = series * s - 1.0 / 39916800.0;
    series = series * s + 1.0 / 362880.0;
    series = series * s - 1.0 / 5040.0;
    series = series * s + 1.0 / 120.0;
    series = series * s - 1.0 / 6.0;
    return r + r * s * series;
}

static double cosine_series(double r)
{
    double s = r * r;
    double series = 1.0 / 20922789888000.0;
    series = series * s - 1.0 / 87178291200.0;
    series = series * s + 1.0 / 479001600.0;
    series = series * s - 1.0 / 3628800.0;
    series = series * s + 1.0 / 40320.0;
    series = series * s - 1.0 / 720.0;
    series = series * s + 1.0 / 24.0;
    return 1.0 - 0.5 * s + s * s * series;
}

/* sin of x advanced by some quarter turns: cos x = sin(x + one). */
static double sine_advanced(double x, int64_t advance)
{
    if (!(x >= -EXACT_ANGLE_MAX && x <= EXACT_ANGLE_MAX))
        return EXACT_NAN;
    int64_t quarters;
    double r = reduce_quarter_turns(x, &quarters);
    uint64_t turn = (uint64_t)(quarters + advance);
    double value = turn & 1 ? cosine_series(r) : sine_series(r);
    return turn & 2 ? -value : value;
}

double exact_sin(double x)
{
    return sine_advanced(x, 0);
}

double exact_cos(double x)
{
    return sine_advanced(x, 1);
}

static const double LN2_HIGH = 0x1.62e42fefp-1; /* 33 bits: exact times any exponent */
static const double LN2_LOW = 0x1.473de6af278edp-34;

double exact_exp(double x)
{
    if (x != x)
        return x;
    if (x < -700)
        return 0;
    if (x > 700)
        x = 700;
    int64_t exponent = nearest(x * 1.44269504088896340736);
    double n = (double)exponent;
    double r = (x - n * LN2_HIGH) - n * LN2_LOW; /* within +-0.35 */
    double series = 1.0 / 479001600.0;
    series = series * r + 1.0 / 39916800.0;
    series = series * r + 1.0 / 3628800.0;
    series = series * r + 1.0 / 362880.0;
    series = series * r + 1.0 / 40320.0;
    series = series * r + 1.0 / 5040.0;
    series = series * r + 1.0 / 720.0;
    series = series * r + 1.0 / 120.0;
    series = series * r + 1.0 / 24.0;
    series = series * r + 1.0 / 6.0;
    series = series * r + 0.5;
    double value = 1.0 + (r + r * r * series);
    return value * bits_to_double((uint64_t)(exponent + 1023) << 52);
}

/* log(2^e m) = e ln 2 + 2 artanh((m - 1) / (m + 1)), m within sqrt(1/2)..sqrt(2). */
double exact_log(double x)
{
    if (x != x || x == EXACT_INFINITY)
        return x;
    if (x <= 0)
        return -1e308;
    int exponent = 0;
    if (x < 0x1p-1022) { /* subnormal: no implied leading bit */
        x *= 0x1p54;
        exponent = -54;
    }
    uint64_t bits = double_to_bits(x);
    exponent += (int)(bits >> 52) - 1023;
    double m = bits_to_double((bits & 0xfffffffffffffull) | (1023ull << 52));
    if (m > 1.41421356237309504880) {
        m *= 0.5;
        exponent++;
    }
    double f = (m - 1.0) / (m + 1.0);
    double s = f * f;
    double series = 1.0 / 21.0;
    for (int odd = 19; odd >= 3; odd -= 2)
        series = series * s + 1.0 / odd;
    double log_m = 2.0 * (f + f * s * series);
    return exponent * LN2_HIGH + (exponent * LN2_LOW + log_m);
}

double exact_sqrt(double x)
{
    return x < 0 ? 0 : __builtin_sqrt(x);
}

double exact_round(double x)
{
    if (!(x > -LARGEST_INTEGER && x < LARGEST_INTEGER))
        return x; /* already whole, or not a number */
    double size = x < 0 ? -x : x;
    double whole = (double)(int64_t)size;
    if (size - whole >= 0.5)
        whole += 1;
    return x < 0 ? -whole : whole;
}
