/* A smooth reach: rest at one level, a minimum-jerk movement to another, rest there. The movement
 * covers 10 s^3 - 15 s^4 + 6 s^5 of its way in the share s of its time (Flash and Hogan 1985). */
#ifndef UNGUARD_REACH_H
#define UNGUARD_REACH_H

#include <stdbool.h>
#include <stdint.h>

struct reach {
    double start_s, length_s; /* of the movement; in the samples' time */
    double from, way;         /* levels, in the samples' unit: it comes to rest at from + way */
    double left;              /* set by reach_fit: sum of squares that the samples are off it */
};

#define REACH_FASTEST 1.875 /* half way, over the mean speed */

/* The reach that fits the samples best, by least squares (Levenberg 1944, Marquardt 1963), from the
 * one given as a guess. Every sample counts, so noise of a tenth of the way moves the length by
 * about a tenth; crossings of two levels would move by far more, and mostly one way.
 * t_us: increasing. ends_known: it comes to rest at the guess's level, which the samples may not
 * show. False, and *reach as it was, where the samples don't tell: fewer than 5, or nothing moved.
 */
bool reach_fit(const int64_t t_us[], const float value[], int32_t count, bool ends_known,
               struct reach *reach);

#endif
