/* The few transcendental functions that scoring needs, from + - x / and sqrt alone.
 *
 * A C library picks another atan2 or sin on another processor, and the last bit of a score would
 * change with it. IEEE 754 fixes the five operations above to the last bit, so these give the same
 * bits everywhere. Accuracy: absolute error below 1e-12 for angles in radians, relative error below
 * 1e-12 for exact_exp and exact_log, over the ranges stated. NaN in gives NaN out. */
#ifndef UNGUARD_EXACT_H
#define UNGUARD_EXACT_H

#define EXACT_PI        3.14159265358979323846
#define EXACT_ANGLE_MAX 1e5 /* rad: beyond it the reduction would lose bits */

double exact_atan2(double y, double x); /* -pi..pi; 0 when both are 0; -0 counts as 0 */
double exact_acos(double x);            /* 0..pi; x is clamped to -1..1 */
double exact_sin(double x);             /* |x| <= EXACT_ANGLE_MAX; NaN beyond */
double exact_cos(double x);             /* |x| <= EXACT_ANGLE_MAX; NaN beyond */
double exact_exp(double x);             /* 0 below -700; x is clamped to 700 above */
double exact_log(double x);             /* x > 0, subnormal too; -1e308 otherwise */
double exact_sqrt(double x);            /* IEEE square root; 0 for negative x */
double exact_round(double x);           /* nearest integer, halves away from zero; |x| < 2^52 */

#endif
