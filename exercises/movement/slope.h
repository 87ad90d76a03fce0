/* How fast a value changes: the slope of a straight line laid through its last moments by least
 * squares. Against a recursive filter of the same noise it keeps nearly all of a quick movement's
 * speed (0.84 of it at 2 Hz), which is over before such a filter has risen. */
#ifndef UNGUARD_SLOPE_H
#define UNGUARD_SLOPE_H

#include <stdbool.h>
#include <stdint.h>

#define SLOPE_SPAN_US 200000 /* of capture time: seven frames at 30 a second */
#define SLOPE_LONG_US 300000 /* half the noise, for what takes longer */
#define SLOPE_ROOM    24     /* samples; above 75 frames a second the span is shorter */
#define SLOPE_LEAST   3      /* samples: at few frames a second they may span more time */

/* Flat; zero is empty. Oldest first. */
struct slope {
    int32_t count;
    int64_t t_us[SLOPE_ROOM];
    float value[SLOPE_ROOM];
};

/* Takes one sample; t_us must be later than the last. After FILTER_GAP_US it starts anew. */
void slope_put(struct slope *slope, int64_t t_us, float value);

/* Whether its samples lie as far apart as that: after a gap the first few tell mostly noise. */
bool slope_spans(const struct slope *slope, int64_t span_us);

/* Change a second over the last span_us (at most SLOPE_LONG_US), in the value's unit. False with
 * fewer than SLOPE_LEAST samples. */
bool slope_rate(const struct slope *slope, int64_t span_us, float *rate);

#endif
