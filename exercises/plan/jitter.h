/* How much a signal moves by the camera's noise alone: what a linter can say ahead of time about
 * levels and limits that lie closer together than that.
 *
 * Measured, not reckoned: a still body JITTER_BODY_PX tall in a 480-line picture, 30 pictures a
 * second, white noise of JITTER_NOISE_PX on every joint, through features_step with its default
 * settings. The figure is the standard deviation in the posture where it is least, so that what is
 * called too noisy here is so everywhere. Printed by
 *
 *     build/tests/test_cfg_jitter --verbose
 *
 * which also fails when the table has gone stale. */
#ifndef UNGUARD_JITTER_H
#define UNGUARD_JITTER_H

#include "plan/exercise.h"

#define JITTER_BODY_PX  400.0f
#define JITTER_NOISE_PX 1.0f

/* How a signal is looked at. */
enum jitter_look {
    JITTER_VALUE,      /* of one frame: what counts and is scored */
    JITTER_RATE,       /* over SLOPE_SPAN_US */
    JITTER_CALM_VALUE, /* smoothed by the guard's GUARD_CALM_S: what rules are judged by */
    JITTER_LONG_RATE,  /* over SLOPE_LONG_US */
    JITTER_LOOK_COUNT
};

/* Standard deviation in the signal's unit (of rates: per second). 0: the view can't show it, or its
 * two sides cancel. */
float jitter_of(struct signal signal, enum jitter_look look, enum view view);

/* True if the kind's left is its right with the other sign, so that the mean of both is always 0:
 * a lean, a tilt. */
bool jitter_cancels(enum feature_kind kind);

/* How the coach looks at what a limit judges: values calm, a speed that must last JITTER_LONG_S
 * over the longer time, which halves its noise. */
#define JITTER_LONG_S 0.1f
enum jitter_look jitter_look_at(const struct limit_rule *rule);

#endif
